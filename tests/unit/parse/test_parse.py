"""Whole files."""

from __future__ import annotations

import pytest

from pixelgate.parse import parse
from pixelgate.parse.document import Document, Interest, State
from pixelgate.parse.values import Constant, Hole, Text
from pixelgate.source import Source

_INTEREST = Interest(names=frozenset({"fbq"}))


def read(path: str, text: str) -> tuple[Source, Document]:
    return parse(path, text.encode(), _INTEREST)


def calls(path: str, text: str) -> list[tuple[str, str]]:
    source, document = read(path, text)
    return [
        (source.text[call.span.start : call.span.end], call.state.value)
        for script in document.scripts
        for call in script.calls
    ]


def test_a_hole_in_an_attribute_is_the_directive_that_prints_it() -> None:
    _, document = read("a.html", "<script src=\"{% static 'a.js' %}?v={{ v }}\"></script>")
    (attribute,) = document.elements[0].attributes
    assert isinstance(attribute.value, Text)
    first, middle, last = attribute.value.parts
    assert isinstance(first, Hole)
    assert first.span == document.directives[0].span
    assert isinstance(middle, Constant)
    assert middle.value == "?v="
    assert isinstance(last, Hole)
    assert last.expression == "v"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_places_are_those_of_an_editor_in_any_encoding(encoding: str) -> None:
    text = "<p>é😀</p>\r\n{% if a %}\r\n  <script>/*😀*/ fbq('init', '1')</script>\r\n{% endif %}"
    source, document = parse("a.html", text.encode(encoding), _INTEREST)
    (call,) = document.scripts[0].calls
    place = source.location(call.span)
    assert (place.line, place.column, place.end_line, place.end_column) == (3, 17, 3, 33)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.html", "<script>fbq('init', '{{ id }}')</script>", [("fbq('init', '{{ id }}')", "active")]),
        ("a.html", "<script>fbq('init', {{ id }}){% if a %}</script>", [("fbq('init', {{ id }})", "active")]),
        ("a.html", "<!-- <p onclick=\"fbq('a')\"> -->", [("fbq('a')", "inactive")]),
        ("a.html", "{% comment %}<script>fbq('a')</script>{% endcomment %}", []),
        (
            "a.html",
            "<p onclick=\"fbq(&#39;a&#39;, '{% url 'x' %}')\">",
            [("fbq(&#39;a&#39;, '{% url 'x' %}')", "active")],
        ),
        ("a.html", "<script>if (a) {{fbq('init', '1')}}</script>", [("fbq('init', '1')", "active")]),
        ("a.js", "fbq('init', '{{ .Site.Params.pixel }}')", [("fbq('init', '{{ .Site.Params.pixel }}')", "active")]),
        ("a.js", "{%- if a %}\nfbq('init', {{ id }})\n{% endif %}", [("fbq('init', {{ id }})", "active")]),
        ("a.html", "<script>fbq('init', '{{ id\n }}')</script>", [("fbq('init', '{{ id\n }}')", "active")]),
        ("a.jsx", "<A style={{a}} on={() => fbq('a')}/>", [("fbq('a')", "active")]),
        ("a.vue", "<script lang=ts>fbq('a' as string)</script>", [("fbq('a' as string)", "active")]),
    ],
)
def test_calls_are_read_under_directives(path: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert calls(path, text) == expected


def test_directives_in_comments_of_the_markup_are_inactive_unless_the_engine_acts_on_them() -> None:
    text = "<!-- {% extends 'a' %}{% include 'b' %} --><!--[if IE]>{% include 'c' %}<![endif]-->"
    _, document = read("a.html", text)
    assert [(d.names, d.state) for d in document.directives] == [
        (("a",), State.ACTIVE),
        (("b",), State.INACTIVE),
        (("c",), State.ACTIVE),
    ]


def test_without_interest_scripts_are_scanned_for_imports_alone() -> None:
    _, document = parse("a.html", b"<script type=module>import './a.js'; fbq('a')</script>", Interest())
    (script,) = document.scripts
    assert len(script.imports) == 1
    assert not script.calls


def test_a_binary_file_is_a_failure() -> None:
    source, document = parse("a.html", b"\0\1\2", _INTEREST)
    assert source.text == ""
    assert [failure.kind for failure in document.failures] == ["unparsable-file"]
