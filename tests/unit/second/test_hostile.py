"""Input that is made to hang, to recurse or to fill the memory."""

from __future__ import annotations

import time

import pytest

from pixelgate import second
from pixelgate.second.marks import Marks

MANY = 20_000
MARKUP = {
    "nested tags": "<div>" * MANY,
    "nested tags, closed": "<div>" * MANY + "</div>" * MANY,
    "nested svg": "<svg><script>a()</script>" * 2000,
    "titles in svg": "<svg>" + "<title>a<b>" * 2000,
    "tags that nobody opened": "<a>" * 1000 + "</b>" * MANY,
    "open angles": "<" * MANY,
    "unfinished tags": "<a " * MANY,
    "unfinished quotes": '<a b="' * MANY,
    "comments that nobody ends": "<!--" * MANY + ">",
    "marked sections that nobody ends": "<![CDATA[" * MANY + ">",
    "noscripts": "<noscript>" * MANY,
    "conditions": "<!--[if IE]>" * 500,
    "statements that nobody ends": "{% " * MANY,
    "outputs": "{{ }}" * MANY,
    "unknown statements": "{% a %}" * MANY,
    "comments of a template": "{% comment %}" * MANY,
    "long host": "<img src='//" + "a." * MANY + "'>",
    "long path": "<img src='//www.facebook.com/" + "tr/" * MANY + "'>",
    "long query": "<img src='//www.facebook.com/tr?" + "a=b&" * MANY + "'>",
}
CODE = {
    "parentheses": "(" * MANY + "1" + ")" * MANY,
    "brackets": "[" * MANY,
    "sums": "1+" * MANY + "1",
    "sums of texts": "a.src='x'" + "+'x'" * MANY,
    "members": "a" + ".b" * MANY + "('x')",
    "calls of calls": "a" + "()" * 5000,
    "unary": "!" * MANY,
    "comments": "/*" * MANY,
    "templates": "`${" * MANY,
    "optional": "a?." * MANY,
    "splits": "a.src='x'" + ".split('').reverse().join('')" * 1000,
    "calls": "fbq('track','a');" * 3000,
    "alternatives": "if(a){}else " * 3000 + "b()",
    "regular expression": "a=/(a+)+$/;" * 1000,
}


@pytest.mark.parametrize("name", [*MARKUP, *CODE])
def test_hostile_input_ends_soon(name: str, known: Marks) -> None:
    path, text = ("a.html", MARKUP[name]) if name in MARKUP else ("a.js", CODE[name])
    start = time.process_time()
    second.read(path, text.encode(), known)
    assert time.process_time() - start < 60


def test_what_is_too_large_is_counted(known: Marks) -> None:
    reading = second.read("a.js", b"a();" * 600_000, known)
    assert [(unread.line, unread.reason) for unread in reading.unread] == [(1, "longer than 2,000,000 characters")]


def test_what_is_not_accepted_is_counted_at_its_line(known: Marks) -> None:
    reading = second.read("a.html", b"<p>\n<script>\nvar = 1;</script>\n<script>fbq('init', 1)</script>", known)
    assert [unread.line for unread in reading.unread] == [2]
    assert [item.line for item in reading.evidence] == [4]
