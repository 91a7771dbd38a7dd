"""Packages of vendors inside bundles, and what is said to what they export."""

from __future__ import annotations

import pytest

from pixelgate import facts
from pixelgate.facts.bundled import asks_for
from pixelgate.facts.model import Bundled, FileFacts, SightingKind
from pixelgate.parse.modules import Alias, Exports, Given, Relay
from pixelgate.parse.values import Argument, Constant
from pixelgate.source import Location, Span
from pixelgate.vendors.catalog import load

SDK = (
    '{init:function(t,e){fbq("init",t,e)},track:function(t,n){fbq("track",t,n)},'
    'warn:"Pixel not initialized before using call ReactPixel.init"}'
)
CHUNK = f"(self.webpackChunkapp=self.webpackChunkapp||[]).push([[665],{{665(t,e,n){{t.exports={SDK}}}}}]);"
LAZY = (
    "(self.webpackChunkapp=self.webpackChunkapp||[]).push([[339],{339(e,n,t){var c=t(665);"
    'c.track("Schedule",{doctor:x.value})}}]);'
)
PACKAGE = "react-facebook-pixel"


def read(code: str, **known: object) -> FileFacts:
    return facts.extract("app.js", code.encode(), load(), **known)  # type: ignore[arg-type]


def said(found: FileFacts) -> list[tuple[str, str, str]]:
    return [(s.kind.value, s.id, s.event) for s in found.sightings if not s.internal]


def test_a_mark_tells_the_package_and_its_module() -> None:
    found = read(CHUNK)
    assert found.bundled == (Bundled(PACKAGE, "bundle:665"),)
    assert (SightingKind.IMPORT, PACKAGE) in {(s.kind, s.url) for s in found.sightings}


def test_what_a_package_does_inside_is_its_own() -> None:
    assert said(read(CHUNK)) == []


def test_a_chunk_that_is_told_nothing_says_nothing() -> None:
    assert said(read(LAZY)) == []


def test_a_chunk_that_is_told_what_the_module_holds_says_the_event_with_its_parameter() -> None:
    found = read(LAZY, given=Given(packages=(("bundle:665", PACKAGE),)))
    assert said(found) == [("event", "", "Schedule")]
    assert [p.name for p in found.sightings[0].parameters] == ["doctor"]


@pytest.mark.parametrize(
    "code",
    [
        'import{R as e}from"./sdk.js";e.track("Schedule",{a:1});',
        'import{a as i,b as n}from"./sdk.js";var t=i(n(),1);t.default.track("Schedule");',
        'import*as s from"./sdk.js";s.x.track("Schedule")',
    ],
)
def test_an_import_from_a_chunk_that_holds_the_package(code: str) -> None:
    assert said(read(code, given=Given(packages=(("./sdk.js", PACKAGE),)))) == [("event", "", "Schedule")]


@pytest.mark.parametrize("call", ["e.track(name)", "e.init(options)", "e.open()", "e.track.off('x')"])
def test_what_is_not_surely_said_to_the_package_is_nothing(call: str) -> None:
    found = read(f'import{{R as e}}from"./sdk.js";{call};', given=Given(packages=(("./sdk.js", PACKAGE),)))
    assert said(found) == []


@pytest.mark.parametrize(
    "code",
    [
        f'var s={SDK};s.init("1234567890123456");s.track("Lead");',
        f'var w=(e)=>{{e.exports={SDK}}};var t=i(w(),1);t.default.init("1234567890123456");t.default.track("Lead");',
    ],
)
def test_an_object_shows_itself_as_the_package_by_an_id_of_the_vendor(code: str) -> None:
    assert {("init", "1234567890123456", ""), ("event", "", "Lead")} <= {*said(read(code))}


def test_a_module_that_hands_the_package_on_is_the_package() -> None:
    handed_on = CHUNK.replace("{665(", "{7(t,e,n){t.exports=n(665)},665(")
    assert Bundled(PACKAGE, "bundle:7") in read(handed_on).bundled


def test_parcel_registers_modules_under_names() -> None:
    code = f'var n=globalThis.parcelRequire0c0f,a=n.register;a("4HjPU",function(t,e){{t.exports={SDK}}});'
    assert read(code).bundled == (Bundled(PACKAGE, "bundle:4HjPU"),)
    lazy = 'var t=globalThis.parcelRequire0c0f;t.register("x1",function(r,i){var o=t("4HjPU");o.track("Lead")});'
    assert said(read(lazy, given=Given(packages=(("bundle:4HjPU", PACKAGE),)))) == [("event", "", "Lead")]


def test_turbopack_keeps_modules_behind_their_numbers() -> None:
    lazy = '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push([s,4,e=>{var t=e.i(18066);t.f.track("Lead")}]);'
    assert said(read(lazy, given=Given(packages=(("bundle:18066", PACKAGE),)))) == [("event", "", "Lead")]


def test_a_file_is_read_again_only_when_it_asks_for_the_module() -> None:
    assert asks_for(b"var c=t(665)", ["bundle:12", "bundle:665"])
    assert asks_for(b'var c=t("4HjPU")', ["bundle:4HjPU"])
    assert not asks_for(b"var c=t(6651)", ["bundle:12", "bundle:665"])


def test_a_call_goes_through_a_module_that_exports_another_modules_wrapper() -> None:
    relay = Relay(
        ("a",),
        "fbq",
        (Constant("track", Span(0, 0)), Argument("", Span(0, 0), index=0)),
        Span(0, 9),
        place=Location("x"),
    )
    told = Given(
        (
            ("bundle:12", Exports(relays=(relay,))),
            ("bundle:9", Exports(aliases=(Alias(("b",), "bundle:12#default.a"),))),
        )
    )
    code = "(self.webpackChunka=self.webpackChunka||[]).push([[5],{7(e,t,n){var i=n(9);(0,i.b)('Lead')}}])"
    assert said(read(code, given=told)) == [("event", "", "Lead")]
