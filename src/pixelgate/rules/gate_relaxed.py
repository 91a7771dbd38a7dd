"""PG407 gate-relaxed: a change lets through what the gate stopped."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.severity import severity
from pixelgate.findings.wording import sentence
from pixelgate.graph.model import Tier
from pixelgate.rules.base import Context, Rule

INFO = RuleInfo(
    code="PG407",
    name="gate-relaxed",
    summary="A change to the manifest, the baseline or a suppression lets more through than before (with --base).",
    why="A gate that a pull request can open for itself, unseen, is no gate.",
    fix="Take it back, or have the owners of the gate look at it.",
    scale=Scale.RELAXED,
    tags=("privacy", "hipaa", "manifest"),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each relaxation, as grave as the stricter of the policies before and after the change.

    The policy of after alone cannot decide: the change may have written it.
    """
    policies = (context.before, context.graph.manifest.policy)
    levels = [level for policy in policies if (level := severity(INFO, Tier.AUTHENTICATED, policy))]
    for relaxation in context.relaxations if levels else ():
        reason = f" The reason given: {sentence(relaxation.reason)}" if relaxation.reason else ""
        message = Message(f"This change relaxes the gate. {relaxation.what}{reason}", "", remedy=INFO.fix)
        yield Finding(INFO, max(levels), relaxation.location, message)


RULE = Rule(INFO, check)
