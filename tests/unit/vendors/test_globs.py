from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.vendors.globs import glob_matches, glob_rest


@given(st.text("ab*", max_size=8), st.text("ab", max_size=12))
def test_a_glob_means_what_its_regular_expression_means(glob: str, text: str) -> None:
    regex = ".*".join(map(re.escape, glob.split("*")))
    assert glob_matches(glob, text) == bool(re.fullmatch(regex, text))


def test_overlapping_ends_are_no_match() -> None:
    assert not glob_matches("aba*aba", "aba")
    assert glob_matches("a*a*a", "aaa")


def test_hostile_text_takes_no_time() -> None:
    assert not glob_matches("*a" * 30 + "b", "a" * 100_000)


@pytest.mark.parametrize(
    ("glob", "text", "rest"),
    [
        ("cd[*]", "cd[content_name]", "content_name"),
        ("ep.*", "ep.x", "x"),
        ("dl", "dl", "dl"),
        ("dl", "dt", None),
        ("cd[*]", "cd[", None),
    ],
)
def test_the_rest_is_what_the_star_stands_for(glob: str, text: str, rest: str | None) -> None:
    assert glob_rest(glob, text) == rest
