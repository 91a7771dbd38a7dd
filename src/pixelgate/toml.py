"""TOML: the values from tomli, the places from tree-sitter, which no TOML library gives.

A key path names a place: ``("site", "origins", 0)``, ``("route", 2, "path")``. Columns count Unicode code points.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import TypeAlias

import msgspec
import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser, Point

from pixelgate.source import Location

Value: TypeAlias = "str | int | float | bool | dt.datetime | dt.date | dt.time | list[Value] | Table"
Table: TypeAlias = dict[str, Value]
KeyPath: TypeAlias = tuple[str | int, ...]

_LANGUAGE = Language(tree_sitter_toml.language())
_BOM = b"\xef\xbb\xbf"
_DEPTH = 50


class TomlError(ValueError):
    """Refuse a text that is no TOML; ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(f"{message} (line {line}, column {column})")
        self.message = message
        self.line = line
        self.column = column


class Positions(msgspec.Struct, frozen=True):
    """Where keys and values stand. ``repeated``: a key or table that is set twice -> its second place."""

    path: str
    keys: dict[KeyPath, Location]
    values: dict[KeyPath, Location]
    repeated: dict[KeyPath, Location]

    def key(self, path: KeyPath) -> Location:
        """Return the place of a key, or of the table or array header; else of the nearest thing around it."""
        return self._nearest(self.keys, path)

    def value(self, path: KeyPath) -> Location:
        """Return the place of a value or array item; else of its key, or of the nearest thing around it."""
        return self.values[path] if path in self.values else self._nearest(self.keys, path)

    def _nearest(self, places: dict[KeyPath, Location], path: KeyPath) -> Location:
        while path:
            if found := places.get(path) or self.values.get(path):
                return found
            path = path[:-1]
        return Location(self.path)


def load(data: bytes) -> Table:
    """Return the values of a TOML file.

    Raises:
        TomlError: It is not UTF-8, or not TOML.

    """
    data = data.removeprefix(_BOM)
    try:
        return tomli.loads(data.decode())
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start) from error
    except tomli.TOMLDecodeError as error:
        raise _repeated(data, error) from error
    except RecursionError as error:
        raise TomlError("arrays or tables are nested too deeply", 1, 1) from error
    except ValueError as error:  # int() refuses numbers of thousands of digits
        raise TomlError("a number is too long", 1, 1) from error


def positions(data: bytes, path: str = "") -> Positions:
    """Return the places of all keys and values; of a broken file, of those that could be read."""
    walker = _Walker(data.removeprefix(_BOM), path)
    walker.document()
    return walker.found


def _undecodable(data: bytes, at: int) -> TomlError:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]
    before = data[:at].decode("utf-8", "replace")
    line = before.count("\n") + 1
    return TomlError(
        "saved as UTF-16, expected UTF-8" if utf16 else "a byte that is not UTF-8",
        line,
        len(before) - (before.rfind("\n") + 1) + 1,
    )


def _repeated(data: bytes, error: tomli.TOMLDecodeError) -> TomlError:
    """Say of a key that is set twice where it was set first; tomli points behind its second value."""
    found = positions(data)
    for key, again in found.repeated.items():
        if again.line <= error.lineno <= again.end_line + 1:
            first = found.keys.get(key, again)
            name = ".".join(str(step) for step in key)
            return TomlError(f"`{name}` is set twice, first in line {first.line}", again.line, again.column)
    message = error.msg[:1].lower() + error.msg[1:]
    return TomlError(message, error.lineno, error.colno)


class _Walker:
    """The places of one file, gathered in its order."""

    def __init__(self, data: bytes, path: str) -> None:
        self.root = Parser(_LANGUAGE).parse(data).root_node
        self.lines = data.split(b"\n")
        self.path = path
        self.found = Positions(path, {}, {}, {})
        self.counts: dict[KeyPath, int] = {}
        self.headers: set[KeyPath] = set()
        self.continued: dict[int, list[int]] = {}

    def document(self) -> None:
        for node in self.root.named_children:
            if node.type == "pair":
                self._pair((), node, 0)
            elif node.type in {"table", "table_array_element"}:
                self._table(node)

    def _table(self, node: Node) -> None:
        head, *pairs = [child for child in node.named_children if child.type != "comment"] or [node]
        base: KeyPath = ()
        steps = self._steps(head)
        for step, place in steps:
            base = (*base, step)
            self.found.keys.setdefault(base, place)
            if base in self.counts and (step, place) != steps[-1]:
                base = (*base, self.counts[base] - 1)
        if node.type == "table_array_element":
            count = self.counts.get(base, 0)
            self.counts[base] = count + 1
            base = (*base, count)
            self.found.keys[base] = self._location(head)
        elif base in self.headers:
            self.found.repeated.setdefault(base, self._location(head))
        self.headers.add(base)
        for pair in pairs:
            if pair.type == "pair":
                self._pair(base, pair, 0)

    def _pair(self, base: KeyPath, node: Node, depth: int) -> None:
        parts = [child for child in node.named_children if child.type not in {"comment", "ERROR"}]
        if len(parts) != 2:  # noqa: PLR2004 - a key and a value; anything else is broken
            return
        for step, place in self._steps(parts[0]):
            base = (*base, step)
            self.found.keys.setdefault(base, place)
        if base in self.found.values:
            self.found.repeated.setdefault(base, self._location(parts[0]))
        else:
            self._value(base, parts[1], depth)

    def _value(self, path: KeyPath, node: Node, depth: int) -> None:
        self.found.values[path] = self._location(node)
        if depth == _DEPTH:
            return
        if node.type == "array":
            items = [child for child in node.named_children if child.type != "comment"]
            for index, item in enumerate(items):
                self._value((*path, index), item, depth + 1)
        elif node.type == "inline_table":
            for pair in node.named_children:
                if pair.type == "pair":
                    self._pair(path, pair, depth + 1)

    def _steps(self, key: Node) -> list[tuple[str, Location]]:
        """Return the parts of a bare, quoted or dotted key. Dotted keys nest to the left."""
        steps = []
        while key.type == "dotted_key" and key.named_child_count > 1:
            steps.append(key.named_children[-1])
            key = key.named_children[0]
        steps.append(key)
        return [(_unquoted(step.text or b""), self._location(step)) for step in reversed(steps)]

    def _location(self, node: Node) -> Location:
        start, end = node.start_point, node.end_point
        return Location(self.path, start.row + 1, self._column(start), end.row + 1, self._column(end))

    def _column(self, point: Point) -> int:
        """Count code points: bytes, less those that continue a character; a line is looked through once."""
        more = self.continued.get(point.row)
        if more is None:
            line = self.lines[point.row]
            more = [] if line.isascii() else [at for at, byte in enumerate(line) if byte & 0xC0 == 0x80]  # noqa: PLR2004 - UTF-8
            self.continued[point.row] = more
        return point.column - bisect_left(more, point.column) + 1


def _unquoted(key: bytes) -> str:
    text = key.decode("utf-8", "replace")
    if text[:1] not in {'"', "'"}:
        return text
    try:
        return next(iter(tomli.loads(f"{text} = 0")))
    except tomli.TOMLDecodeError:
        return text.strip("\"'")
