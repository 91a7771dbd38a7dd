"""PG302 tracker-hint: a guarded route tells the browser to get ready for a tracker."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.facts.model import SightingKind
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule, active, found, judge, of, shown
from pixelgate.vendors.model import Category

INFO = RuleInfo(
    code="PG302",
    name="tracker-hint",
    summary="A guarded route has a preconnect, dns-prefetch or preload for a tracker's host.",
    why=(
        "A preconnect already tells the vendor the visitor's IP address, and a preload sends the page's address. A hint"
        " that was left behind also shows where a tracker was, or comes from a script that was not seen."
    ),
    fix="Delete the hint.",
    scale=Scale.CONTACT,
    presence=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each hint to a vendor that is no mere embed."""
    for reach in active(context, {SightingKind.HINT}):
        sighting = reach.fact
        vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
        if vendor is not None and vendor.category is Category.EMBED:
            continue
        if verdicts := judge(context, INFO, reach.chains):
            what = f"The browser is told to get ready for {name}: {shown(sighting.url)}."
            remedy = f"Delete the hint from {sighting.location.path}, and look for what it was meant to speed up."
            message = Message(what, "", (leaks.device(vendor, name),), remedy)
            yield of(found(context, INFO, verdicts, message), sighting)


RULE = Rule(INFO, check)
