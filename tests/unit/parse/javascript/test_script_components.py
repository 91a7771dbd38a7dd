"""Scripts of ``next/script`` in a bundle, which keeps no name of the component: it is known by its properties."""

from __future__ import annotations

import pytest
from tests.unit.parse.javascript.conftest import Read

from pixelgate.parse.document import Use
from pixelgate.parse.javascript import glance
from pixelgate.source import Fragment

CODE = "fbq('init','123')"
CHUNK = "e=>{let t=()=>(0,n.jsx)(%s,{%s})}"


@pytest.mark.parametrize("component", ["s()", "l.default", "(0,r.A)", "d"])
@pytest.mark.parametrize(
    "properties",
    [
        f'id:"m",strategy:"afterInteractive",children:"{CODE}"',
        f'id:"m",children:"{CODE}"',
        f'children:"{CODE}",strategy:"lazyOnload",className:"x"',
        f'id:"m",dangerouslySetInnerHTML:{{__html:"{CODE}"}}',
        f'id:"m","data-category":"marketing",onLoad:()=>{{}},dangerouslySetInnerHTML:{{__html:`{CODE}`}}',
    ],
)
def test_its_code_runs(read: Read, component: str, properties: str) -> None:
    found = read(CHUNK % (component, properties))
    assert found.calls == [("fbq", "init", "123")]
    assert [found.at(call.span) for call in found.script.calls] == [CODE]


@pytest.mark.parametrize(
    "properties",
    [
        f'id:"m",language:"js",children:"{CODE}"',
        f'children:"{CODE}"',
        f'id:"m",strategy:"random",children:"{CODE}"',
        f'className:"x",dangerouslySetInnerHTML:{{__html:"{CODE}"}}',
    ],
)
def test_text_of_other_components_does_not(read: Read, properties: str) -> None:
    assert read(CHUNK % ("l.default", properties)).calls == []


def test_text_of_an_element_does_not(read: Read) -> None:
    assert read(CHUNK % ('"pre"', f'id:"m",children:"{CODE}"')).calls == []


@pytest.mark.parametrize(
    ("properties", "use"),
    [
        ('id:"m",src:"https://t.example/x"', Use.LOAD),
        ('src:"https://t.example/x",strategy:"worker"', Use.LOAD),
        ('src:"https://t.example/x",alt:"Clinic"', Use.CONFIG),
    ],
)
def test_its_source_is_loaded(read: Read, properties: str, use: Use) -> None:
    assert [(one.use, one.key) for one in read(CHUNK % ("l.default", properties)).script.literals] == [
        (use, "" if use is Use.LOAD else "src")
    ]


def test_the_source_of_an_unknown_vendor_is_seen_too() -> None:
    script = glance(Fragment(CHUNK % ("l.default", 'src:"https://unknown.example/x.js",strategy:"lazyOnload"')))
    assert [one.use for one in script.literals] == [Use.LOAD]
