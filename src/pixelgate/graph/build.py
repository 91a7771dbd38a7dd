"""Join facts and manifest: the one place where routes meet trackers."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import groupby

from pixelgate.facts.model import CONTENT, Connection, Policy, Problem, Sighting
from pixelgate.facts.store import Facts
from pixelgate.graph.chunks import chunk_table
from pixelgate.graph.claims import claims
from pixelgate.graph.containers.joined import containers
from pixelgate.graph.follow import Again, followed, reaches
from pixelgate.graph.forwarded import forwarded
from pixelgate.graph.frameworks import Project, discover
from pixelgate.graph.frameworks.next_built import is_error
from pixelgate.graph.handed import handed
from pixelgate.graph.joins import Joins, Naming
from pixelgate.graph.links import families
from pixelgate.graph.model import Endpoint, RouteGraph, Step, Trace
from pixelgate.graph.parties import parties
from pixelgate.graph.places import places
from pixelgate.graph.planned import planned
from pixelgate.graph.policies import sent
from pixelgate.graph.reach import Walker
from pixelgate.graph.resolve import Resolver
from pixelgate.graph.rows import rows
from pixelgate.graph.servers import Servers, addresses, tells
from pixelgate.graph.settled import settled
from pixelgate.graph.survey import Survey
from pixelgate.graph.tables import defined_table, entry_table, module_table
from pixelgate.manifest.model import Manifest, Route, Site
from pixelgate.parse.modules import Given


def build(manifest: Manifest, facts: Facts, paths: Iterable[str]) -> RouteGraph:
    """Follow every route from its pages to all it reaches.

    ``facts`` hold the files that were read, ``paths`` all files of the tree (scripts without code, images …).
    """
    facts = planned(settled(facts))
    resolver = resolver_of(manifest.site, facts, paths)
    walker, found = _walker(manifest, facts, resolver)
    claimed = claims(manifest.routes, found)
    rendered = rows(manifest.routes, facts, resolver.places, claimed)
    holding = containers(manifest.site, facts, resolver.parties)
    routes = followed(manifest.routes, rendered.rows, walker, holding)
    for sighting, chain in forwarded(Servers(Project(facts, resolver)), routes.nodes, found, routes.chains):
        routes.chains.setdefault(sighting, []).append(chain)
    for policy, chain in sent(manifest.routes, (p for file in facts.shared.values() for p in file.policies)):
        routes.chains.setdefault(policy, []).append(chain)
    reached = frozenset(walker.survey.noted)
    survey = _surveyed(walker)
    known = dict.fromkeys((*routes.chains, *survey.facts))
    sent_with = reaches(Policy, known, routes.chains)
    return RouteGraph(
        manifest=manifest,
        routes=routes.nodes,
        sightings=reaches(Sighting, known, routes.chains),
        connections=reaches(Connection, known, routes.chains),
        policies=tuple(reach for reach in sent_with if reach.fact.header == CONTENT),
        problems=reaches(Problem, known, routes.chains),
        unlisted=tuple(one for one in rendered.unlisted(survey, resolver.places) if not _is_idle(one, walker)),
        templates=rendered.templates(survey, reached, resolver.places),
        files=facts,
        parties=resolver.parties,
        doubtful=tuple(sorted(survey.doubtful)),
        endpoints=found,
        undeclared=claimed.undeclared,
        contained=routes.contained,
        headers=tuple(reach for reach in sent_with if reach.fact.header != CONTENT),
        again=Again(manifest.routes, rendered.rows, walker),
    )


def _walker(manifest: Manifest, facts: Facts, resolver: Resolver) -> tuple[Walker, tuple[Endpoint, ...]]:
    """Return what follows references, frameworks' own among them, and the routes that the code declares."""
    found = discover(Project(facts, resolver), manifest.site.framework)
    ties = {source: tuple(same) for source, same in groupby(found.ties, key=lambda tie: tie.source)}
    return Walker(facts, resolver, ties), found.endpoints


def _is_idle(page: str, walker: Walker) -> bool:
    """Tell whether a page is an error's that a framework wrote by itself, and brings no tracker and nothing unread."""
    return is_error(page) and not any(isinstance(fact, Sighting | Problem) for fact in walker.walk({page: ()}))


def _surveyed(walker: Walker) -> Survey:
    """Return the survey of all files, those that no route reaches too."""
    for path in walker.facts:
        if path not in walker.survey.noted:
            walker.references(path)
    return walker.survey


def relays(site: Site, facts: Facts, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the addresses of the site's own whose handlers pass on to each vendor what pages send there."""
    if not tells(facts):
        return {}
    project = Project(facts, resolver_of(site, facts, paths))
    return addresses(Servers(project).relays(discover(project, site.framework).endpoints))


def declared(site: Site, facts: Facts, paths: Iterable[str]) -> tuple[Endpoint, ...]:
    """Return the routes that the code declares."""
    facts = settled(facts)
    return discover(Project(facts, resolver_of(site, facts, paths)), site.framework).endpoints


def told(
    site: Site, facts: Facts, paths: Iterable[str], packages: AbstractSet[str], naming: Naming
) -> dict[str, Given]:
    """Return what files are to be told of the modules that they import, and of what others share with them.

    ``packages`` are those that bring a vendor; ``naming`` finds the files that hold some names.
    """
    shared = facts.shared.values()
    if not any(one.exports or one.passed or one.wanted or one.bundled or one.entries for one in shared):
        return {}
    known = resolver_of(site, facts, paths)
    return Joins(facts, known, packages, families=families(facts.shared)).told(naming)


def resolver_of(site: Site, facts: Facts, paths: Iterable[str]) -> Resolver:
    """Return the look-up of names in a tree."""
    known = frozenset(paths)
    return Resolver(
        known,
        places(site, known),
        module_table(facts.shared),
        parties(site),
        chunk_table(facts.shared),
        handed(facts),
        entry_table(facts.shared),
        defined_table(facts.shared),
    )


def trace(manifest: Manifest, facts: Facts, paths: Iterable[str], route: Route) -> Trace:
    """Return, for each page of one route, the tree of files that put it together, and the problems in it."""
    facts = settled(facts)
    resolver = resolver_of(manifest.site, facts, paths)
    walker, found = _walker(manifest, facts, resolver)
    rendered = rows(manifest.routes, facts, resolver.places, claims(manifest.routes, found))
    first = Step(route.location, "route", route.path)
    row = rendered.rows[route.order]
    pages = tuple(walker.tree(page, (first, *steps)[-1]) for page, steps in row.pages.items())
    unknown = (*row.problems, *(fact for fact in walker.walk(row.pages) if isinstance(fact, Problem)))
    return Trace(pages, row.endpoints, tuple(sorted(unknown, key=lambda problem: problem.location)))
