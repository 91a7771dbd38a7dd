"""PG403 expired-exemption: a permission in the manifest has run out."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.severity import severity
from pixelgate.graph.model import Tier
from pixelgate.manifest.model import Exemption
from pixelgate.rules.base import Context, Rule

INFO = RuleInfo(
    code="PG403",
    name="expired-exemption",
    summary="An exemption's end date has passed; it has no effect any more.",
    why="A permission is as good as the agreement behind it, and agreements end. An end date makes people look again.",
    fix="Renew the agreement and the date, or delete the exemption and the tracker.",
    scale=Scale.ERROR,
    tags=("privacy", "hipaa", "manifest"),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each exemption that ended before today."""
    grave = severity(INFO, Tier.AUTHENTICATED, context.graph.manifest.policy)
    for exemption in context.graph.manifest.exemptions:
        if grave and exemption.expires < context.today:
            what = f"The exemption for {_whom(exemption)} expired on {exemption.expires}: {exemption.reason}."
            message = Message(what, "", remedy=INFO.fix)
            yield Finding(INFO, grave, exemption.location, message, vendor=exemption.vendor, host=exemption.host)


def _whom(exemption: Exemption) -> str:
    return exemption.vendor or exemption.host


RULE = Rule(INFO, check)
