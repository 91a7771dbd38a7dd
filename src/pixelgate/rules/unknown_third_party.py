"""PG108 unknown-third-party: a guarded route talks to somebody who is not the hospital, whoever it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pixelgate.facts.model import Connection
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.presence import starts
from pixelgate.graph.model import Chain, Reach
from pixelgate.rules.base import Context, Rule, at, found, gate, host, judge, of, shown
from pixelgate.vendors.model import Category

INFO = RuleInfo(
    code="PG108",
    name="unknown-third-party",
    summary="A guarded route loads or contacts an origin that is neither first party nor exempted.",
    why=(
        "Every request tells its receiver that this visitor is on this page; a third party's script can also read all"
        " of it. Fonts, maps, videos and captchas are such requests too, if milder ones."
    ),
    fix="Serve the file yourself, declare the host in `[site] origins` if it is yours, or exempt it by `host`.",
    presence=True,
)

_NOBODY = re.compile(r"(?:www\.)?example\.(?:com|net|org)")
"""Hosts that RFC 2606 keeps for documentation: nobody can own them. Libraries try out ``Request`` with them."""

ACTIONS = {
    "script": "loads a script from",
    "frame": "shows a frame of",
    "image": "loads an image from",
    "style": "loads a style sheet from",
    "font": "loads a font from",
    "media": "loads media from",
    "form": "sends a form to",
    "connect": "connects to",
    "ahead": "has the browser fetch ahead of time from",
    "object": "loads an object from",
    "visit": "sends the visitor on to",
}
"""What a page does with a host, by the kind of connection; a hint alone loads nothing."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each embed, and one for each unknown host of a file."""
    yield from _embeds(context)
    for reaches in _unknown(context):
        first = reaches[0].fact
        if verdicts := judge(context, INFO, _merged(reaches)):
            more = f" ({len(reaches)} places in this file)" if len(reaches) > 1 else ""
            what = (
                f"The page {ACTIONS[first.kind]} {first.host}, which is not the site's own: {shown(first.url)}{more}."
            )
            message = Message(what, "", (leaks.device(None, first.host), *leaks.address(None)), INFO.fix)
            yield at(found(context, INFO, verdicts, message), first.location, host=first.host)


def _embeds(context: Context) -> Iterator[Finding]:
    for reach in starts(context.graph):
        sighting = reach.fact
        vendor = context.vendor(sighting.vendor)
        if vendor is None or vendor.category is not Category.EMBED:
            continue
        if verdicts := judge(context, INFO, reach.chains, scale=Scale.CONTACT):
            source = f": {shown(sighting.url)}" if sighting.url else ""
            what = f"The page embeds {vendor.name} of {vendor.company}{source}.{gate(sighting)}"
            message = Message(what, "", (leaks.device(vendor, vendor.name), *leaks.address(vendor)), INFO.fix)
            yield of(found(context, INFO, verdicts, message), sighting)


def _unknown(context: Context) -> Iterator[list[Reach[Connection]]]:
    """Yield the connections of which no other rule speaks, those of one file to one host together."""
    sighted = {(reach.fact.location.path, host(reach.fact.url)) for reach in context.graph.sightings}
    groups: dict[tuple[str, str], list[Reach[Connection]]] = {}
    for reach in context.graph.connections:
        one = reach.fact
        place = (one.location.path, one.host)
        ours = not one.host or context.graph.parties.owns(one.host) or _NOBODY.fullmatch(one.host)
        if one.active and reach.chains and one.kind in ACTIONS and not ours and place not in sighted:
            groups.setdefault(place, []).append(reach)
    yield from groups.values()


def _merged(reaches: Iterable[Reach[Connection]]) -> tuple[Chain, ...]:
    chains: dict[int, Chain] = {}
    for reach in reaches:
        for chain in reach.chains:
            chains.setdefault(chain.route, chain)
    return tuple(chains[route] for route in sorted(chains))


RULE = Rule(INFO, check)
