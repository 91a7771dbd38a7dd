"""Which rows of the manifest stand for which routes of the code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from pixelgate.graph.model import Endpoint, Shows
from pixelgate.manifest import match
from pixelgate.manifest.model import Access, Route
from pixelgate.tree import glob_matches

_ANY_CASE = frozenset({"aspnet"})
"""Frameworks whose servers take ``/Visits`` and ``/visits`` for one address; their routes match rows in any case."""

_BY_PATH = "server-pages"
"""The framework whose pages are asked for by the path of their file: a row that names the file stands for it too."""

_EXTENSION = re.compile(r"\.\w+$")
_VARIES = re.compile(r"\([^()]*\)|:\w+")


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
    folding = any(endpoint.framework in _ANY_CASE for endpoint in endpoints)
    index, any_case = match.RouteIndex(routes), match.RouteIndex(map(_folded, routes) if folding else ())
    naming = [route for route in routes if route.pages]
    owners = [
        (one, _owner(index, one.pattern) or _in_any_case(any_case, one) or _by_path(index, naming, one))
        for one in endpoints
    ]
    by_row: dict[int, list[Endpoint]] = {}
    for endpoint, owner in owners:
        if owner is not None:
            by_row.setdefault(owner.order, []).append(endpoint)
    places = [Route(one.pattern, Access.PUBLIC, (), (), one.location, order=at) for at, one in enumerate(endpoints)]
    folded = (_folded(place) for place in places if endpoints[place.order].framework in _ANY_CASE)
    declared, declared_in_any_case = match.RouteIndex(places), match.RouteIndex(folded)
    for route in routes:
        if route.order not in by_row:
            around = _around(route.path, declared) or _around(_folded(route).path, declared_in_any_case)
            by_row[route.order] = [endpoints[at] for at in around]
    undeclared = (endpoint for endpoint, owner in owners if owner is None and _wants_a_row(endpoint))
    return Claims({order: tuple(found) for order, found in by_row.items()}, tuple(undeclared))


def _wants_a_row(endpoint: Endpoint) -> bool:
    """Tell whether an endpoint shows a page; what is included by a computed name may hold any, or none."""
    return endpoint.shows is not Shows.DATA and bool(endpoint.pages or endpoint.handler)


def _owner(index: match.RouteIndex, pattern: str) -> Route | None:
    likely = index.all(match.example(pattern))
    return next((route for route in likely if match.covers(route.path, pattern)), None)


def _in_any_case(index: match.RouteIndex, endpoint: Endpoint) -> Route | None:
    return _owner(index, _lower(endpoint.pattern)) if endpoint.framework in _ANY_CASE else None


def _by_path(index: match.RouteIndex, naming: Sequence[Route], endpoint: Endpoint) -> Route | None:
    """Return the row of a page that a server runs: the one that names its file, else that of its address otherwise."""
    if endpoint.framework != _BY_PATH:
        return None
    file = endpoint.location.path
    named = (route for route in naming if any(glob_matches(pattern, file) for pattern in route.pages))
    name = file.rpartition("/")[2]
    others = (_EXTENSION.sub("", endpoint.pattern), f"{endpoint.pattern.rstrip('/')}/{name}")
    return next(named, None) or next((row for one in others if (row := _owner(index, one))), None)


def _folded(route: Route) -> Route:
    return msgspec.structs.replace(route, path=_lower(route.path))


def _lower(pattern: str) -> str:
    """Return a pattern with what it says literally in lower case; groups and regular expressions stay."""
    end, parts = 0, []
    for varies in _VARIES.finditer(pattern):
        parts += [pattern[end : varies.start()].lower(), varies[0]]
        end = varies.end()
    return "".join([*parts, pattern[end:].lower()])


def _around(path: str, places: match.RouteIndex) -> list[int]:
    """Return which endpoints, of those that take in all of a row's addresses, are the most specific."""
    around = [one for one in places.all(match.example(path)) if match.covers(one.path, path)]
    return [one.order for one in around if match.precedence(one.path) == match.precedence(around[0].path)]
