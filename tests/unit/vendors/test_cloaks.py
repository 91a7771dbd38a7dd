"""CNAME cloaks: each listed host is known with all below it, what only looks like one is not, and who it is counts."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts import extract
from pixelgate.graph.parties import parties
from pixelgate.manifest.model import Site
from pixelgate.vendors.catalog import load
from pixelgate.vendors.cloaks import DATA, about, cloak, companies
from pixelgate.vendors.domains import registrable

LISTED = {
    host: companies()[int(number)]
    for host, number in (line.split("\t") for line in DATA.read_text("utf-8").splitlines()[2:])
}
SAMPLE = sorted(LISTED)[:: len(LISTED) // 2000]


def test_the_data_names_its_date_and_licence() -> None:
    assert about() == "AdGuard CNAME trackers, 2026-03-20, MIT, Copyright 2021 Adguard Software Ltd"
    assert "Copyright 2021 Adguard Software Ltd" in Path(DATA.parents[3], "NOTICE").read_text("utf-8")


def test_the_data_can_be_searched_as_it_lies_there() -> None:
    lines = DATA.read_bytes().splitlines()[2:]
    assert len(lines) == len(LISTED) > 70_000
    assert lines == sorted(lines)


def test_listed_hosts_are_known_with_all_below_them() -> None:
    ends = [*list(LISTED)[:3], *list(LISTED)[-3:]]
    assert [host for host in (*SAMPLE, *ends) if cloak(host) != LISTED[host]] == []
    assert [host for host in SAMPLE if cloak(f"a.b.{host.upper()}.") != LISTED[host]] == []


@given(st.sampled_from(SAMPLE), st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=10))
def test_no_look_alike_is_known(host: str, letters: str) -> None:
    for fake in (f"{letters}{host}", f"{host}{letters}", f"{host}.{letters}"):
        above = {fake.split(".", n)[-1] for n in range(fake.count(".") + 1)}
        assert not cloak(fake) or above & LISTED.keys()


@pytest.mark.parametrize("host", ["", ".", "localhost", "{}", "10.0.0.1", "\ud800.example", "a\tb.example", "~.zz"])
def test_other_hosts_are_nobodys(host: str) -> None:
    assert cloak(host) == ""


def test_a_site_is_no_cloak_of_its_own() -> None:
    assert [host for host in SAMPLE if cloak(registrable(host))] == []


def test_vendors_name_companies_of_the_list_each_once() -> None:
    named = [vendor.cloak for vendor in load().vendors.values() if vendor.cloak]
    assert set(named) <= set(companies())
    assert len(set(named)) == len(named) >= 10


@pytest.mark.parametrize(("name", "vendor"), [("b2binsider.adobe.com", "adobe-analytics"), ("Act-On", "other:Act-On")])
def test_a_cloak_is_a_sighting_of_its_company(name: str, vendor: str) -> None:
    host = next(host for host, company in LISTED.items() if name in {host, company})
    [found] = extract("a.html", f"<script src='https://{host}/x.js'></script>".encode(), load()).sightings
    assert (found.vendor, found.kind.value, found.location.column) == (vendor, "loader", 9)


def test_a_cloak_below_an_own_domain_is_a_third_party_and_an_origin_is_none() -> None:
    host = SAMPLE[1000]
    domain = registrable(host)
    ours = parties(Site(origins=(f"https://www.{domain}",)))
    assert (ours.owns(f"www.{domain}"), ours.owns(f"else.{domain}"), ours.owns(host)) == (True, True, False)
    assert parties(Site(origins=(f"https://{host}",))).owns(host)


LIST = """\
! TimeUpdated: 2026-01-02T03:04:05+00:00
||unnamed.example.com^
! Acme : acme.example disguised trackers
||acme.example.net^
!
! Company name: Acme
! cdn.acme.example disguised trackers
||*.px.example.org^
||deep.px.example.org^
||a.example.org^$third-party
||example.org^
||b.example.co.uk^
! Company name: Beta
||a.example.org^
! SECTION: Mail
||mail.example.org^
"""


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("renew", Path(DATA.parents[3], "scripts", "renew_cname_hosts.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_renewal_takes_what_stands_below_a_company(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.txt").write_text(LIST, "utf-8")
    monkeypatch.setattr(script, "TARGET", tmp_path / "cloaks.tsv")
    script.main(str(tmp_path / "list.txt"))
    assert (tmp_path / "cloaks.tsv").read_text("utf-8") == (
        "# AdGuard CNAME trackers, 2026-01-02, MIT, Copyright 2021 Adguard Software Ltd\n"
        "# Acme\tBeta\na.example.org\t1\nb.example.co.uk\t0\npx.example.org\t0\n"
    )
