"""Join facts and manifest: the one place where routes meet trackers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import TypeVar

from pixelgate.facts.model import Connection, FileFacts, FormField, Inline, Mention, Policy, Problem, Sighting
from pixelgate.graph.chunks import chunk_table
from pixelgate.graph.claims import claims
from pixelgate.graph.containers.joined import joined
from pixelgate.graph.forwarded import forwarded
from pixelgate.graph.frameworks import Project, discover
from pixelgate.graph.handed import handed
from pixelgate.graph.joins import Joins
from pixelgate.graph.model import Chain, Endpoint, Reach, RouteGraph, RouteNode, Step, Trace, Visit
from pixelgate.graph.parties import parties
from pixelgate.graph.places import places
from pixelgate.graph.policies import sent
from pixelgate.graph.reach import Reached, Steps, Tried, Walker, unresolved
from pixelgate.graph.resolve import Resolver, defined_table, entry_table, module_table
from pixelgate.graph.rows import Row, rows
from pixelgate.graph.servers import Servers, addresses
from pixelgate.graph.settled import settled
from pixelgate.graph.tiers import tier
from pixelgate.manifest.model import Manifest, Route, Site
from pixelgate.parse.modules import Given
from pixelgate.source import Location

Fact = TypeVar("Fact", Sighting, Connection, Problem, Policy, FormField, Inline, Mention, Visit)


def build(manifest: Manifest, facts: Mapping[str, FileFacts], paths: Iterable[str]) -> RouteGraph:
    """Follow every route from its pages to all it reaches.

    ``facts`` hold the files that were read, ``paths`` all files of the tree (scripts without code, images …).
    """
    walker, found = _walker(manifest, facts, paths)
    claimed = claims(manifest.routes, found)
    rendered, unlisted = rows(manifest.routes, walker, claimed)
    nodes, chains = _followed(manifest.routes, walker, rendered)
    for sighting, chain in forwarded(Servers(Project(walker.facts, walker.resolver)), nodes, found, chains):
        chains.setdefault(sighting, []).append(chain)
    for policy, chain in sent(manifest.routes, (p for file in walker.facts.values() for p in file.policies)):
        chains.setdefault(policy, []).append(chain)
    contained = joined(manifest.site, manifest.routes, walker.facts, chains, walker.resolver.parties)
    for sighting, chain in contained.tags:
        chains.setdefault(sighting, []).append(chain)
    kinds = _by_kind((*chains, *(fact for file in walker.facts.values() for fact in walker.facts_of(file))))
    return RouteGraph(
        manifest=manifest,
        routes=nodes,
        sightings=_reaches(Sighting, kinds, chains),
        connections=_reaches(Connection, kinds, chains),
        policies=_reaches(Policy, kinds, chains),
        problems=_reaches(Problem, kinds, chains),
        fields=_reaches(FormField, kinds, chains),
        inlines=_reaches(Inline, kinds, chains),
        mentions=_reaches(Mention, kinds, chains),
        visits=_reaches(Visit, kinds, chains),
        unlisted=unlisted,
        files=dict(walker.facts),
        parties=walker.resolver.parties,
        doubtful=tuple(sorted(path for path in facts if _doubtful(walker.references(path)))),
        endpoints=found,
        undeclared=claimed.undeclared,
        contained=contained.contained,
    )


def _walker(
    manifest: Manifest, facts: Mapping[str, FileFacts], paths: Iterable[str]
) -> tuple[Walker, tuple[Endpoint, ...]]:
    """Return what follows references, frameworks' own among them, and the routes that the code declares."""
    facts = settled(facts)
    resolver = resolver_of(manifest.site, facts, paths)
    found = discover(Project(facts, resolver), manifest.site.framework)
    ties = {source: tuple(same) for source, same in groupby(found.ties, key=lambda tie: tie.source)}
    return Walker(facts, resolver, ties), found.endpoints


