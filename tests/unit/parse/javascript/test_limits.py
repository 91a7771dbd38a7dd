"""Code that is too large or too deep is read as far as it goes, and what was not read is said."""

from __future__ import annotations

import json

from pixelgate.parse.document import Interest, Script
from pixelgate.parse.html import read_code
from pixelgate.parse.javascript import LONGEST, parse_script
from pixelgate.parse.markup import Code
from pixelgate.parse.values import constant
from pixelgate.source import Fragment, Span

INTEREST = Interest(names=frozenset({"fbq"}), texts=frozenset({"t.example"}))
FILL = "var a = b(1);\n" * (LONGEST // 28 + 1)


def said(script: Script) -> list[str]:
    return [failure.message for failure in script.failures]


def test_in_code_that_is_too_large_for_a_tree_what_stands_around_the_words_is_read() -> None:
    text = f"import './x.js';\n{FILL}fbq('init', '1');\n{FILL}load('//t.example/a');"
    script = read_code(Code(Fragment(text, 7)), INTEREST)
    assert script.span == Span(7, 7 + len(text))
    at = text.index("fbq") + 7
    assert [(call.callee, call.span.start) for call in script.calls] == [("fbq", at)]
    assert [constant(one.value) for one in script.literals] == ["//t.example/a"]
    assert [constant(one.specifier) for one in script.imports] == ["./x.js"]
    rest = "only what stands around the words asked for is read: split it"
    assert said(script) == [f"this code has {len(text):,} characters; beyond 10,000,000 {rest}"]


def test_code_that_is_too_large_and_asks_for_nothing_is_scanned_as_all_code_is() -> None:
    script = read_code(Code(Fragment(f"{FILL}{FILL}import './x.js'")), Interest())
    assert [constant(one.specifier) for one in script.imports] == ["./x.js"]
    assert said(script) == []
    loading = read_code(Code(Fragment(f"{FILL}{FILL}fetch('https://a.example/x')")), Interest())
    assert len(said(loading)) == 1


def test_code_in_code_has_an_end_that_is_said() -> None:
    text = "fbq('init', '1')"
    for _ in range(6):
        text = f"eval({json.dumps(text)})"
    [opaque] = parse_script(Fragment(text), INTEREST).opaque
    assert opaque.reason == "code and markup are inside one another more than 5 deep, or too long when put together"
