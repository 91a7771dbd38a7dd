"""PG405 unused-suppression: a comment asks for silence about nothing, or where it is not granted."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.facts.model import Suppression
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale, Severity
from pixelgate.findings.severity import severity
from pixelgate.findings.wording import sentence
from pixelgate.graph.model import Tier
from pixelgate.rules.base import Context, Rule, problems
from pixelgate.source import Location

INFO = RuleInfo(
    code="PG405",
    name="unused-suppression",
    summary="A suppression comment suppresses nothing, is written wrong, or stands where it has no effect.",
    why="A comment that looks like a permission and is none misleads whoever reads the code.",
    fix="Delete the comment; what a guarded route may load is decided in the manifest.",
    scale=Scale.WARNING,
    tags=("privacy", "hipaa", "manifest"),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each comment without effect, and for each that could not be read."""
    grave = severity(INFO, Tier.AUTHENTICATED, context.graph.manifest.policy)
    if grave is None:
        return
    for _, facts in sorted(context.graph.files.shared.items()):
        for comment in facts.suppressions if not facts.documentation else ():
            if what := _what(context, comment):
                yield _finding(grave, comment.location, what)
    for reach in problems(context, "bad-suppression"):
        yield _finding(grave, reach.fact.location, sentence(reach.fact.message))


def _finding(grave: Severity, location: Location, what: str) -> Finding:
    return Finding(INFO, grave, location, Message(what, "", remedy=INFO.fix))


def _what(context: Context, comment: Suppression) -> str:
    ledger = context.ledger
    if comment.location in ledger.suppressions:
        return ""
    if comment.location in ledger.powerless:
        return (
            "This suppression has no effect: a guarded route reaches this line. Only the manifest can exempt it, or"
            " `[policy] inline-suppressions = true` lets comments do so."
        )
    return f"This suppression of {', '.join(comment.rules)} matches no finding on its own or the next line."


RULE = Rule(INFO, check, late=True)
