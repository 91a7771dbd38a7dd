"""What the traces of one file say about each other: doubles, common words, wrappers, for whom a shared tag speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from pixelgate.facts.evidence import Evidence
from pixelgate.facts.model import Confidence, Parameter, SightingKind
from pixelgate.facts.origins import RANK
from pixelgate.facts.payload import WHOLE
from pixelgate.source import Location, Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Category

_ADDRESSED = frozenset(
    {SightingKind.LOADER, SightingKind.INIT, SightingKind.BEACON, SightingKind.IFRAME, SightingKind.HINT}
)
_SPOKEN = frozenset({SightingKind.EVENT, SightingKind.USER_DATA, SightingKind.CONFIG})
_NEAR = 4000
"""How far from its URL the stub of a loader may stand, in characters."""

_AROUND = 20
"""How many of the traces that begin before a place are asked whether they hold it."""

_UNKNOWN = re.compile(r"\{[^{}]*\}")
_SURENESS = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}


def tidy(found: list[Evidence], catalog: Catalog) -> list[Evidence]:
    """Return what is to be reported, in file order, each trace once."""
    found = _without_known_mentions(found)
    found = _without_lone_words(found, catalog)
    found = _through_wrappers(found)
    found = _readdressed(found, catalog)
    found = _without_stubs(_once(found))
    return sorted(_without_outer(found), key=lambda one: (one.span, one.vendor, one.kind, one.event, one.id))


def _without_lone_words(found: list[Evidence], catalog: Catalog) -> list[Evidence]:
    """Drop what is said through a common word (``analytics``) when nothing else in the file names the vendor."""
    sure = {one.family for one in found if not one.ambiguous or _has_id(one, catalog)}
    return [one for one in found if not one.ambiguous or one.family in sure]


def _without_known_mentions(found: list[Evidence]) -> list[Evidence]:
    """Drop the mention of an ID inside another trace, or of one that another trace names."""
    others = [one for one in found if not one.mention]
    named = {one.id for one in others if one.kind is not SightingKind.CONFIG}
    spans = sorted(one.span for one in others)
    return [one for one in found if not one.mention or not (one.id in named or _is_within(one.span, spans))]


def _is_within(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether one of sorted spans holds another."""
    last = bisect_left(spans, Span(span.start + 1, 0))
    return any(span in outer for outer in spans[max(0, last - _AROUND) : last])


def _has_id(one: Evidence, catalog: Catalog) -> bool:
    """Tell whether an init names an ID that looks like the vendor's."""
    vendor = catalog.vendors.get(one.family)
    if vendor is None or one.kind is not SightingKind.INIT or not vendor.id.format:
        return False
    return re.fullmatch(vendor.id.format, one.id) is not None


def _through_wrappers(found: list[Evidence]) -> list[Evidence]:
    """Mark the call inside a wrapper that says less than the wrapper's calls; drop those that say no more than it."""
    inner: dict[tuple[str, Span | Location], Evidence] = {(one.family, one.span): one for one in reversed(found)}
    inner |= {(one.family, one.span): one for one in reversed(found) if one.via is None}
    wrapped = {(one.family, one.via) for one in found if one.via is not None}
    kept = []
    for one in found:
        called = inner.get((one.family, one.via)) if one.via is not None else None
        if (
            called is not None
            and not _undecided(called)
            and _says(called) == _says(one)
            and not _tells_more(one, called)
        ):
            continue
        relayed = (one.family, one.span) in wrapped and _undecided(one)
        kept.append(msgspec.structs.replace(one, relayed=True) if relayed else one)
    return kept


def _says(one: Evidence) -> tuple[object, ...]:
    return one.kind, one.id, one.event, frozenset(p.name for p in one.parameters)


def _tells_more(one: Evidence, called: Evidence) -> bool:
    """Tell whether a wrapper's call hands over something of which its place of origin is known only there."""
    known = {(name, origin.source) for name, parameter in _leaves(called.parameters) for origin in parameter.origins}
    return any(
        origin.source in RANK and (name, origin.source) not in known
        for name, parameter in _leaves(one.parameters)
        for origin in parameter.origins
    )


def _leaves(given: Iterable[Parameter], prefix: str = "") -> Iterator[tuple[str, Parameter]]:
    for parameter in given:
        name = f"{prefix}{parameter.name}"
        yield name, parameter
        yield from _leaves(parameter.children, f"{name}.")


def _undecided(one: Evidence) -> bool:
    return one.loose or "{" in one.event or any(p.name == WHOLE for p in one.parameters)


