"""Whether one pattern matches every path that another does, decided on their automata."""

from __future__ import annotations

import functools

from pixelgate.manifest.parts import Kind, Part, Pattern
from pixelgate.regular import (
    ANYTHING,
    Language,
    TooLargeError,
    UnsupportedError,
    either,
    literal,
    read,
    repeated,
    sequence,
    within,
)
from pixelgate.regular.syntax import Node

_SEGMENT = read("[^/]+")
_NOTHING = either()
PATHS = Language(read("(?:/.*[^/])?"))


@functools.lru_cache(maxsize=4096)
def language(pattern: Pattern, unknown: Node) -> Language:
    """Return the paths, without a slash at their end, that a pattern matches with or without one.

    ``unknown`` stands for a regular expression that no automaton can take.
    """
    return Language(node(pattern, unknown), or_before="/")


def node(pattern: Pattern, unknown: Node) -> Node:
    """Return the syntax of a pattern."""
    return sequence(*(_part(part, unknown) for part in pattern.parts))


def includes(outer: Pattern, inner: Pattern) -> bool:
    """Return whether ``outer`` surely matches every path that ``inner`` matches; ``False`` when in doubt.

    A regular expression that no automaton can take is read on the safe side: as anything in the inner pattern, as
    nothing in the outer.
    """
    try:
        return within(language(inner, ANYTHING), language(outer, _NOTHING), PATHS)
    except TooLargeError:
        return False


def _part(part: Part, unknown: Node) -> Node:
    node = sequence(literal(part.prefix), _kind(part, unknown), literal(part.suffix))
    if not part.modifier:
        return node
    return repeated(node, 0 if part.optional else 1, None if part.repeated else 1)


def _kind(part: Part, unknown: Node) -> Node:
    match part.kind:
        case Kind.FIXED:
            return sequence()
        case Kind.SEGMENT:
            return _SEGMENT
        case Kind.WILDCARD:
            return ANYTHING
        case Kind.REGEX:
            try:
                return read(part.regex)
            except UnsupportedError:
                return unknown
