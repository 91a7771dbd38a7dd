"""PG404 unused-exemption: a permission in the manifest permits nothing that is there."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.severity import severity
from pixelgate.findings.wording import listed
from pixelgate.graph.model import Tier
from pixelgate.rules.base import Context, Rule

INFO = RuleInfo(
    code="PG404",
    name="unused-exemption",
    summary="An exemption matches no finding.",
    why="A permission nobody needs lets the next tracker in without a word.",
    fix="Delete the exemption.",
    scale=Scale.WARNING,
    tags=("privacy", "hipaa", "manifest"),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each exemption in force that met no finding."""
    grave = severity(INFO, Tier.AUTHENTICATED, context.graph.manifest.policy)
    for exemption in context.graph.manifest.exemptions:
        unused = exemption.location not in context.ledger.exemptions and exemption.expires >= context.today
        if grave and unused:
            what = (
                f"The exemption for {exemption.vendor or exemption.host} on {listed(exemption.routes)} matches no"
                " finding: nothing it permits is there."
            )
            message = Message(what, "", remedy=INFO.fix)
            yield Finding(INFO, grave, exemption.location, message, vendor=exemption.vendor, host=exemption.host)


RULE = Rule(INFO, check, late=True)
