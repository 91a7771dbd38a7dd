"""What every vendor file that ships must keep: sources that can be looked up, agreements with proof, no idle claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pixelgate.vendors.catalog import load
from pixelgate.vendors.entities import DATA
from pixelgate.vendors.model import Baa, Vendor

SOURCE = re.compile(
    r"""
    [a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[^\s<>]*)?  # a page: help.hotjar.com/hc/en-us/articles/1
    | (?:npm\ )?@?[\w.-]+(?:/[\w.-]+)?(?:\ [\w./@()\[\]-]+)+  # a file of a repository or a package: owner/name a/b.js
    | @[\w.-]+/[\w.-]+  # a package
    | [a-z0-9.-]+\ \d{4}-\d\d-\d\d(?:,\ \d{4}-\d\d-\d\d)*  # articles of a paper: example.com 2022-10-26
    """,
    re.VERBOSE | re.IGNORECASE,
)
LIST = "AmauriC/tarteaucitron.js"
"""A source that says where a vendor is, but not what it collects."""

VENDORS = sorted(load().vendors.values(), key=lambda vendor: vendor.slug)
each = pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.slug)


def _sources(vendor: Vendor) -> Iterator[str]:
    yield from vendor.sources
    for group in (
        vendor.loader, vendor.beacon, vendor.iframe, vendor.call, vendor.automatic, vendor.option, vendor.package,
        vendor.emitter, vendor.trigger, vendor.server,
    ):  # fmt: skip
        yield from (entry.source for entry in group)


@each
def test_every_claim_has_a_source_that_can_be_looked_up(vendor: Vendor) -> None:
    assert vendor.sources
    assert [source for source in _sources(vendor) if not SOURCE.fullmatch(source)] == []


@each
def test_an_agreement_is_claimed_or_denied_with_proof(vendor: Vendor) -> None:
    assert vendor.baa is Baa.UNKNOWN or vendor.baa_source


@each
def test_what_a_list_cannot_know_is_not_called_verified(vendor: Vendor) -> None:
    listed = [one for one in vendor.automatic if one.source.startswith(LIST)]
    assert [one.key for one in listed if one.verified] == []


@each
def test_the_entity_is_one_of_third_party_web(vendor: Vendor) -> None:
    if vendor.entity:
        assert f"\n{vendor.entity}\t" in DATA.read_text("utf-8")


@each
def test_it_can_be_seen_by_something(vendor: Vendor) -> None:
    assert vendor.loader or vendor.beacon or vendor.iframe or vendor.call or vendor.package or vendor.emitter


@each
def test_events_of_care_are_marked_alike(vendor: Vendor) -> None:
    care = re.compile(
        r"(schedule|lead|contact|submit_?application|complete_?registration|find_?location)", re.IGNORECASE
    )
    named = [event for event in vendor.events.standard if care.fullmatch(event)]
    assert [event for event in named if event not in vendor.events.health] == []


@pytest.mark.parametrize(
    "slug",
    ["meta-pixel", "google-analytics", "universal-analytics", "google-ads", "microsoft-uet", "matomo", "snap-pixel"],
)
def test_beacons_of_the_great_tell_event_page_and_person(slug: str) -> None:
    meanings = {meaning for beacon in load().vendors[slug].beacon for meaning in beacon.query}
    assert {"event", "page-url", "user-data"} <= meanings


@pytest.mark.parametrize(
    "slug",
    [
        "meta-pixel", "google-analytics", "google-ads", "tiktok-pixel", "snap-pixel", "pinterest-tag", "x-pixel",
        "reddit-pixel", "linkedin-insight", "microsoft-uet", "nextdoor-pixel", "segment",
    ],
)  # fmt: skip
def test_conversion_apis_are_known(slug: str) -> None:
    assert [server.url for server in load().vendors[slug].server if server.url]
