"""Inline code and style: which need a hash, and what the hash is."""

from __future__ import annotations

import base64
import hashlib

from pixelgate.facts import extract
from pixelgate.vendors import catalog


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def told(path: str, text: str) -> list[tuple[str, str, int, int]]:
    found = extract(path, text.encode(), catalog.load()).inlines
    return [(one.kind, one.digest, one.location.line, one.location.column) for one in found]


def test_scripts_and_styles_are_hashed_as_they_stand() -> None:
    page = "<!doctype html>\n<script>\nrun('é');\n</script>\n<style>p{}</style><script type=module>x</script>"
    assert told("a.html", page) == [
        ("script", digest("\nrun('é');\n"), 2, 9),
        ("style", digest("p{}"), 5, 8),
        ("script", digest("x"), 5, 39),
    ]


def test_data_and_addresses_need_none() -> None:
    page = '<script src="/a.js"></script><script type="application/json">{}</script><!-- <script>x</script> -->'
    assert told("a.html", page) == []


def test_an_import_map_needs_one() -> None:
    assert told("a.html", '<script type="importmap">{}</script>') == [("script", digest("{}"), 1, 26)]


def test_what_a_template_makes_has_none() -> None:
    page = "{% load static %}<script>run('{{ id }}')</script><script>run()</script>"
    assert told("templates/a.html", page) == [("script", "", 1, 26), ("script", digest("run()"), 1, 58)]


def test_handlers_and_style_attributes() -> None:
    assert told("a.html", '<a onclick="x()">y</a>\n<p style="color:red">z</p><p style="b">') == [
        ("handler", "", 1, 4),
        ("style-attribute", "", 2, 4),
    ]
