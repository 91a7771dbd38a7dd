"""The syntax of a pattern: characters, sequences, alternatives, repetitions and places."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TypeAlias

import msgspec

LAST = sys.maxunicode
Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Inclusive ranges of code points, sorted and apart."""


class Place(StrEnum):
    """A place between two characters."""

    START = "^"
    END = "$"
    BOUNDARY = "\\b"
    INSIDE = "\\B"


class Chars(msgspec.Struct, frozen=True):
    """One character of a set."""

    ranges: Ranges


class At(msgspec.Struct, frozen=True):
    """No character, at a certain place."""

    place: Place


class Sequence(msgspec.Struct, frozen=True):
    nodes: tuple[Node, ...]


class Either(msgspec.Struct, frozen=True):
    nodes: tuple[Node, ...]


class Repeated(msgspec.Struct, frozen=True):
    """``least`` to ``most`` times; ``most`` is ``None`` for any number."""

    node: Node
    least: int
    most: int | None


Node: TypeAlias = Chars | At | Sequence | Either | Repeated


def normal(ranges: Ranges | list[tuple[int, int]]) -> Ranges:
    """Return ranges sorted and merged."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def inverse(ranges: Ranges) -> Ranges:
    """Return all code points that ranges leave out."""
    found, start = [], 0
    for low, high in ranges:
        if start < low:
            found.append((start, low - 1))
        start = high + 1
    return (*found, (start, LAST)) if start <= LAST else tuple(found)


def chars(text: str, *, ignore_case: bool = False) -> Chars:
    """Return a set of the characters of a text."""
    found = {ord(one) for char in text for one in (_cases(char) if ignore_case else (char,))}
    return Chars(normal([(code, code) for code in found]))


def _cases(char: str) -> set[str]:
    return {one for one in (char, char.lower(), char.upper()) if len(one) == 1}


def literal(text: str, *, ignore_case: bool = False) -> Sequence:
    """Return what matches a text and nothing else."""
    return Sequence(tuple(chars(char, ignore_case=ignore_case) for char in text))


def sequence(*nodes: Node) -> Sequence:
    """Return what matches nodes one after the other."""
    return Sequence(nodes)


def either(*nodes: Node) -> Either:
    """Return what matches any of some nodes; of none, nothing matches."""
    return Either(nodes)


def repeated(node: Node, least: int = 0, most: int | None = None) -> Repeated:
    """Return what matches a node a number of times."""
    return Repeated(node, least, most)


ANY = Chars(((0, LAST),))
ANYTHING = Repeated(ANY, 0, None)
"""Any text, the empty one too."""
