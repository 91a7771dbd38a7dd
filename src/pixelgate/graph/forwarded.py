"""What servers pass on for routes: their own handlers, and those of addresses that their pages send to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.graph.model import Chain, Endpoint, RouteNode, Step
from pixelgate.graph.servers import Servers, by_vendor
from pixelgate.graph.survey import Reached

REQUEST = "request"
"""The kind of a step from a page to the handler of an address that it sends to."""


_ASKING = frozenset({SightingKind.RELAY, SightingKind.LOADER, SightingKind.BEACON, SightingKind.IFRAME})
"""What a page does with an address of the site's own that passes on: sends to it, or loads from it."""


def forwarded(
    servers: Servers,
    nodes: Sequence[RouteNode],
    endpoints: Iterable[Endpoint],
    chains: Mapping[Reached, Sequence[Chain]],
) -> Iterator[tuple[Sighting, Chain]]:
    """Yield the calls of servers to vendors with the way of each route to them, the shortest for each.

    What a page reaches by itself is known already: ``chains`` are those of what pages reach.
    """
    if not servers.sending:
        return
    known = {(fact, chain.route) for fact, ways in chains.items() for chain in ways if isinstance(fact, Sighting)}
    found: dict[tuple[Sighting, int], Chain] = {}
    for sighting, chain in (*_handled(servers, nodes), *_sent(servers, endpoints, chains)):
        key = (sighting, chain.route)
        if key not in known and (key not in found or len(chain.steps) < len(found[key].steps)):
            found[key] = chain
    yield from ((sighting, found[sighting, route]) for sighting, route in sorted(found, key=lambda one: one[1]))


def _handled(servers: Servers, nodes: Sequence[RouteNode]) -> Iterator[tuple[Sighting, Chain]]:
    """Yield what the handlers of a route's own endpoints tell."""
    for node in nodes:
        first = Step(node.route.location, "route", node.route.path)
        for endpoint in node.endpoints:
            for sighting, steps in servers.told(endpoint).items():
                yield sighting, Chain(node.index, (first, *steps))


def _sent(
    servers: Servers, endpoints: Iterable[Endpoint], chains: Mapping[Reached, Sequence[Chain]]
) -> Iterator[tuple[Sighting, Chain]]:
    """Yield what is told by the handlers of addresses that a route's page sends to."""
    relays = by_vendor(servers.relays(endpoints))
    asking = [fact for fact in chains if isinstance(fact, Sighting) and fact.kind in _ASKING and fact.active]
    for request in asking:
        for relay in relays.get(request.vendor, ()):
            if not relay.takes(request.url):
                continue
            step = Step(request.location, REQUEST, relay.endpoint.pattern)
            for sighting, steps in relay.told:
                for chain in chains[request] if sighting.vendor == request.vendor else ():
                    yield sighting, Chain(chain.route, (*chain.steps, step, *steps))
