"""Markup to elements and code, every place true."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.document import State
from pixelgate.parse.markup import Markup, scan
from pixelgate.parse.values import constant
from pixelgate.source import HOLE, Fragment


def tags(markup: Markup) -> list[tuple[str, str]]:
    return [(element.tag, element.state.value) for element in markup.elements]


def codes(text: str) -> list[tuple[str, str, str]]:
    """Return code, where it stands in the text, and its state."""
    return [
        (code.fragment.text, text[slice(*_ends(code.fragment))], code.state.value)
        for code in scan(Fragment(text)).codes
    ]


def _ends(fragment: Fragment) -> tuple[int, int]:
    span = fragment.span(0, len(fragment.text))
    return span.start, span.end


def test_attributes_have_exact_places() -> None:
    text = "😀\n<IMG SRC = 'a&amp;b' alt=x/y hidden src=2 data-\n=\"\">"
    (image,) = scan(Fragment(text)).elements
    assert image.tag == "img"
    assert text[image.span.start : image.span.end] == text[2:]
    assert [
        (a.name, constant(a.value), text[a.span.start : a.span.end], text[a.value_span.start : a.value_span.end])
        for a in image.attributes
    ] == [
        ("src", "a&b", "SRC = 'a&amp;b'", "a&amp;b"),
        ("alt", "x/y", "alt=x/y", "x/y"),
        ("hidden", None, "hidden", ""),
        ("src", "2", "src=2", "2"),
        ("data-", "", 'data-\n=""', ""),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<img src='?a=1&copy=2'>", "?a=1&copy=2"),
        ("<img src='?a=1&copy;=2'>", "?a=1©=2"),
        ("<img src='&#x41;&#66;&notin;&bogus;'>", "AB∉&bogus;"),
        ("<img src=a\tb>", "a"),
        ("<img src=>", ""),
        ("<img/src=a>", "a"),
        ("<img src=a/>", "a/"),
        ("<img src='a\nb'>", "a\nb"),
    ],
)
def test_values(text: str, value: str) -> None:
    (image,) = scan(Fragment(text)).elements
    attribute = image.attribute("src")
    assert attribute is not None
    assert constant(attribute.value) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>a</script>", [("a", "a", "active")]),
        ("<SCRIPT TYPE=Module>a</SCRIPT >", [("a", "a", "active")]),
        ("<script type='text/javascript; charset=x'>a</script>", [("a", "a", "active")]),
        ("<script lang=en>a</script>", [("a", "a", "active")]),
        ("<script language=vbscript>a</script>", [("a", "a", "inactive")]),
        ("<script type='text/partytown'>a</script>", [("a", "a", "gated")]),
        ("<script type='text/plain'>a</script>", [("a", "a", "inactive")]),
        ("<script type='text/plain' data-cookieconsent=x>a</script>", [("a", "a", "gated")]),
        ("<script type='text/plain' class='optanon-category-C0004'>a</script>", [("a", "a", "gated")]),
        ("<script type='0a1b-text/javascript'>a</script>", [("a", "a", "active")]),
        (f"<script type='{HOLE * 3}'>a</script>", [("a", "a", "active")]),
        ("<script type='x-shader/x-vertex'>a</script>", []),
        ("<script type='application/ld+json'>a</script>", []),
        ("<script src=x>a</script>", []),
        ("<script>a", [("a", "a", "active")]),
        ("<script><![CDATA[ a ]]></script>", [(" a ", " a ", "active")]),
        ("<script><!--\n<script> </script> a --></script>", [("<!--\n<script> </script> a -->",) * 2 + ("active",)]),
        ("<!-- <script>a</script> -->", [("a", "a", "inactive")]),
        ("<!--[if lt IE 9]><script>a</script><![endif]-->", [("a", "a", "active")]),
        ("<!--[if !IE]><!--><script>a</script><!--<![endif]-->", [("a", "a", "active")]),
        ("<![if !IE]><script>a</script><![endif]>", [("a", "a", "active")]),
        ("<p onclick='x(&quot;y&quot;)'>", [('x("y")', "x(&quot;y&quot;)", "active")]),
        ("<a href=' java\nscript:f(%27a%27)'>", [("f('a')", "f(%27a%27)", "active")]),
        ("<a href='&#106;avascript:f()'>", [("f()", "f()", "active")]),
        ("<p @click='f()' x-on:click.once='g()'>", [("f()", "f()", "active"), ("g()", "g()", "active")]),
        ("<iframe srcdoc='&lt;script&gt;a&lt;/script&gt;'></iframe>", [("a", "a", "active")]),
        ("<script type='text/x-template'><p onclick=a></script>", [("a", "a", "active")]),
        ("<template><script>a</script></template>", [("a", "a", "active")]),
        ("<noscript><p onclick=a></noscript>", [("a", "a", "active")]),
        ("<textarea><script>a</script></textarea><title><script>b</script></title>", []),
    ],
)
def test_code(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script src=1>   <script src=2>   </script>", [("script", "active"), ("script", "active")]),
        ("<head><title>a</title><img></head>", [("head", "active"), ("title", "active"), ("img", "active")]),
        ("<svg><title/><style/><script href=a/></svg><img>", 4),
        ("<tr><td><form><form><frame src=x>", 3),
        ("<img><body><body onload=a>", [("img", "active"), ("body", "active"), ("body", "active")]),
        ("<noscript><img></noscript><NoScript class=x><img></NoScript>", 2),
        ("<img data-src=a><img src='data:,' data-src=a>", [("img", "gated"), ("img", "gated")]),
        ("<img src=b data-src=a>", [("img", "active")]),
        (
            "<p><x-a/><FbPixel id=1/><asp:Content/><div>",
            [("x-a", "active"), ("FbPixel", "active"), ("asp:Content", "active")],
        ),
        ("<p data-track-event=Lead><p class=x>", [("p", "active")]),
        ("<!-- <!-- <img> -->", [("img", "inactive")]),
        ("<!doctype html><p>", [("!doctype", "active")]),
    ],
)
def test_elements(text: str, expected: list[tuple[str, str]] | int) -> None:
    found = tags(scan(Fragment(text)))
    assert len(found) == expected if isinstance(expected, int) else found == expected


def test_labels_buttons_titles_and_data_have_text() -> None:
    text = "<title>A &amp; B</title><label>Name <b>of</b><input></label><button> Book\nnow </button>"
    text += "<script type=importmap>{}</script>"
    found = {e.tag: e for e in scan(Fragment(text)).elements}
    assert {tag: e.text for tag, e in found.items() if e.text} == {
        "title": "A & B",
        "label": "Name of",
        "button": "Book now",
        "script": "{}",
    }
    content = found["label"].content
    assert content is not None
    assert found["input"].span in content


def test_a_carriage_return_which_only_decoded_text_has_moves_no_place() -> None:
    [element] = scan(Fragment("a\r\r\n\rb<input name=x>")).elements
    assert (element.span.start, element.span.end) == (6, 20)


def test_markup_deep_inside_markup_is_a_failure_and_no_recursion() -> None:
    text = "<b>"
    for _ in range(20):
        text = f'<iframe srcdoc="{text.replace("&", "&amp;").replace(chr(34), "&quot;").replace("<", "&lt;")}">'
    markup = scan(Fragment(text))
    assert [failure.kind for failure in markup.failures] == ["unparsable-file"]
    assert len(markup.elements) == 13


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 50000,
        "<script>" * 50000,
        "<!--" * 50000,
        "<svg><title/>" * 10000,
        "<label>" * 30000,
        "<p " + "a=1 " * 50000,
        "<p a=" * 50000,
        "<p &" * 50000,
        "<noscript>" * 30000,
        '<iframe srcdoc="' * 30000,
        "<![CDATA[" * 30000,
        "<label>" * 9000 + "</label>" * 9000,
    ],
)
def test_no_markup_takes_long(text: str) -> None:
    start = time.process_time()
    scan(Fragment(text))
    assert time.process_time() - start < 60


@given(
    st.lists(
        st.sampled_from(
            [
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "<p ",
                "onclick=",
                '"',
                "'",
                ">",
                "a",
                "&quot;",
                "<svg>",
                "<title/>",
                "é\n",
                "\r",
                "\r\n",
                "\f",
                "<noscript>",
                "<iframe srcdoc='",
                "<label>",
                "</label>",
                HOLE,
                "[if IE]>",
                "type=text/html",
                "\x00",
                "/>",
            ]
        )
    ).map("".join)
)
def test_any_markup_is_read_and_every_place_lies_in_it(text: str) -> None:
    markup = scan(Fragment(text))
    for element in markup.elements:
        assert 0 <= element.span.start < element.span.end <= len(text)
        for attribute in element.attributes:
            assert attribute.span in element.span
            assert attribute.value_span in attribute.span
    for code in markup.codes:
        span = code.fragment.span(0, len(code.fragment.text))
        assert 0 <= span.start <= span.end <= len(text)
        assert code.state in State
