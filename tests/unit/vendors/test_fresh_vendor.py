"""A vendor is added by one file: the one that CONTRIBUTING.md shows, from a folder that is not ours, to a finding."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pixelgate.errors import CatalogError
from pixelgate.facts import extract
from pixelgate.findings.terms import Terms
from pixelgate.manifest import Known, load_manifest
from pixelgate.pipeline import check
from pixelgate.reporters.vendors import page
from pixelgate.tree import MemoryTree
from pixelgate.vendors.catalog import Catalog, load

GUIDE = Path(__file__).parents[3] / "CONTRIBUTING.md"

PAGE = """\
<!doctype html>
<script src="https://cdn.example.com/px/EX-1.js"></script>
<script>
exq('init', 'EX-1', {email: '{{ user.email }}'});
exq('track', 'Booked', {department: 'oncology'});
</script>
"""

MANIFEST = """\
version = 1
[site]
origins = ["https://portal.example.org"]
[[route]]
path = "/visits"
access = "authenticated"
phi = []
pages = ["visits.html"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    fence = re.search(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert fence is not None
    path = tmp_path / "example-pixel.toml"
    path.write_text(fence[1], "utf-8")
    return path


@pytest.fixture
def catalog(file: Path) -> Catalog:
    return load(file.parent)


def test_its_calls_and_addresses_are_sightings(catalog: Catalog) -> None:
    found = extract("visits.html", PAGE.encode(), catalog).sightings
    assert {one.vendor for one in found} == {"example-pixel"}
    assert [(one.kind.value, one.location.line, one.id, one.event) for one in found] == [
        ("loader", 2, "EX-1", ""),
        ("init", 4, "EX-1", ""),
        ("user-data", 4, "EX-1", ""),
        ("event", 5, "", "Booked"),
    ]


def test_rules_speak_of_it(catalog: Catalog) -> None:
    tree = MemoryTree({"visits.html": PAGE.encode(), "pixelgate.toml": MANIFEST.encode()})
    report = check(tree, load_manifest(MANIFEST.encode(), "pixelgate.toml", Known()), catalog, Terms(date(2026, 1, 1)))
    about = {finding.rule.code for finding in report.findings if finding.vendor == "example-pixel"}
    assert {"PG101", "PG102", "PG103"} <= about


def test_its_page_is_written_from_the_file(catalog: Catalog) -> None:
    text = page(catalog.vendors["example-pixel"])
    assert text.startswith("# Example Pixel\n\nTells Example which pages a person opens.\n")
    assert "| `exq('track', $event, $parameters)` | event |" in text
    assert "- [example.com/docs/pixel](https://example.com/docs/pixel)" in text


def test_a_wrong_key_is_refused_at_its_line_and_column(file: Path) -> None:
    text = file.read_text("utf-8").replace("\nurl = ", "\nsrc = ", 1)
    file.write_text(text, "utf-8")
    with pytest.raises(CatalogError) as caught:
        load(file.parent)
    line = text.splitlines().index('src = "cdn.example.com/px/{id}.js"') + 1
    assert {(one.line, one.column, one.message) for one in caught.value.complaints} >= {(line, 1, "unknown key 'src'")}
