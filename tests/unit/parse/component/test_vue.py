"""Vue components."""

from __future__ import annotations

from pixelgate.parse import parse
from pixelgate.parse.document import Document, Interest
from pixelgate.parse.values import constant
from pixelgate.source import Source


def read(text: str) -> tuple[Source, Document]:
    return parse("a.vue", text.encode(), Interest(names=frozenset({"fbq"})))


def calls(text: str) -> list[tuple[str, str]]:
    source, document = read(text)
    found = (call for script in document.scripts for call in script.calls)
    return [(source.text[call.span.start : call.span.end], call.state.value) for call in found]


def test_handlers_and_bound_attributes_are_code() -> None:
    text = (
        "<template><b @click=\"fbq('a')\" :x=\"{a: fbq('b')}\" v-on:y='fbq(&quot;c&quot;)' z=\"fbq('d')\"/></template>"
    )
    assert calls(text) == [("fbq('a')", "active"), ("fbq('b')", "active"), ("fbq(&quot;c&quot;)", "active")]


def test_a_script_in_the_template_never_runs() -> None:
    text = "<template><div><template #x><script>fbq('a')</script></template></div></template><script>fbq('b')</script>"
    assert calls(text) == [("fbq('a')", "inactive"), ("fbq('b')", "active")]


def test_blocks_in_other_files_are_imports() -> None:
    text = "<script src='./a.ts'/>\n<template src='./a.html'/>\n<script setup>import b from './b'</script>"
    text += "<template><i is=x /></template>"
    _, document = read(text)
    imports = [constant(one.specifier) for script in document.scripts for one in script.imports]
    assert imports == ["./a.ts", "./a.html", "./b"]
    assert [element.tag for element in document.elements] == ["i"]


def test_markup_in_the_script_and_braces_in_the_template_are_no_directives() -> None:
    text = "<script>const a = {b: {{c}}}; fbq('{{ x }}')</script><template>{{ fbq() }}</template>"
    assert calls(text) == [("fbq('{{ x }}')", "active")]
