"""New rows leave every character of a manifest where it was."""

from __future__ import annotations

import pytest

from pixelgate.manifest.insert import inserted

NEW = '[[route]]\npath = "/new"\n'
MANIFEST = """\
version = 1   # kept

[[route]]
path = "/a"
phi = [
  "result",   # kept too
]  # and this

# about the exemption
[[exempt]]
vendor = "hotjar"

[[route]]
path = "/b"
"""


def test_a_row_comes_behind_the_row_it_belongs_to() -> None:
    head, tail = MANIFEST.split("\n\n# about")
    assert inserted(MANIFEST, {0: NEW}) == f"{head}\n\n{NEW}\n# about{tail}"


def test_a_row_of_a_new_area_comes_last() -> None:
    assert inserted(MANIFEST, {-1: NEW}) == f"{MANIFEST}\n{NEW}"


@pytest.mark.parametrize("text", ["version = 1\n", "version = 1"])
def test_without_rows_it_comes_at_the_end(text: str) -> None:
    assert inserted(text, {-1: NEW}) == f"version = 1\n\n{NEW}"


def test_in_a_pyproject_the_rows_are_those_of_the_tool() -> None:
    text = '[[tool.pixelgate.route]]\npath = "/a"\n\n[tool.ruff]\nline-length = 1\n'
    expected = f'[[tool.pixelgate.route]]\npath = "/a"\n\n{NEW}\n[tool.ruff]\nline-length = 1\n'
    assert inserted(text, {0: NEW}, ("tool", "pixelgate")) == expected
