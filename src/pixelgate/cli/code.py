"""The lines of code that findings are about."""

from __future__ import annotations

from pixelgate.parse.decode import decode
from pixelgate.source import Location
from pixelgate.tree import Tree, Unreadable

CODE = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx", ".json", ".toml")
"""Endings of files that are no markup, for the choice of the encoding."""


class CodeLines:
    """Returns the first line of a location; the last file that was asked for stays in memory."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._path = ""
        self._lines: list[str] = []

    def __call__(self, location: Location) -> str | None:
        if location.path != self._path:
            self._path, self._lines = location.path, self._read(location.path)
        return self._lines[location.line - 1] if location.line <= len(self._lines) else None

    def _read(self, path: str) -> list[str]:
        try:
            text = decode(self._tree.read(path), markup=not path.endswith(CODE))
        except Unreadable:
            return []
        return text.split("\n") if text is not None else []
