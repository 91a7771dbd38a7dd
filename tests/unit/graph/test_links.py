"""What files are told of the modules that they ask for."""

from __future__ import annotations

from pixelgate.facts.model import Bundled, Chunk, FileFacts, Link, Reference
from pixelgate.facts.store import Facts
from pixelgate.graph.links import links, offers
from pixelgate.parse.modules import Exports, Relay
from pixelgate.source import Location, Span


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
