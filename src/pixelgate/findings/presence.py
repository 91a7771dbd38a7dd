"""Where vendors begin to run: one place for each vendor on a route, however many lines its snippet has."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.graph.model import Reach, RouteGraph

RANK = {
    SightingKind.INIT: 0,
    SightingKind.EMITTER: 1,
    SightingKind.LOADER: 2,
    SightingKind.IMPORT: 3,
    SightingKind.IFRAME: 4,
    SightingKind.BEACON: 5,
}
"""The kinds that put a vendor on a page; the first says best what is there."""

PRESENCE = frozenset(RANK)

_INTERNAL = len(RANK)


def starts(graph: RouteGraph) -> Iterator[Reach[Sighting]]:
    """Yield where each vendor begins on each route: its init calls, else what brings it, else its images.

    A snippet's loader, init and noscript image are one start. A sighting keeps only the routes on which it is the best.
    """
    best: dict[tuple[str, int], int] = {}
    present = [(reach, _rank(reach.fact)) for reach in graph.sightings if reach.fact.active and _rank(reach.fact) >= 0]
    for reach, rank in present:
        for chain in reach.chains:
            key = (reach.fact.vendor, chain.route)
            best[key] = min(rank, best.get(key, rank))
    for reach, rank in present:
        chains = tuple(chain for chain in reach.chains if best[reach.fact.vendor, chain.route] == rank)
        if chains:
            yield Reach(reach.fact, chains)


def _rank(sighting: Sighting) -> int:
    """Return a kind's rank, the lowest for a library's own code, and -1 for what brings nobody."""
    if sighting.kind not in PRESENCE:
        return -1
    return _INTERNAL if sighting.internal else RANK[sighting.kind]
