"""Pieces cut out of code that is far too large to be parsed: where an expression ends, and its value."""

from __future__ import annotations

import re

from pixelgate.parse.document import Interest
from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.outlined import Reader
from pixelgate.parse.markup import Code as Piece
from pixelgate.parse.values import Value
from pixelgate.source import Fragment, Source

_MARK = re.compile(r"[\"'`/]|[()\[\]{},;]")
_STRING = {quote: re.compile(rf"(?:[^{quote}\\]|\\.)*{quote}", re.DOTALL) for quote in "\"'"}
_EXPRESSION = re.compile(r"(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/")
_IN_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
LONGEST = 300_000
"""Characters beyond which no end is looked for."""


def value_of(source: Source, start: int, end: int) -> Value:
    """Return the value of an expression that stands somewhere in a file."""
    piece = Piece(Fragment(source.text).slice(start, end), "javascript")
    code = Code(piece.fragment, Interest(), "javascript", ())
    node = code.tree.root
    while node.type in {"program", "expression_statement"} and node.named_child_count:
        node = node.named_children[0]
    return Reader(code, source).values.value(node)


def end_of(text: str, start: int) -> int:
    """Return where an expression ends: at the comma, semicolon or bracket that is not inside of it."""
    deep: list[str] = []
    at = start
    while (found := _MARK.search(text, at, start + LONGEST)) is not None:
        at, mark = found.end(), found[0]
        if mark in _STRING:
            at = _after(_STRING[mark], text, at)
        elif mark == "/":
            at = _after(_EXPRESSION, text, at) if _begins(text, found.start()) else at
        elif mark == "`":
            deep.append(mark)
            at = _template(text, at, deep)
        elif mark in "([{":
            deep.append(mark)
        elif not deep:
            return found.start()
        elif mark in ")]}":
            deep.pop()
            at = _template(text, at, deep)
    return start


def _template(text: str, at: int, deep: list[str]) -> int:
    """Return where code goes on within or after a template string, if that is where the text stands."""
    while deep and deep[-1] == "`":
        found = _IN_TEMPLATE.match(text, at)
        if found is None:
            return at
        at = found.end()
        if text[at - 1] == "`":
            deep.pop()
        else:
            deep.append("{")
    return at


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _begins(text: str, at: int) -> bool:
    """Tell whether a slash begins a regular expression: an operator or a bracket stands before it."""
    return text[at - 1 : at] in set("(,=:[!&|?{};>")
