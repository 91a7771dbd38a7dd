"""The tightest policy of a route, by what its pages connect to."""

from __future__ import annotations

from pixelgate import pipeline
from pixelgate.findings.tight import tight
from pixelgate.manifest.model import Access, Manifest, Route, Site
from pixelgate.reading import Reader
from pixelgate.source import Location
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog


def test_a_socket_has_a_scheme_of_its_own() -> None:
    text = (
        "<!doctype html><script>new WebSocket('wss://live.example.net/c'); fetch('https://api.example.net/c')</script>"
    )
    reader = Reader(MemoryTree({"a.html": text.encode()}), catalog.load())
    route = Route("/a", Access.AUTHENTICATED, (), ("a.html",), Location("pixelgate.toml"))
    manifest = Manifest("pixelgate.toml", Site(), routes=(route,))
    graph = pipeline.link(reader, manifest, pipeline.read(reader))
    said = dict(tight(graph, reader.catalog, 0).directives)
    assert said["connect-src"] == ("'self'", "https://api.example.net", "wss://live.example.net")
