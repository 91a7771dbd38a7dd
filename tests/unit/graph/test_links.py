"""What files are told of the modules that they ask for."""

from __future__ import annotations

from pixelgate.facts.model import Bundled, Chunk, FileFacts, Link, Reference
from pixelgate.graph.links import links
from pixelgate.source import Location


def test_a_file_that_imports_a_chunk_is_told_what_the_chunk_holds() -> None:
    reference = Reference("module", "module", ("./sdk.js",), Location("visit.js"))
    facts = {
        "sdk.js": FileFacts("sdk.js", bundled=(Bundled("react-ga4"),)),
        "visit.js": FileFacts("visit.js", references=(reference,)),
    }
    found = links(facts, lambda path, name: ("sdk.js",) if (path, name) == ("visit.js", "./sdk.js") else ())
    assert found == {"visit.js": (Link("./sdk.js", "react-ga4"),)}


def test_chunks_of_one_bundle_are_told_of_its_modules_and_others_are_not() -> None:
    facts = {
        "5.js": FileFacts("5.js", chunks=(Chunk("app", "5"),), bundled=(Bundled("react-ga4", "bundle:471"),)),
        "6.js": FileFacts("6.js", chunks=(Chunk("app", "6"),)),
        "7.js": FileFacts("7.js", chunks=(Chunk("other", "7"),)),
    }
    assert links(facts, lambda _path, _name: ()) == {"6.js": (Link("bundle:471", "react-ga4"),)}
