"""What the rules about patient data in a tracker's call share: which values, on which routes, in which words."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pixelgate.facts.evidence import weakest
from pixelgate.facts.model import Sighting
from pixelgate.findings import leaks, remedy
from pixelgate.findings.flows import KINDS, Flows, Value, Via, flow
from pixelgate.findings.model import Finding, Message, RuleInfo, Verdict
from pixelgate.findings.wording import listed
from pixelgate.rules import contained
from pixelgate.rules.base import Context, active, advice, found, gate, judge, of
from pixelgate.rules.contained import Place
from pixelgate.vendors.model import Category

SAYS = {
    Via.FIELD: "is sent what the visitor enters",
    Via.TEMPLATE: "is sent what the server fills in",
    Via.LAYER: "can read health data in its data layer",
    Via.NAME: "is sent health data",
}


def flowing(context: Context, info: RuleInfo, via: Via) -> Iterator[Finding]:
    """Yield a finding for each call into which values get in one way, with their flows."""
    layers = (slug for slug, vendor in context.catalog.vendors.items() if vendor.category is Category.TAG_MANAGER)
    flows = Flows(context.graph, layers)
    places = contained.places(context)
    for reach in active(context, KINDS):
        values = flows.values(reach, via)
        chains = flows.on(reach.chains, values)
        told = tuple(one for one in values if any(flows.told(one, chain) for chain in chains))
        if told and (verdicts := judge(context, info, chains)):
            sighting = reach.fact
            fields = listed(dict.fromkeys(f"`{one.name}`" for one in told))
            place = places.get(sighting)
            through = f" through {contained.called(context, place)}" if place else ""
            advised = f"Delete {fields} from {_deleted(context, sighting, verdicts, place)}"
            message = Message(_what(context, sighting, via, told, through), "", tuple(map(leaks.value, told)), advised)
            finding = of(found(context, info, verdicts, message), sighting)
            sure = weakest(sighting.confidence, min((one.confidence for one in told), key=_doubt))
            yield msgspec.structs.replace(finding, confidence=sure, flows=tuple(flow(one, sighting) for one in told))


def _deleted(context: Context, sighting: Sighting, verdicts: tuple[Verdict, ...], place: Place | None) -> str:
    if place is None:
        return f"the call. {advice(context, sighting, verdicts)}"
    vendor = context.vendor(sighting.vendor)
    agreement = remedy.agreement(vendor, vendor.name) if vendor else ""
    return f"the tag, publish the container, and check in the new export. {agreement}".rstrip()


def _doubt(level: str) -> int:
    return ("high", "medium", "low").index(level)


def _says(via: Via, told: tuple[Value, ...]) -> str:
    return (
        "is told under which identifier to join this visitor's events"
        if all(one.identifier for one in told)
        else SAYS[via]
    )


def _what(context: Context, sighting: Sighting, via: Via, told: tuple[Value, ...], through: str) -> str:
    event = f" with the event `{sighting.event}`" if sighting.event else ""
    names = listed(dict.fromkeys(f"`{one.name}` ({leaks.said_of(one)})" for one in told))
    return f"{context.name(sighting.vendor)} {_says(via, told)}{event}{through}: {names}.{gate(sighting)}"
