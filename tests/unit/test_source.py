"""Text taken from a file keeps the way back, also where parts of it were replaced."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.attributes import substitute
from pixelgate.source import Fragment, Offsets, Span

DIGITS = re.compile("[0-9]+")


def test_a_replaced_part_stands_where_it_came_from() -> None:
    found = substitute(Fragment("ab12cd3", 10), DIGITS, lambda match: "xyz" if match[0] == "12" else "")
    assert found.text == "abxyzcd"
    assert found.span(0, 2) == Span(10, 12)
    assert found.span(2, 5) == Span(12, 14)
    assert found.span(5, 7) == Span(14, 17)
    assert found.slice(5, 7) == Fragment("cd", 14)
    assert found.slice(1, 3).offsets == (11, 12, 12)


def test_text_in_which_nothing_changes_is_itself() -> None:
    text = Fragment("ab12")
    assert substitute(text, DIGITS, lambda match: match[0]) is text


@given(st.text("ab1\n", max_size=30), st.integers(0, 5), st.sampled_from(["", "x", "xy"]))
def test_offsets_in_runs_are_those_of_every_character(text: str, base: int, new: str) -> None:
    found = substitute(Fragment(text, base), DIGITS, lambda _: new)
    expected: list[int] = []
    at = 0
    for match in DIGITS.finditer(text):
        expected += [*range(base + at, base + match.start()), *([base + match.start()] * len(new))]
        at = match.end()
    expected += range(base + at, base + len(text) + 1)
    offsets = found.offsets if found.offsets is not None else tuple(range(base, base + len(text) + 1))
    assert [offsets[i] for i in range(len(offsets))] == list(offsets[:]) == expected
    assert offsets[-1] == base + len(text)
    again = substitute(found, re.compile("a"), lambda _: "")
    assert again.span(0, len(again.text)).end == base + len(text)


def test_runs_know_what_stands_verbatim() -> None:
    runs = Offsets((0, 4, 5), (0, 4, 10), 9)
    assert (runs.verbatim(0, 4), runs.verbatim(3, 5), runs.verbatim(6, 8)) == (0, None, 11)