def _readdressed(found: list[Evidence], catalog: Catalog) -> list[Evidence]:
    """Give a shared tag's events that name no ID to the advertiser, where the file configures no other."""
    families = {one.family for one in found if one.family in catalog.vendors and catalog.vendors[one.family].id.vendors}
    for family in sorted(families):
        named = [one.vendor for one in found if one.family == family and one.id and one.id[0] != "{"]
        others = [v for v in dict.fromkeys(named) if catalog.vendors[v].category is Category.ADVERTISING]
        if others and len(others) == len(set(named)):
            found = [_given(one, family, others[0]) for one in found]
    return found


def _given(one: Evidence, family: str, vendor: str) -> Evidence:
    mine = one.family == family and not one.id and one.kind in _SPOKEN
    return msgspec.structs.replace(one, vendor=vendor) if mine else one


def _once(found: Iterable[Evidence]) -> list[Evidence]:
    """Keep the surest of equal traces at one place."""
    kept: dict[tuple[object, ...], Evidence] = {}
    for one in sorted(found, key=lambda one: (_SURENESS[one.confidence], one.state.value)):
        kept.setdefault((one.vendor, one.kind, one.span, one.id, one.event), one)
    named = {(one.vendor, one.kind, one.span, one.event) for one in kept.values() if one.id}
    found = [one for one in kept.values() if one.id or (one.vendor, one.kind, one.span, one.event) not in named]
    return _with_one_unknown(found)


def _with_one_unknown(found: list[Evidence]) -> list[Evidence]:
    """Keep of several unknown events of one call the one that says most (``{event.name}`` beside ``{event}``)."""
    kept: dict[tuple[object, ...], Evidence] = {}
    for one in found:
        unknown = _UNKNOWN.fullmatch(one.event) is not None
        key = (one.vendor, one.kind, one.span, one.id, one.via, "" if unknown else one.event, unknown)
        known = kept.get(key)
        if known is None or (len(one.parameters), len(one.event)) > (len(known.parameters), len(known.event)):
            kept[key] = one
    return list(kept.values())


def _without_stubs(found: list[Evidence]) -> list[Evidence]:
    """Drop the stub of a loader near the loader's URL, and all but the first of several stubs near each other."""
    kept: list[Evidence] = []
    last: dict[str, int] = {}
    with_url = _places(one for one in found if one.kind is SightingKind.LOADER and one.url)
    for one in sorted(found, key=lambda one: one.span):
        stub = one.kind is SightingKind.LOADER and not one.url
        at = one.span.start
        if stub and (_is_near(with_url.get(one.family, ()), at) or at - last.get(one.family, -_NEAR) < _NEAR):
            continue
        if stub:
            last[one.family] = at
        kept.append(one)
    return kept


def _without_outer(found: list[Evidence]) -> list[Evidence]:
    """Of several traces of one URL keep the string itself, not the statement around it nor where its value ends up."""
    groups: dict[tuple[object, ...], list[Evidence]] = {}
    for one in found:
        if one.kind in _ADDRESSED and one.url:
            groups.setdefault((one.vendor, one.kind, one.url.partition("?")[0]), []).append(one)
    doubles = {id(one) for group in groups.values() for one in _repeats(sorted(group, key=lambda one: one.span))}
    return [one for one in found if id(one) not in doubles]


def _repeats(group: list[Evidence]) -> Iterator[Evidence]:
    """Yield what lies around another trace of the same URL and ID, then what is less sure than one near by."""
    starts = [one.span.start for one in group]
    inner: list[Evidence] = []
    for one in group:
        within = group[bisect_left(starts, one.span.start) : bisect_left(starts, one.span.end)]
        if any(one.span != other.span and other.span in one.span and one.id == other.id for other in within):
            yield one
        else:
            inner.append(one)
    for level in (Confidence.MEDIUM, Confidence.LOW):
        surer = [one.span.start for one in inner if _SURENESS[one.confidence] < _SURENESS[level]]
        yield from (one for one in inner if one.confidence is level and _is_near(surer, one.span.start))


def _places(found: Iterable[Evidence]) -> dict[str, list[int]]:
    """Return where the traces of each vendor begin, sorted."""
    places: dict[str, list[int]] = {}
    for one in sorted(found, key=lambda one: one.span):
        places.setdefault(one.family, []).append(one.span.start)
    return places


def _is_near(places: Sequence[int], at: int) -> bool:
    """Tell whether one of several sorted places is near another."""
    index = bisect_left(places, at - _NEAR)
    return index < len(places) and places[index] <= at + _NEAR
