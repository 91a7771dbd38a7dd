"""Regions between tags and between braces: exact places, and no text that breaks their nesting."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import parse
from pixelgate.parse.document import Interest
from pixelgate.parse.template.enclosing import braces, elements
from pixelgate.source import Span


def regions(path: str, text: str) -> list[tuple[str, str, str]]:
    _, document = parse(path, text.encode(), Interest())
    return [(one.kind, one.name, text[one.span.start : one.span.end]) for one in document.regions]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "a.html",
            "<i th:text='a'/><p th:fragment=\"a (b)\">x<p>y</p></p>z",
            [("fragment", "a", '<p th:fragment="a (b)">x<p>y</p></p>')],
        ),
        (
            "a.html",
            "<br th:fragment='a'><div layout:fragment='b'><nav>",
            [
                ("fragment", "a", "<br th:fragment='a'>"),
                ("block", "b", "<div layout:fragment='b'><nav>"),
                ("fragment", "nav", "<nav>"),
            ],
        ),
        (
            "a.html",
            "<p th:fragment='a'><script>'</p>'</script><!-- </p> --></p>",
            [("fragment", "a", "<p th:fragment='a'><script>'</p>'</script><!-- </p> --></p>")],
        ),
        (
            "a.cshtml",
            '@section A { {} } @RenderSection("B", false) @RenderSection(c) @section D {',
            [
                ("block", "A", "@section A { {} }"),
                ("block", "B", 'RenderSection("B"'),
                ("block", "{}", "RenderSection("),
            ],
        ),
        (
            "a.php",
            "<?php function a() { if (1) { ?>{<?php } } f('}'); class B { abstract function c(); function d() {} }",
            [("function", "a", "function a() { if (1) { ?>{<?php } }"), ("function", "d", "function d() {}")],
        ),
        (
            "a.php",
            "<?php f(static function () use ($a) {});",
            [("function", "{closure}@8", "static function () use ($a) {}")],
        ),
        (
            "a.gohtml",
            '{{define "a"}}{{if .B}}{{block "c" .}}x{{end}}{{end}}{{end}}y{{end}}',
            [
                ("define", "a", '{{define "a"}}{{if .B}}{{block "c" .}}x{{end}}{{end}}{{end}}'),
                ("block", "c", '{{block "c" .}}x{{end}}'),
            ],
        ),
    ],
)
def test_where_regions_begin_and_end(path: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert regions(path, text) == expected


@given(st.lists(st.sampled_from(["<p>", "</p>", "<i x>", "</i>", "<br>", "<a/>", "'", '"', "<!--", "-->", "x"])))
def test_elements_nest_whatever_stands_there(pieces: list[str]) -> None:
    text = "".join(pieces)
    spans = sorted(
        (one.span for one in elements(text, lambda tag, _: (("k", tag),))), key=lambda span: (span.start, -span.end)
    )
    for at, one in enumerate(spans):
        assert all(other in one or other.start >= one.end for other in spans[at + 1 :])


@given(st.text("{}x"))
def test_braces_enclose_as_many_as_they_open(text: str) -> None:
    for start, end in braces(text).items():
        assert text[start] == "{"
        assert text[start:end].count("{") == text[start:end].count("}")


@pytest.mark.parametrize("piece", ["<p>", "<p '", '<p "', "</p>", "<!--", "<script>", "@section a {", "{{define `a`}}"])
def test_time_grows_with_length(piece: str) -> None:
    started = time.process_time()
    assert len(list(elements(piece * 20_000, lambda _, __: (("k", "a"),)))) <= 20_000
    for path in ("a.cshtml", "a.gohtml"):
        parse(path, (piece * 5_000).encode(), Interest())
    assert time.process_time() - started < 5


def test_what_nobody_closes_ends_with_the_text() -> None:
    assert [one.span for one in elements("<p><i>", lambda tag, _: (("k", "a"),) if tag == "p" else ())] == [Span(0, 6)]


def test_regions_too_deep_inside_others_are_left_out() -> None:
    assert len(regions("a.gohtml", "{{block `a` .}}" * 1000 + "{{end}}" * 1000)) == 200


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("a.jinja", "{% set a = " + " " * 500),
        ("a.php", "<?php 'library' => ['"),
        ("a.php", "<?php function a(){"),
        ("a.aspx", "<a:b runat "),
        ("a.jsp", "<%@ taglib prefix='a' tagdir='b' %><a:"),
        ("a.libraries.yml", "a:\n  js:\n    'b.js"),
        ("a.html", "<p th:fragment='a' layout:fragment=\""),
    ],
)
def test_reading_takes_time_that_grows_with_length(path: str, piece: str) -> None:
    started = time.process_time()
    parse(path, (piece * 4_000).encode(), Interest())
    assert time.process_time() - started < 10
