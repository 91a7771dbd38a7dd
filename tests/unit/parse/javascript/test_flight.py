"""Elements that server components hand to a page as data."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.document import Element, ImportKind, Interest, Script
from pixelgate.parse.html import parse_markup
from pixelgate.parse.javascript.flight import Shown, payload
from pixelgate.parse.values import constant
from pixelgate.source import Fragment

INTEREST = Interest(names=frozenset({"fbq"}), texts=frozenset({"connect.facebook.net", "t.example"}))
SCRIPT = '8:I[59,["632","static/chunks/632-1f.js"],""]\n'
PIXEL = "fbq('init','123')"


def push(stream: str) -> str:
    escaped = (
        json.dumps(stream, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026").replace(">", "\\u003e")
    )
    return f"<script>self.__next_f.push([1,{escaped}])</script>"


def row(*element: object, number: str = "0") -> str:
    return f"{number}:{json.dumps(element, separators=(',', ':'))}\n"


def scripts_of(page: str, interest: Interest = INTEREST) -> tuple[Script, ...]:
    return parse_markup(Fragment(page), interest)[1]


def calls(page: str) -> list[tuple[object, ...]]:
    return [(one.callee, *map(constant, one.arguments)) for script in scripts_of(page) for one in script.calls]


def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    found: list[Element] = [one for script in scripts_of(page) for one in script.elements]
    return [(one.tag, {a.name: constant(a.value) for a in one.attributes}) for one in found]


@pytest.mark.parametrize(
    "properties",
    [
        {"id": "meta", "strategy": "afterInteractive", "children": PIXEL},
        {"id": "meta", "dangerouslySetInnerHTML": {"__html": PIXEL}},
        {"children": PIXEL, "strategy": "beforeInteractive"},
    ],
)
def test_the_code_of_a_script_component_runs(properties: dict[str, object]) -> None:
    assert calls(push(SCRIPT + row("$", "$L8", None, properties))) == [("fbq", "init", "123")]


def test_a_call_in_a_payload_has_its_place_in_the_page() -> None:
    page = "<h1>Portal</h1>" + push(SCRIPT + row("$", "$L8", None, {"id": "m", "children": PIXEL}))
    [call] = [one for script in scripts_of(page) for one in script.calls]
    assert page[call.span.start : call.span.end] == PIXEL


def test_a_row_may_be_cut_anywhere() -> None:
    stream = SCRIPT + row("$", "$L8", None, {"id": "m", "children": PIXEL})
    for at in range(1, len(stream)):
        assert calls(push(stream[:at]) + "<p>" + push(stream[at:])) == [("fbq", "init", "123")]


def test_a_long_text_is_a_row_of_its_own() -> None:
    code = f'/* "é" \\ \n*/{PIXEL}'
    text = f"5:T{len(code.encode()):x},{code}"
    page = push(text + SCRIPT + row("$", "$L8", None, {"id": "m", "children": "$5"}))
    assert calls(page) == [("fbq", "init", "123")]
    [call] = [one for script in scripts_of(page) for one in script.calls]
    assert page[call.span.start : call.span.end] == PIXEL


def test_a_source_is_loaded_by_script_components_and_by_script_elements() -> None:
    stream = row("$", "$L8", None, {"src": "https://t.example/a.js", "strategy": "lazyOnload"})
    stream += row("$", "div", None, {"children": ["$", "script", "k", {"src": "https://t.example/b.js"}]}, number="1")
    assert elements(push(SCRIPT + stream)) == [
        ("Script", {"src": "https://t.example/a.js", "strategy": "lazyOnload"}),
        ("script", {"src": "https://t.example/b.js"}),
    ]


def test_a_worker_script_is_gated() -> None:
    page = push(SCRIPT + row("$", "$L8", None, {"src": "https://t.example/a.js", "strategy": "worker"}))
    assert [e.state.value for script in scripts_of(page) for e in script.elements] == ["gated"]


@pytest.mark.parametrize(
    ("imported", "properties"),
    [
        ('8:I[59,["632","static/chunks/632-1f.js"],"default"]\n', {"src": "https://t.example/a.js", "alt": "x"}),
        ('8:I[59,["632","static/chunks/632-1f.js"],""]\n', {"src": "https://t.example/a.png", "alt": "x"}),
        ('8:I[59,["632","static/chunks/632-1f.js"],""]\n', {"id": "tab"}),
    ],
)
def test_other_components_are_no_scripts(imported: str, properties: dict[str, object]) -> None:
    assert elements(push(imported + row("$", "$L8", None, properties))) == []


def test_a_component_with_a_name_is_told_with_what_it_is_given() -> None:
    stream = '9:I[7203,["340","$7"],"GoogleAnalytics"]\n7:"static/chunks/340.js"\n'
    page = push(stream + row("$", "$L9", None, {"gaId": "G-CLINIC1234", "debugMode": True, "data": {"a": 1}}))
    [script] = scripts_of(page)
    [element] = script.elements
    assert (element.tag, element.binding) == ("GoogleAnalytics", "bundle:7203#GoogleAnalytics")
    assert [(a.name, constant(a.value)) for a in element.attributes] == [
        ("gaId", "G-CLINIC1234"),
        ("debugMode", "true"),
    ]
    assert page[element.span.start : element.span.end].startswith('[\\"$\\",\\"$L9\\"')
    assert page[element.span.start : element.span.end].endswith("}]")


@pytest.mark.parametrize("interest", [INTEREST, Interest()])
def test_the_chunks_of_components_are_scripts_of_the_page(interest: Interest) -> None:
    stream = '2:"/_next/static/chunks/a.js"\n3:I[1,["$2"],"default"]\n4:I[2,["858","static/chunks/b.js?dpl=x"],""]\n'
    stream += '5:I[3,["https://cdn.example/_next/static/chunks/c.js","/_next/static/d.css"],"default",1]\n'
    page = '<script src="/_next/static/chunks/z.js"></script>' + push(
        stream + '6:I[4,["/_next/static/chunks/z.js"],""]\n'
    )
    found = [one for script in scripts_of(page, interest) for one in script.imports]
    assert {one.kind for one in found} == {ImportKind.SCRIPT}
    assert [(constant(one.specifier), one.names) for one in found] == [
        ("/_next/static/chunks/a.js", ("bundle:1#default",)),
        ("/_next/static/chunks/b.js?dpl=x", ("bundle:2#",)),
        ("https://cdn.example/_next/static/chunks/c.js", ("bundle:3#default",)),
        ("/_next/static/chunks/z.js", ("bundle:4#",)),
    ]
    waiting = page + push(row("$", "div", None, {"children": "$Lc"}))
    found = [one for script in scripts_of(waiting, interest) for one in script.imports]
    assert [(constant(one.specifier), one.names) for one in found] == [
        ("/_next/static/chunks/a.js", ()),
        ("/_next/static/chunks/b.js?dpl=x", ()),
        ("https://cdn.example/_next/static/chunks/c.js", ()),
    ]


def test_a_chunk_has_the_address_that_the_markup_gives_it() -> None:
    page = '<script src="/portal/_next/static/chunks/b.js" async></script>'
    rows = '1:I[2,["static/chunks/b.js"],"A"]\n2:I[3,["static/chunks/b.js"],"B"]\n'
    [found] = [one for script in scripts_of(page + push(rows)) for one in script.imports]
    assert constant(found.specifier) == "/portal/_next/static/chunks/b.js"
    assert found.names == ("bundle:2#A", "bundle:3#B")


def test_what_the_markup_says_itself_is_said_once() -> None:
    stream = row("$", "script", None, {"dangerouslySetInnerHTML": {"__html": PIXEL}})
    stream += row("$", "script", None, {"src": "https://t.example/b.js"}, number="1")
    stream += row("$", "div", None, {"dangerouslySetInnerHTML": {"__html": "<img src=//t.example/p>"}}, number="2")
    markup = f"<script>{PIXEL}</script><script src=https://t.example/b.js></script><div><img src=//t.example/p></div>"
    assert calls(markup + push(stream)) == [("fbq", "init", "123")]
    assert elements(markup + push(stream)) == []
    assert [tag for tag, _ in elements(push(stream))] == ["script", "script", "img"]


def test_scripts_that_run_before_all_others() -> None:
    code = json.dumps({"children": PIXEL, "id": "m"})
    early = f"<script>(self.__next_s=self.__next_s||[]).push([0,{code}])</script>"
    loaded = '<script>(self.__next_s=self.__next_s||[]).push(["https://t.example/a.js",{"async":true}])</script>'
    assert calls(early) == [("fbq", "init", "123")]
    [call] = [one for script in scripts_of(early) for one in script.calls]
    assert early[call.span.start : call.span.end] == PIXEL
    assert elements(loaded) == [("Script", {"src": "https://t.example/a.js", "async": "true"})]
    stream = row("$", "$L8", None, {"strategy": "beforeInteractive", "id": "m", "children": PIXEL})
    assert calls(early + push(SCRIPT + stream)) == [("fbq", "init", "123")]


def test_the_data_of_older_pages_lists_the_scripts_of_their_document() -> None:
    scripts = [{"id": "m", "dangerouslySetInnerHTML": {"__html": PIXEL}}, {"src": "https://t.example/a.js"}]
    data = json.dumps({"page": "/", "scriptLoader": scripts}, separators=(",", ":"))
    page = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    assert calls(page) == [("fbq", "init", "123")]
    [call] = [one for script in scripts_of(page) for one in script.calls]
    assert page[call.span.start : call.span.end] == PIXEL
    assert elements(page)[1:] == [("Script", {"src": "https://t.example/a.js"})]
    assert calls(page.replace("scriptLoader", "other")) == []
    cut = page.replace("}]}", "")
    assert (calls(cut), elements(cut)[1:]) == ([("fbq", "init", "123")], [])


def test_words_that_are_cut_are_told() -> None:
    stream = SCRIPT + row("$", "$L8", None, {"src": "https://t.example/a.js"})
    at = stream.index("example")
    [script] = scripts_of(push(stream[:at]) + push(stream[at:]), Interest())
    assert any("t.example" in text for text in script.hidden)


def test_a_page_without_a_stream_has_no_payload() -> None:
    assert payload([Fragment("self.__next_data = 1")], Shown()) is None


def test_depth_and_length_do_no_harm() -> None:
    deep = '["$","div",null,{"children":' * 5_000
    assert calls(push(f"0:{deep}")) == []
    assert calls(push("0:" + "[" * 20_000 + '"fbq"' + "]" * 20_000 + "]}")) == []
    many = "".join(row("$", "div", None, {"dangerouslySetInnerHTML": {"__html": f"<b>{n}"}}) for n in range(3_000))
    assert calls(push(many)) == []


def test_a_text_is_not_written_out_as_often_as_rows_ask_for_it() -> None:
    text = "a" * 1_000
    stream = row("$", "div", None, {"data": ["$1"] * 500}) + f"1:T{len(text):x},{text}"
    script = push(stream).removeprefix("<script>").removesuffix("</script>")
    read = payload([Fragment(script)], Shown())
    assert read is not None
    assert read.code.text.count(text) == 20
    assert read.code.text.count('"$1"') == 480


@given(st.text(alphabet='0:TIL8[]{}"$,\\\n<\x00ab', max_size=120))
def test_no_stream_breaks_the_reader(text: str) -> None:
    scripts_of(push(SCRIPT + '0:["$","$L8",null,{"children":"' + text))
    scripts_of(push(text))
