"""Annotations in documentation comments, as PHP had them before attributes: ``@Route("/p/{id}", name="p")``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.backend.code import Code
from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.outline import Argument, Call
from pixelgate.parse.template.brackets import arguments, closing
from pixelgate.parse.values import Array, Constant, Unknown, Value
from pixelgate.source import Span

_ANNOTATION = re.compile(r"^[ \t]*(?:/\*)?\*+[ \t]*@(?P<name>[A-Z]\w*(?:\\\w+)*)(?P<given>[ \t]*\()?", re.MULTILINE)
_NAMED = re.compile(r"\s*(\w+)\s*=(?!=)\s*(.*)", re.DOTALL)
_STAR = re.compile(r"\n[ \t]*\*(?!/)")


def marks_of(code: Code, comment: Node | None) -> Iterator[Call]:
    """Yield the annotations in a comment, if it is one for documentation."""
    text = code.text(comment) if comment and comment.type == "comment" else ""
    if comment is None or not text.startswith("/**"):
        return
    for found in _ANNOTATION.finditer(text):
        inner, end = (closing(text, found.end()) if found["given"] else None) or (found.end(), found.end())
        place = Span(comment.start_byte + found.start("name") - 1, comment.start_byte + end)
        given = _STAR.sub("\n", text[found.end() : inner])
        said = tuple(_argument(one, place) for one in arguments(given) if one.strip())
        yield Call(found["name"].replace("\\", "."), said, code.source.location(place))


def _argument(text: str, place: Span) -> Argument:
    named = _NAMED.fullmatch(text)
    return Argument(named[1], _value(named[2], place)) if named else Argument("", _value(text, place))


def _value(text: str, place: Span) -> Value:
    text = text.strip()
    if text[:1] == '"' and text[-1:] == '"':
        return Constant(text[1:-1], place)
    if text[:1] == "{":
        items = (item.strip() for item in arguments(text.strip("{}")))
        return Array(tuple(Constant(item.strip('"'), place) for item in items if item), place)
    return Unknown(text[:200], place)
