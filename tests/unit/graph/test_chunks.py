"""Which file a chunk is."""

from __future__ import annotations

import pytest

from pixelgate.facts.model import Chunk, FileFacts
from pixelgate.graph.chunks import chunk_table


def test_the_file_that_says_it_is_the_chunk_is_meant() -> None:
    table = chunk_table({"a/5.js": FileFacts("a/5.js", chunks=(Chunk("app", "5"),))})
    assert table.find("app:5", "a/main.js", {"a/5.js"}) == ("a/5.js",)
    assert table.find("other:5", "a/main.js", {"a/5.js"}) == ()


def test_of_two_applications_with_one_family_the_nearer_is_meant() -> None:
    table = chunk_table({p: FileFacts(p, chunks=(Chunk("app", "5"),)) for p in ("a/5.js", "b/5.js")})
    assert table.find("app:5", "b/main.js", {"a/5.js", "b/5.js"}) == ("b/5.js",)


def test_of_an_old_and_a_new_build_the_one_that_the_runtime_names_is_meant() -> None:
    files = {p: FileFacts(p, chunks=(Chunk("app", "5"),)) for p in ("js/5.new.js", "js/5.old.js")}
    runtime = FileFacts("js/runtime.js", chunks=(Chunk("app", "5", "5.new.js", "/js/"),))
    table = chunk_table(files | {"js/runtime.js": runtime})
    assert table.find("app:5", "js/main.js", {*files, "js/runtime.js"}) == ("js/5.new.js",)


def test_a_chunk_that_says_nothing_is_found_by_the_name_that_its_runtime_gives_it() -> None:
    runtime = FileFacts("out/runtime.mjs", chunks=(Chunk("app", "", "chunks/{}.ab.mjs", "https://cdn.example/out/"),))
    table = chunk_table({"out/runtime.mjs": runtime})
    assert table.find("app:5", "out/main.mjs", {"out/chunks/5.ab.mjs"}) == ("out/chunks/5.ab.mjs",)


@pytest.mark.parametrize(
    ("chunk", "provided"), [("5265", True), ("6265", True), ("8652", True), ("865", False), ("12", False)]
)
def test_a_chunk_for_which_the_runtime_loads_no_file_is_provided(chunk: str, *, provided: bool) -> None:
    runtime = FileFacts("main.js", chunks=(Chunk("app", "", shared="^([56]265|8652)$"),))
    assert bool(chunk_table({"main.js": runtime}).provider(f"app:{chunk}")) is provided


@pytest.mark.parametrize("expression", ["^(a", "^(?=a)$", "^(" + "(a|b)?" * 3000 + ")$"])
def test_an_expression_that_is_none_provides_nothing(expression: str) -> None:
    table = chunk_table({"main.js": FileFacts("main.js", chunks=(Chunk("app", "", shared=expression),))})
    assert table.provider("app:12") == ""
