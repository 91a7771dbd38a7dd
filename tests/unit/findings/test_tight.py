"""The tightest policy of a route, by what its pages connect to."""

from __future__ import annotations

import base64
import hashlib

from pixelgate import pipeline
from pixelgate.findings.tight import Tight, tight
from pixelgate.manifest.model import Access, Manifest, Route, Site
from pixelgate.reading import Reader
from pixelgate.source import Location
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog


def policy(text: str) -> Tight:
    reader = Reader(MemoryTree({"a.html": text.encode()}), catalog.load())
    route = Route("/a", Access.AUTHENTICATED, (), ("a.html",), Location("pixelgate.toml"))
    manifest = Manifest("pixelgate.toml", Site(), routes=(route,))
    graph = pipeline.link(reader, manifest, pipeline.read(reader))
    return tight(graph, reader.catalog, 0)


def test_a_socket_has_a_scheme_of_its_own() -> None:
    found = policy(
        "<!doctype html><script>new WebSocket('wss://live.example.net/c'); fetch('https://api.example.net/c')</script>"
    )
    assert dict(found.directives)["connect-src"] == ("'self'", "https://api.example.net", "wss://live.example.net")


def test_what_a_page_needs_is_allowed_and_no_tracker_is() -> None:
    found = policy(
        "<!doctype html><script src=https://cdn.example.net/a.js></script><script>start()</script>"
        "<script async src='https://www.googletagmanager.com/gtag/js?id=G-ABCDEF1234'></script>"
    )
    hashed = base64.b64encode(hashlib.sha256(b"start()").digest()).decode()
    assert found.text == (
        "default-src 'self'; base-uri 'self'; connect-src 'self'; font-src 'self'; form-action 'self';"
        " frame-ancestors 'self'; frame-src 'self'; img-src 'self' data:; object-src 'none';"
        f" script-src 'self' https://cdn.example.net 'sha256-{hashed}'; style-src 'self'"
    )
    assert (found.kept_out, found.nonces, found.handlers) == (("Google Analytics 4",), (), ())
