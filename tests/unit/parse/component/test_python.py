"""Snippets in Python's strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import parse
from pixelgate.parse.document import Document, Interest
from pixelgate.source import Source

_INTEREST = Interest(names=frozenset({"fbq"}))


def read(text: str) -> tuple[Source, Document]:
    return parse("a.py", text.encode(), _INTEREST)


def calls(text: str) -> list[str]:
    source, document = read(text)
    found = (call for script in document.scripts for call in script.calls)
    return [source.text[call.span.start : call.span.end] for call in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A = '''\n<script>fbq('init', '%(id)s')</script>'''", ["fbq('init', '%(id)s')"]),
        ("A = f\"<script>fbq('init', {{a: '{id}'}})</script>\"", ["fbq('init', {{a: '{id}'}})"]),
        ('A = ("<script>"\n     "fbq(\\"a\\")" + b + "</script>")', ['fbq(\\"a\\")']),
        ('A = \'fbq("track", "x");\'', ['fbq("track", "x")']),
        ("A = '''<script>fbq('a', {{b: '{}'}})</script>'''.format(c)", ["fbq('a', {{b: '{}'}})"]),
        ("def f():\n    '''Prints <script>fbq('a')</script>.'''\n    # '<script>fbq(1)</script>'\n", []),
        ("fbq('a')", []),
    ],
)
def test_strings_that_become_pages(text: str, expected: list[str]) -> None:
    assert calls(text) == expected


def test_elements_have_their_places() -> None:
    source, document = read('A = "a\\n<img src=\\"https://x.example/%s\\">"')
    (element,) = document.elements
    assert source.location(element.span).column == 9
    assert source.text[element.span.start : element.span.end] == '<img src=\\"https://x.example/%s\\">'


def test_without_interest_nothing_is_read() -> None:
    _, document = parse("a.py", b"A = '<script>fbq(1)</script>'", Interest())
    assert not document.scripts


_PIECES = ["'", '"', "'''", '"""', "\\", "\n", "#", "(", ")", "f'", "{", "}", "<script>", "</script>", "fbq('a')", "%s"]


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_no_text_breaks_it(text: str) -> None:
    source, document = read(text)
    for script in document.scripts:
        assert 0 <= script.span.start <= script.span.end <= len(source.text) + 1
