"""Paths of frameworks as URLPattern pathnames: every one of them must be a pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.graph.frameworks.patterns import joined, of_braces, of_brackets, of_colons, valid
from pixelgate.manifest import match


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ("visits", "visits"),
        ("[id]", ":id"),
        ("[[lang]]", ":lang?"),
        ("[...rest]", ":rest*"),
        ("[[...rest]]", ":rest*"),
        ("users-[group]", "users-:group"),
        ("[slug=word]", ":slug"),
        ("[a].[b]", ":a.:b"),
        ("[patient-id]", ":patient_id"),
        ("(x)", r"\(x\)"),
    ],
)
def test_segments_in_brackets(segment: str, expected: str) -> None:
    assert of_brackets(segment) == expected


def test_the_rest_in_next_takes_one_segment_at_least() -> None:
    assert of_brackets("[...rest]", "+") == ":rest+"
    assert of_brackets("[[...rest]]", "+") == ":rest*"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"/visits/:id(\d+)", "/visits/:id"),
        (r"/visits/:id(\d+)?", "/visits/:id?"),
        ("/files/*", "/files/*"),
        ("/files/*path", "/files/:path*"),
        ("**", "*"),
        ("/:all(.*)*", "/:all*"),
        ("(.*)", "*"),
        ("/a/:id.json", "/a/:id.json"),
    ],
)
def test_paths_with_colons(path: str, expected: str) -> None:
    assert of_colons(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/{*rest}", "/:rest*"),
        ("/visits{/:id}", "/visits{/:id}?"),
        (r"/user/:id(\d{4})", "/user/:id"),
        ("/plain", "/plain"),
    ],
)
def test_paths_with_braces(path: str, expected: str) -> None:
    assert of_braces(path) == expected


def test_groups_of_one_name_are_told_apart_and_the_impossible_stands_for_all_that_begins_like_it() -> None:
    assert valid("/:a/x/:a") == "/:a/x/:a_"
    assert valid("/a/b/<x>") == "/a/b/*"


@given(st.text(max_size=40))
def test_whatever_is_written_becomes_a_pattern(text: str) -> None:
    match.validate(valid(joined(of_colons(text))))
    match.validate(valid(joined(of_braces(text))))
    match.validate(valid(joined(of_brackets(text))))
