"""Which rows of the manifest stand for which routes of the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pixelgate.graph.model import Endpoint, Shows
from pixelgate.manifest import match
from pixelgate.manifest.model import Access, Route


class Claims(msgspec.Struct, frozen=True):
    """The endpoints of each row by its order, and those that show a page and belong to none."""

    by_row: dict[int, tuple[Endpoint, ...]]
    undeclared: tuple[Endpoint, ...]


def claims(routes: Sequence[Route], endpoints: Iterable[Endpoint]) -> Claims:
    """Give each endpoint to the most specific row that takes in all of its addresses.

    A row within an endpoint's addresses (``/patients/new`` in ``/patients/:id``) that has none of its own shows what
    the most specific such endpoint shows; the endpoint itself still wants a row.
    """
    endpoints = tuple(endpoints)
    index = match.RouteIndex(routes)
    owners = [(endpoint, _owner(index, endpoint.pattern)) for endpoint in endpoints]
    by_row: dict[int, list[Endpoint]] = {}
    for endpoint, owner in owners:
        if owner is not None:
            by_row.setdefault(owner.order, []).append(endpoint)
    places = match.RouteIndex(
        Route(one.pattern, Access.PUBLIC, (), (), one.location, order=at) for at, one in enumerate(endpoints)
    )
    for route in routes:
        if route.order not in by_row:
            by_row[route.order] = [endpoints[at] for at in _around(route.path, places)]
    undeclared = (endpoint for endpoint, owner in owners if owner is None and _wants_a_row(endpoint))
    return Claims({order: tuple(found) for order, found in by_row.items()}, tuple(undeclared))


def _wants_a_row(endpoint: Endpoint) -> bool:
    """Tell whether an endpoint shows a page; what is included by a computed name may hold any, or none."""
    return endpoint.shows is not Shows.DATA and bool(endpoint.pages or endpoint.handler)


def _owner(index: match.RouteIndex, pattern: str) -> Route | None:
    likely = index.all(match.example(pattern))
    return next((route for route in likely if match.covers(route.path, pattern)), None)


def _around(path: str, places: match.RouteIndex) -> list[int]:
    """Return which endpoints, of those that take in all of a row's addresses, are the most specific."""
    around = [one for one in places.all(match.example(path)) if match.covers(one.path, path)]
    return [one.order for one in around if match.precedence(one.path) == match.precedence(around[0].path)]
