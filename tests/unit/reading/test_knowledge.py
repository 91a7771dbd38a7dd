"""What the hash of the knowledge must notice, and what it must not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pixelgate.reading import knowledge
from pixelgate.reading.knowledge import PACKAGE, fingerprint
from pixelgate.vendors import catalog

CATALOG = catalog.load()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("package") / "pixelgate"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_it_is_the_same_wherever_the_package_lies(package: Path) -> None:
    assert fingerprint(CATALOG, package) == fingerprint(CATALOG)


@pytest.mark.parametrize(
    "file",
    ["facts/data/lexicon.toml", "vendors/entities.tsv", "parse/markup.py", "second/scripts.py", "source.py"],
)
def test_source_and_data_count_by_their_content(package: Path, file: str) -> None:
    before = fingerprint(CATALOG, package)
    text = (package / file).read_text("utf-8")
    (package / file).write_text(text + "\n", "utf-8")
    changed = fingerprint(CATALOG, package)
    (package / file).write_text(text, "utf-8")
    assert changed != before
    assert fingerprint(CATALOG, package) == before


def test_rules_and_compiled_code_do_not_count(package: Path) -> None:
    before = fingerprint(CATALOG, package)
    (package / "rules/tracker_event.py").write_text("")
    (package / "facts/__pycache__").mkdir()
    (package / "facts/__pycache__/files.cpython-311.pyc").write_text("x")
    assert fingerprint(CATALOG, package) == before


def test_vendors_count_wherever_they_come_from() -> None:
    fewer = catalog.Catalog(list(CATALOG.vendors.values())[1:])
    assert fingerprint(fewer) != fingerprint(CATALOG)


def test_libraries_count_by_their_versions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = fingerprint(CATALOG)
    folder = tmp_path / "site-packages"
    (folder / "tree_sitter_javascript-99.dist-info").mkdir(parents=True)
    monkeypatch.setattr("sys.path", [str(folder)])
    one = fingerprint(CATALOG)
    (folder / "unrelated-1.dist-info").mkdir()
    assert fingerprint(CATALOG) == one != before


def test_the_libraries_are_found() -> None:
    names = {part.split(b"-")[0].lower() for part in knowledge._libraries()}
    assert {b"turbohtml", b"tree_sitter", b"tree_sitter_javascript", b"msgspec", b"beautifulsoup4"} <= names
