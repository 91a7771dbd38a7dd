from __future__ import annotations

import pytest

from pixelgate.parse.document import State


def test_elements_of_jsx(read):
    code = (
        '<><Script id="a" src={`https://t.example/${ID}.js`} strategy="lazyOnload" async />'
        '<noscript><img height="1" width={1} alt="" src={"https://t.example/p?id=" + ID} /></noscript>'
        '<label htmlFor="e">Your e-mail</label><input name="email" autoComplete="email" {...rest} /></>'
    )
    assert read(code).elements == [
        (
            "Script",
            {"id": "a", "src": "https://t.example/<ID>.js", "strategy": "lazyOnload", "async": None},
        ),
        ("noscript", {}),
        ("img", {"height": "1", "width": 1, "alt": "", "src": "https://t.example/p?id=<ID>"}),
        ("label", {"for": "e"}),
        ("input", {"name": "email", "autocomplete": "email", "...": "<rest>"}),
    ]


def test_text_and_places_of_jsx(read):
    reading = read('x = <label className="q">Date of <b>birth</b> {`now`}</label>')
    (label,) = reading.script.elements
    assert (label.text, label.origin) == ("Date of birth now", "jsx") or label.text == "Date of now birth"
    (attribute,) = label.attributes
    assert (attribute.name, reading.at(attribute.span), reading.at(attribute.value_span)) == (
        "class",
        'className="q"',
        '"q"',
    )


@pytest.mark.parametrize(
    ("code", "binding", "attributes"),
    [
        ("import {Tag} from 'pixel'; <Tag gaId='G-1' />", "pixel#Tag", {"gaId": "G-1"}),
        ("import {Tag as T} from 'pixel'; <T gaId='G-1'></T>", "pixel#Tag", {"gaId": "G-1"}),
        ("import P from 'pixel'; <P.Tag gaId='G-1' />", "pixel#default.Tag", {"gaId": "G-1"}),
        ("import {Tag} from 'pixel'; jsx(Tag, {gaId: 'G-1'})", "pixel#Tag", {"gaId": "G-1"}),
        ("import {Tag} from 'pixel'; (0, r.jsxs)(Tag, {gaId: 'G-1'})", "pixel#Tag", {"gaId": "G-1"}),
        ("import {Tag} from 'pixel'; React.createElement(Tag, {gaId: 'G-1'})", "pixel#Tag", {"gaId": "G-1"}),
    ],
)
def test_components_of_modules(read, code, binding, attributes):
    reading = read(code)
    assert [element.binding for element in reading.script.elements] == [binding]
    assert reading.elements[0][1] == attributes


def test_next_script_is_bound_to_its_module(read):
    (element,) = read("import Script from 'next/script'; <Script src='/a.js' />").script.elements
    assert element.binding == "next/script#default"


@pytest.mark.parametrize(
    "code",
    [
        '(0, r.jsx)("script", {src: "/a.js", async: !0})',
        'React.createElement("script", {src: "/a.js", async: !0})',
        "h('script', {src: '/a.js', async: true})",
    ],
)
def test_compiled_jsx(read, code):
    assert read(code).elements == [("script", {"src": "/a.js", "async": True})]


@pytest.mark.parametrize(
    "code",
    [
        "var s = document.createElement('script'); s.src = '/a.js'",
        "const s = document.createElement(`script`); s['src'] = '/a.js'",
        "let s; s = d.createElement('script'); s.setAttribute('src', '/a.js')",
        "(s = d.createElement('script')).src = '/a.js'",
        "document.createElement('script').src = '/a.js'",
        "document['createElement']('script').src = '/a.js'",
        "document['create' + 'Ele' + 'ment']('scr' + 'ipt')['src'] = '/a.js'",
        "Object.assign(document.createElement('script'), {src: '/a.js'})",
        "const s = document.createElement('script'); Object.assign(s, {src: '/a.js'})",
        "(function (d, t, u, s) { s = d.createElement(t); s.src = u })(document, 'script', '/a.js')",
        "class A { m() { this.s = document.createElement('SCRIPT'); this.s.src = '/a.js' } }",
        "document.createElementNS('http://www.w3.org/1999/xhtml', 'script').src = '/a.js'",
    ],
)
def test_created_script_elements(read, code):
    reading = read(code)
    assert reading.elements == [("script", {"src": "/a.js"})]
    assert reading.imports == [("script-load", "/a.js")]
    assert reading.script.elements[0].origin == "script"


def test_attributes_belong_to_the_element_made_last(read):
    code = "var e = d.createElement('script'); e.src = '/a.js'; e = d.createElement('iframe'); e.src = '/b'; e.id = 'x'"
    assert read(code).elements == [("script", {"src": "/a.js"}), ("iframe", {"src": "/b", "id": "x"})]


def test_data_attributes(read):
    code = "var s = document.createElement('script'); s.src = '/a.js'; s.dataset.pixelId = '7'"
    assert read(code).elements == [("script", {"src": "/a.js", "data-pixel-id": "7"})]


def test_scripts_that_wait_are_gated(read):
    code = "<><script type='text/plain' src='/a.js' /><Script strategy='worker' src='/b.js' /><script src='/c.js' /></>"
    assert [e.state for e in read(code).script.elements] == [State.GATED, State.GATED, State.ACTIVE]


@pytest.mark.parametrize("code", ["React.createElement('div', null)", "a < script > b", "document.createElement('p')"])
def test_what_is_no_reported_element(read, code):
    assert read(code).elements == []
