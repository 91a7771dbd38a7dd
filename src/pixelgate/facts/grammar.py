"""Match what code says (calls, assignments) against the pattern language of the vendor files."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pixelgate.parse.values import (
    Array,
    Constant,
    Function,
    Hole,
    Object,
    Text,
    Unknown,
    Value,
    alternatives,
    constant,
)
from pixelgate.parse.values import pattern as known_text
from pixelgate.source import Span
from pixelgate.vendors.globs import glob_matches
from pixelgate.vendors.patterns import FUNCTION, AnyArg, Argument, ArrayArg, Capture, Exact, ObjectArg, Pattern

SPREAD = "..."
ARGUMENTS = "arguments"
"""A function's own arguments: ``dataLayer.push(arguments)`` is the stub of a queue, not a use of it."""


class Captured(msgspec.Struct, frozen=True):
    """A value that a pattern takes, under its meaning and, where it is one of several, its key."""

    meaning: str
    key: str
    value: Value


class Match(msgspec.Struct, frozen=True):
    """What a pattern takes from a call. ``exact`` counts the literals and structures that agree: the most exact wins.

    ``sure`` is false when the pattern looks into a value that static reading does not know. ``entry`` is the place of
    the first entry of an object that a literal of the pattern names.
    """

    captures: tuple[Captured, ...] = ()
    exact: int = 0
    sure: bool = True
    entry: Span | None = None

    def values(self, meaning: str) -> Iterator[tuple[str, Value]]:
        """Yield the keys and values that are captured under a meaning."""
        for captured in self.captures:
            if captured.meaning == meaning:
                yield captured.key, captured.value

    def and_(self, other: Match) -> Match:
        """Join what two parts of a pattern take."""
        entry = self.entry or other.entry
        return Match(self.captures + other.captures, self.exact + other.exact, self.sure and other.sure, entry)


_NOTHING = Match()


def match_call(pattern: Pattern, arguments: tuple[Value, ...]) -> Match | None:
    """Match a call's arguments; those beyond the pattern's do not count."""
    return None if pattern.assignment else _arguments(pattern.arguments, arguments)


def match_assignment(pattern: Pattern, value: Value) -> Match | None:
    """Match the value that is written to a global; one that is not known says nothing."""
    found = _argument(pattern.arguments[0], value) if pattern.assignment else None
    return found if found and found.sure else None


def asks(pattern: Pattern) -> bool:
    """Tell whether a pattern is told from others by a literal among its arguments."""
    return any(map(_asks, pattern.arguments))


def _arguments(patterns: tuple[Argument, ...], values: tuple[Value, ...]) -> Match | None:
    total = _NOTHING
    for index, pattern in enumerate(patterns):
        match = _argument(pattern, values[index] if index < len(values) else None)
        if match is None:
            return None
        total = total.and_(match)
    return total


def _argument(pattern: Argument, value: Value | None) -> Match | None:
    if value is not None and _absent(value):
        value = None
    match pattern:
        case Exact():
            return _exact(pattern, value)
        case Capture():
            return _capture(pattern, value)
        case AnyArg(required=required):
            return None if required and value is None else _NOTHING
        case ObjectArg():
            return _object(pattern, value)
        case ArrayArg():
            return _array(pattern, value)


def _absent(value: Value) -> bool:
    return isinstance(value, Constant) and value.value is None


def _exact(pattern: Exact, value: Value | None) -> Match | None:
    if value is None:
        return Match(exact=1) if "null" in pattern.values else None
    for option in alternatives(value):
        text = known_text(option) if isinstance(option, Text) else constant(option)
        if text is not None and text != "{}" and pattern.matches(text):
            return Match(exact=2)
    return None


def _capture(pattern: Capture, value: Value | None) -> Match | None:
    if value is None:
        return None if pattern.required else _NOTHING
    if isinstance(value, Unknown) and value.path == ARGUMENTS:
        return None
    if pattern.key == FUNCTION and not isinstance(value, Function):
        return None
    if pattern.meaning == "event" and isinstance(value, Object | Array | Function):
        return None
    if pattern.meaning in {"user", "options"} and not pattern.key and isinstance(value, Function | Constant):
        return None if pattern.required else _NOTHING
    if pattern.meaning == "id" and isinstance(value, Object):
        return None
    return Match((Captured(pattern.meaning, pattern.key, value),))


