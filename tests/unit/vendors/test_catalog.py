"""What the catalog answers, by a small vendor of its own and by the files that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from pixelgate.errors import CatalogError
from pixelgate.vendors import catalog
from pixelgate.vendors.catalog import Catalog, QueryValue, UrlMatch, load
from pixelgate.vendors.check import read_folder, vendor
from pixelgate.vendors.model import Rename
from pixelgate.vendors.patterns import Capture

ACME = b"""
name = "Acme"
company = "Acme Inc."
category = "advertising"
about = "Watches."
priority = 2
globals = ["acme"]
ambiguous = ["aq"]
modules = ["acme-js"]
hosts = ["acme.example"]
body = ["acme script", "acme"]
sources = ["acme.example/docs"]
id = { format = "A-.*", vendors = { "B-" = "beta" } }
loader = [{ url = "cdn.acme.example/{id}.js" }]
beacon = [{ url = "*.acme.example/c?tid={id}", query = { event = "ev", parameters = "cd[*]|ep.*", user-data = "em" } }]
call = [
  { pattern = "acme.track($event, $parameters)", kind = "event" },
  { pattern = "acme('init', $id)", kind = "init" },
  { pattern = "aq.t()", kind = "event" },
  { pattern = "aq('pageview')", kind = "event" },
]
rename = [{ pattern = "AcmeObject = $name", of = "acme" }]
option = [{ name = "quiet", pattern = "acme-kit#quiet()" }]
package = [{ name = "acme-kit", call = [{ pattern = "default.go($id)", kind = "init" }] }]
"""
BETA = b'name = "Beta"\ncompany = "B"\ncategory = "analytics"\nabout = "."\npriority = 1\n'


@pytest.fixture(scope="module")
def small() -> Catalog:
    return Catalog([vendor(ACME, "acme"), vendor(BETA, "beta")])


def test_vendors_stand_in_the_order_of_importance(small: Catalog) -> None:
    assert list(small.vendors) == ["beta", "acme"]


def test_a_url_tells_vendor_kind_and_what_is_in_it(small: Catalog) -> None:
    assert small.url("//cdn.acme.example/A-1.js") == (UrlMatch("acme", "loader", (("id", "A-1"),)),)
    assert small.url("https://x.acme.example/c?tid=A-1&ev=Lead&cd[doctor]=Who&em=a%40b&ep.x=1") == (
        UrlMatch(
            "acme",
            "beacon",
            (("id", "A-1"),),
            (
                QueryValue("event", "ev", "Lead"),
                QueryValue("parameters", "doctor", "Who"),
                QueryValue("user-data", "em", "a@b"),
                QueryValue("parameters", "x", "1"),
            ),
        ),
    )


def test_a_host_counts_only_where_no_pattern_matches(small: Catalog) -> None:
    assert small.url("https://sub.acme.example/else") == (UrlMatch("acme", "host"),)
    assert small.url("https://acme.example.evil/else") == ()


def test_an_id_names_its_owner(small: Catalog) -> None:
    assert small.owner("acme", "B-7") == "beta"
    assert small.owner("acme", "A-7") == "acme"
    assert small.url("//cdn.acme.example/B-7.js") == (UrlMatch("beta", "loader", (("id", "B-7"),)),)


def test_patterns_are_found_by_global_and_by_module(small: Catalog) -> None:
    first, second = small.patterns.of_global("acme")
    assert (first.vendor, first.pattern.path, first.ambiguous) == ("acme", ("acme", "track"), False)
    assert second.pattern.arguments[1] == Capture("id")
    renames = [rule.entry for rule in small.patterns.of_global("AcmeObject")]
    assert renames == [Rename(pattern="AcmeObject = $name", of="acme")]
    assert small.patterns.of_global("nobody") == ()
    assert [rule.pattern.path for rule in small.patterns.of_module("acme-kit")] == [("quiet",), ("default", "go")]


def test_a_module_exports_the_grammar_of_the_global(small: Catalog) -> None:
    paths = [rule.pattern.path for rule in small.patterns.of_module("acme-js")]
    assert paths == [("*", "track"), ("track",), ("*",), ("*", "t"), ("t",), ("*",)]


def test_an_ambiguous_global_counts_alone_where_a_literal_tells_it(small: Catalog) -> None:
    assert [rule.ambiguous for rule in small.patterns.of_global("aq")] == [True, False]


def test_interest_is_all_that_parse_must_report(small: Catalog) -> None:
    assert small.interest_names == {"acme", "aq", "AcmeObject"}
    assert small.interest_modules == {"acme-js", "acme-kit"}
    assert small.interest_texts == {"cdn.acme.example", "acme.example"}


def test_a_copy_is_known_by_all_of_its_body(small: Catalog) -> None:
    assert small.copies("/* the acme script */") == ("acme",)
    assert small.copies("acme") == ()


def test_a_further_folder_adds_a_vendor_by_one_file(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_bytes(ACME.replace(b'"beta"', b'"meta-pixel"'))
    more = load(tmp_path)
    assert set(more.vendors) == {*load().vendors, "acme"}
    assert more.url("//cdn.acme.example/A-1.js")[0].vendor == "acme"
    assert more.hits(b"acme.track('x')")


def test_a_further_folder_is_checked(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_bytes(ACME)
    with pytest.raises(CatalogError) as caught:
        load(tmp_path)
    complaint = caught.value.complaints[0]
    assert (complaint.line, complaint.key, complaint.message) == (13, "id.vendors.B-", "unknown vendor 'beta'")


def test_the_files_that_ship_are_right() -> None:
    assert {v.slug for v in read_folder(catalog.DATA)} == set(load().vendors)


def test_every_shipped_pattern_compiles_under_the_root_that_it_is_filed_under() -> None:
    rules = load().patterns
    for name in rules.names:
        assert all(rule.pattern.root == name for rule in rules.of_global(name))
    for name in rules.modules:
        assert all(rule.pattern.module == name for rule in rules.of_module(name))


@pytest.mark.parametrize(
    ("url", "vendor", "kind", "captures"),
    [
        ("//connect.facebook.net/en_US/fbevents.js", "meta-pixel", "loader", ()),
        ("https://www.facebook.com/tr?id=1&ev=Schedule", "meta-pixel", "beacon", (("id", "1"), ("event", "Schedule"))),
        ("https://www.googletagmanager.com/gtag/js?id=G-1", "google-analytics", "loader", (("id", "G-1"),)),
        ("https://www.googletagmanager.com/gtag/js?id=AW-1", "google-ads", "loader", (("id", "AW-1"),)),
        ("https://www.googletagmanager.com/gtm.js?id=GTM-1", "google-tag-manager", "loader", (("id", "GTM-1"),)),
        ("https://www.googletagmanager.com/ns.html?id=GTM-1", "google-tag-manager", "iframe", (("id", "GTM-1"),)),
    ],
)
def test_the_commonest_urls_are_known(url: str, vendor: str, kind: str, captures: tuple[tuple[str, str], ...]) -> None:
    assert [(m.vendor, m.kind, m.captures) for m in load().url(url)] == [(vendor, kind, captures)]


def test_facebook_links_and_widgets_are_no_pixel() -> None:
    for url in (
        "https://www.facebook.com/clinic",
        "https://connect.facebook.net/en_US/sdk.js",
        "https://notfacebook.com/tr?id=1",
    ):
        assert not load().url(url)
