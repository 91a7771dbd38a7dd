"""Where scripts and pages lie that Next has built, and under which addresses they are served."""

from __future__ import annotations

import pytest

from pixelgate import pipeline
from pixelgate.graph.model import RouteGraph
from pixelgate.manifest.model import Access, Manifest, Route
from pixelgate.reading import Reader
from pixelgate.source import Location
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog

PIXEL = "fbq('init', '1234567890123456')"
STATIC = "_next/static/chunks/a.js"


def read(files: dict[str, str], *pages: str) -> RouteGraph:
    route = Route("/labs", Access.AUTHENTICATED, (), pages, Location("pixelgate.toml", 3))
    manifest = Manifest("pixelgate.toml", routes=(route,))
    reader = Reader(MemoryTree(files), catalog.load())
    return pipeline.link(reader, manifest, pipeline.join(reader, manifest.site, pipeline.read(reader)))


@pytest.mark.parametrize(
    ("page", "source", "script"),
    [
        ("out/labs/index.html", f"/{STATIC}", f"out/{STATIC}"),
        ("web/site/labs.html", f"/{STATIC}?dpl=1", f"web/site/{STATIC}"),
        ("out/labs.html", f"/portal/{STATIC}", f"out/{STATIC}"),
        ("out/labs.html", f"https://cdn.example/x/{STATIC}", f"out/{STATIC}"),
        (".next/server/app/labs.html", f"/portal/{STATIC}", ".next/static/chunks/a.js"),
        (".next/server/app/labs.html", f"https://cdn.example/{STATIC}", ".next/static/chunks/a.js"),
    ],
)
def test_what_next_built_is_found_below_any_base_path_and_host(page: str, source: str, script: str) -> None:
    graph = read({page: f'<!doctype html><script src="{source}"></script>', script: PIXEL}, page)
    assert {reach.fact.location.path for reach in graph.sightings if reach.chains} == {script}
    assert not [reach for reach in graph.problems if reach.chains]


@pytest.mark.parametrize("source", [f"https://[/{STATIC}", "https://cdn.example/_next/static/chunks/b.js"])
def test_what_is_not_in_the_tree_is_of_another_site(source: str) -> None:
    page = f'<!doctype html><script src="{source}"></script>'
    graph = read({"out/labs.html": page, f"out/{STATIC}": PIXEL}, "out/labs.html")
    assert not [reach for reach in graph.sightings if reach.chains]


@pytest.mark.parametrize("page", [".next/server/app/labs.html", ".next/server/pages/labs.html", "web/out/labs.html"])
def test_a_page_that_next_wrote_is_claimed_by_its_address(page: str) -> None:
    graph = read({page: f"<!doctype html><script>{PIXEL}</script>", "web/out/_next/static/a.js": ""})
    assert (graph.routes[0].pages, graph.unlisted) == ((page,), ())
