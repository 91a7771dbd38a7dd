"""PG106 opaque-tag-manager: what a guarded route loads is decided outside the code."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo
from pixelgate.findings.presence import starts
from pixelgate.rules.base import OPAQUE, Context, Rule, advice, found, gate, judge, of

INFO = RuleInfo(
    code="PG106",
    name="opaque-tag-manager",
    summary="A guarded route loads a tag manager or customer data platform whose content the code does not show.",
    why=(
        "Whoever has the password of the tag manager can put any tracker on the page, at any time, without a change in"
        " the code and without a review. No scan of the code can say what it sends."
    ),
    fix="Do not load the tag manager on guarded pages.",
    presence=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each place where a tag manager or data platform begins."""
    for reach in starts(context.graph):
        sighting = reach.fact
        vendor = context.vendor(sighting.vendor)
        if vendor is None or vendor.category not in OPAQUE:
            continue
        if verdicts := judge(context, INFO, reach.chains):
            container = f" {sighting.id}" if sighting.id else ""
            what = (
                f"{vendor.name}{container} is loaded. What it loads and sends is decided in its own console, not in"
                f" this code.{gate(sighting)}"
            )
            told = (
                Leak("", "whatever the tags set up in its console collect", "not shown by the code"),
                *leaks.address(vendor),
                leaks.device(vendor, vendor.name),
            )
            message = Message(what, "", told, advice(context, sighting, verdicts))
            yield of(found(context, INFO, verdicts, message), sighting)


RULE = Rule(INFO, check)
