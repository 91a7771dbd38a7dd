"""What is told of vendors: a sheet for a terminal, a page for the site, every claim with its source."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts import vendor_pages

from pixelgate.reporters.palette import Style
from pixelgate.reporters.vendors import describe, link, page
from pixelgate.vendors import catalog
from pixelgate.vendors.check import vendor

ACME = vendor(
    b"""
name = "Acme_Pixel"
company = "Acme"
category = "ab-testing"
about = "Watches."
baa = "none"
baa-note = "It says so."
baa-source = "acme.example/legal"
opaque = true
sources = ["acme.example/docs", "acme-pixel README.md"]
hosts = ["px.acme.example"]
beacon = [{ url = "b.acme.example/c", query = { event = "ev|e", page-url = "dl" }, source = "acme/pixel src/send.js" }]
call = [{ pattern = "acme('init'|'start', $id)", kind = "init", source = "acme.example/docs" }]
user-data = { email = "contact", phone = "contact" }
events = { standard = ["Lead", "View"], health = ["Lead"] }
automatic = [
  { key = "clicks", collects = "what is clicked", data = ["navigation"], on = "click", source = "acme.example/docs" },
  { key = "visits", collects = "each page", data = [], source = "acme.example/docs" },
]
option = [{ name = "quiet", pattern = "acme('quiet')", stops = ["clicks"], before-init = true }]
""",
    "acme",
)

SHEET = """\
Acme_Pixel  acme
Acme, A/B testing. Watches.

HIPAA: Acme offers no business associate agreement. It says so. (acme.example/legal)
Address: the page's address goes out with every event.
What it loads and sends is decided in its own console, not in the code

What it collects by itself
  clicks  what is clicked · on clicks · navigation · quiet
  visits  each page · as the page loads · nothing in the code

Settings that change this
  quiet  acme('quiet') · stops clicks; only before the start call

What code may tell it of a visitor
  contact  email, phone

Events
  speak of care on a health page  Lead
  standard  Lead, View

Addresses
  b.acme.example/c  receives data · ev, e: event; dl: page-url
  px.acme.example  receives data

Calls
  acme('init'|'start', $id)  init

Sources
  acme.example/docs
  acme-pixel README.md
"""


def test_the_sheet_begins_with_what_a_privacy_officer_asks() -> None:
    assert describe(ACME, Style(width=100)) == SHEET


def test_a_narrow_sheet_names_the_columns() -> None:
    assert "  clicks\n    what: what is clicked\n    when: on clicks\n" in describe(ACME, Style(width=40))


def test_the_page_gives_every_claim_its_source() -> None:
    text = page(ACME)
    assert text.startswith("# Acme\\_Pixel\n\nWatches.\n")
    docs = "[acme.example/docs](https://acme.example/docs)"
    assert f"| clicks | what is clicked | on clicks | navigation | quiet | {docs} |\n" in text
    assert "| `acme('init'\\|'start', $id)` | init | [acme.example/docs](https://acme.example/docs) |\n" in text
    assert "(https://github.com/acme/pixel/blob/HEAD/src/send.js)" in text


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("help.acme.example/a_b?c=d", "[help.acme.example/a\\_b?c=d](https://help.acme.example/a_b?c=d)"),
        ("o/r a/(b)/c.js", "[o/r a/(b)/c.js](https://github.com/o/r/blob/HEAD/a/%28b%29/c.js)"),
        ("@acme/pixel README.md", "@acme/pixel README.md"),
        ("", ""),
    ],
)
def test_sources_are_links_where_they_can_be(source: str, drawn: str) -> None:
    assert link(source) == drawn


def test_every_vendor_has_a_sheet_and_a_page() -> None:
    for known in catalog.load().vendors.values():
        assert known.about in page(known).replace("\\", "")
        assert max(map(len, describe(known, Style(width=100)).splitlines())) <= 100


def test_stale_pages_are_told_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(vendor_pages, "FOLDER", tmp_path / "vendors")
    assert vendor_pages.main("--write") == 0
    assert vendor_pages.main("--check") == 0
    (tmp_path / "vendors" / "nobody.md").write_text("", "utf-8")
    (tmp_path / "vendors" / "hotjar.md").write_text("", "utf-8")
    assert vendor_pages.main("--check") == 1
    assert capsys.readouterr().out == (
        "docs/vendors: hotjar.md, nobody.md differ from the data; run: python scripts/vendor_pages.py --write\n"
    )
    assert vendor_pages.main("--write") == 0
    assert not (tmp_path / "vendors" / "nobody.md").exists()
