"""What a file points to: references and connections."""

from __future__ import annotations

import pytest

from pixelgate.facts.model import Connection, Reference
from pixelgate.facts.references import connections, references
from pixelgate.parse import parse
from pixelgate.parse.document import Interest

_INTEREST = Interest(texts=frozenset({"example"}))


def found(text: str, path: str = "a.html") -> tuple[Reference, ...]:
    source, document = parse(path, text.encode(), _INTEREST)
    return references(document, source)


def connected(text: str) -> tuple[Connection, ...]:
    source, document = parse("a.html", text.encode(), _INTEREST)
    return connections(document, source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% extends 'a' %}", ("extends", "template", ("a",))),
        ("{% from 'a' import b %}", ("import", "template", ("a",))),
        ("<script src=a.js></script>", ("script", "url", ("a.js",))),
        ("<script src=' /a.js?v=1#x\n'></script>", ("script", "url", ("/a.js",))),
        ("<script src='/a.js?v={{ v }}'></script>", ("script", "url", ("/a.js",))),
        ("<script src=\"{% static 'a.js' %}\"></script>", ("script", "static", ("a.js",))),
        ("<script src=\"{% static 'a' %}/b.js?v={{ v }}\"></script>", ("script", "static", ("a/b.js",))),
        ("<script src=\"{% static 'a.js' %}{{ v }}\"></script>", ("script", "static", ("a.js",))),
        (
            "<script src=\"{% static 'a.js' %}{% if v %}?v={{ v }}{% endif %}\"></script>",
            ("script", "static", ("a.js",)),
        ),
        ("<script src='/a.mjs{{ v }}{{ w }}'></script>", ("script", "url", ("/a.mjs",))),
        ("<script src='{% get_static_prefix %}a.js'></script>", ("script", "static", ("a.js",))),
        ("<script src='{{ STATIC_URL }}js/a.js'></script>", ("script", "static", ("js/a.js",))),
        ("<script src='{{ base }}/a.min.js?x'></script>", ("script", "static", ("a.min.js",))),
        ("<script src=\"{{ url_for('static', filename='a.js') }}\"></script>", ("script", "static", ("a.js",))),
        ("{% if a %}<script src=\"{{ url_for_asset('a.js') }}\"></script>", ("script", "static", ("a.js",))),
        ("<script>load(\"{% static 'a.js' %}\")</script>", ("asset", "static", ("a.js",))),
        ("<base href='/x/y'><script src=a.js></script>", ("script", "url", ("/x/a.js",))),
        ("<iframe src=/a></iframe>", ("iframe", "url", ("/a",))),
        ("<iframe srcdoc='&lt;script src=a.js>'></iframe>", ("script", "url", ("a.js",))),
        ("<link rel=stylesheet href=a.css>", ("link", "url", ("a.css",))),
        ("<link rel=modulepreload href=a.js>", ("link", "url", ("a.js",))),
        ("<meta http-equiv=Refresh content=\"0; URL='/a'\">", ("link", "url", ("/a",))),
        ("<script type=module>import './a.js'</script>", ("module", "module", ("./a.js",))),
        ("<div hx-get=/part/visits hx-trigger=load></div>", ("part", "url", ("/part/visits",))),
        ("<div data-hx-post='/part/visits'></div>", ("part", "url", ("/part/visits",))),
        ("<a up-href=/part/visits>visits</a>", ("part", "url", ("/part/visits",))),
        ("<div ic-get-from=/part/visits></div>", ("part", "url", ("/part/visits",))),
        ("<div w3-include-html=part.html></div>", ("part", "url", ("part.html",))),
        ("<turbo-frame id=visits src=/visits></turbo-frame>", ("part", "url", ("/visits",))),
        ("<include-fragment src=/visits></include-fragment>", ("part", "url", ("/visits",))),
    ],
)
def test_a_reference(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    (reference,) = found(text)
    assert (reference.kind, reference.space, reference.names) == expected
    assert not reference.computed
    assert reference.active


@pytest.mark.parametrize(
    ("text", "names", "expression"),
    [
        ("{% include page %}", (), "page"),
        ("{% include 'pages/'|add:page %}", ("pages/{}",), "'pages/'|add:page"),
        ("<script src='{{ src }}'></script>", (), "{{ src }}"),
        ("<script src='{{ name }}.js'></script>", (), "{{ name }}.js"),
        ("<script src=\"{% static 'a' %}{{ v }}.js\"></script>", (), "{{ static 'a' }}{{ v }}.js"),
        ("<script src='/a.js{{ v }}/b'></script>", (), "/a.js{{ v }}/b"),
        ("<script src='/static/{{ name }}.js'></script>", (), "/static/{{ name }}.js"),
        ("<script src=\"{% url 'catalog' %}\"></script>", (), "{{ url 'catalog' }}"),
        ("<script src='https://{{ host }}/a.js'></script>", (), "https://{{ host }}/a.js"),
    ],
)
def test_a_computed_reference_says_how_it_is_made(text: str, names: tuple[str, ...], expression: str) -> None:
    (reference,) = found(text)
    assert (reference.names, reference.computed, reference.expression) == (names, True, expression)


@pytest.mark.parametrize(
    "text",
    [
        "<script src=https://a.example/x.js></script>",
        "<script src='data:text/javascript,1'></script><script src></script><script src=''></script>",
        "<a href=/a>x</a><form action=/a></form><img src=/a.png>",
        "<meta http-equiv=refresh content=30>",
        "{% static 'a.png' %}{% url 'a' %}{% pixel 'a' %}",
    ],
)
def test_no_reference(text: str) -> None:
    assert found(text) == ()


def test_a_reference_has_its_place_regions_and_state() -> None:
    first, second = found(
        "{% block a %}{% block b %}\n<script src=a.js></script>{% endblock %}<!--<script src=b.js>-->"
    )
    place = first.location
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 9, 2, 17)
    assert (first.regions, second.regions) == (("a", "b"), ("a",))
    assert (first.active, second.active) == (True, False)


