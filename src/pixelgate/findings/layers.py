"""What the pages of a site push into data layers, by the keys under which tags of a container read it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import msgspec

from pixelgate.facts.evidence import leaves
from pixelgate.facts.model import Parameter, Sighting, SightingKind
from pixelgate.graph.model import Reach
from pixelgate.source import Location


class Pushed(msgspec.Struct, frozen=True):
    """A value in a data layer: its dotted name, where it is pushed, and the routes that reach the push."""

    name: str
    parameter: Parameter
    location: Location
    routes: frozenset[int]

    def under(self, key: str) -> bool:
        """Tell whether a tag that reads a key gets this value, a part of it, or an object with it inside."""
        return self.name == key or self.name.startswith(f"{key}.") or key.startswith(f"{self.name}.")


def pushed_into(sightings: Iterable[Reach[Sighting]], layers: AbstractSet[str]) -> dict[str, list[Pushed]]:
    """Return what is pushed, by the first of its keys."""
    found: dict[str, list[Pushed]] = {}
    for reach in sightings:
        one = reach.fact
        if one.vendor in layers and one.active and one.kind is not SightingKind.CONTAINER:
            routes = frozenset(chain.route for chain in reach.chains)
            for name, parameter in leaves(one.parameters):
                found.setdefault(first_key(name), []).append(Pushed(name, parameter, one.location, routes))
    return found


def first_key(name: str) -> str:
    """Return the first part of a dotted name."""
    return name.partition(".")[0]
