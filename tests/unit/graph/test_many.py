"""Trees that are larger than what is remembered: nothing is lost, and no file is unpacked over and over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.unit.graph.test_build import block, pixel, reference, route

from pixelgate import graph
from pixelgate.facts import store
from pixelgate.facts.model import FileFacts, FormField
from pixelgate.facts.packed import unpacker
from pixelgate.facts.store import Facts, stored
from pixelgate.graph import reach
from pixelgate.graph.model import RouteGraph, Visit
from pixelgate.manifest.model import Manifest, Site
from pixelgate.source import Location

SECTIONS, PAGES = 6, 20


def files() -> Iterator[FileFacts]:
    base = "templates/base.html"
    yield FileFacts(base, "django", sightings=(pixel(base, 3, "head"),), regions=(block("head", base),), page=True)
    for section in range(SECTIONS):
        layout, part = f"templates/s{section}/layout.html", f"templates/s{section}/part.html"
        fills = (block("head", layout, parent=section != 1), block("body", layout))
        yield FileFacts(layout, "django", (reference("extends", "base.html", layout),), regions=fills)
        yield FileFacts(part, "django", fields=(FormField("reason", "text", Location(part, 2)),))
        for page in range(PAGES):
            path = f"templates/s{section}/page{page:02}.html"
            wants = (
                reference("extends", f"s{section}/layout.html", path),
                reference("include", f"s{section}/part.html", path, "body", line=4),
            )
            yield FileFacts(path, "django", wants, regions=(block("body", path),))


def read() -> Facts:
    found = Facts()
    for file in files():
        found.add(file.path, stored(file))
    return found


def build(facts: Facts) -> RouteGraph:
    rows = tuple(
        route(f"/s{section}/:page", f"templates/s{section}/page*.html", order=section) for section in range(SECTIONS)
    )
    return graph.build(Manifest("pixelgate.toml", Site(templates=("templates",)), routes=rows), facts, facts)


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the files that are unpacked, while next to nothing is remembered."""
    asked: list[str] = []
    plain = unpacker(FileFacts)

    def counting(data: bytes) -> FileFacts:
        file = plain(data)
        asked.append(file.path)
        return file

    monkeypatch.setattr(store, "_unpacked", counting)
    monkeypatch.setattr(store, "RECENT", 8)
    monkeypatch.setattr(reach, "RECENT", 8)
    return asked


def test_a_page_is_not_unpacked_before_it_is_followed_and_then_once(unpacked: list[str]) -> None:
    facts = read()
    assert unpacked == ["templates/base.html"]
    build(facts)
    pages = [path for path in unpacked if "page" in path]
    assert len(pages) == len(set(pages)) == SECTIONS * PAGES
    assert len(unpacked) < len(facts) + 2 * SECTIONS


def test_what_is_forgotten_changes_nothing(unpacked: list[str]) -> None:
    small, large = build(read()), build(Facts({file.path: file for file in files()}))
    assert unpacked
    assert small.sightings == large.sightings
    assert (small.problems, small.unlisted) == (large.problems, large.unlisted)
    assert [chain.route for chain in small.sightings[0].chains] == [0, 2, 3, 4, 5]
    assert small.again(Visit, range(SECTIONS)) == large.again(Visit, range(SECTIONS))


def test_fields_come_with_the_routes_on_which_a_tracker_is() -> None:
    found = build(read())
    assert [(reach.fact.location.path, [chain.route for chain in reach.chains]) for reach in found.fields] == [
        (f"templates/s{section}/part.html", [section]) for section in (0, 2, 3, 4, 5)
    ]
    [without] = found.again(FormField, [1])
    assert [step.location.path for step in without.chains[0].steps] == ["pixelgate.toml", "templates/s1/page00.html"]
