"""The text of one file of program code, and what nodes of its tree say in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.values import Constant, Hole, How, Text, Unknown, Value
from pixelgate.source import Location, Source, Span

_SEPARATOR = re.compile(r"\s*(?:\?->|->|::|\?\.|&\.|\\|\.)\s*")
_DOTTED = re.compile(r"@{0,2}\w+[?!]?(?:\.\w+[?!]?)*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_LONG = 200
DEPTH = 40
"""Values that are nested deeper are not known."""


Reader: TypeAlias = "Callable[[Code, Node, int], Value]"
"""Reads an expression of one type, nested so many levels deep."""


class Code:
    """A file's text and how its language's expressions are read; offsets of its tree are those of the text."""

    def __init__(self, source: Source, readers: Mapping[str, Reader]) -> None:
        self.source = source
        self.readers = readers

    def value(self, node: Node, depth: int = 0) -> Value:
        """Return what is known of an expression."""
        read = self.readers.get(node.type)
        return read(self, node, depth + 1) if read and depth < DEPTH else self.unknown(node)

    def text(self, node: Node | None) -> str:
        """Return the text of a node, as it stands in the file."""
        return self.source.text[node.start_byte : node.end_byte] if node else ""

    def location(self, node: Node) -> Location:
        """Return the place of a node."""
        return self.source.location(span(node))

    def dotted(self, node: Node | None) -> str:
        r"""Return a name with dots, whatever joins its parts (``App\Models::find``), empty for what is no name."""
        text = self.text(node)
        name = _SEPARATOR.sub(".", text.replace("$", "")).lstrip(".") if len(text) <= _LONG else ""
        return name if _DOTTED.fullmatch(name) else ""

    def unknown(self, node: Node) -> Unknown:
        """Return an expression that only the run time knows, by its name where it has one."""
        return Unknown(self.dotted(node) or self.text(node)[:_LONG], span(node))


def span(node: Node) -> Span:
    """Return the range of a node in its file."""
    return Span(node.start_byte, node.end_byte)


def joined(values: Iterable[Value], whole: Span) -> Value:
    """Return the text that values make one after the other, as far as it is known."""
    parts: list[Constant | Hole | Unknown] = []
    for value in values:
        if isinstance(value, Text):
            parts += value.parts
        elif isinstance(value, Constant | Hole | Unknown):
            parts.append(value)
        else:
            parts.append(Unknown("", value.span))
    if all(isinstance(part, Constant) for part in parts):
        text = "".join(str(part.value) for part in parts if isinstance(part, Constant))
        return Constant(text, whole, How.LITERAL if len(parts) <= 1 else How.FOLDED)
    return Text(tuple(parts), whole)


def operands(node: Node, operators: frozenset[str]) -> list[Node]:
    """Return what a left-nested chain of binary expressions joins, in order, however long it is."""
    found: list[Node] = []
    here: Node | None = node
    while here is not None and here.type == node.type and operator(here) in operators:
        right = here.child_by_field_name("right")
        found += [right] if right else []
        here = here.child_by_field_name("left")
    return [*([here] if here else []), *reversed(found)]


def operator(node: Node) -> str:
    """Return the operator of a binary expression."""
    sign = node.child_by_field_name("operator")
    return sign.type if sign else ""


def children(node: Node | None) -> Iterator[Node]:
    """Yield the named children of a node, comments left out."""
    for child in node.named_children if node else ():
        if not child.is_extra and "comment" not in child.type:
            yield child


def of_type(node: Node | None, *kinds: str) -> Node | None:
    """Return the first named child of one of some types."""
    return next((child for child in children(node) if child.type in kinds), None)


def number(text: str) -> float | None:
    """Return the number that a literal writes, if every language writes it so."""
    try:
        return float(text.replace("_", ""))
    except ValueError:
        return None


def unescaped(text: str) -> str:
    """Return what a string with backslashes says."""
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text) if "\\" in text else text
