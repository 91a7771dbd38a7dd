"""The whole program on one screen: a tree and its manifest in, a report out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import chain

import msgspec

from pixelgate import facts as file_facts
from pixelgate import graph as route_graph
from pixelgate.facts.model import FileFacts
from pixelgate.facts.store import Facts
from pixelgate.findings import draft as drafts
from pixelgate.findings.disagreements import unseen
from pixelgate.findings.draft import Draft, Seen
from pixelgate.findings.model import Report
from pixelgate.findings.relaxations import Comments, Previous, relaxations
from pixelgate.findings.report import report
from pixelgate.findings.terms import Terms
from pixelgate.graph.model import Endpoint, Reach, RouteGraph, Trace, Visit
from pixelgate.manifest.model import Manifest, Route, Site
from pixelgate.parse.modules import Given
from pixelgate.reading import How, Reader, origins, unreadable
from pixelgate.rules import ALL_RULES, Context, run_rules
from pixelgate.second.model import Evidence
from pixelgate.tree import Tree, Unreadable
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.cloaks import cloak
from pixelgate.vendors.entities import entity

ROUNDS = 6
"""How often files are read again with what others say by then: a constant, a wrapper, wrappers around it."""


def check(tree: Tree, manifest: Manifest, catalog: Catalog, terms: Terms, *, how: How | None = None) -> Report:
    """Find every tracker that a guarded route can reach.

    The same input on the same terms gives the same report, however the files are read.
    """
    reader, facts = relayed(tree, manifest.site, Reader(tree, catalog, how), how)
    facts = join(reader, manifest.site, facts)
    graph = sourced(reader, link(reader, manifest, facts))
    twice = disagreements(reader, graph) if manifest.policy.second_reading else ()
    infos = tuple(rule.info for rule in ALL_RULES)
    context = Context(graph, reader.catalog, terms.today, twice)
    if terms.previous:
        comments = _comments(terms.previous, facts, catalog)
        relaxed = relaxations(terms.previous, manifest, terms.baseline, comments, rules=infos)
        context = msgspec.structs.replace(
            context,
            relaxations=relaxed,
            before=terms.previous.manifest.policy,
            endpoints_before=_declared(terms.previous, facts, reader),
        )
    return report(run_rules(context), graph, terms, vendors=len(catalog.vendors), rules=infos)


def _comments(previous: Previous, facts: Facts, catalog: Catalog) -> Comments:
    """Return the suppressions there are, and those that the same files held before."""
    now = {path: file.suppressions for path, file in facts.shared.items() if file.suppressions}
    then = {path: previous.read(path) for path in now}
    before = (file_facts.extract(path, data, catalog).suppressions for path, data in then.items() if data is not None)
    return Comments(tuple(chain.from_iterable(now.values())), tuple(chain.from_iterable(before)))


def _declared(previous: Previous, facts: Facts, reader: Reader) -> tuple[Endpoint, ...]:
    """Return the routes that the code declared at a revision; nothing where no file that could say so has changed."""
    then = {path: previous.read(path) for path in previous.changed if file_facts.reads(path)}
    old = {path: file_facts.extract(path, data, reader.catalog) for path, data in then.items() if data is not None}
    if not any(file.outline for file in old.values()):
        return ()
    as_it_was = facts.of(path for path in facts if path not in then) | old
    paths = {*reader.tree.paths(), *facts} - {path for path, data in then.items() if data is None}
    return route_graph.declared(previous.manifest.site, as_it_was, paths | old.keys())


def read(reader: Reader) -> Facts:
    """Return the facts of every file of a known kind; one that cannot be read is there with its problem.

    Files of data are read for containers alone, and left out where they hold none.
    """
    left_out = {path: unreadable(path, reason) for path, reason in reader.tree.problems}
    found = reader.facts(path for path in reader.tree.paths() if file_facts.reads(path))
    return Facts(left_out) | found.of(p for p in found if not file_facts.asked_for(p) or found[p] != FileFacts(p))


def relayed(tree: Tree, site: Site, reader: Reader, how: How | None) -> tuple[Reader, Facts]:
    """Return the facts, and what reads files as one who knows the site's own addresses that pass on to vendors.

    An address whose handler tells a vendor is the vendor's as well: what pages send there, they tell it. Only the files
    that name such an address are read again.
    """
    facts = read(reader)
    known = route_graph.relays(site, facts, (*tree.paths(), *facts))
    if not known:
        return reader, facts
    closer = Reader(tree, reader.catalog.passing(known), how)
    return closer, facts | closer.facts(path for path in facts if closer.names_relay(path))


def join(reader: Reader, site: Site, facts: Facts) -> Facts:
    """Return the facts with what modules say of each other: wrappers, globals and constants that files import.

    Only the files that can say more are read again, told what the modules offer that they import; what they export
    then may tell others more.
    """
    paths = (*reader.tree.paths(), *facts)
    told: dict[str, Given] = {}
    naming = lru_cache(maxsize=ROUNDS)(partial(reader.naming, tuple(facts)))
    for _ in range(ROUNDS):
        wanted = route_graph.told(site, facts, paths, reader.catalog.interest_modules, naming)
        more = {path: given for path, given in wanted.items() if told.get(path) != given}
        if not more:
            break
        told |= more
        facts = facts | reader.told(more)
    return route_graph.told_apart(facts, told) if told else facts


def link(reader: Reader, manifest: Manifest, facts: Facts) -> RouteGraph:
    """Join facts and routes.

    Files without a tracker were only scanned for imports. Where such an import leads nowhere, it may have stood in a
    comment: those files are parsed and the graph is built once more. So are files that ask other chunks of their bundle
    for a vendor's package.
    """
    paths = (*reader.tree.paths(), *facts)
    graph = route_graph.build(manifest, facts, paths)
    closer = reader.facts(graph.doubtful, thorough=True)
    return route_graph.build(manifest, facts | closer, paths) if closer else graph


def sourced(reader: Reader, graph: RouteGraph) -> RouteGraph:
    """Return the graph with the places where what routes reach in built scripts was written.

    No source map is read where they reach nothing there.
    """
    reached = [reach.fact.location for reach in graph.sightings if reach.chains]
    reached += [reach.fact.location for reach in graph.connections if reach.chains]
    reached += [reach.fact.location for reach in graph.problems if reach.chains]
    found = origins(reader.tree, reader.catalog, reached)
    problems = (*graph.problems, *(Reach(problem, ()) for problem in found.problems))
    return msgspec.structs.replace(graph, problems=problems, origins=found)


def draft(reader: Reader, manifest: Manifest) -> Draft:
    """Return what the code says that a manifest does not: rows for what it leaves unclaimed; of an empty one, all."""
    facts = join(reader, manifest.site, read(reader))
    graph = link(reader, manifest, facts)
    told, why = (manifest.site, ()) if manifest.routes else drafts.site(graph, _seen(reader))
    rows = drafts.rows(graph, (*reader.tree.paths(), *facts))
    known = (*manifest.routes, *drafts.routes(rows, manifest.path, len(manifest.routes)))
    graph = link(reader, msgspec.structs.replace(manifest, routes=known), facts)
    return Draft(told, drafts.bearing(rows, graph, len(manifest.routes)), why)


def _seen(reader: Reader) -> Seen:
    def text(path: str) -> str:
        try:
            return reader.tree.read(path).decode(errors="replace")
        except Unreadable:
            return ""

    def foreign(host: str) -> bool:
        return bool(reader.catalog.of_host(host) or entity(host) or cloak(host))

    return Seen(reader.tree.paths(), text, reader.tree.exists, foreign)


def trace(tree: Tree, manifest: Manifest, facts: Facts, route: Route) -> Trace:
    """Return, for each page of a route, the files that put it together."""
    return route_graph.trace(manifest, facts, (*tree.paths(), *facts), route)


def disagreements(reader: Reader, graph: RouteGraph) -> tuple[Reach[Evidence], ...]:
    """Read the files of guarded routes with independent parsers; return what only those saw."""
    return tuple(_read_again(reader, graph))


def _read_again(reader: Reader, graph: RouteGraph) -> Iterator[Reach[Evidence]]:
    visits = graph.again(Visit, (node.index for node in graph.routes if node.guarded))
    ways = {visit.fact.location.path: visit.chains for visit in visits}
    guarded = {path: chains for path, chains in ways.items() if reader.tree.exists(path)}
    for path, reading in reader.again(guarded).items():
        yield from (Reach(item, guarded[path]) for item in unseen(reading.evidence, graph.files[path]))