def _object(pattern: ObjectArg, value: Value | None) -> Match | None:
    if value is None:
        return _missing(pattern)
    options = list(alternatives(value))
    found = [match for option in options if (match := _one_object(pattern, option))]
    return max(found, key=lambda match: (match.sure, match.exact, len(match.captures)), default=None)


def _one_object(pattern: ObjectArg, value: Value) -> Match | None:
    if isinstance(value, Unknown | Hole):
        return _unseen_object(pattern, value)
    if not isinstance(value, Object):
        return None
    total = Match(exact=1)
    for key, argument in pattern.entries:
        match = _entry(key, argument, value)
        if match is None:
            return None
        total = total.and_(match)
    return total.and_(Match((Captured(pattern.rest.meaning, "", _rest(pattern, value)),))) if pattern.rest else total


def _rest(pattern: ObjectArg, value: Object) -> Object:
    """Return an object without the entries that are the account's ID (``uid`` there is no visitor's) or not sent."""
    own = {key for key, argument in pattern.entries if isinstance(argument, AnyArg) or _is_id(argument)}
    return msgspec.structs.replace(value, entries=tuple(e for e in value.entries if e.key not in own)) if own else value


def _is_id(argument: Argument) -> bool:
    return isinstance(argument, Capture) and argument.meaning == "id"


def _entry(key: str, argument: Argument, value: Object) -> Match | None:
    """Match the entries of a key, which may be a glob and then take several."""
    if "*" not in key:
        match = _argument(argument, value.get(key))
        if match is None or not isinstance(argument, Exact):
            return match
        entry = next((entry.span for entry in reversed(value.entries) if entry.key == key), None)
        return msgspec.structs.replace(match, entry=entry)
    found = [
        (entry.key, _argument(argument, entry.value))
        for entry in value.entries
        if entry.key and entry.key != SPREAD and glob_matches(key, entry.key)
    ]
    total = _NOTHING
    for name, match in found:
        if match is None:
            return None
        total = total.and_(_named(match, name))
    return total if found else _argument(argument, None)


def _named(match: Match, name: str) -> Match:
    """Give the captured values the key under which they stand."""
    return msgspec.structs.replace(
        match, captures=tuple(c if c.key else msgspec.structs.replace(c, key=name) for c in match.captures)
    )


def _unseen_object(pattern: ObjectArg, value: Unknown | Hole) -> Match | None:
    """Match an object that only the run time knows, unless the pattern asks for something in it."""
    if any(_asks(argument) or argument == AnyArg(required=True) for _, argument in pattern.entries):
        return None
    if isinstance(value, Unknown) and value.path == ARGUMENTS:
        return None
    total = Match(sure=False)
    for key, argument in pattern.entries:
        if isinstance(argument, Capture) and argument.meaning in {"id", "event"}:
            inner = Unknown(f"{value.path}.{key}", value.span) if isinstance(value, Unknown) else value
            total = total.and_(Match((Captured(argument.meaning, argument.key, inner),)))
    return total.and_(Match((Captured(pattern.rest.meaning, "", value),))) if pattern.rest else total


def _asks(argument: Argument) -> bool:
    """Tell whether an argument must have a certain text somewhere."""
    match argument:
        case Exact():
            return True
        case ObjectArg(entries=entries):
            return any(_asks(inner) for _, inner in entries)
        case ArrayArg(items=items):
            return any(map(_asks, items))
        case _:
            return False


def _array(pattern: ArrayArg, value: Value | None) -> Match | None:
    if value is None:
        return _missing(pattern)
    for option in alternatives(value):
        if isinstance(option, Array) and (option.items or not pattern.items):
            match = _arguments(pattern.items, option.items)
            if match:
                return match.and_(Match(exact=1))
        elif isinstance(option, Unknown | Hole) and not _asks(pattern) and path_of(option) != ARGUMENTS:
            return Match(sure=False)
    return None


def path_of(value: Unknown | Hole) -> str:
    """Return the access path of an unknown value, or the template's expression."""
    return value.path if isinstance(value, Unknown) else value.expression


def _missing(pattern: Argument) -> Match | None:
    """Match an argument that is not there: nothing in it may be asked for."""
    match pattern:
        case Exact():
            return None
        case Capture(required=required) | AnyArg(required=required):
            return None if required else _NOTHING
        case ObjectArg(entries=entries):
            return None if any(_missing(inner) is None for _, inner in entries) else _NOTHING
        case ArrayArg(items=items):
            return None if any(_missing(inner) is None for inner in items) else _NOTHING
