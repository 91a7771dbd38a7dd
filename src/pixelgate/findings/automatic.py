"""What a vendor takes by itself on a page: what its own data says, less what the code tells it not to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from pixelgate.facts.model import FormField, Sighting, SightingKind
from pixelgate.findings.leaks import PHRASES
from pixelgate.findings.model import Leak
from pixelgate.findings.wording import listed, shortened
from pixelgate.graph.model import Chain, Reach, RouteGraph
from pixelgate.manifest.model import Phi
from pixelgate.source import Location
from pixelgate.vendors.model import Automatic, Option, Vendor

_INTERACTIVE = frozenset({"click", "input", "submit", "always"})
_READS_FORMS = re.compile(r"\b(?:form|field|typed|input)", re.IGNORECASE)
_NAMED = 12
"""How many labels one sentence names before it counts the rest."""

_LAYOUT = "extends"


class Collection(msgspec.Struct, frozen=True):
    """What a vendor takes by itself where it starts: on which routes, what, and options that come too late."""

    chains: tuple[Chain, ...]
    taken: tuple[Automatic, ...]
    late: tuple[Sighting, ...] = ()


def collection(graph: RouteGraph, vendor: Vendor, reach: Reach[Sighting]) -> Collection | None:
    """Return what is taken from where a vendor starts, or ``None`` when it was told to stop all it can be told to.

    Page views alone are no such thing: whoever loads a tracker is told of them. Counted is what a visitor's clicks,
    typing and sending set off; of that, where options stop some, what options can stop.
    """
    settings = _settings(graph, vendor.slug)
    live = {chain: _live(graph, vendor, reach.fact, (chain, settings)) for chain in reach.chains}
    decisive = _decisive(vendor)
    chains = tuple(chain for chain, taken in live.items() if taken & decisive)
    if not chains:
        return None
    keys = set[str]().union(*(live[chain] for chain in chains))
    late = {
        s for chain in chains for s, c in settings if c.route == chain.route and not _counts(graph, s, c, reach.fact)
    }
    return Collection(
        chains,
        tuple(a for a in vendor.automatic if a.key in keys),
        tuple(sorted((s for s in late if _stops(vendor, s)), key=lambda s: s.location)),
    )


def _decisive(vendor: Vendor) -> frozenset[str]:
    interactive = frozenset(a.key for a in vendor.automatic if a.on in _INTERACTIVE)
    stoppable = frozenset(key for option in vendor.option for key in option.stops)
    return interactive & stoppable or interactive


def _settings(graph: RouteGraph, slug: str) -> list[tuple[Sighting, Chain]]:
    """Return the active options of a vendor with each way they are reached."""
    kinds = {SightingKind.CONFIG}
    found = (r for r in graph.sightings if r.fact.vendor == slug and r.fact.kind in kinds and not r.fact.gated)
    return [(reach.fact, chain) for reach in found for chain in reach.chains if reach.fact.active]


def _live(
    graph: RouteGraph, vendor: Vendor, start: Sighting, way: tuple[Chain, Sequence[tuple[Sighting, Chain]]]
) -> frozenset[str]:
    """Return the keys of what is taken on one route: off by default is only what options start and none stops."""
    chain, settings = way
    stopped = {key for option in vendor.option for key in option.stops}
    live = {a.key for a in vendor.automatic} - ({key for o in vendor.option for key in o.starts} - stopped)
    here = [(s, c) for s, c in settings if c.route == chain.route and s.id in {"", start.id}]
    for setting, setting_chain in sorted(here, key=lambda pair: pair[0].location):
        option = _option(vendor, setting)
        if option and (not option.before_init or _precedes(graph, (setting, setting_chain), (start, chain))):
            live = (live - set(option.stops)) | set(option.starts)
    return frozenset(live)


def _option(vendor: Vendor, setting: Sighting) -> Option | None:
    """Return the option that a setting is; of several with its name the strictest, none if they differ in effect."""
    named = sorted((o for o in vendor.option if o.name == setting.event), key=lambda o: not o.before_init)
    effects = {(*option.stops, "", *option.starts) for option in named}
    return named[0] if len(effects) == 1 else None


def _stops(vendor: Vendor, setting: Sighting) -> bool:
    option = _option(vendor, setting)
    return option is not None and bool(option.stops) and option.before_init


def _counts(graph: RouteGraph, setting: Sighting, chain: Chain, start: Sighting) -> bool:
    return setting.id not in {"", start.id} or _precedes(graph, (setting, chain), (start, chain))


def _precedes(graph: RouteGraph, setting: tuple[Sighting, Chain], start: tuple[Sighting, Chain]) -> bool:
    """Tell whether an option surely runs before a start on their common route.

    Within a file the earlier one does, and within a call. Of two files, the one that the common page loads first; a
    layout's order is not known, and with several pages one of them may lack the option.
    """
    option, option_chain = setting
    begin, chain = start
    if option.location.path == begin.location.path:
        return option.location <= begin.location
    if len(graph.routes[chain.route].pages) > 1:
        return False
    first, second = _fork(option, option_chain, begin, chain)
    return first.path == second.path and first < second


def _fork(option: Sighting, option_chain: Chain, begin: Sighting, chain: Chain) -> tuple[Location, Location]:
    """Return the places at which two ways part, in different files where their order cannot be told."""
    ours, theirs = option_chain.steps, chain.steps
    at = 0
    while at < min(len(ours), len(theirs)) and ours[at] == theirs[at]:
        at += 1
    if any(step.kind == _LAYOUT for step in (*ours[at : at + 1], *theirs[at : at + 1])):
        return option.location, begin.location
    return (
        ours[at].location if at < len(ours) else option.location,
        theirs[at].location if at < len(theirs) else begin.location,
    )


def taken(graph: RouteGraph, found: Collection) -> Iterator[Leak]:
    """Yield what would leave: the fields and buttons of the routes by their labels, then what is taken on any page."""
    routes = {chain.route for chain in found.chains}
    fields = [r.fact for r in graph.fields if any(chain.route in routes for chain in r.chains)]
    borne = {phi.value for route in routes for phi in graph.routes[route].route.phi}
    yield from forms(fields, found.taken)
    for category in Phi:
        holders = [words(a) for a in found.taken if category.value in a.data]
        if category.value in borne and holders:
            yield Leak(category.value, PHRASES[category], f"automatic: may stand in {listed(holders)}")
    likely = borne | {field.category for field in fields} | {Phi.NAVIGATION.value}
    for automatic in found.taken:
        main = next((name for name in automatic.data if name in likely), next(iter(automatic.data), ""))
        yield Leak(main, automatic.collects, f"automatic: {words(automatic)}")


def words(automatic: Automatic) -> str:
    """Return the key of something taken as words: ``button clicks``."""
    return automatic.key.replace("-", " ")


def forms(fields: Iterable[FormField], taken: Sequence[Automatic]) -> Iterator[Leak]:
    """Yield the controls of a page that a vendor sees, by category, each group with the labels a visitor reads."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for field in fields:
        button = field.type == "button"
        category = "navigation" if button else field.category or ("message" if field.type == "textarea" else "")
        label = shortened(field.label or field.placeholder or field.name or field.id, 40)
        if label and label not in groups.setdefault((category, button), []):
            groups[category, button].append(label)
    for (category, button), labels in sorted(groups.items(), key=lambda group: _turn(group[0])):
        reasons = [words(a) for a in (_of_buttons(taken) if button else _of_fields(taken, category))]
        if reasons and labels:
            kind = "buttons" if button else "form fields"
            yield Leak(category, f"{kind} {_quoted(labels)}", f"automatic: {listed(reasons)}")


def _of_buttons(taken: Sequence[Automatic]) -> list[Automatic]:
    return [a for a in taken if a.on in {"click", "always"}]


def _of_fields(taken: Sequence[Automatic], category: str) -> list[Automatic]:
    """Return what reads the fields of a category: all that looks at forms, less what looks for other fields only."""
    reading = [a for a in taken if a.on in _INTERACTIVE and _READS_FORMS.search(f"{a.key} {a.collects}")]
    return [a for a in reading if category in a.data] or [a for a in reading if a.on != "submit"] or reading


def _turn(key: tuple[str, bool]) -> tuple[int, bool]:
    """Order groups as the categories are, those without one last."""
    order = [phi.value for phi in Phi]
    return (order.index(key[0]) if key[0] in order else len(order)), key[1]


def _quoted(labels: Sequence[str]) -> str:
    named = [f"“{label}”" for label in labels[:_NAMED]]
    rest = len(labels) - _NAMED
    return listed([*named, f"{rest} more"] if rest > 0 else named)
