"""Svelte and Astro components."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import parse
from pixelgate.parse.document import Document, Interest
from pixelgate.parse.values import constant, pattern
from pixelgate.source import Source


def read(path: str, text: str) -> tuple[Source, Document]:
    return parse(path, text.encode(), Interest(names=frozenset({"fbq"})))


def calls(path: str, text: str) -> list[str]:
    source, document = read(path, text)
    found = (call for script in document.scripts for call in script.calls)
    return [source.text[call.span.start : call.span.end] for call in found]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.svelte", "<script lang='ts'>fbq('a' as string)</script>", ["fbq('a' as string)"]),
        ("a.svelte", "<svelte:head><script>fbq('a')</script></svelte:head>", ["fbq('a')"]),
        ("a.svelte", "<b on:click={() => { fbq('a') }}>{#if fbq('b')}{f(fbq('c'))}{/if}", ["fbq('a')", "fbq('c')"]),
        ("a.svelte", "{@html `<script>fbq('a')<\\/script>`}", ["fbq('a')"]),
        (
            "a.astro",
            "---\nfbq('a' as string)\n---\n<script is:inline>fbq('b')</script>",
            ["fbq('a' as string)", "fbq('b')"],
        ),
        ("a.astro", "{a && <b onclick={() => fbq('c')}/>}", ["fbq('c')"]),
        ("a.astro", "<Fragment set:html={`<img src=x onload=\"fbq('a')\">`} />", ["fbq('a')"]),
    ],
)
def test_code(path: str, text: str, expected: list[str]) -> None:
    assert calls(path, text) == expected


def test_attributes_have_holes() -> None:
    _, document = read("a.svelte", '<svelte:head><script src="//x/{a}.js"></script></svelte:head>')
    source = next(e for e in document.elements if e.tag == "script").attribute("src")
    assert source is not None
    assert pattern(source.value) == "//x/{}.js"


def test_imports() -> None:
    _, document = read("a.astro", "---\nimport Base from '../Base.astro'\n---\n<Base/>")
    assert [constant(i.specifier) for script in document.scripts for i in script.imports] == ["../Base.astro"]


_PIECES = [
    "<script>",
    "</script>",
    "{",
    "}",
    "---\n",
    "\n",
    "'",
    "`",
    "{#if a}",
    "{@html `",
    "fbq('a')",
    "<a b={",
    "<svelte:head>",
]


@given(st.lists(st.sampled_from(_PIECES)).map("".join), st.sampled_from(["a.svelte", "a.astro"]))
def test_any_text_is_read(text: str, path: str) -> None:
    source, document = read(path, text)
    assert all(0 <= e.span.start <= e.span.end <= len(source.text) for e in document.elements)


@pytest.mark.parametrize(
    "text", ["{" * 30000, "<a b={" * 10000, "<script>" * 10000, "{`" * 10000, "<script>{</script>" * 3000]
)
@pytest.mark.parametrize("path", ["a.svelte", "a.astro"])
def test_no_text_takes_long(path: str, text: str) -> None:
    start = time.process_time()
    read(path, text)
    assert time.process_time() - start < 60


def test_mdx_is_read_and_what_it_only_shows_is_not() -> None:
    text = (
        "---\ntitle: x\n---\nimport A from './A.jsx'\n\n# Text with `fbq('shown')`\n\n"
        "<A onClick={() => fbq('run')} />\n\n```js\nfbq('fenced')\n```\n\n{/* fbq('comment') */}\n\n"
        "export const load = () => fbq('exported')\n"
    )
    assert calls("a.mdx", text) == ["fbq('run')", "fbq('exported')"]
    _, document = read("a.mdx", text)
    assert [constant(one.specifier) for script in document.scripts for one in script.imports] == ["./A.jsx"]
