"""Chunks of a bundle, read from what bundlers emit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.document import Bundle, Chunk, Import, ImportKind, Interest
from pixelgate.parse.html import read_code
from pixelgate.parse.javascript import bundle
from pixelgate.parse.markup import Code
from pixelgate.parse.values import constant
from pixelgate.source import Fragment

WEBPACK5 = '"use strict";(self.webpackChunkacme=self.webpackChunkacme||[]).push([[65],{372(e,n,t){'
RUNTIME = "(()=>{var t,n,o=self.webpackChunkacme=self.webpackChunkacme||[];%s})();"


def read(text: str) -> tuple[Bundle | None, tuple[Import, ...]]:
    return bundle(Fragment(text))


def asked(text: str) -> list[tuple[ImportKind, object]]:
    return [(one.kind, getattr(one.specifier, "value", None)) for one in read(text)[1]]


def named(function: str) -> dict[str, str]:
    part, _ = read(RUNTIME % function)
    return {chunk.id: chunk.name for chunk in part.chunks} if part else {}


@pytest.mark.parametrize(
    ("text", "family", "ids"),
    [
        (WEBPACK5 + "}}]);", "webpackChunkacme", ["65"]),
        (
            '(self["webpackChunka-b"]=self["webpackChunka-b"]||[]).push([["pages_a","x"],{}]);',
            "webpackChunka-b",
            ["pages_a", "x"],
        ),
        ("(window.webpackJsonp=window.webpackJsonp||[]).push([[3],{3:function(e,n,o){}}]);", "webpackJsonp", ["3"]),
        ("(globalThis.rspackChunk = globalThis.rspackChunk || []).push([['a'], {}]);", "rspackChunk", ["a"]),
    ],
)
def test_a_chunk_says_which_it_is(text: str, family: str, ids: list[str]) -> None:
    part, _ = read(text)
    assert part is not None
    assert (part.family, [chunk.id for chunk in part.chunks]) == (family, ids)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("t.e(339).then(()=>t(339))", [(ImportKind.CHUNK, "339")]),
        ("o.e(5).then(o.bind(null,4))", [(ImportKind.CHUNK, "5")]),
        ("Promise.all([r.e(1),r.e(2)]).then(r.bind(r,3))", [(ImportKind.CHUNK, "1"), (ImportKind.CHUNK, "2")]),
        ('r.e(/*! import() | visit */ "visit").then(r.bind(r,3))', [(ImportKind.CHUNK, "visit")]),
        ("x}},e=>{e.O(0,[665,67],()=>e(372)),e.O()}]);", [(ImportKind.NEEDED, "665"), (ImportKind.NEEDED, "67")]),
        ('e=>e.O(void 0,["a"],()=>e(3))', [(ImportKind.NEEDED, "a")]),
        ("Math.e(3)+x.e(y)", []),
    ],
)
def test_a_chunk_asks_for_others(code: str, expected: list[tuple[ImportKind, object]]) -> None:
    assert asked(WEBPACK5 + code) == expected


def test_webpack_4_names_what_its_entry_needs_in_a_third_list() -> None:
    text = "(window.webpackJsonp=window.webpackJsonp||[]).push([[3],{3:function(e,n,o){}},[[3,1,2]]]);"
    assert asked(text) == [(ImportKind.NEEDED, "1"), (ImportKind.NEEDED, "2")]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ('n.u=e=>"chunks/"+e+".42f7.js"', {"": "chunks/{}.42f7.js"}),
        (
            'n.u=e=>252===e?"schedule.f8.js":"chunks/"+e+"."+{408:"fe6e",935:"c4f6"}[e]+".js"',
            {"408": "chunks/408.fe6e.js", "935": "chunks/935.c4f6.js", "": "chunks/{}..js"},
        ),
        ('n.u=e=>({5:"visit"}[e]||e)+".js"', {"5": "visit.js", "": "{}.js"}),
        ("n.u=function(e){return`js/${({a:'b'})[e]||e}.js`}", {"a": "js/b.js", "": "js/{}.js"}),
        ('i.src=function(e){return i.p+"c/"+({}[e]||e)+"."+{5:"d6"}[e]+".js"}(e)', {"5": "c/5.d6.js", "": "c/{}..js"}),
        ("n.u=e=>location.hash", {}),
    ],
)
def test_the_function_that_names_files_is_evaluated(function: str, expected: dict[str, str]) -> None:
    assert named(function) == expected


def test_the_public_path_is_told() -> None:
    part, _ = read(RUNTIME % 'n.u=e=>e+".js",n.p="/static/"')
    assert part is not None
    assert part.chunks == (Chunk("", "{}.js", "/static/"),)


def test_turbopack_names_files_by_their_paths() -> None:
    begun = "(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push([7,e=>Promise.all("
    text = begun + '["static/chunks/3yk.js"].map(t=>e.l(t)))])'
    assert asked(text) == [(ImportKind.SCRIPT, "/_next/static/chunks/3yk.js")]


@given(st.text(alphabet="self.webpckChun=|[]()push{}:,'\"`0123=>Oe u/*\\", max_size=200))
def test_any_text_is_read(text: str) -> None:
    bundle(Fragment(text))
    bundle(Fragment(RUNTIME % ("n.u=" + text)))


def test_the_chunks_that_have_no_file_are_told() -> None:
    part, _ = read(
        RUNTIME % 'n.u=e=>e+".js",n.f.j=(e,t)=>{if(/^([56]265|8652)$/.test(e))x[e]=0;else if(/a$/.test(e))y()}'
    )
    assert part is not None
    assert part.chunks == (Chunk("", "{}.js"), Chunk("", shared="^([56]265|8652)$"))


def test_chunks_of_other_builds_come_with_their_container() -> None:
    code = (
        "(()=>{r.l=(e,t)=>{};var e={827:[827]},t={827:['default','./Visit',76]};"
        '76;n.l("/remote/remoteEntry.js",x,"visits");'
        "(self.webpackChunkhost=self.webpackChunkhost||[]).push=1;n.e(827).then(()=>n(827)),n.e(5).then(f)})()"
    ).replace("'", '"')
    part, found = bundle(Fragment(code))
    assert part is not None
    assert [(one.kind, constant(one.specifier)) for one in found] == [
        (ImportKind.CHUNK, "5"),
        (ImportKind.SCRIPT, "/remote/remoteEntry.js"),
    ]


LIBRARY = (
    '!function(){function e(t){return t+"https://github.com/systemjs/systemjs/blob/main/docs/errors.md#"}'
    + "var a=1;" * 400
    + 'function l(u){var s=document.createElement("script");s.src=u;document.head.appendChild(s)}}();'
)
OWN = 'function own(u){var s=document.createElement("script");s.src=window[u];document.head.appendChild(s)}own("x");'


@pytest.mark.parametrize(
    "code", [LIBRARY + OWN, OWN + LIBRARY, f"(function(){{{LIBRARY}{OWN}}})();", f"(()=>{{{OWN}{LIBRARY}}})();"]
)
def test_what_stands_beside_a_loader_of_modules_is_not_taken_for_it(code: str) -> None:
    part, _ = bundle(Fragment(code))
    assert part is not None
    assert [code[one.start : one.end] for one in part.loaders] == [LIBRARY[1:-4]]


def test_the_loader_of_nexts_older_pages_is_told_by_its_manifest() -> None:
    filler = "x();" * 700
    code = (
        "o(4),7,(e,t,r)=>{" + filler + "function v(e,t){throw Error(`Failed to lookup route: ${t}`)}"
        'function u(e){t=document.createElement("script");t.src=e}' + filler + "},8,()=>{own()}"
    )
    part, _ = read(code)
    assert part is not None
    [loader] = part.loaders
    assert code[loader.start : loader.end].startswith("=>{x();")
    assert "t.src=e" in code[loader.start : loader.end]
    assert "own()" not in code[loader.start : loader.end]


def test_how_a_server_takes_its_chunks_is_told_by_its_pages() -> None:
    code = '(()=>{g.f.require=(a,b)=>{require("./chunks/"+g.u(a))};h(require("./" + x))})()'
    part, _ = read(code)
    assert part is not None
    assert [code[one.start : one.end] for one in part.loaders] == ['(a,b)=>{require("./chunks/"+g.u(a))}']


def test_the_manifest_of_a_react_router_build_lists_what_its_router_loads() -> None:
    manifest = (
        'window.__reactRouterManifest={"entry":{"module":"/assets/entry.client-1.js","imports":["/assets/x.js"]},"routes":{'
        '"root":{"id":"root","module":"/assets/root-2.js","clientLoaderModule":"/assets/load-3.js","css":["/a.css"]}}};'
    )
    assert asked(manifest) == [
        (ImportKind.SCRIPT, "/assets/entry.client-1.js"),
        (ImportKind.SCRIPT, "/assets/root-2.js"),
        (ImportKind.SCRIPT, "/assets/load-3.js"),
    ]
    assert asked(manifest.replace("__reactRouterManifest", "other")) == []


def test_the_function_that_loads_a_route_is_the_routers() -> None:
    code = (
        "async function H(e,t){if(e.id in t)return t[e.id];try{let n=await import(e.module);return t[e.id]=n,n}"
        "catch(t){return console.error(`Error loading route module \\`${e.module}\\`, reloading page...`),null}}"
    )
    part, _ = read("var a=1;" + code + "import(x)")
    assert part is not None
    [loader] = part.loaders
    assert (loader.start, loader.end) == (14, 7 + len(code))


def test_what_calls_the_function_that_loads_a_route_loads_nothing_else() -> None:
    loader = (
        "async function H(e,t){try{let n=await import(e.module);return t[e.id]=n,n}"
        "catch(t){console.error(`%s \\`${e.module}\\``)}}"
    )
    calls = "async function G(r,n){let e=await H(r,n);return e.links}G(a,b);export{G};import(other+x)"

    def unknown(text: str) -> list[int]:
        script = read_code(Code(Fragment(text), "javascript"), Interest())
        return [one.span.start for one in script.opaque]

    known, other = loader % "Error loading route module", loader % "Error loading some part of it"
    assert unknown(known + calls) == [len(known) + calls.index("other")]
    assert unknown(other + calls) == [len(other) + calls.index("G(a"), len(other) + calls.index("other")]
