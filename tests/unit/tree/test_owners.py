"""CODEOWNERS as code hosts read it."""

from __future__ import annotations

import pytest

from pixelgate.tree.owners import owners


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("* @all", "a/b.jsonl", ("@all",)),
        ("*.jsonl @privacy # the officers", "a/b.jsonl", ("@privacy",)),
        ("b.jsonl @privacy", "a/b.jsonl", ("@privacy",)),
        ("/b.jsonl @privacy", "a/b.jsonl", ()),
        ("/a/b.jsonl @privacy p@example.org", "a/b.jsonl", ("@privacy", "p@example.org")),
        ("a/ @privacy", "x/a/b.jsonl", ("@privacy",)),
        ("/a/ @privacy", "x/a/b.jsonl", ()),
        ("* @all\n*.jsonl", "b.jsonl", ()),
        ("*.jsonl @privacy\n* @all", "b.jsonl", ("@all",)),
        ("# * @all\n\n/ @nobody", "b.jsonl", ()),
    ],
)
def test_the_last_line_that_takes_a_file_in_names_its_owners(text: str, path: str, found: tuple[str, ...]) -> None:
    assert owners(text, path) == found
