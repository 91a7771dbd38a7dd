"""What the code tells a vendor not to take: options count only where they surely run before what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.graph.model import Chain, Reach, RouteGraph
from pixelgate.source import Location
from pixelgate.vendors.model import Option, Vendor

_LAYOUTS = frozenset({"extends", "implicit layout"})


class Setting(msgspec.Struct, frozen=True):
    """An option of a vendor as the code sets it, and the way it is reached on one route."""

    sighting: Sighting
    chain: Chain
    option: Option


class Told(msgspec.Struct, frozen=True):
    """All that the code tells one vendor, by route."""

    graph: RouteGraph
    vendor: Vendor
    settings: Mapping[int, Sequence[Setting]]

    def live(self, start: Sighting, chain: Chain) -> frozenset[str]:
        """Return the keys of what is taken from a start; off by default is only what options start and none stops."""
        stopped = {key for option in self.vendor.option for key in option.stops}
        started = {key for option in self.vendor.option for key in option.starts}
        live = {automatic.key for automatic in self.vendor.automatic} - (started - stopped)
        for setting in self._about(start, chain):
            if not setting.option.before_init or precedes(self.graph, setting, Reach(start, (chain,))):
                live = (live - set(setting.option.stops)) | set(setting.option.starts)
        return frozenset(live)

    def late(self, start: Sighting, chain: Chain) -> tuple[Sighting, ...]:
        """Return the options that would stop something, were they sure to run before the start."""
        return tuple(
            setting.sighting
            for setting in self._about(start, chain)
            if setting.option.before_init
            and setting.option.stops
            and not precedes(self.graph, setting, Reach(start, (chain,)))
        )

    def _about(self, start: Sighting, chain: Chain) -> list[Setting]:
        """Return the settings on a start's route for its ID or for every ID, in the order of their places."""
        here = (s for s in self.settings.get(chain.route, ()) if s.sighting.id in {"", start.id})
        return sorted(here, key=lambda setting: setting.sighting.location)


def told(graph: RouteGraph, vendor: Vendor) -> Told:
    """Collect what active code tells a vendor; what waits for consent may never run."""
    settings: dict[int, list[Setting]] = defaultdict(list)
    for reach in graph.sightings:
        one = reach.fact
        config = one.vendor == vendor.slug and one.kind is SightingKind.CONFIG and one.active and not one.gated
        if config and (option := _option(vendor, one)):
            for chain in reach.chains:
                settings[chain.route].append(Setting(one, chain, option))
    return Told(graph, vendor, dict(settings))


def _option(vendor: Vendor, setting: Sighting) -> Option | None:
    """Return the option that a sighting sets; of several of its name the strictest, none if they differ in effect."""
    named = sorted((o for o in vendor.option if o.name == setting.event), key=lambda o: not o.before_init)
    effects = {(*option.stops, "", *option.starts) for option in named}
    return named[0] if len(effects) == 1 else None


def precedes(graph: RouteGraph, setting: Setting, start: Reach[Sighting]) -> bool:
    """Tell whether an option surely runs before a start on their common route.

    Within a file the earlier one does, and within a call. Of two files, the one that the common page loads first; a
    layout's order is not known, and with several pages one of them may lack the option.
    """
    option, begin = setting.sighting.location, start.fact.location
    if option.path == begin.path:
        return option <= begin
    if len(graph.routes[setting.chain.route].pages) > 1:
        return False
    first, second = _fork((option, setting.chain), (begin, start.chains[0]))
    return first.path == second.path and first < second


def _fork(ours: tuple[Location, Chain], theirs: tuple[Location, Chain]) -> tuple[Location, Location]:
    """Return the places at which two ways part; where a layout joins them, places in different files."""
    (option, first), (begin, second) = ours, theirs
    at = 0
    while at < min(len(first.steps), len(second.steps)) and first.steps[at] == second.steps[at]:
        at += 1
    ahead = (*first.steps[at : at + 1], *second.steps[at : at + 1])
    if any(step.kind in _LAYOUTS for step in ahead):
        return option, begin
    return (
        first.steps[at].location if at < len(first.steps) else option,
        second.steps[at].location if at < len(second.steps) else begin,
    )
