from __future__ import annotations

import msgspec

from pixelgate.facts.model import Origins, Sighting, SightingKind, Suppression
from pixelgate.findings.model import Finding, Status
from pixelgate.findings.originals import traced
from pixelgate.findings.suppress import suppress
from pixelgate.graph.model import RouteGraph
from pixelgate.manifest.model import Policy
from pixelgate.source import Location

from .conftest import EVENT, Made

SOURCE = Location("src/a.ts", 7, 3, 7, 3)


def at(path: str, column: int = 1, event: str = "Schedule", line: int = 1) -> Sighting:
    return Sighting("meta-pixel", SightingKind.EVENT, Location(path, line, column, line, column + 5), event=event)


def found(make: Made, sighting: Sighting, *routes: int) -> Finding:
    finding = make.finding(*routes, rule=EVENT)
    return msgspec.structs.replace(finding, location=sighting.location, sighting=sighting, vendor=sighting.vendor)


def mapped(graph: RouteGraph, *bundles: Location, to: Location = SOURCE) -> RouteGraph:
    return msgspec.structs.replace(graph, origins=Origins(dict.fromkeys(bundles, to)))


def told(findings: tuple[Finding, ...]) -> list[tuple[str, int, list[int]]]:
    return [(f.location.path, f.location.column, [v.chain.route for v in f.verdicts]) for f in findings]


def test_a_bundle_its_twin_and_its_source_are_one_finding(made: Made) -> None:
    graph = made.graph("/a", "/b", "/c")
    seen = [at("src/a.ts", 3, line=7), at("dist/new.js", 40), at("dist/old.js", 60)]
    graph = mapped(graph, seen[1].location, seen[2].location)
    findings = traced([found(made, one, number) for number, one in enumerate(seen)], graph)
    assert told(findings) == [("dist/new.js", 40, [0, 1, 2])]
    assert findings[0].original == SOURCE


def test_what_differs_stays_apart(made: Made) -> None:
    graph = made.graph("/a")
    seen = [at("dist/a.js", 1), at("dist/a.js", 20), at("dist/b.js", 1, "Purchase"), at("src/b.ts", 3, line=7)]
    graph = mapped(graph, *(one.location for one in seen[:3]))
    assert len(traced([found(made, one, 0) for one in seen], graph)) == 4


def test_names_that_a_minifier_changed_are_the_same(made: Made) -> None:
    graph = made.graph("/a")
    seen = [at("dist/a.js", 1, "{n}"), at("src/a.ts", 3, "{name}", line=7)]
    graph = mapped(graph, seen[0].location)
    assert told(traced([found(made, one, 0) for one in seen], graph)) == [("dist/a.js", 1, [0])]


def test_without_maps_nothing_changes(made: Made) -> None:
    graph = made.graph("/a")
    findings = [found(made, at("dist/a.js"), 0)] * 2
    assert traced(findings, graph) == tuple(findings)


def test_a_comment_counts_where_the_code_was_written(made: Made) -> None:
    graph = made.graph("/a", policy=Policy(inline_suppressions=True))
    sighting = at("dist/a.js")
    comment = Suppression(("tracker-event",), "approved", Location("src/a.ts", 6, 4, 6, 50))
    places = Origins({sighting.location: SOURCE}, {"src/a.ts": (comment,)})
    graph = msgspec.structs.replace(graph, origins=places)
    left, ledger = suppress(traced([found(made, sighting, 0)], graph), graph)
    assert [finding.status for finding in left] == [Status.SUPPRESSED]
    assert ledger.suppressions == {comment.location}
