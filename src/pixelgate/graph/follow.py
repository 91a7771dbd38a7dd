"""Follow routes from their pages, one at a time, since what a route reaches takes much memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from pixelgate.facts.model import FormField, Sighting
from pixelgate.graph.containers.joined import Containers
from pixelgate.graph.model import Chain, Contained, Fact, Reach, RouteNode, Step, Visit
from pixelgate.graph.reach import Walker
from pixelgate.graph.rows import Row
from pixelgate.graph.sharing import absent
from pixelgate.graph.survey import KEPT, Reached
from pixelgate.graph.tiers import tier
from pixelgate.manifest.model import Route
from pixelgate.source import Location

Chains = dict[Reached, list[Chain]]
"""Of each fact a chain for every route that reaches it."""


class Followed(msgspec.Struct, frozen=True):
    """The routes with their tiers, what they reach of what is kept, and the containers that they load."""

    nodes: tuple[RouteNode, ...]
    chains: Chains
    contained: tuple[Contained, ...]


class Again(msgspec.Struct, frozen=True):
    """Follows routes once more, for facts of a kind that is not kept."""

    routes: Sequence[Route]
    rows: Sequence[Row]
    walker: Walker

    def __call__(self, kind: type[Fact], routes: Iterable[int]) -> tuple[Reach[Fact], ...]:
        """Return the facts of a kind that some routes reach, with the chains from these."""
        walker = self.walker.asking(kind)
        chains: Chains = {}
        for at in routes:
            _add(_reached(self.routes[at], self.rows[at], walker), chains)
        return reaches(kind, chains, chains)


def followed(routes: Sequence[Route], rows: Sequence[Row], walker: Walker, containers: Containers) -> Followed:
    """Follow every route.

    Containers ask for more than is kept: whether their own file takes part, and whether there are fields to fill in.
    """
    fields = walker.asking(FormField)
    walker = walker.asking(*KEPT, Visit, FormField) if containers.known else walker
    nodes: list[RouteNode] = []
    chains: Chains = {}
    contained: list[Contained] = []
    for route, row in zip(routes, rows, strict=True):
        nodes.append(_node(route, row, fields))
        reached = tuple(_reached(route, row, walker))
        _add(((fact, chain) for fact, chain in reached if type(fact) in KEPT), chains)
        brought = containers.on(route, reached)
        _add(brought.tags, chains)
        contained += brought.contained
    return Followed(tuple(nodes), _present(chains, walker), tuple(contained))


def _present(chains: Chains, walker: Walker) -> Chains:
    """Leave out what is said through a global on the routes that do not load the script that makes it."""
    far = [fact for fact in chains if isinstance(fact, Sighting) and fact.via is not None]
    wrappers = {fact.via.path for fact in far if fact.via is not None and fact.via.path != fact.location.path}
    on: dict[str, set[int]] = {}
    for fact, listed in chains.items() if wrappers else ():
        if fact.location.path in wrappers:
            on.setdefault(fact.location.path, set()).update(chain.route for chain in listed)
    for fact in absent(far, walker.facts, on):
        there = on[fact.via.path] if fact.via is not None else set()
        chains[fact] = [chain for chain in chains[fact] if chain.route in there]
    return chains


def reaches(kind: type[Fact], facts: Iterable[Reached], chains: Chains) -> tuple[Reach[Fact], ...]:
    """Return every fact of a kind, in the order of their places, those that no route reaches without a chain."""
    placed = groupby(sorted((fact for fact in facts if isinstance(fact, kind)), key=_place), key=_place)
    ordered = (fact for _, same in placed for fact in _told_apart(tuple(same)))
    return tuple(Reach(fact, tuple(chains.get(fact, ()))) for fact in ordered)


def _node(route: Route, row: Row, walker: Walker) -> RouteNode:
    def fields() -> Iterator[FormField]:
        yield from (fact for fact in walker.walk(row.pages) if isinstance(fact, FormField))

    level, reason = tier(route, fields())
    return RouteNode(route.order, route, tuple(row.pages), level, reason, row.missing, row.endpoints)


def _reached(route: Route, row: Row, walker: Walker) -> Iterator[tuple[Reached, Chain]]:
    """Yield what a route reaches, each with its chain; facts of one file share theirs."""
    first = Step(route.location, "route", route.path)
    shared: dict[int, Chain] = {}  # by identity: the walk gives facts of one file the very same steps
    unknown = dict.fromkeys(row.problems, ())
    for fact, steps in (unknown | walker.walk(row.pages)).items():
        if id(steps) not in shared:
            shared[id(steps)] = Chain(route.order, (first, *steps))
        yield fact, shared[id(steps)]


def _add(found: Iterable[tuple[Reached, Chain]], chains: Chains) -> None:
    for fact, chain in found:
        chains.setdefault(fact, []).append(chain)


def _place(fact: Reached) -> Location:
    return fact.location


def _told_apart(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Put facts at one place in an order; few share theirs, and to spell one out takes long."""
    return sorted(facts, key=repr) if len(facts) > 1 else facts
