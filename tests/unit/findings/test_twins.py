from __future__ import annotations

import msgspec
import pytest

from pixelgate.facts.model import Chunk, FileFacts, Parameter, Sighting, SightingKind
from pixelgate.facts.store import Facts
from pixelgate.findings.model import Finding
from pixelgate.findings.originals import traced
from pixelgate.source import Location

from .conftest import EVENT, Made


def at(path: str, column: int = 1, event: str = "Schedule", **given: str) -> Sighting:
    parameters = tuple(Parameter(name, value) for name, value in given.items())
    place = Location(path, 1, column, 1, column + 5)
    return Sighting("meta-pixel", SightingKind.EVENT, place, event=event, parameters=parameters)


def once(
    made: Made, *seen: tuple[Sighting, int], chunks: tuple[str, ...] = ()
) -> list[tuple[str, list[int], list[str]]]:
    graph = made.graph("/a", "/b")
    held: dict[str, list[Sighting]] = {}
    for sighting, _ in seen:
        held.setdefault(sighting.location.path, []).append(sighting)
    of = tuple(Chunk("webpackChunk", one) for one in chunks)
    files = Facts({path: FileFacts(path, sightings=tuple(all_), chunks=of) for path, all_ in held.items()})
    graph = msgspec.structs.replace(graph, files=files)
    found = traced([_found(made, *one) for one in seen], graph)
    return [
        (f.location.path, [v.chain.route for v in f.verdicts], [f"{t.path}:{t.column}" for t in f.twins]) for f in found
    ]


def _found(made: Made, sighting: Sighting, route: int) -> Finding:
    finding = made.finding(route, rule=EVENT)
    return msgspec.structs.replace(finding, location=sighting.location, sighting=sighting, vendor=sighting.vendor)


@pytest.mark.parametrize(
    ("modern", "old"),
    [
        ("assets/visit-D3Ktr3bd.js", "assets/visit-legacy-s0kThown.js"),
        ("assets/visit-B_x1-fAq.js", "assets/visit-legacy-a-_kThow.js"),
        ("main-es2015.3f9c2a71b04d5e6f7a8b.js", "main-es5.0c1d2e3f4a5b6c7d8e9f.js"),
        ("js/app.3f9c2a71.js", "js/app-legacy.0c1d2e3f.js"),
        ("assets/modern/app.js", "assets/legacy/app.js"),
        ("app.js", "app.es5.js"),
    ],
)
def test_a_chunk_for_old_browsers_is_named_by_the_finding_in_its_twin(made: Made, modern: str, old: str) -> None:
    assert once(made, (at(old, 60), 0), (at(modern, 40), 0)) == [(modern, [0], [f"{old}:60"])]


def test_each_call_has_its_own_twin(made: Made) -> None:
    new, old = "a-D3Ktr3bd.js", "a-legacy-s0kThown.js"
    seen = [at(new, 1), at(new, 20), at(old, 3), at(old, 33), at(old, 50)]
    assert once(made, *((one, 0) for one in seen)) == [
        (new, [0], [f"{old}:3"]),
        (new, [0], [f"{old}:33"]),
        (old, [0], []),
    ]


@pytest.mark.parametrize(("one", "other"), [("visit.html", "legacy/visit.html"), ("b_B_x1-fAq.css", "b-legacy-a.css")])
def test_what_no_build_writes_has_no_twin(made: Made, one: str, other: str) -> None:
    assert once(made, (at(other), 0), (at(one), 0)) == [(other, [0], []), (one, [0], [])]


def test_twins_are_loaded_by_one_page(made: Made) -> None:
    seen = (at("a-D3Ktr3bd.js"), 0), (at("a-legacy-s0kThown.js"), 1)
    assert len(once(made, *seen)) == 2


@pytest.mark.parametrize(
    "other",
    [
        at("a-legacy-s0kThown.js", event="Purchase"),
        at("a-legacy-s0kThown.js", kind="lab"),
        at("b-legacy-s0kThown.js"),
        at("x/a-legacy-s0kThown.js"),
        at("a-legacy.ts"),
    ],
)
def test_what_says_something_else_or_has_another_name_is_no_twin(made: Made, other: Sighting) -> None:
    assert len(once(made, (at("a-D3Ktr3bd.js"), 0), (other, 0))) == 2


def test_names_that_a_minifier_changed_are_the_same(made: Made) -> None:
    seen = at("a-D3Ktr3bd.js", reason="{t}"), at("a-legacy-s0kThown.js", reason="{e}")
    assert len(once(made, *((one, 0) for one in seen))) == 1


def test_a_copy_under_another_hash_brings_its_routes(made: Made) -> None:
    assert once(made, (at("app.3f2a1b.js", 7), 0), (at("app.js", 7), 1)) == [("app.3f2a1b.js", [0, 1], ["app.js:7"])]


def test_chunks_of_one_name_that_say_the_same_elsewhere_are_two(made: Made) -> None:
    assert len(once(made, (at("index-Ab3dEf9h.js", 7), 0), (at("index-Zx8yWv2u.js", 9), 1))) == 2


def test_two_builds_of_one_chunk_are_one(made: Made) -> None:
    seen = (at("57.3f2a1b.js", 7), 0), (at("57.9e8d7c.js", 9), 1)
    assert once(made, *seen, chunks=("57",)) == [("57.3f2a1b.js", [0, 1], ["57.9e8d7c.js:9"])]


def test_names_that_are_nothing_but_a_hash_say_nothing(made: Made) -> None:
    assert len(once(made, (at("chunks/3f2a1b9c.js", 7), 0), (at("chunks/9e8d7c6b.js", 7), 1))) == 2
