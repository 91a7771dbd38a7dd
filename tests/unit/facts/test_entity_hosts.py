"""Every host of a tracking entity of third-party-web is a sighting, its sub-domains too, and nothing like it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixelgate.facts import extract
from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.vendors.catalog import load
from pixelgate.vendors.entities import entity, hosts

TRACKING = tuple(host for host in hosts() if (one := entity(host)) and one.tracks)
LOADERS = {SightingKind.LOADER, SightingKind.BEACON, SightingKind.IFRAME}


def sightings(names: tuple[str, ...]) -> dict[int, Sighting]:
    """Return what a page that loads a script of each host shows, by line."""
    text = "".join(f"<script src=https://{name}/x7></script>\n" for name in names)
    return {one.location.line: one for one in extract("page.html", text.encode(), load()).sightings}


@pytest.mark.parametrize("below", ["", "a.b."])
def test_every_host_is_a_sighting(below: str) -> None:
    assert len(TRACKING) > 1500
    found = sightings(tuple(below + host for host in TRACKING))
    assert [host for line, host in enumerate(TRACKING, 1) if line not in found] == []
    assert {one.kind for one in found.values()} <= LOADERS
    assert {one.active for one in found.values()} == {True}


def test_a_sighting_names_the_entity_or_a_vendor() -> None:
    found = sightings(TRACKING)
    for line, host in enumerate(TRACKING, 1):
        known = entity(host)
        assert known is not None
        assert found[line].vendor in {f"other:{known.name}", *load().vendors}


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(TRACKING), st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=10)),
        min_size=20,
        max_size=20,
    )
)
def test_no_look_alike_is_a_sighting(pairs: list[tuple[str, str]]) -> None:
    fakes = [fake for host, text in pairs for fake in (f"{text}{host}", f"{host}{text}", f"{host}.{text}")]
    strangers = tuple(fake for fake in fakes if load().of_host(fake) is None and load().behind(fake) is None)
    assert sightings(strangers) == {}
    parents = [fake.partition(".")[2] for fake in set(fakes) - set(strangers)]
    assert [name for name in parents if load().of_host(name) is None and load().behind(name) is None] == []
