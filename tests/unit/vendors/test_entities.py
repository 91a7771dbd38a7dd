"""The third-party-web data: every host of it is known, its sub-domains are, and nothing that only looks like it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.vendors.entities import DATA, Entity, about, entity, hosts


def test_an_entity_has_name_categories_and_homepage() -> None:
    doubleclick = Entity("Google/Doubleclick Ads", ("ad",), "https://marketingplatform.google.com/about/enterprise/")
    assert entity("stats.g.doubleclick.net") == doubleclick
    assert doubleclick.tracks
    hosting = entity("cdn.jsdelivr.net")
    assert hosting is not None
    assert (hosting.categories, hosting.tracks) == (("cdn",), False)


def test_the_data_names_its_version_and_licence() -> None:
    assert about() == "third-party-web 0.30.0, 2026-09-14, MIT, Copyright (c) 2019 Patrick Hulce"
    assert "Copyright (c) 2019 Patrick Hulce" in Path(DATA.parents[3], "NOTICE").read_text("utf-8")


@pytest.mark.parametrize("host", ["CONNECT.Facebook.net", "connect.facebook.net."])
def test_case_and_trailing_dot_do_not_count(host: str) -> None:
    assert entity(host) == entity("connect.facebook.net")


@pytest.mark.parametrize("host", ["", ".", "localhost", "com", "clinic.example", "{}", "10.0.0.1"])
def test_other_hosts_are_nobodys(host: str) -> None:
    assert entity(host) is None


LISTED = hosts()


def test_every_listed_host_and_its_sub_domains_are_known() -> None:
    assert len(LISTED) > 3000
    assert [host for host in LISTED if entity(host) is None or entity(f"a.b.{host}") != entity(host)] == []


@given(st.sampled_from(LISTED), st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=10))
def test_no_look_alike_is_known(host: str, letters: str) -> None:
    parent = host.partition(".")[2]
    for fake in (f"{letters}{host}", f"{host}{letters}", f"{host}.{letters}"):
        found = entity(fake)
        assert found is None or found == entity(parent) or fake in LISTED


def test_the_data_is_read_only_when_asked_for() -> None:
    code = "import sys, pixelgate.vendors.entities as e; print(e._lines.cache_info().currsize)"
    assert subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True).stdout == "0\n"


def test_packing_keeps_one_line_for_each_entity() -> None:
    path = Path(DATA.parents[3], "scripts", "renew_entities.py")
    spec = importlib.util.spec_from_file_location("renew_entities", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    entities = [
        {"name": "Zed", "category": "ad", "domains": ["*.Zed.example", "zed.example", "a.example"]},
        {"name": "Str\u00c3\u00b6er", "category": "cdn", "homepage": "https://s.example", "domains": ["s.example"]},
        {"name": "None", "category": "ad", "domains": []},
    ]
    assert script.pack(entities, "about") == (
        "# about\nStröer\tcdn\thttps://s.example\ts.example\nZed\tad\t\ta.example zed.example\n"
    )
