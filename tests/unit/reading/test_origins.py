from __future__ import annotations

import json

import pytest
from tests.unit.parse.test_sourcemap import encode

from pixelgate.facts.model import Problem
from pixelgate.reading import origins
from pixelgate.source import Location
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog

PLACE = Location("dist/app.js", 1, 3, 1, 9)


def traced(files: dict[str, str], place: Location = PLACE):
    return origins(MemoryTree(files), catalog.load(), [place])


def map_of(source: str, *, column: int = 5, text: str | None = None) -> str:
    mappings = encode([[(0, 0, 0, 0), (2, 0, 9, column)]])
    return json.dumps({"version": 3, "sources": [source], "sourcesContent": [text], "mappings": mappings})


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("../src/a.ts", "src/a.ts"),
        ("webpack://portal/./src/a.ts", "src/a.ts"),
        ("webpack:///./src/a.ts?1a2b", "src/a.ts"),
        ("turbopack:///[project]/src/a.ts", "src/a.ts"),
        ("file:///home/ci/build/src/b.ts", "home/ci/build/src/b.ts"),
        ("../../../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\src\\a.ts", "src/a.ts"),
        ("webpack://x/../../src/a.ts", "src/a.ts"),
        ("a\0b.ts", "a\0b.ts"),
        ("", "?"),
    ],
)
def test_a_source_is_the_file_of_the_tree_or_a_name_that_leads_nowhere(source: str, path: str) -> None:
    found = traced({"dist/app.js": "x;fbq()", "dist/app.js.map": map_of(source), "src/a.ts": "\n" * 20})
    assert found.places == {PLACE: Location(path, 10, 6, 10, 6)}
    assert found.problems == ()


def test_columns_count_characters_on_both_sides() -> None:
    script = '"🏥";fbq()'  # five UTF-16 units and a semicolon before the call
    text = "\n" * 9 + "/* 🏥 */ fbq()\n"
    mappings = encode([[(0, 0, 0, 0), (5, 0, 9, 9)]])
    written = json.dumps({"version": 3, "sources": ["a.ts"], "sourcesContent": [text], "mappings": mappings})
    place = Location("app.js", 1, 5, 1, 10)
    found = origins(MemoryTree({"app.js": script, "app.js.map": written}), catalog.load(), [place])
    assert found.places == {place: Location("a.ts", 10, 9, 10, 9)}


def test_a_linked_map_comes_before_one_beside_the_script() -> None:
    files = {
        "dist/app.js": "x;fbq()\n//# sourceMappingURL=maps/app.map?v=1",
        "dist/maps/app.map": map_of("../../src/linked.ts"),
        "dist/app.js.map": map_of("../src/beside.ts"),
    }
    assert traced(files).places[PLACE].path == "src/linked.ts"


@pytest.mark.parametrize("url", ["https://maps.example/app.map", "../../../app.map", "gone.map", "app\0.map"])
def test_what_is_not_in_the_tree_is_not_sought(url: str) -> None:
    found = traced({"dist/app.js": f"x;fbq()\n//# sourceMappingURL={url}"})
    assert (found.places, found.problems) == ({}, ())


def test_a_damaged_map_is_a_problem_at_its_script() -> None:
    found = traced({"dist/app.js": "x;fbq()", "dist/app.js.map": "<html>not found</html>"})
    message = "the source map cannot be read: JSON is malformed: invalid character (byte 0)"
    assert found.problems == (Problem("damaged-source-map", message, Location("dist/app.js")),)


def test_embedded_sources_may_ask_for_silence() -> None:
    text = "\n" * 8 + "// pixelgate: ignore[tracker-event] -- approved\nfbq()"
    files = {"dist/app.js": "x;fbq()", "dist/app.js.map": map_of("webpack://p/./app/a.ts", text=text)}
    found = traced(files)
    assert [one.rules for one in found.silenced["app/a.ts"]] == [("tracker-event",)]


def test_nothing_is_read_for_other_files() -> None:
    assert traced({"page.html.map": "{"}, Location("page.html")).problems == ()
