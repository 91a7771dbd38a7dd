from __future__ import annotations

import base64
import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import sourcemap
from pixelgate.parse.sourcemap import DamagedMapError, Original, decode, embedded, link, read_map

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
SEGMENTS = st.lists(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 2), st.integers(0, 400), st.integers(0, 90)), max_size=6),
    max_size=8,
)


def vlq(number: int) -> str:
    """Return a number as the specification writes it."""
    left = (abs(number) << 1) | (number < 0)
    written = ""
    while True:
        left, digit = left >> 5, left & 31
        written += LETTERS[digit | (32 if left else 0)]
        if not left:
            return written


def encode(lines: list[list[tuple[int, int, int, int]]]) -> str:
    """Return mappings: for each line of the script its segments of column, source, line and column."""
    last = [0, 0, 0]
    written = []
    for line in lines:
        column, segments = 0, []
        for start, *origin in sorted(line):
            numbers = [start - column, *(now - before for now, before in zip(origin, last, strict=True))]
            segments.append("".join(map(vlq, numbers)))
            column, last = start, list(origin)
        written.append(",".join(segments))
    return ";".join(written)


def made(**fields: Any) -> bytes:
    return json.dumps({"version": 3, "sources": ["a", "b", "c"], "mappings": "", **fields}).encode()


@given(st.lists(st.integers(-(2**31) + 1, 2**31 - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert decode("".join(map(vlq, numbers))) == numbers


@given(SEGMENTS)
def test_every_segment_leads_where_it_was_made(lines: list[list[tuple[int, int, int, int]]]) -> None:
    unique = [list({segment[0]: segment for segment in line}.values()) for line in lines]
    expected = {(n, s[0]): Original(s[1], s[2], s[3]) for n, line in enumerate(unique) for s in line}
    assert read_map(made(mappings=encode(unique))).originals(expected) == expected


@given(st.text("ABgC/+;,!é= ", max_size=40), st.integers(0, 5), st.integers(0, 50))
def test_damaged_mappings_are_refused_or_read_and_nothing_else(mappings: str, line: int, column: int) -> None:
    try:
        found = read_map(made(mappings=mappings)).originals([(line, column)])
    except DamagedMapError:
        return
    assert all(0 <= origin.source < 3 and origin.line >= 0 and origin.column >= 0 for origin in found.values())


@given(st.binary(max_size=60) | st.text().map(str.encode))
def test_bytes_that_are_no_map_are_refused(data: bytes) -> None:
    with contextlib.suppress(DamagedMapError):
        assert read_map(data).sources == ()


def test_a_place_belongs_to_the_segment_before_it_on_its_line() -> None:
    found = read_map(made(mappings=encode([[(4, 0, 7, 2), (9, 1, 0, 0)], []]))).originals(
        [(0, 3), (0, 8), (0, 99), (1, 5)]
    )
    assert found == {(0, 8): Original(0, 7, 2), (0, 99): Original(1, 0, 0)}


def test_a_segment_without_a_source_ends_the_one_before() -> None:
    assert read_map(made(mappings="AAAA,EAAE,I")).originals([(0, 2), (0, 6)]) == {(0, 2): Original(0, 0, 2)}


def test_sections_are_one_map() -> None:
    first = json.loads(made(sources=["x"], mappings="AAAA,oCAAC"))
    second = json.loads(made(sources=["y", "z"], sourcesContent=["why", None], sourceRoot="src/", mappings="ACAA"))
    whole = {
        "version": 3,
        "sections": [
            {"offset": {"line": 0, "column": 0}, "map": first},
            {"offset": {"line": 0, "column": 20}, "map": second},
        ],
    }
    read = read_map(json.dumps(whole).encode())
    assert read.sources == ("x", "src/y", "src/z")
    assert read.contents == (None, "why", None)
    assert read.originals([(0, 19), (0, 20), (0, 40)]) == {
        (0, 19): Original(0, 0, 0),
        (0, 20): Original(2, 0, 0),
        (0, 40): Original(2, 0, 0),
    }


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"mappings": "A!"}, "has the letter U+0021 in its mappings"),
        ({"mappings": "g"}, "ends within a number"),
        ({"mappings": "gggggggggA"}, "has a number of more than 32 bits"),
        ({"mappings": "AA"}, "has a segment of 2 numbers"),
        ({"mappings": "AGAA"}, "leads out of its sources"),
        ({"mappings": "AADA"}, "leads out of its sources"),
        ({"mappings": "D"}, "leads out of its script"),
        ({"version": 4}, "has version 4; 3 is known"),
        ({"sections": [{"offset": {"line": -1, "column": 0}, "map": {}}]}, "has sections that are not in order"),
    ],
)
def test_what_is_damaged_says_how(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(DamagedMapError) as caught:
        read_map(made(**fields)).originals([(0, 0)])
    assert str(caught.value) == reason


def test_no_map_is_read_beyond_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sourcemap, "SEGMENTS", 1000)
    with pytest.raises(DamagedMapError, match="has more than 1,000 segments"):
        read_map(made(mappings=";" * 9 + "A," * 2000)).originals([(9, 0)])


def test_lines_behind_the_last_place_are_not_read() -> None:
    assert read_map(made(mappings="AAAA;!!!")).originals([(0, 0)]) == {(0, 0): Original(0, 0, 0)}


def test_nesting_does_not_exhaust_the_stack() -> None:
    with pytest.raises(DamagedMapError):
        read_map(b'{"sections":' + b"[" * 100_000)


def test_a_guard_against_inclusion_is_passed_over() -> None:
    assert read_map(b")]}'\n" + made(mappings="AAAA")).sources == ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("f()\n//# sourceMappingURL=a.js.map\n", "a.js.map"),
        ("f()\n//@ sourceMappingURL=old.map", "old.map"),
        ("f()\n/*# sourceMappingURL=styled.map */\n", "styled.map"),
        ("//# sourceMappingURL=a.map\n//# sourceMappingURL=b.map\n", "b.map"),
        ("//# sourceMappingURL=a.map\nx('//# sourceMappingURL=' + b)", "a.map"),
        ("x = 'sourceMappingURL='", ""),
        ("", ""),
    ],
)
def test_the_last_comment_names_the_map(text: str, url: str) -> None:
    assert link(text) == url


def test_a_map_in_an_address() -> None:
    data = made(mappings="AAAA")
    plain = base64.b64encode(data).decode()
    assert embedded(f"data:application/json;charset=utf-8;base64,{plain}") == data
    assert embedded(f"data:application/json;base64,{plain.rstrip('=')}") == data
    assert embedded("data:application/json,%7B%22version%22:3%7D") == b'{"version":3}'
    assert embedded("https://maps.example/a.js.map") is None
    with pytest.raises(DamagedMapError, match="is no base64"):
        embedded("data:application/json;base64,%%%")
