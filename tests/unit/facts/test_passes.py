"""How often a text is read: no search begins anew at every place, and clean scripts are passed over few times."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from pixelgate.facts import extract
from pixelgate.vendors import catalog

SEARCHES = frozenset({"search", "finditer", "findall", "sub"})
MANY = 10_000
TRACKED = b"export const send = () => fbq('track', 'Lead');"
PUSHED = b"<script>self.__next_f.push([1,%s])</script>"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.js", TRACKED + b"window. " * MANY),
        ("a.js", TRACKED + b"window.a.b. " * MANY),
        ("a.js", b".f.require=(" * MANY),
        ("a.html", PUSHED % (b'"0:[' + rb"\\\"" * 5 * MANY + b'"')),
        ("a.jsp", b"<% if (" + b"a" * 5 * MANY + b"(1)) { response.sendRedirect(url); } %>"),
        ("a.jsp", b"<c:redirect/><c:if " + b' test="${a}"' * MANY),
        ("a.rb", b'a = "<script>" +\n' + b"+\n" * 5 * MANY),
        ("a.php", b"<?php " + b"file_get_contents(" * 2_000),
    ],
)
def test_time_grows_with_length_alone(path: str, data: bytes) -> None:
    assert extract(path, data, catalog.load()) is not None


def test_a_script_without_any_of_the_words_is_searched_for_nothing_more() -> None:
    """Each search is another pass over every bundle: one begins at the words of ``marks.WORDS``, or stands here."""
    known, clean = catalog.load(), b"x=1;" * MANY
    extract("warm.js", b"y=2;" * MANY, known)
    with _searches() as found:
        extract("a.js", clean, known)
    assert found == {
        r"\bparcelRequire\w*|\bTURBOPACK\b",  # in the last part of a text alone
        "</[a-zA-Z]",  # in its markup, of which it has none
        "\\+(?=\\s*[\"'`])",
    }


@contextmanager
def _searches() -> Iterator[set[str]]:
    """Collect the regular expressions that are searched for, not those that are matched at a place."""
    found: set[str] = set()

    def note(_: FrameType, event: str, called: Any) -> None:
        pattern = getattr(called, "__self__", None)
        if event == "c_call" and isinstance(pattern, re.Pattern) and called.__name__ in SEARCHES:
            found.add(pattern.pattern)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(before)
