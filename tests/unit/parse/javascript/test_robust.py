from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixelgate.parse.document import Interest, Script
from pixelgate.parse.javascript import parse_script, scan_imports
from pixelgate.source import HOLE, Fragment

INTEREST = Interest(
    names=frozenset({"fbq", "dataLayer", "ga"}), modules=frozenset({"pixel"}), texts=frozenset({"t.example"})
)
CODE = """
fbq fbq( fbq. window. ['fbq'] ( ) { } [ ] , ; : = => + . ?. ... ' " ` ${ // /* */ <script> </script> t.example import
require( export function var let const return if(false) new class async await this arguments x y \\ \\u0041 innerHTML=
createElement('script') .src= eval( atob( .join('') `a`. <div> /> dataLayer.push({ ||= ?? ! = 1 0
"""
PIECES = st.sampled_from([*CODE.split(), "\n", " ", HOLE, "é", "\u2028", "\ud800", "\0", "\U0001d4b3"])


def items(script: Script):
    yield from script.calls
    yield from script.assignments
    yield from script.literals
    yield from script.imports
    yield from script.elements
    yield from script.opaque


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join)), st.sampled_from(["javascript", "tsx"])
)
def test_no_text_stops_the_reading_and_places_are_in_range(text, language):
    script = parse_script(Fragment(text, 7), INTEREST, language=language)
    for item in items(script):
        assert 7 <= item.span.start <= item.span.end <= 7 + len(text)
    for one in scan_imports(Fragment(text, 7)):
        assert 7 <= one.span.start <= one.span.end <= 7 + len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "\ud800 fbq(1)",
        "fbq(" * 5_000,
        "[" * 5_000 + "fbq(1)" + "]" * 5_000,
        "(" * 20_000 + "fbq(1)" + ")" * 20_000,
        "{" * 5_000 + "fbq(1)",
        "a?" * 5_000 + "fbq(1)",
        "fbq(" + "{a:" * 5_000 + "1" + "}" * 5_000 + ")",
        "fbq(" + "[" * 5_000 + "]" * 5_000 + ")",
        "fbq(" + "!" * 5_000 + "1)",
        "fbq(" + "'a'+" * 5_000 + "'b')",
        "fbq(" + "`${" * 2_000 + "}`" * 2_000 + ")",
        "fbq(a" + ".b" * 5_000 + ")",
        "fbq" + ".b" * 5_000 + "()",
        "fbq" + "()" * 5_000,
        "x=" * 5_000 + "fbq",
        "'t.example'" + "+'t.example'" * 5_000,
        "f('t.example'" + ")" * 10,
        "<a>" * 3_000 + "{fbq(1)}",
        "/*" * 10_000,
        "import " * 5_000,
        "import(" * 5_000,
        "`" * 9_999,
        "el.innerHTML='" + "<div>" * 3_000 + "<script>fbq(1)</script>'",
    ],
)
def test_deep_and_broken_code(text):
    started = time.process_time()
    parse_script(Fragment(text), INTEREST)
    scan_imports(Fragment(text))
    assert time.process_time() - started < 60


@pytest.mark.parametrize(
    "unit",
    [
        "fbq('track','Lead',{value:1});",
        "var t=window.fbq;t('a');",
        "null==(t=window.fbq)||t.call(window,'track');",
        "fbq('init',ID);",
        "w('Lead');",
        "s.src='https://t.example/a'+x;",
        "function f$(){fbq(a)}",
        "o.f=window.fbq;o.f(1);",
        "import a$ from 'pixel';a$.b();",
    ],
)
def test_many_hits_cost_no_more_than_their_number(unit):
    def seconds(count: int) -> float:
        body = "".join(unit.replace("$", str(at)) for at in range(count))
        text = "function w(e){fbq('track',e)};const ID='1',o={};" + body
        started = time.process_time()
        parse_script(Fragment(text), INTEREST)
        return time.process_time() - started

    seconds(50)
    small, large = seconds(500), seconds(4_000)
    assert large < 0.2 + 8 * 4 * small


def test_text_without_evidence_is_not_parsed(monkeypatch):
    monkeypatch.setattr("pixelgate.parse.javascript.code.Tree", None)
    script = parse_script(Fragment("const a = 1; b(a)"), INTEREST)
    assert script == Script(script.span)
