"""What calls say, for frameworks of any language: their arguments, the texts in them, and the calls inside calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.graph.frameworks.patterns import literal, named
from pixelgate.parse.outline import Argument, Call
from pixelgate.parse.values import Array, Choice, Constant, Text, Unknown, Value, alternatives, constant

_FIELD = re.compile(
    r"\{(?P<star>\*{0,2})(?P<name>\w+)(?::(?P<narrow>(?:[^{}]|\{[^{}]*\})*?))?(?:=[^{}]*)?(?P<may>\?)?\}(?P<after>\w)?"
    r"|\$\{[^{}]*\}"
)
_LONGEST = 2_000
"""No address of a page is longer: what follows is left out."""

_ANY = re.compile(r"\.[*+]|\bpath\b|\[\^\]")
_STARS = re.compile(r"\*+")


def given(call: Call, *names: str) -> Value | None:
    """Return an argument of a call by its keyword, whichever of these it is."""
    return next((one.value for one in call.arguments if one.name in names), None)


def plain(call: Call) -> tuple[Value, ...]:
    """Return the arguments of a call that have no keyword."""
    return tuple(one.value for one in call.arguments if not one.name)


def first(call: Call) -> Value | None:
    """Return the first argument without a keyword."""
    return next(iter(plain(call)), None)


def texts(value: Value | None) -> tuple[str, ...]:
    """Return the texts that a value is known to be or to list: of a constant, an array, every alternative."""
    found: list[str] = []
    queue = [value] if value is not None else []
    while queue:
        one = queue.pop(0)
        if isinstance(one, Array):
            queue = [*one.items, *queue]
        elif isinstance(one, Choice):
            queue = [*alternatives(one), *queue]
        elif (text := constant(one)) is not None:
            found.append(text)
    return tuple(found)


def text(value: Value | None) -> str:
    """Return the only text that a value is known to be, else nothing."""
    return constant(value) or "" if isinstance(value, Constant) else ""


def holed(value: Value | None) -> str:
    """Return a path of which parts may not be known, these as groups."""
    if not isinstance(value, Text):
        return text(value)
    parts = (str(part.value) if isinstance(part, Constant) else f"{{part{at}}}" for at, part in enumerate(value.parts))
    return "".join(parts)


def walk(calls: Iterable[Call]) -> Iterator[Call]:
    """Yield calls, what is called on their results, and what stands in the functions they are given."""
    stack = list(calls)[::-1]
    while stack:
        call = stack.pop()
        yield call
        stack += [*reversed(call.chained), *reversed(call.body)]


def filled(call: Call, name: str, said: str) -> Call:
    """Return a call, and what it is given to run, with a text in the place of a variable."""

    def fill(value: Value) -> Value:
        if isinstance(value, Unknown) and value.path == name:
            return Constant(said, value.span)
        if isinstance(value, Text):
            parts = tuple(
                Constant(said, p.span) if isinstance(p, Unknown) and p.path == name else p for p in value.parts
            )
            known = "".join(str(p.value) for p in parts if isinstance(p, Constant))
            whole = all(isinstance(part, Constant) for part in parts)
            return Constant(known, value.span) if whole else Text(parts, value.span)
        return value

    return msgspec.structs.replace(
        call,
        arguments=tuple(Argument(one.name, fill(one.value)) for one in call.arguments),
        body=tuple(filled(inner, name, said) for inner in call.body),
    )


def last(name: str) -> str:
    """Return the last word of a dotted name."""
    return name.rpartition(".")[2]


def of_braces(path: str) -> str:
    r"""Return a path of Laravel, Symfony, Spring or ASP.NET as a pattern: ``{id}``, ``{id?}``, ``{*rest}``.

    What narrows a field (``{id:int}``) is left out; of globs, ``*`` is everything below as ``**`` is.
    """
    path = path[:_LONGEST]
    pieces: list[str] = []
    at = 0
    for found in _FIELD.finditer(path):
        pieces.append(_globbed(path[at : found.start()]))
        pieces.append(_group(found))
        at = found.end()
    return "".join((*pieces, _globbed(path[at:])))


def _group(found: re.Match[str]) -> str:
    if not found["name"]:
        return named("property")
    narrow = found["narrow"] or ""
    optional = found["may"] or narrow.endswith("?") or "=" in found[0].partition(":")[0]
    several = found["star"] or (narrow and _ANY.search(narrow))
    group = named(found["name"], "*" if several else "?" if optional else "")
    return f"{{{group}}}{found['after']}" if found["after"] else group


def _globbed(text: str) -> str:
    at = 0
    pieces = []
    for found in _STARS.finditer(text):
        pieces += [literal(text[at : found.start()]), "*"]
        at = found.end()
    return "".join((*pieces, literal(text[at:])))
