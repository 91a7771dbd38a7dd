"""Facts by path: packed, shared, put together."""

from __future__ import annotations

import msgspec
import pytest

from pixelgate.facts import store
from pixelgate.facts.model import Emission, FileFacts, FormField, Region, Suppression
from pixelgate.facts.packed import packed
from pixelgate.facts.store import Facts, stored
from pixelgate.source import Location

PLAIN = FileFacts("a.html", "django", fields=(FormField("reason", "text", Location("a.html", 3)),))
SAYING = FileFacts("b.html", "django", emissions=(Emission("analytics", Location("b.html")),), fields=PLAIN.fields)


def read(*files: FileFacts) -> Facts:
    found = Facts()
    for file in files:
        found.add(file.path, stored(file))
    return found


def test_packed_facts_are_those_that_were_packed() -> None:
    found = read(PLAIN, SAYING)
    assert found == {"a.html": PLAIN, "b.html": SAYING} == Facts({"a.html": PLAIN, "b.html": SAYING})
    assert list(found) == ["a.html", "b.html"]
    assert "c.html" not in found
    assert len(found) == 2


def test_damaged_facts_are_refused_at_once_and_not_kept() -> None:
    found = Facts()
    with pytest.raises(msgspec.DecodeError):
        found.add("a.html", stored(PLAIN)[:-3])
    with pytest.raises(msgspec.DecodeError):
        found.add("a.html", packed(PLAIN))
    assert dict(found) == {}


def test_what_files_say_to_others_is_shared_without_what_only_their_page_shows() -> None:
    called = Region("row", (), False, Location("c.html"), kind="define")
    block = Region("head", (), False, Location("c.html"))
    other = FileFacts("c.html", "go", regions=(block, called))
    shared = read(PLAIN, SAYING, other).shared
    assert list(shared) == ["b.html", "c.html"]
    assert shared["b.html"] == msgspec.structs.replace(SAYING, fields=())
    assert shared["c.html"].regions == (called,)


def test_later_facts_take_the_place_of_earlier_ones_with_what_they_share() -> None:
    files = read(PLAIN, SAYING)
    quiet = FileFacts("b.html", "django")
    loud = msgspec.structs.replace(PLAIN, suppressions=(Suppression(("PG101",), "why", Location("a.html")),))
    changed = files | {"b.html": quiet, "a.html": loud, "z.html": PLAIN}
    assert list(changed) == ["a.html", "b.html", "z.html"]
    assert (changed["a.html"], changed["b.html"]) == (loud, quiet)
    assert list(changed.shared) == ["a.html"]
    assert list(files.shared) == ["b.html"]


def test_some_files_come_in_the_order_that_is_asked_for() -> None:
    found = read(PLAIN, SAYING).of(["b.html", "a.html"])
    assert list(found.items()) == [("b.html", SAYING), ("a.html", PLAIN)]
    assert list(found.shared) == ["b.html"]


def test_facts_that_were_not_asked_for_lately_are_let_go() -> None:
    paths = [f"{n}.html" for n in range(store.RECENT + 1)]
    found = read(*(FileFacts(path, "html", regions=(Region(path, (), False, Location(path)),)) for path in paths))
    first = found["0.html"]
    assert found["0.html"] is first
    for path in paths[1:]:
        assert found[path].path == path
    assert found["0.html"] is not first
