"""Values as few bytes."""

from __future__ import annotations

import contextlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts.model import FileFacts, Region
from pixelgate.facts.packed import packed, unpacker
from pixelgate.source import Location

unpacked = unpacker(FileFacts)


@given(st.text(), st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_packed_comes_back(path: str, title: str) -> None:
    path = path.encode("utf-8", "replace").decode()
    file = FileFacts(path, "html", title=title, regions=(Region("head", (), False, Location(path, 2, 3, 4, 5)),))
    assert unpacked(packed(file)) == file


def test_half_a_surrogate_pair_becomes_its_escape() -> None:
    assert unpacked(packed(FileFacts("a.html", title="\ud83d!"))).title == "\\ud83d!"


def test_what_repeats_takes_little() -> None:
    regions = tuple(Region(f"block{n}", (), False, Location("templates/page.html", n)) for n in range(100))
    assert len(packed(FileFacts("templates/page.html", regions=regions))) < 1500


@given(st.binary(max_size=60), st.integers(0, 200))
def test_damage_is_said_and_never_another_value(noise: bytes, at: int) -> None:
    file = FileFacts("a.html", title="Visit")
    whole = packed(file)
    damaged = whole[:at] + noise + whole[at + len(noise) + 1 :]
    with contextlib.suppress(msgspec.DecodeError):
        assert unpacked(damaged) == file


@pytest.mark.parametrize("data", [b"", b"x", msgspec.msgpack.encode({"path": "a"}), packed(Location("a.html"))])
def test_what_was_not_packed_is_said(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        unpacked(data)
