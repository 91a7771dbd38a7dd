"""PG109 conversion-api: code of the server tells a vendor what the visitor did, where no browser can see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pixelgate.facts.model import Parameter, Sighting, SightingKind
from pixelgate.findings import leaks, remedy
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo, Scale
from pixelgate.findings.severity import severity
from pixelgate.findings.wording import listed, shortened
from pixelgate.graph.forwarded import REQUEST
from pixelgate.graph.model import Chain, Reach, Tier
from pixelgate.rules.base import Context, Rule, active, found, judge, of, shown
from pixelgate.source import Location
from pixelgate.vendors.model import Category

INFO = RuleInfo(
    code="PG109",
    name="conversion-api",
    summary="Code of the server passes on to a vendor what visitors of a guarded route do, and often who they are.",
    why=(
        "A conversions API moves the pixel from the page into the server, where no browser, no consent banner and no"
        " content blocker sees it. What is sent is the same, and mostly more: hashed e-mail addresses and telephone"
        " numbers name the person to everybody who knows them. OCR's bulletin speaks of tracking technologies whatever"
        " the way in which they send."
    ),
    fix="Take the call out of what handles guarded routes, or send only what the vendor signs a BAA for.",
)

_OTHERWISE = frozenset({Category.EMBED, Category.MONITORING, Category.SESSION_REPLAY})
"""Categories whose servers are asked for something else: to verify a captcha, to take an error report."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each call that sends something; what only prepares it is told with it."""
    requests = {reach.fact.location: reach.fact for reach in active(context, {SightingKind.RELAY})}
    for reach, beside in _calls(context):
        sighting = reach.fact
        verdicts = judge(context, INFO, reach.chains)
        sent = (*sighting.parameters, *beside, *_asked(reach.chains, requests))
        message = Message(
            _what(context, reach, requests), "", tuple(_leaves(context, sighting, sent)), _remedy(context, sighting)
        )
        if verdicts:
            yield of(found(context, INFO, verdicts, message), sighting)
        elif not reach.chains and (
            level := severity(INFO, Tier.OFF, context.graph.manifest.policy, scale=Scale.WARNING)
        ):
            yield of(Finding(INFO, level, sighting.location, message), sighting)


def _calls(context: Context) -> Iterator[tuple[Reach[Sighting], tuple[Parameter, ...]]]:
    """Yield the calls that send, each with what the same file prepares for its vendor in calls that do not."""
    groups: dict[tuple[str, str], list[Reach[Sighting]]] = {}
    for reach in context.graph.sightings:
        one = reach.fact
        if one.kind is SightingKind.CONVERSION and one.active and not one.relayed and _counts(context, one):
            groups.setdefault((one.vendor, one.location.path), []).append(reach)
    for group in groups.values():
        sending = [reach for reach in group if reach.fact.event or reach.fact.url] or group[:1]
        others = [reach for reach in group if not any(reach is one for one in sending)]
        for reach in sending:
            routes = {chain.route for chain in reach.chains}
            near = (one for one in others if not routes or routes & {chain.route for chain in one.chains})
            yield reach, tuple(parameter for one in near for parameter in one.fact.parameters)


def _counts(context: Context, sighting: Sighting) -> bool:
    vendor = context.vendor(sighting.vendor)
    return vendor is None or vendor.category not in _OTHERWISE


def _asked(chains: Iterable[Chain], requests: Mapping[Location, Sighting]) -> Iterator[Parameter]:
    """Yield what pages send to the addresses that a call is made for."""
    places = dict.fromkeys(step.location for chain in chains for step in chain.steps if step.kind == REQUEST)
    for place in places:
        yield from requests[place].parameters if place in requests else ()


def _what(context: Context, reach: Reach[Sighting], requests: Mapping[Location, Sighting]) -> str:
    sighting = reach.fact
    name = context.name(sighting.vendor)
    events = _events(reach, requests)
    event = f" the event {listed(f'`{shortened(one)}`' for one in events)}" if events else " about the visitor"
    pixel = f" (ID {sighting.id})" if sighting.id else ""
    target = f": {shown(sighting.url)}" if sighting.url else ""
    addresses = {step.text for chain in reach.chains for step in chain.steps if step.kind == REQUEST}
    relayed = "" if reach.chains else " No route of the manifest was found to lead to it; who calls it is not known."
    relayed = f" It is made for what pages send to {listed(sorted(addresses))}." if addresses else relayed
    return f"Code of the server tells {name}{event}{pixel}{target}.{relayed}"


def _events(reach: Reach[Sighting], requests: Mapping[Location, Sighting]) -> tuple[str, ...]:
    """Return the events that a call reports: its own, or those that pages name where it only passes them on."""
    own = reach.fact.event
    places = (step.location for chain in reach.chains for step in chain.steps if step.kind == REQUEST)
    asked = [requests[place].event for place in places if place in requests and requests[place].event]
    return tuple(dict.fromkeys(asked)) if own.startswith("{") and asked else (own,) if own else ()


def _leaves(context: Context, sighting: Sighting, sent: Iterable[Parameter]) -> Iterator[Leak]:
    vendor = context.vendor(sighting.vendor)
    named = {parameter.name: parameter for parameter in reversed(tuple(sent))}
    told = [*leaks.event(vendor, sighting.event), *leaks.parameters(reversed(named.values()))]
    yield from told or (Leak("navigation", "what the visitor does", "the call is made for it"),)


def _remedy(context: Context, sighting: Sighting) -> str:
    vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
    return f"{INFO.fix} {remedy.agreement(vendor, name)}"


RULE = Rule(INFO, check)
