"""The whole program on one screen: a tree and its manifest in, a report out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from pixelgate import facts as file_facts
from pixelgate import graph as route_graph
from pixelgate import second
from pixelgate.facts.model import FileFacts, Problem
from pixelgate.findings.disagreements import unseen
from pixelgate.findings.model import Report
from pixelgate.findings.report import report
from pixelgate.graph.model import Node, Reach, RouteGraph
from pixelgate.manifest.model import Manifest, Route
from pixelgate.rules import ALL_RULES, Context, run_rules
from pixelgate.second.model import Evidence
from pixelgate.source import Location
from pixelgate.tree import Tree, Unreadable
from pixelgate.vendors.catalog import Catalog

Progress = Callable[[int, int], None]
"""Called with the files read so far and the files there are."""


def check(
    tree: Tree, manifest: Manifest, catalog: Catalog, *, today: dt.date, progress: Progress | None = None
) -> Report:
    """Find every tracker that a guarded route can reach.

    ``today`` decides which exemptions have expired; the same input on the same day gives the same report.
    """
    facts = read(tree, catalog, progress=progress)
    graph = link(tree, manifest, facts, catalog)
    twice = disagreements(tree, graph, catalog) if manifest.policy.second_reading else ()
    found = run_rules(Context(graph, catalog, today, twice))
    return report(found, graph, rules=[rule.info for rule in ALL_RULES], vendors=len(catalog.vendors))


def read(tree: Tree, catalog: Catalog, *, progress: Progress | None = None) -> dict[str, FileFacts]:
    """Return the facts of every file of a known kind; one that cannot be read is there with its problem."""
    paths = [path for path in tree.paths() if file_facts.reads(path)]
    facts = {path: _unreadable(path, reason) for path, reason in tree.problems}
    for at, path in enumerate(paths, 1):
        facts[path] = _read_file(tree, path, catalog)
        if progress:
            progress(at, len(paths))
    return facts


def link(tree: Tree, manifest: Manifest, facts: dict[str, FileFacts], catalog: Catalog) -> RouteGraph:
    """Join facts and routes.

    Files without a tracker were only scanned for imports. Where such an import leads nowhere, it may have stood in a
    comment: those files are parsed and the graph is built once more.
    """
    paths = (*tree.paths(), *facts)
    graph = route_graph.build(manifest, facts, paths)
    closer = {path: _read_file(tree, path, catalog, thorough=True) for path in graph.doubtful}
    return route_graph.build(manifest, facts | closer, paths) if closer else graph


def trace(tree: Tree, manifest: Manifest, facts: dict[str, FileFacts], route: Route) -> tuple[Node, ...]:
    """Return, for each page of a route, the files that put it together."""
    return route_graph.trees(manifest, facts, (*tree.paths(), *facts), route)


def disagreements(tree: Tree, graph: RouteGraph, catalog: Catalog) -> tuple[Reach[Evidence], ...]:
    """Read the files of guarded routes with independent parsers; return what only those saw."""
    marks = second.marks(catalog.vendors)
    return tuple(_read_again(tree, graph, marks))


def _read_again(tree: Tree, graph: RouteGraph, marks: second.Marks) -> Iterator[Reach[Evidence]]:
    for visit in graph.visits:
        chains = tuple(chain for chain in visit.chains if graph.routes[chain.route].guarded)
        path = visit.fact.location.path
        if chains and tree.exists(path):
            evidence = _evidence(tree, path, marks)
            yield from (Reach(item, chains) for item in unseen(evidence, graph.files[path]))


def _evidence(tree: Tree, path: str, marks: second.Marks) -> Iterable[Evidence]:
    try:
        return second.read(path, tree.read(path), marks).evidence
    except Unreadable:
        return ()  # the first reading has said so


def _read_file(tree: Tree, path: str, catalog: Catalog, *, thorough: bool = False) -> FileFacts:
    try:
        data = tree.read(path)
    except Unreadable as error:
        return _unreadable(path, error.reason)
    return file_facts.extract(path, data, catalog, thorough=thorough)


def _unreadable(path: str, reason: str) -> FileFacts:
    return FileFacts(path, problems=(Problem("unparsable-file", f"could not be read: {reason}", Location(path)),))