@pytest.mark.parametrize(
    ("text", "host", "kind"),
    [
        ("<script src=//A.Example:8080/x.js></script>", "a.example", "script"),
        ("<script src='https://u:p@a.example/x\n.js'></script>", "a.example", "script"),
        ("<script src='\\\\a.example/x.js'></script>", "a.example", "script"),
        ("<script src='https://{{ x }}.a.example/x.js'></script>", "{}.a.example", "script"),
        ("<iframe data-src=https://a.example></iframe>", "a.example", "frame"),
        ("<object data=https://a.example></object>", "a.example", "object"),
        ("<noscript><img src=https://a.example/p></noscript>", "a.example", "image"),
        ("<img srcset='/b.png 1x, https://a.example/p 2x'>", "a.example", "image"),
        ("<i style='background:url(&quot;//a.example/p&quot;)'></i>", "a.example", "image"),
        ("<style>@import 'https://a.example/x.css';</style>", "a.example", "style"),
        ("<style>@font-face { src: url(https://a.example/x) }</style>", "a.example", "font"),
        ("<link rel='dns-prefetch' href=//a.example>", "a.example", "hint"),
        ("<form action=https://a.example></form>", "a.example", "form"),
        ("<button formaction=https://a.example></button>", "a.example", "form"),
        ("<video src=https://a.example></video>", "a.example", "media"),
        ("<a href=/ ping=https://a.example>x</a>", "a.example", "connect"),
        ("<base href=https://a.example/x/><script src=y.js></script>", "a.example", "script"),
        ("<script>fetch('https://a.example/x')</script>", "a.example", "connect"),
        ("<script type=module>import 'https://a.example/x.js'</script>", "a.example", "script"),
    ],
)
def test_a_connection(text: str, host: str, kind: str) -> None:
    (connection,) = connected(text)
    assert (connection.host, connection.kind, connection.active) == (host, kind, True)


def test_a_connection_in_a_comment_is_inactive() -> None:
    (connection,) = connected("<!-- <img src=https://a.example> -->")
    assert not connection.active


def test_what_only_another_loader_takes_may_be_missing() -> None:
    wrapper = (
        '"object"==typeof exports?f(require("../lib/a")):"function"==typeof define&&define.amd?define(["a"],f):f(A);'
    )
    plain = 'f(require("./b"));'
    both = found(wrapper + " " * 700 + plain, "a.js")
    assert [(one.names, one.optional) for one in both] == [(("../lib/a",), True), (("a",), True), (("./b",), False)]


@pytest.mark.parametrize("url", ["'+link+'", "{{ data.url }}", "' + a", "<%= b %>"])
def test_a_url_that_another_language_completes_is_computed(url: str) -> None:
    (one,) = found(f'<iframe src="{url}"></iframe>')
    assert (one.names, one.computed) == ((), True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<meta http-equiv=refresh content='5; url=https://a.example/'>", [("a.example", "visit", "")]),
        (
            "<script>location.href = 'https://a.example/?email=' + form.email.value</script>",
            [("a.example", "visit", "")],
        ),
        ("<script>window.open('https://a.example/?page=2')</script>", []),
        ("<script>window.open('https://a.example/?page=' + page)</script>", []),
        ("<img src=https://a.example/ referrerpolicy=unsafe-url>", [("a.example", "image", "unsafe-url")]),
        ("<img src=https://a.example/ referrerpolicy=whatever>", [("a.example", "image", "")]),
        ("<form action=https://a.example/ rel='noopener noreferrer'></form>", [("a.example", "form", "no-referrer")]),
        ("<script>b.style.background = 'url(https://a.example/)'</script>", [("a.example", "connect", "")]),
    ],
)
def test_where_visitors_are_sent_and_what_is_told_of_the_address(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [(one.host, one.kind, one.referrer) for one in connected(text)] == expected


def test_parts_that_are_fetched_near_one_another_are_all_found() -> None:
    code = 'fetch("/one.html"); $("#a").load("/two.xhtml?x"); $.get("/three.HTM"); $("#b").load("/four")'
    assert [one.names[0] for one in found(code, "a.js") if one.kind == "part"] == [
        "/one.html", "/two.xhtml", "/three.HTM", "/four",
    ]  # fmt: skip


def test_what_is_asked_of_a_chunk_is_asked_wherever_the_page_names_it() -> None:
    rows = '1:I[59,["static/chunks/a.js","static/chunks/b.js"],"Toggle"]\n2:I[60,["static/chunks/a.js"],"Visit"]\n'
    pushed = rows.replace('"', '\\"').replace("\n", "\\n")
    page = '<script src="/_next/static/chunks/a.js" async></script><script src="/_next/static/chunks/c.js"></script>'
    asked = found(f'{page}<script>self.__next_f.push([1,"{pushed}"])</script>')
    assert [(one.names, one.part, one.location.column) for one in asked] == [
        (("/_next/static/chunks/a.js",), "bundle:59#Toggle", 9),
        (("/_next/static/chunks/a.js",), "bundle:60#Visit", 9),
        (("/_next/static/chunks/c.js",), "", 64),
        (("/_next/static/chunks/b.js",), "bundle:59#Toggle", 139),
    ]
