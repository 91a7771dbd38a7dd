"""Complaints about vendor files: what is said, and exactly where."""

from __future__ import annotations

from pathlib import Path

import pytest

from pixelgate.errors import CatalogError
from pixelgate.manifest.model import Phi
from pixelgate.vendors.check import complaints, read_folder
from pixelgate.vendors.model import PHI

GOOD = """\
name = "Acme"
company = "Acme Inc."
category = "advertising"
about = "Watches."
sources = ["acme.example"]
"""


Said = tuple[int, int, str, str, str]


def said(addition: str, *, base: str = GOOD, path: str = "acme.toml") -> list[Said]:
    found = complaints((base + addition).encode(), path, frozenset({"acme", "meta-pixel"}))
    return [(c.line, c.column, c.key, c.message, c.help) for c in found]


def test_a_right_file_has_no_complaint() -> None:
    assert said("") == []


@pytest.mark.parametrize(
    ("addition", "expected"),
    [
        ("globls = []", (6, 1, "globls", "unknown key 'globls'", 'did you mean "globals"?')),
        ("opaque = 1", (6, 10, "opaque", "expected true or false, found 1", "")),
        ("priority = true", (6, 12, "priority", "expected a whole number, found true", "")),
        ("globals = 'x'", (6, 11, "globals", "expected an array, found 'x'", "")),
        ("globals = ['a', 2]", (6, 17, "globals.1", "expected a string, found 2", "")),
        ("events = []", (6, 10, "events", "expected a table, found an array", "")),
        (
            "baa = 'ofered'",
            (
                6,
                7,
                "baa",
                "expected one of none, offered, on-request, unknown, found 'ofered'",
                'did you mean "offered"?',
            ),
        ),
        ("[[call]]\npattern = 'x()'", (6, 3, "call.0", "'kind' is missing", "")),
        (
            "[[call]]\npattern = 'x('\nkind = 'event'",
            (7, 14, "call.0.pattern", "expected a string, number, $name, {…}, […] or _", ""),
        ),
        ('call = [{ kind = "event", pattern = "x($a $b)" }]', (6, 43, "call.0.pattern", "expected ',' or ')'", "")),
        ('[[call]]\npattern = "x(\\"a\\" 1)"\nkind = "event"', (7, 11, "call.0.pattern", "expected ',' or ')'", "")),
        (
            "[[call]]\npattern = 'x()'\nkind = 'event'\n[[call]]\npattern = 'x()'\nkind = 'init'",
            (10, 11, "call.1.pattern", "stands there twice, first in entry 1", ""),
        ),
        (
            "[[rename]]\npattern = 'X = $id'\nof = 'x'",
            (7, 11, "rename.0.pattern", "expected a pattern that captures $name", ""),
        ),
        ("[[loader]]\nurl = 'a.example/{}'", (7, 18, "loader.0.url", "expected a name in braces, not {}", "")),
        (
            "[[loader]]\nurl = 'https://a.example'",
            (7, 8, "loader.0.url", "expected host/path without scheme, spaces and fragment", ""),
        ),
        (
            "hosts = ['a.example/x']",
            (6, 10, "hosts.0", "expected a host without path", "a URL with a path belongs into [[beacon]]"),
        ),
        (
            "[[beacon]]\nurl = 'a.example'\nquery = { evnt = 'ev' }",
            (
                8,
                11,
                "beacon.0.query.evnt",
                "unknown meaning 'evnt'",
                "one of event, id, page-title, page-url, parameters, referrer, user-data",
            ),
        ),
        ("[user-data]\nem = 'contct'", (7, 6, "user-data.em", "unknown category 'contct'", 'did you mean "contact"?')),
        (
            "[[automatic]]\nkey = 'a'\ncollects = 'x'\ndata = ['device', 'zzz']",
            (
                9,
                19,
                "automatic.0.data.1",
                "unknown category 'zzz'",
                f"one of {', '.join(sorted(PHI))}",
            ),
        ),
        (
            "[[option]]\nname = 'o'\npattern = 'x()'\nstops = ['a']",
            (9, 10, "option.0.stops.0", "no [[automatic]] has the key 'a'", ""),
        ),
        (
            "[id]\nvendors = { F- = 'meta-pixl' }",
            (7, 18, "id.vendors.F-", "unknown vendor 'meta-pixl'", 'did you mean "meta-pixel"?'),
        ),
        (
            "[id]\nformat = '('",
            (7, 10, "id.format", "no regular expression: missing ), unterminated subpattern at position 0", ""),
        ),
        ("[id]\nformat = '[0-9]+'\nexample = 'x'", (8, 11, "id.example", "the example is not of the format", "")),
        (
            "[[emitter]]\nframework = 'f'\ntag = 'a'\nsetting = 'b'",
            (6, 3, "emitter.0", "expected exactly one of tag, element, setting and plugin", ""),
        ),
        ("[[server]]\nregistry = 'npm'", (6, 3, "server.0", "expected url or package", "")),
        ("x = = 1", (6, 5, "", "invalid value", "")),
    ],
)
def test_each_slip_is_told_at_its_place(addition: str, expected: Said) -> None:
    assert said(addition) == [expected]


def test_the_categories_are_those_of_the_manifest() -> None:
    assert {phi.value for phi in Phi} == PHI


def test_missing_keys_are_told_at_the_file() -> None:
    assert [message for *_, message, _ in said("", base="name = 'x'\n")] == [
        "'about' is missing",
        "'category' is missing",
        "'company' is missing",
    ]


def test_a_file_without_source_is_refused() -> None:
    base = GOOD.replace('sources = ["acme.example"]\n', "")
    assert said("", base=base)[0][3] == "no source: say where the claims come from"
    assert said("[[loader]]\nurl = 'a.example'\nsource = 'x'", base=base) == []


def test_a_name_that_is_no_slug_is_refused() -> None:
    assert said("", path="Acme_1.toml")[0][3] == "the file's name 'Acme_1' is no slug"


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    assert complaints(b"name = '\xff'", "acme.toml", frozenset())[0].line == 1


def test_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD + "x = 1\ny = 2\n", "utf-8")
    (tmp_path / "b.toml").write_text(GOOD + "z = 1\n", "utf-8")
    with pytest.raises(CatalogError) as caught:
        read_folder(tmp_path)
    assert [c.key for c in caught.value.complaints] == ["x", "y", "z"]
    assert str(caught.value) == f"{tmp_path / 'a.toml'}:6: unknown key 'x'"


def test_vendors_of_a_folder_may_name_one_another(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD + "[id]\nvendors = { B- = 'b' }\n", "utf-8")
    (tmp_path / "b.toml").write_text(GOOD, "utf-8")
    assert [vendor.slug for vendor in read_folder(tmp_path)] == ["a", "b"]
