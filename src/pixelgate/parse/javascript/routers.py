"""The router of an application as its bundle holds it: the object that makes it, and the tables that this names.

A bundle is far too large to be outlined. Its router is made by one call with an object that names a history and routes;
only this object, and what the variables in it are set to, is cut out of the text and read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.javascript.pieces import end_of, value_of
from pixelgate.parse.outline import Argument, Call, Definition, Outline
from pixelgate.parse.values import Array, Choice, Constant, Entry, Object, Unknown, Value
from pixelgate.source import Source

ROUTER = "vue-router"
"""What an outline says as its package where it holds nothing but the router of a bundle."""

_TABLE = re.compile(r"[{,]routes:(?=\[\{)")
_MADE = re.compile(r"\((?=\{history:)")
_NAME = re.compile(r"(?:\.\.\.)?([A-Za-z_$][\w$]*)")
_WORD = re.compile(r"[\w$.]")
_VALUE = re.compile(r"\[|async\b|\(\)")
_KEYS = frozenset({"routes", "children", "component", "components", "default", None, "..."})
_MOST = 200
_ROUTERS = 4


def outline(source: Source) -> Outline | None:
    """Return the calls that make routers in a bundle, and the variables that hold their tables; else ``None``."""
    calls = [call for found in list(_MADE.finditer(source.text))[:_ROUTERS] for call in _call(source, found.start())]
    if not calls:
        return None
    calls += _added(source, calls[0].arguments[0].value)
    definitions = _named(source, [argument.value for call in calls for argument in call.arguments])
    return Outline("javascript", ROUTER, (), tuple(definitions), tuple(calls), tuple(source.line_starts))


def _call(source: Source, at: int) -> Iterator[Call]:
    """Yield the call whose arguments begin at a bracket, if it is given routes."""
    value = value_of(source, at, end_of(source.text, at + 1) + 1)
    if isinstance(value, Object) and value.get("routes") is not None:
        yield Call("createRouter", (Argument("", value),), source.location(value.span))


def _added(source: Source, router: Value) -> Iterator[Call]:
    """Yield the tables under a key ``routes`` beside the router, for what adds them to it: those with full paths."""
    around = tuple(entry for entry in router.entries if entry.key == "history") if isinstance(router, Object) else ()
    for found in list(_TABLE.finditer(source.text))[:_MOST]:
        value = value_of(source, found.end(), end_of(source.text, found.end()))
        listed = value.items if isinstance(value, Array) else ()
        whole = tuple(one for one in listed if isinstance(one, Object) and _is_whole(one.get("path")))
        if whole:
            given = Object((*around, Entry("routes", Array(whole, value.span), value.span)), value.span)
            yield Call("createRouter", (Argument("", given),), source.location(value.span))


def _is_whole(path: Value | None) -> bool:
    return isinstance(path, Constant) and str(path.value).startswith("/")


def _named(source: Source, values: list[Value]) -> Iterator[Definition]:
    """Yield what the variables are set to that some values name, and those that these name."""
    seen: set[str] = set()
    while values and len(seen) < _MOST:
        for name in _names(values.pop()):
            if name not in seen:
                seen.add(name)
                at = _set(source.text, name)
                if at:
                    value = value_of(source, at, end_of(source.text, at))
                    location = source.location(value.span)
                    yield Definition("variable", name, location, value=value)
                    values.append(value)


def _set(text: str, name: str) -> int:
    """Return where the value begins that a variable is set to, if it is a list or a function; else 0."""
    at = text.find(f"{name}=")
    while at >= 0:
        start = at + len(name) + 1
        if not _WORD.match(text, at - 1) and _VALUE.match(text, start):
            return start
        at = text.find(f"{name}=", start)
    return 0


def _names(value: Value) -> Iterator[str]:
    """Yield the variables that a table and its records name."""
    stack = [value]
    while stack:
        one = stack.pop()
        match one:
            case Object(entries=entries):
                stack += [entry.value for entry in entries if entry.key in _KEYS]
            case Array(items=items) | Choice(options=items):
                stack += items
            case Unknown(path=path, inputs=inputs):
                found = _NAME.match(path)
                yield from (found[1],) if found and path != "import" else ()
                stack += inputs if path.startswith("...") else ()
            case _:
                pass
