"""Functions of a Next build's chunk that run only where a page asks for them by name."""

from __future__ import annotations

import pytest

from pixelgate.parse import parse
from pixelgate.parse.document import Interest

INTEREST = Interest(names=frozenset({"fbq"}))
TURBOPACK = "(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push([document.currentScript,%s]);"
WEBPACK = "(self.webpackChunk_N_E=self.webpackChunk_N_E||[]).push([[403],{%s},e=>{e.O(0,[587],()=>e(e.s=8))}]);"
ENTRY = "8:(e,s,n)=>{Promise.resolve().then(n.bind(n,59)),Promise.resolve().then(n.t.bind(n,594,23))}"
PIXEL = 'fbq("init","1")'
LISTED = f'59,e=>{{e.s(["Toggle",0,function(){{x()}},"Tracker",0,function(t){{{PIXEL}}}])}}'
GETTERS = (
    f"59:(e,n,t)=>{{t.d(n,{{Toggle:()=>u,Tracker:()=>l}});function l(e){{{PIXEL}}}function u(e){{return e}}%s}},{ENTRY}"
)
COMMON = f"59:(e,t,n)=>{{t.send=void 0,t.Tracker=function(e){{{PIXEL}}};t.send=(e,t)=>{{x()}}%s}},{ENTRY}"


def parts(code: str, interest: Interest = INTEREST) -> list[tuple[str, str]]:
    document = parse("a.js", code.encode(), interest)[1]
    return [(one.name, code[one.span.start : one.span.end]) for one in document.regions if one.kind == "exposed"]


def test_what_turbopack_lists() -> None:
    assert parts(TURBOPACK % LISTED) == [
        ("bundle:59#Toggle", "function(){x()}"),
        ("bundle:59#Tracker", f"function(t){{{PIXEL}}}"),
    ]
    assert parts(TURBOPACK % LISTED, Interest()) == []


def test_what_webpack_gives_getters() -> None:
    assert parts(WEBPACK % GETTERS % "") == [
        ("bundle:59#Tracker", f"function l(e){{{PIXEL}}}"),
        ("bundle:59#Toggle", "function u(e){return e}"),
    ]


def test_what_commonjs_assigns() -> None:
    assert parts(WEBPACK % COMMON % "") == [
        ("bundle:59#Tracker", f"function(e){{{PIXEL}}}"),
        ("bundle:59#send", "(e,t)=>{x()}"),
    ]


@pytest.mark.parametrize(
    ("code", "left"),
    [
        (WEBPACK % GETTERS % ";l()", ["bundle:59#Toggle"]),  # the module itself calls it
        (WEBPACK % GETTERS % ";window.go=l", ["bundle:59#Toggle"]),
        (WEBPACK % GETTERS % ";go(n.Tracker)", ["bundle:59#Toggle"]),
        (WEBPACK % COMMON % ";t.Tracker()", ["bundle:59#send"]),
        (WEBPACK % COMMON % ";go(t.Tracker,1)", ["bundle:59#send"]),
        (WEBPACK % GETTERS % ";go(n)", []),  # all of them are handed on
        (WEBPACK % GETTERS % ";window.all=n", []),
        (WEBPACK % GETTERS % ";go(e.exports)", []),
        (WEBPACK % GETTERS % ";t.r(n);function go(n){return n}", ["bundle:59#Tracker", "bundle:59#Toggle"]),
        (WEBPACK % COMMON % ";e.exports=t", []),
        (TURBOPACK % LISTED.replace("59,e=>{", "59,(e,t,r)=>{go(r);"), []),
        (WEBPACK % GETTERS % "" + "9:(e,t,n)=>{n(59).Tracker()}", []),  # another module asks for it
        (WEBPACK % (GETTERS % "" + ",9:(e,t,n)=>{var r=n(59);r.Tracker()}"), []),
        (WEBPACK % (GETTERS % "" + ",9:(e,t,n)=>{Promise.resolve().then(n.bind(n,59)).then(e=>e.Tracker())}"), []),
        (WEBPACK % (GETTERS % "" + ",9:(e,t,n)=>{n.e(7).then(n.bind(n,60))}"), []),  # a further chunk may ask
        (TURBOPACK % f"{LISTED},60,e=>{{e.i(59).Tracker()}}", []),
        (TURBOPACK % f"{LISTED},60,e=>{{e.A(61)}}", []),
        ((TURBOPACK % LISTED).replace("TURBOPACK", "OTHERPACK"), []),
        ((WEBPACK % GETTERS % "").replace("webpackChunk_N_E", "webpackChunkportal"), []),  # no page hands it rows
    ],
)
def test_what_others_may_call_is_no_part_of_its_own(code: str, left: list[str]) -> None:
    assert [name for name, _ in parts(code)] == left


def test_the_entry_of_a_page_brings_no_chunk_whole() -> None:
    asked = [
        one
        for script in parse("a.js", (WEBPACK % GETTERS % "").encode(), INTEREST)[1].scripts
        for one in script.imports
    ]
    assert asked == []
    plain = WEBPACK % "8:(e,t,n)=>{n(59)}"
    [needed] = [one for script in parse("a.js", plain.encode(), INTEREST)[1].scripts for one in script.imports]
    assert needed.kind == "needed-chunk"


def test_which_modules_a_chunk_may_ask_for() -> None:
    def asked(code: str) -> list[str]:
        bundles = [script.bundle for script in parse("a.js", code.encode(), INTEREST)[1].scripts]
        return [one for bundle in bundles if bundle is not None for one in bundle.asked]

    assert asked(TURBOPACK % f"{LISTED},60,e=>{{e.i(7);e.A(61);e.s([],60)}}") == ["61", "7"]
    assert asked(WEBPACK % f"{ENTRY},9:(e,t,n)=>{{n(60),n.t.bind(n,61,23)}}") == ["23", "60", "61"]
    assert asked((WEBPACK % ENTRY).replace("webpackChunk_N_E", "webpackChunkportal")) == []
