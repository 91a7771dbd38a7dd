"""PG101 tracker-loaded: a guarded route reaches something that puts a tracking vendor on its page."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo
from pixelgate.findings.presence import PRESENCE
from pixelgate.graph.model import Reach
from pixelgate.rules.base import OPAQUE, Context, Rule, active, advice, disguise, found, gate, judge, of, shown
from pixelgate.source import Location
from pixelgate.vendors.model import Category

INFO = RuleInfo(
    code="PG101",
    name="tracker-loaded",
    summary="A guarded route reaches a tracker: its script, start call, package, template tag, frame or image.",
    why=(
        "A tracker tells its owner, with every request, that this visitor is on this page. Behind a login, or where"
        " visitors arrange their own care, that alone discloses health information (OCR bulletin, updated March 2024)."
    ),
    fix="Remove the tracker from guarded pages, or move it to a layout that only public pages use.",
    presence=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each place that brings a vendor; an SDK bundled whole is one place in its file."""
    for reach in _places(context):
        sighting = reach.fact
        if verdicts := judge(context, INFO, reach.chains):
            message = Message(
                _what(context, sighting), "", _leaves(context, sighting), advice(context, sighting, verdicts)
            )
            yield of(found(context, INFO, verdicts, message), sighting)


def _places(context: Context) -> Iterator[Reach[Sighting]]:
    bundled: set[tuple[str, str]] = set()
    told: set[tuple[str, Location]] = set()
    for reach in active(context, PRESENCE | {SightingKind.EVENT, SightingKind.USER_DATA}):
        sighting = reach.fact
        place = (sighting.vendor, sighting.location.path)
        here = (sighting.vendor, sighting.location)
        if not _ours(context, sighting) or (sighting.internal and place in bundled) or here in told:
            continue
        if sighting.internal:
            bundled.add(place)
            yield reach
        elif sighting.kind in PRESENCE:
            told.add(here)
            yield reach


def _ours(context: Context, sighting: Sighting) -> bool:
    vendor = context.vendor(sighting.vendor)
    return vendor is None or vendor.category not in OPAQUE | {Category.EMBED}


def _what(context: Context, sighting: Sighting) -> str:
    name, url = context.name(sighting.vendor), shown(sighting.url)
    source = f" from {url}" if url else ""
    pixel = f" with ID {sighting.id}" if sighting.id else ""
    if sighting.internal:
        return f"The code of {name} is bundled in {sighting.location.path}."
    match sighting.kind:
        case SightingKind.INIT:
            said = f"{name} is started{pixel}."
        case SightingKind.IMPORT:
            said = f"A package that brings {name} is imported."
        case SightingKind.EMITTER:
            said = f"A template tag, plugin or setting puts {name} into the page{pixel}."
        case SightingKind.IFRAME:
            said = f"{name} is loaded in a frame{source}."
        case SightingKind.BEACON:
            event = f" the event `{sighting.event}`" if sighting.event else " this visit"
            said = f"A request tells {name}{event}{pixel}: {url}."
        case _:
            said = f"{name} is loaded{source}."
    return said + disguise(sighting) + gate(sighting)


def _leaves(context: Context, sighting: Sighting) -> tuple[Leak, ...]:
    vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
    own = leaks.identity(vendor) if sighting.kind is SightingKind.EMITTER and sighting.tags else ()
    return (leaks.device(vendor, name), *leaks.address(vendor), *own, *leaks.parameters(sighting.parameters))


RULE = Rule(INFO, check)
