"""Conditions of triggers on the addresses of a route, in three values: always, never, or it depends.

"Never" is said only where no address of the route can meet the condition. Addresses are decided on their languages,
each part of the address by itself; what no automaton can take, and what only the run time knows, depends.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from urllib.parse import urlsplit

import msgspec

from pixelgate.manifest import automaton
from pixelgate.manifest.parts import Kind, Pattern
from pixelgate.manifest.pattern import read_pattern
from pixelgate.parse.containers.model import Condition, Moment, Origin, Variable, Written
from pixelgate.regular import (
    ANYTHING,
    Language,
    TooLargeError,
    UnsupportedError,
    either,
    literal,
    meet,
    read,
    repeated,
    sequence,
    within,
)
from pixelgate.regular.syntax import Node


class Holds(StrEnum):
    """Whether something holds: at every address of a route, at none, or at some or nobody can tell."""

    ALWAYS = "always"
    NEVER = "never"
    MAYBE = "maybe"


class Addresses(msgspec.Struct, frozen=True):
    """The addresses of a route: the pattern of its path, and the origins of the site (none: they are not known).

    What holds always need not hold for a path with a slash at its end, which the manifest does not tell apart, but
    with ``every``, where something else never happens because of it.
    """

    path: str
    origins: tuple[str, ...] = ()
    every: bool = False


def both(values: Iterable[Holds]) -> Holds:
    """Return whether all of some things hold."""
    found = set(values)
    return Holds.NEVER if Holds.NEVER in found else Holds.MAYBE if Holds.MAYBE in found else Holds.ALWAYS


def any_of(values: Iterable[Holds]) -> Holds:
    """Return whether at least one of some things holds."""
    found = set(values)
    return Holds.ALWAYS if Holds.ALWAYS in found else Holds.MAYBE if Holds.MAYBE in found else Holds.NEVER


def hold(conditions: Sequence[Condition], addresses: Addresses, event: str | None) -> Holds:
    """Tell whether conditions hold together at the addresses of a route, once something has happened.

    ``event`` is the name of what has happened, ``None`` where that is not known.
    """
    about = [(_subject(one.left), one) for one in conditions]
    parts = [
        _part(origin, tuple(one for other, one in about if other is origin), addresses)
        for origin in (Origin.PATH, Origin.URL, Origin.HOST)
    ]
    rest = (_alone(origin, one, addresses, event) for origin, one in about if origin not in _PARTS)
    return both((*parts, *rest))


_MOMENTS = frozenset(moment.value for moment in Moment)
_PARTS = frozenset({Origin.PATH, Origin.URL, Origin.HOST})


def _subject(left: Written) -> Origin:
    """Return what a condition looks at; a text that is put together is not known."""
    if all(isinstance(part, str) for part in left):
        return Origin.CONSTANT
    return left[0].origin if len(left) == 1 and isinstance(left[0], Variable) else Origin.UNKNOWN


def _text(written: Written) -> str | None:
    return "".join(map(str, written)) if all(isinstance(part, str) for part in written) else None


def _alone(origin: Origin, condition: Condition, addresses: Addresses, event: str | None) -> Holds:
    if origin is Origin.CONSTANT:
        return compare(_text(condition.left), condition)
    if origin is Origin.EVENT:
        return compare(event, condition)
    if origin is Origin.TABLE and isinstance(variable := condition.left[0], Variable):
        return _looked_up(variable, condition, addresses, event)
    return Holds.MAYBE


def compare(text: str | None, condition: Condition) -> Holds:
    """Tell whether a condition holds of a text; ``None`` is one that is not known.

    A comparison for equality with what the manager itself says (``gtm.js``) is with none that a page pushes.
    """
    if text is None:
        own = condition.operator == "equals" and _text(condition.right) in _MOMENTS
        return Holds.MAYBE if not own else Holds.ALWAYS if condition.negate else Holds.NEVER
    try:
        found = _matching(condition).matches(text)
    except (UnsupportedError, TooLargeError):
        return Holds.MAYBE
    return Holds.ALWAYS if found is not condition.negate else Holds.NEVER


def _looked_up(variable: Variable, condition: Condition, addresses: Addresses, event: str | None) -> Holds:
    """Tell whether a condition holds of what a table gives: it can, by any line whose input can be met."""
    every = msgspec.structs.replace(addresses, every=True)
    inputs = (
        Condition((Variable("", variable.of),), row.operator, (row.text,), ignore_case=row.ignore_case)
        for row in variable.table
    )
    met = [hold((one,), every, event) for one in inputs]
    outcomes = [(holds, row.output) for holds, row in zip(met, variable.table, strict=True)]
    possible = [output for holds, output in outcomes if holds is not Holds.NEVER]
    if not any(holds is Holds.ALWAYS for holds, _ in outcomes):
        possible.append(variable.default)
    found = {compare(output, condition) for output in possible}
    return found.pop() if len(found) == 1 else Holds.MAYBE


def _part(origin: Origin, conditions: tuple[Condition, ...], addresses: Addresses) -> Holds:
    """Tell whether conditions hold together on one part of the address."""
    return _decided(origin, conditions, addresses) if conditions else Holds.ALWAYS


@functools.lru_cache(maxsize=65536)
def _decided(origin: Origin, conditions: tuple[Condition, ...], addresses: Addresses) -> Holds:
    known = _languages(origin, addresses)
    if known is None:
        return Holds.MAYBE
    readable = [one for one in conditions if _read(one)]
    wanted = tuple(_matching(one) for one in readable if not one.negate)
    refused = [_node(one) for one in readable if one.negate]
    try:
        if _empty(known, wanted, refused):
            return Holds.NEVER
        always = len(readable) == len(conditions) and all(within(known.all, one, known.plain) for one in wanted)
        kept = always and not any(meet(known.all, known.plain, Language(one)) for one in refused)
    except TooLargeError:
        return Holds.MAYBE
    return Holds.ALWAYS if kept else Holds.MAYBE


def _empty(known: _Part, wanted: Sequence[Language], refused: Sequence[Node]) -> bool:
    among = (known.form, *wanted)
    return within(known.all, Language(either(*refused)), *among) if refused else not meet(known.all, *among)


def _read(condition: Condition) -> bool:
    try:
        return bool(_matching(condition))
    except (UnsupportedError, TooLargeError):
        return False


@functools.lru_cache(maxsize=8192)
def _matching(condition: Condition) -> Language:
    return Language(_node(condition))


def _node(condition: Condition) -> Node:
    """Return the texts of which a condition says yes, negation aside."""
    text = _text(condition.right)
    if text is None:
        raise UnsupportedError("a value that is not known", 0)
    if condition.operator == "regex":
        return sequence(ANYTHING, read(text, ignore_case=condition.ignore_case), ANYTHING)
    node = literal(text, ignore_case=condition.ignore_case)
    match condition.operator:
        case "equals":
            return node
        case "contains":
            return sequence(ANYTHING, node, ANYTHING)
        case "starts":
            return sequence(node, ANYTHING)
        case "ends":
            return sequence(ANYTHING, node)
        case _:
            raise UnsupportedError("a comparison that is not known", 0)


class _Part(msgspec.Struct, frozen=True):
    """What a part of the address can be: ``all`` that have the ``form`` of it.

    Those of a ``plain`` form are written as the manifest writes paths: a slash at the end does not count there, but a
    condition may look at it.
    """

    all: Language
    form: Language
    plain: Language


@functools.lru_cache(maxsize=4096)
def _languages(origin: Origin, addresses: Addresses) -> _Part | None:
    """Return what a part of the address can be, ``None`` where that is not known."""
    if origin is Origin.HOST:
        hosts = [host for one in addresses.origins if (host := _host(one))]
        language = Language(either(*map(literal, hosts)))
        return _Part(language, language, language) if hosts and len(hosts) == len(addresses.origins) else None
    pattern = read_pattern(addresses.path)
    if origin is Origin.PATH:
        language = Language(sequence(automaton.node(pattern, ANYTHING), _SLASH), or_before="/")
        return _Part(language, _PATH, _PATH if addresses.every else _PLAIN_PATH)
    path = sequence(either(automaton.node(pattern, ANYTHING), *_shortened(pattern)), _SLASH)
    before = either(*map(literal, addresses.origins)) if addresses.origins else _SOMEWHERE
    return _Part(Language(sequence(before, path, _QUERY)), _URL, _URL if addresses.every else _PLAIN_URL)


def _shortened(pattern: Pattern) -> Iterator[Node]:
    """Yield the paths that match with a slash at their end only, without it (``/a`` of ``/a/*``), and perhaps more."""
    last = pattern.parts[-1] if pattern.parts else None
    if last is None or last.kind is Kind.SEGMENT:
        return
    if last.kind is Kind.REGEX:
        anything = msgspec.structs.replace(last, kind=Kind.WILDCARD)
        yield automaton.node(Pattern(pattern.text, (*pattern.parts[:-1], anything)), ANYTHING)
    if (last.suffix or last.prefix).endswith("/") or last.kind is not Kind.FIXED:
        fixed = msgspec.structs.replace(last, kind=Kind.FIXED, prefix=last.prefix.removesuffix("/"), suffix="")
        yield automaton.node(Pattern(pattern.text, (*pattern.parts[:-1], fixed)), ANYTHING)


_SLASH = repeated(literal("/"), 0, 1)
_QUERY = read(r"(?:\?[^/#]*)?")
"""A query as forms and URLSearchParams write it: a slash in it is encoded. Else every address could hold any path."""
_SOMEWHERE = read("https?://[^/?#]+")
_PATH = Language(read("/.*"))
_PLAIN_PATH = Language(read("/(?:.*[^/])?"))
_URL = Language(read("https?://[^/?#]+/.*"))
_PLAIN_URL = Language(read(r"https?://[^/?#]+/(?:[^?#]*[^/?#])?(?:\?[^/#]*)?"))


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""
