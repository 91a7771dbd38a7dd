"""Outlines as text: one line for each thing, so that a test shows the nesting."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.parse import backend
from pixelgate.parse.outline import Argument, Call, Outline
from pixelgate.parse.values import Array, Choice, Constant, Function, Hole, Object, Text, Unknown, Value
from pixelgate.source import Source


def outline(path: str, text: str) -> Outline:
    """Return the outline of a file that has one and no failure."""
    found, failures = backend.outline(Source(path, text))
    assert found is not None
    assert not failures
    return found


def spelled(found: Outline) -> list[str]:
    """Return definitions, their marks (``@``) and calls, then the calls of the file, nested by indentation."""
    lines = []
    for one in found.definitions:
        bases = f" < {', '.join(one.bases)}" if one.bases else ""
        value = f" = {said(one.value)}" if one.value is not None else ""
        parameters = f"({', '.join(map(_argument, one.parameters))})" if one.parameters else ""
        lines.append(f"{one.kind} {one.name}{parameters}{bases}{value}")
        lines += [f"  @{line}" for call in one.marks for line in _call(call)]
        lines += [f"  {line}" for call in one.calls for line in _call(call)]
    return [*lines, *(line for call in found.calls for line in _call(call))]


def _call(call: Call) -> Iterator[str]:
    yield f"{call.name}({', '.join(map(_argument, call.arguments))})"
    yield from (f"  {line}" for inner in call.body for line in _call(inner))
    for link in call.chained:
        first, *rest = _call(link)
        yield f".{first}"
        yield from rest


def _argument(argument: Argument) -> str:
    return f"{argument.name}={said(argument.value)}" if argument.name else said(argument.value)


def said(value: Value) -> str:
    match value:
        case Constant(value=known):
            return repr(known)
        case Unknown(path=path):
            return f"<{path}>"
        case Hole(expression=expression):
            return f"<{expression}>"
        case Text(parts=parts):
            return "+".join(map(said, parts))
        case Choice(options=options):
            return "|".join(map(said, options))
        case Array(items=items):
            return f"[{', '.join(map(said, items))}]"
        case Object(entries=entries):
            return f"{{{', '.join(f'{entry.key}: {said(entry.value)}' for entry in entries)}}}"
        case Function():
            return "function"
