"""The whole program on one screen: a tree and its manifest in, a report out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pixelgate import facts as file_facts
from pixelgate import graph as route_graph
from pixelgate.facts.model import FileFacts
from pixelgate.findings.disagreements import unseen
from pixelgate.findings.model import Report
from pixelgate.findings.report import report
from pixelgate.graph.model import Node, Reach, RouteGraph
from pixelgate.manifest.model import Manifest, Route
from pixelgate.reading import How, Reader, unreadable
from pixelgate.rules import ALL_RULES, Context, run_rules
from pixelgate.second.model import Evidence
from pixelgate.tree import Tree
from pixelgate.vendors.catalog import Catalog


def check(tree: Tree, manifest: Manifest, catalog: Catalog, *, today: dt.date, how: How | None = None) -> Report:
    """Find every tracker that a guarded route can reach.

    ``today`` decides which exemptions have expired; the same input on the same day gives the same report, however the
    files are read.
    """
    reader = Reader(tree, catalog, how)
    facts = read(reader)
    graph = link(reader, manifest, facts)
    twice = disagreements(reader, graph) if manifest.policy.second_reading else ()
    found = run_rules(Context(graph, catalog, today, twice))
    return report(found, graph, rules=[rule.info for rule in ALL_RULES], vendors=len(catalog.vendors))


def read(reader: Reader) -> dict[str, FileFacts]:
    """Return the facts of every file of a known kind; one that cannot be read is there with its problem."""
    left_out = {path: unreadable(path, reason) for path, reason in reader.tree.problems}
    return left_out | reader.facts(path for path in reader.tree.paths() if file_facts.reads(path))


def link(reader: Reader, manifest: Manifest, facts: dict[str, FileFacts]) -> RouteGraph:
    """Join facts and routes.

    Files without a tracker were only scanned for imports. Where such an import leads nowhere, it may have stood in a
    comment: those files are parsed and the graph is built once more.
    """
    paths = (*reader.tree.paths(), *facts)
    graph = route_graph.build(manifest, facts, paths)
    closer = reader.facts(graph.doubtful, thorough=True)
    return route_graph.build(manifest, facts | closer, paths) if closer else graph


def trace(tree: Tree, manifest: Manifest, facts: dict[str, FileFacts], route: Route) -> tuple[Node, ...]:
    """Return, for each page of a route, the files that put it together."""
    return route_graph.trees(manifest, facts, (*tree.paths(), *facts), route)


def disagreements(reader: Reader, graph: RouteGraph) -> tuple[Reach[Evidence], ...]:
    """Read the files of guarded routes with independent parsers; return what only those saw."""
    return tuple(_read_again(reader, graph))


def _read_again(reader: Reader, graph: RouteGraph) -> Iterator[Reach[Evidence]]:
    guarded = {
        visit.fact.location.path: chains
        for visit in graph.visits
        if (chains := tuple(chain for chain in visit.chains if graph.routes[chain.route].guarded))
        and reader.tree.exists(visit.fact.location.path)
    }
    for path, reading in reader.again(guarded).items():
        yield from (Reach(item, guarded[path]) for item in unseen(reading.evidence, graph.files[path]))
