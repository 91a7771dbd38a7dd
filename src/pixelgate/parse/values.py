"""What static reading knows of an expression: a constant, a text with holes, a structure, or only its origin."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from pixelgate.source import Span

ANY = "*"
"""The path of what stands for every text that makes a file's name, in the pattern of a bundler."""


class How(StrEnum):
    """How a constant was read; the first is the surest."""

    LITERAL = "literal"
    FOLDED = "folded"  # concatenation, joined array, const identifier, atob, enum member, default parameter


class Constant(msgspec.Struct, frozen=True, tag="constant"):
    """A value that is fully known: string, number, boolean or null (``undefined`` too)."""

    value: str | float | bool | None
    span: Span
    how: How = How.LITERAL


class Hole(msgspec.Struct, frozen=True, tag="hole"):
    """A place that a template engine fills at run time. ``expression`` is the text between the delimiters, trimmed."""

    expression: str
    span: Span


class Unknown(msgspec.Struct, frozen=True, tag="unknown"):
    """An expression that only the run time knows.

    ``path`` is its canonical access path where it has one (``location.href``, ``user.email``,
    ``document.getElementById('dob').value``), else its source text, both cut at 200 characters.
    ``inputs`` are the values it is computed from (arguments, receiver, operands), for following data.
    """

    path: str
    span: Span
    inputs: tuple[Value, ...] = ()


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A string with parts that are not all known: template literals, concatenations, masked attributes."""

    parts: tuple[Constant | Hole | Unknown | Argument, ...]
    span: Span


class Choice(msgspec.Struct, frozen=True, tag="choice"):
    """One of several values: a conditional, ``a || b``, ``a ?? b``."""

    options: tuple[Value, ...]
    span: Span


class Entry(msgspec.Struct, frozen=True):
    """One property of an object: its key (``None`` when not known, ``...`` for a spread), value and place."""

    key: str | None
    value: Value
    span: Span


class Object(msgspec.Struct, frozen=True, tag="object"):
    """An object literal, entries in the order of the code; a spread of a known object is already merged."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Value | None:
        """Return the last value written under a key (as the run time would)."""
        found = None
        for entry in self.entries:
            if entry.key == key:
                found = entry.value
        return found


class Array(msgspec.Struct, frozen=True, tag="array"):
    """An array literal."""

    items: tuple[Value, ...]
    span: Span


class Function(msgspec.Struct, frozen=True, tag="function"):
    """A function expression or a reference to a function of the same file."""

    name: str
    parameters: tuple[str, ...]
    span: Span


class Argument(Unknown, frozen=True, tag="argument"):
    """What a caller in another file gives an exported function: an entry of the parameter at an index, or the rest.

    ``default`` is what the parameter is where nothing is given.
    """

    index: int = 0
    keys: tuple[str, ...] = ()
    rest: bool = False
    default: Value | None = None


Value = Constant | Hole | Unknown | Text | Choice | Object | Array | Function | Argument


def constant(value: Value | None) -> str | None:
    """Return the known text of a value: of a constant, or of a text whose parts are all constants; else ``None``.

    Numbers are written as JavaScript writes them (``5``, not ``5.0``), booleans as ``true`` and ``false``.
    """
    match value:
        case Constant(value=str() as text):
            return text
        case Constant(value=bool() as flag):
            return "true" if flag else "false"
        case Constant(value=float() as number):
            return str(int(number)) if number.is_integer() else repr(number)
        case _:
            return None


def pattern(value: Value | None) -> str:
    """Return the text of a value with ``{}`` for every part that is not known (``https://x/{}.js``, ``{}``)."""
    match value:
        case Constant():
            return constant(value) or ""
        case Text(parts=parts):
            return "".join(pattern(part) for part in parts)
        case _:
            return "{}"


def alternatives(value: Value) -> Iterator[Value]:
    """Yield the values that a value may be: the options of a choice, flattened, or the value itself."""
    if isinstance(value, Choice):
        for option in value.options:
            yield from alternatives(option)
    else:
        yield value
