"""What files are told of the modules that they ask for."""

from __future__ import annotations

import pytest

from pixelgate.facts.model import Bundled, Chunk, FileFacts, Link, Reference
from pixelgate.facts.store import Facts
from pixelgate.graph.links import links, offers
from pixelgate.manifest.model import Site
from pixelgate.parse.modules import Exports, Relay
from pixelgate.pipeline import join, read
from pixelgate.reading import Reader
from pixelgate.source import Location, Span
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog


def joined(files: dict[str, str]) -> Facts:
    reader = Reader(MemoryTree(files), catalog.load())
    return join(reader, Site(), read(reader))


def test_a_file_that_imports_a_chunk_is_told_what_the_chunk_holds() -> None:
    reference = Reference("module", "module", ("./sdk.js",), Location("visit.js"))
    files = {
        "sdk.js": FileFacts("sdk.js", bundled=(Bundled("react-ga4"),)),
        "visit.js": FileFacts("visit.js", references=(reference,)),
    }
    found = links(Facts(files), lambda path, name: ("sdk.js",) if (path, name) == ("visit.js", "./sdk.js") else ())
    assert found == {"visit.js": (Link("./sdk.js", "react-ga4"),)}


def test_chunks_of_one_bundle_are_told_of_its_modules_and_others_are_not() -> None:
    files = {
        "5.js": FileFacts("5.js", chunks=(Chunk("app", "5"),), bundled=(Bundled("react-ga4", "bundle:471"),)),
        "6.js": FileFacts("6.js", chunks=(Chunk("app", "6"),)),
        "7.js": FileFacts("7.js", chunks=(Chunk("other", "7"),)),
    }
    assert links(Facts(files), lambda _path, _name: ()) == {"6.js": (Link("bundle:471", "react-ga4"),)}


def relay(*keys: str, place: str = "") -> Relay:
    return Relay(keys, "fbq", (), Span(3, 9), place=Location(place, 1, 4, 1, 10) if place else None)


def test_modules_export_to_the_files_of_their_own_build() -> None:
    def chunk(path: str, *relays: Relay, family: str = "app") -> FileFacts:
        return FileFacts(path, chunks=(Chunk(family, path),), exports=Exports(relays=relays))

    files = [
        chunk("a/5.js", relay("bundle:9", "t", place="a/5.js")),
        chunk("a/chunks/6.js"),
        chunk("b/5.js", relay("bundle:9", "u", place="b/5.js")),
        chunk("c/5.js"),
        chunk("a/7.js", family="other"),
    ]
    assert offers({one.path: one for one in files}) == {
        "a/5.js": (("bundle:9", Exports(relays=(relay("t"),))),),
        "a/chunks/6.js": (("bundle:9", Exports(relays=(relay("t", place="a/5.js"),))),),
        "b/5.js": (("bundle:9", Exports(relays=(relay("u"),))),),
    }


HOLDING = {
    "webpack 5": (
        '384(e,t,o){o.d(t,{H:()=>n,q:()=>r});const n="1234567890123456",r={BOOK:"Schedule"}}',
        '495(s,a,c){var e=c(384);fbq("init",e.H),fbq("track",e.q.BOOK)}',
    ),
    "webpack 4": (
        '384:function(e,t,o){o.d(t,"H",function(){return n});var n="1234567890123456";t.q={BOOK:"Schedule"}}',
        '495:function(s,a,c){var e=c(384);fbq("init",e.H),fbq("track",e.q.BOOK)}',
    ),
    "CommonJS": (
        '"./src/config.js":(e)=>{e.exports={H:"1234567890123456",q:{BOOK:"Schedule"}}}',
        '495:(s,a,c)=>{const{H:i,q}=c("./src/config.js");fbq("init",i),fbq("track",q.BOOK)}',
    ),
}


@pytest.mark.parametrize(("holding", "asking"), HOLDING.values(), ids=HOLDING)
def test_constants_of_another_chunk(holding: str, asking: str) -> None:
    files = {
        "main.js": f"(self.webpackChunkportal=self.webpackChunkportal||[]).push([[1],{{{holding}}}]);",
        "visit.js": f"(self.webpackChunkportal=self.webpackChunkportal||[]).push([[2],{{{asking}}}]);",
    }
    assert [(one.id, one.event) for one in joined(files)["visit.js"].sightings] == [
        ("1234567890123456", ""),
        ("", "Schedule"),
    ]


SINGLE = {
    "webpack": f"(()=>{{var m={{{','.join(HOLDING['webpack 5'])}}},o=e=>{{var t={{}};m[e](t,t.exports,o)}};o(495)}})()",
    "Turbopack": (
        '(globalThis.TURBOPACK||=[]).push([self,384,e=>{let n="1234567890123456",r={BOOK:"Schedule"};'
        'e.s(["H",0,n,"q",0,r])},495,s=>{var e=s.i(384);fbq("init",e.H);fbq("track",e.q.BOOK)}])'
    ),
    "Parcel": (
        'var r=parcelRequire1;r.register("4HjPU",function(e,t){$(e.exports,"H",()=>n);$(e.exports,"q",()=>i);'
        'var n="1234567890123456",i={BOOK:"Schedule"}});var c=r("4HjPU");fbq("init",c.H);fbq("track",c.q.BOOK)'
    ),
}


@pytest.mark.parametrize("code", SINGLE.values(), ids=SINGLE)
def test_constants_of_another_module_of_the_file(code: str) -> None:
    assert [(one.id, one.event) for one in joined({"app.js": code})["app.js"].sightings] == [
        ("1234567890123456", ""),
        ("", "Schedule"),
    ]