def relays(site: Site, facts: Mapping[str, FileFacts], paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the addresses of the site's own whose handlers pass on to each vendor what pages send there."""
    project = Project(facts, resolver_of(site, facts, paths))
    servers = Servers(project)
    return addresses(servers.relays(discover(project, site.framework).endpoints)) if servers.sending else {}


def declared(site: Site, facts: Mapping[str, FileFacts], paths: Iterable[str]) -> tuple[Endpoint, ...]:
    """Return the routes that the code declares."""
    facts = settled(facts)
    return discover(Project(facts, resolver_of(site, facts, paths)), site.framework).endpoints


def told(
    site: Site, facts: Mapping[str, FileFacts], paths: Iterable[str], packages: AbstractSet[str]
) -> dict[str, Given]:
    """Return what files are to be told of the modules that they import; ``packages`` are those that bring a vendor."""
    if not any(file.exports or file.passed or file.wanted or file.bundled for file in facts.values()):
        return {}
    return Joins(facts, resolver_of(site, facts, paths), packages).told()


def resolver_of(site: Site, facts: Mapping[str, FileFacts], paths: Iterable[str]) -> Resolver:
    """Return the look-up of names in a tree."""
    known = frozenset(paths)
    return Resolver(
        known,
        places(site, known),
        module_table(facts),
        parties(site),
        chunk_table(facts),
        handed(facts),
        entry_table(facts),
        defined_table(facts),
    )


def _doubtful(tried: Iterable[Tried]) -> bool:
    """Tell whether a reference that only a lexical scan saw leads nowhere: it may stand in a comment or a string."""
    return any(not reference.sure and unresolved(reference, resolution) for reference, resolution in tried)


def trace(manifest: Manifest, facts: Mapping[str, FileFacts], paths: Iterable[str], route: Route) -> Trace:
    """Return, for each page of one route, the tree of files that put it together."""
    walker, found = _walker(manifest, facts, paths)
    rendered, _ = rows(manifest.routes, walker, claims(manifest.routes, found))
    first = Step(route.location, "route", route.path)
    row = rendered[route.order]
    pages = tuple(walker.tree(page, (first, *steps)[-1]) for page, steps in row.pages.items())
    return Trace(pages, row.endpoints)


def _reached(walker: Walker, row: Row) -> dict[Reached, Steps]:
    unknown: dict[Reached, Steps] = dict.fromkeys(row.problems, ())
    return unknown | walker.walk(row.pages)


def _node(route: Route, reached: Mapping[Reached, Steps], row: Row) -> RouteNode:
    level, reason = tier(route, (fact for fact in reached if isinstance(fact, FormField)))
    return RouteNode(route.order, route, tuple(row.pages), level, reason, row.missing, row.endpoints)


def _followed(
    routes: Sequence[Route], walker: Walker, rendered: Sequence[Row]
) -> tuple[tuple[RouteNode, ...], dict[Reached, list[Chain]]]:
    """Return the routes with their tiers, and of each fact a chain for every route that reaches it.

    One route at a time, since what a route reaches takes much memory; facts of one file share their chain.
    """
    nodes: list[RouteNode] = []
    chains: dict[Reached, list[Chain]] = {}
    for route, row in zip(routes, rendered, strict=True):
        facts = _reached(walker, row)
        nodes.append(_node(route, facts, row))
        first = Step(route.location, "route", route.path)
        shared: dict[int, Chain] = {}  # by identity: the walk gives facts of one file the very same steps
        for fact, steps in facts.items():
            if id(steps) not in shared:
                shared[id(steps)] = Chain(route.order, (first, *steps))
            chains.setdefault(fact, []).append(shared[id(steps)])
    return tuple(nodes), chains


def _by_kind(facts: Iterable[Reached]) -> dict[type[Reached], dict[Reached, None]]:
    kinds: dict[type[Reached], dict[Reached, None]] = {}
    for fact in facts:
        kinds.setdefault(type(fact), {})[fact] = None
    return kinds


def _reaches(
    kind: type[Fact], kinds: Mapping[type[Reached], Iterable[Reached]], chains: Mapping[Reached, list[Chain]]
) -> tuple[Reach[Fact], ...]:
    """Return every fact of a kind, in the order of their places, those that no route reaches without a chain."""
    facts = (fact for fact in kinds.get(kind, ()) if isinstance(fact, kind))
    placed = groupby(sorted(facts, key=_place), key=_place)
    ordered = (fact for _, same in placed for fact in _told_apart(tuple(same)))
    return tuple(Reach(fact, tuple(chains.get(fact, ()))) for fact in ordered)


def _place(fact: Reached) -> Location:
    return fact.location


def _told_apart(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Put facts at one place in an order; few share theirs, and to spell one out takes long."""
    return sorted(facts, key=repr) if len(facts) > 1 else facts
