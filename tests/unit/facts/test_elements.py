"""Components of packages, in a page that server components have written: known by their names and IDs."""

from __future__ import annotations

import json

import pytest

from pixelgate.facts import extract
from pixelgate.source import Location
from pixelgate.vendors.catalog import load


def page(name: str, properties: dict[str, object]) -> str:
    element = json.dumps(["$", "$L9", None, properties], separators=(",", ":"))
    stream = f'9:I[7203,["340","static/chunks/340.js"],"{name}"]\n0:{element}\n'
    return f"<!doctype html>\n<script>self.__next_f.push([1,{json.dumps(stream)}])</script>\n"


@pytest.mark.parametrize(
    ("name", "properties", "expected"),
    [
        ("GoogleAnalytics", {"gaId": "G-CLINIC1234"}, [("google-analytics", "init", "G-CLINIC1234")]),
        ("GoogleTagManager", {"gtmId": "GTM-CLINIC1"}, [("google-tag-manager", "loader", "GTM-CLINIC1")]),
        ("GoogleAnalytics", {"measurement": "G-CLINIC1234"}, [("google-analytics", "config", "G-CLINIC1234")]),
        ("Analytics", {"gaId": "G-CLINIC1234"}, [("google-analytics", "config", "G-CLINIC1234")]),
    ],
)
def test_a_component_of_a_bundle(name: str, properties: dict[str, object], expected: list[tuple[str, ...]]) -> None:
    found = extract("index.html", page(name, properties).encode(), load(), thorough=True).sightings
    assert [(one.vendor, one.kind.value, one.id) for one in found] == expected


def test_its_place_is_that_of_the_element() -> None:
    text = page("GoogleAnalytics", {"gaId": "G-CLINIC1234"})
    line = text.splitlines()[1]
    [found] = extract("index.html", text.encode(), load(), thorough=True).sightings
    first, last = line.index('[\\"$\\"'), line.index("}]") + 2
    assert found.location == Location("index.html", 2, first + 1, 2, last + 1)
