"""A tree in memory."""

import pytest

from pixelgate.tree import MemoryTree, Tree, Unreadable


def test_holds_text_and_bytes_in_the_order_of_paths() -> None:
    tree: Tree = MemoryTree({"b.html": "é", "a/x.js": b"\xff", "lone.html": "\ud800"})
    assert tree.paths() == ("a/x.js", "b.html", "lone.html")
    assert tree.read("b.html") == b"\xc3\xa9"
    assert tree.read("a/x.js") == b"\xff"
    assert tree.read("lone.html") == b"\xed\xa0\x80"
    assert tree.exists("b.html")
    assert not tree.exists("c.html")
    assert tree.problems == ()


def test_a_missing_file_is_unreadable() -> None:
    with pytest.raises(Unreadable) as caught:
        MemoryTree({}).read("c.html")
    assert (caught.value.path, caught.value.reason) == ("c.html", "no such file")
