"""PG105 session-replay: a guarded route is recorded as its visitor sees it."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.facts.model import Sighting
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo
from pixelgate.findings.presence import starts
from pixelgate.rules.base import Context, Rule, advice, found, gate, judge, of
from pixelgate.vendors.model import Category

INFO = RuleInfo(
    code="PG105",
    name="session-replay",
    summary="A guarded route reaches a recorder that films the page: text, pointer, clicks and typing.",
    why=(
        "A recording holds everything the page shows: results, messages, names. Masking is a list of exceptions that"
        " somebody must keep complete. The OCR bulletin names session replay scripts among tracking technologies."
    ),
    fix="Do not record guarded pages; record test accounts instead.",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each place where a recorder begins."""
    for reach in starts(context.graph):
        sighting = reach.fact
        vendor = context.vendor(sighting.vendor)
        if vendor is None or vendor.category is not Category.SESSION_REPLAY:
            continue
        if verdicts := judge(context, INFO, reach.chains):
            what = f"{vendor.name} records the page as the visitor sees it.{gate(sighting)}"
            message = Message(what, "", _leaves(context, sighting), advice(context, sighting, verdicts))
            yield of(found(context, INFO, verdicts, message), sighting)


def _leaves(context: Context, sighting: Sighting) -> tuple[Leak, ...]:
    vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
    return (
        Leak("message", "what the page shows and what the visitor types", "automatic: the recording"),
        Leak("navigation", leaks.PHRASES["navigation"], "automatic: pointer and clicks in the recording"),
        *leaks.address(vendor),
        leaks.device(vendor, name),
    )


RULE = Rule(INFO, check)
