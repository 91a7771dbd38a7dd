"""What a template language is, as a table: delimiters, words that point elsewhere, regions, raw text and comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property

import msgspec


class Role(StrEnum):
    STATEMENT = "statement"
    OUTPUT = "output"
    COMMENT = "comment"


class Delimiter(msgspec.Struct, frozen=True):
    """How one kind of directive begins and ends; ``open`` and ``close`` are regular expressions without groups.

    ``quoted``: a ``close`` inside a quoted string does not end the directive. ``strict``: the engine refuses an
    ``open`` without a ``close``; else it is plain text. ``lines``: the directive may go over several lines.
    """

    role: Role
    open: str
    close: str
    quoted: bool = False
    strict: bool = True
    lines: bool = True


class Naming(msgspec.Struct, frozen=True):
    """What a directive points to, before it is given a place; the fields are those of ``Directive``."""

    kind: str
    names: tuple[str, ...] = ()
    expression: str = ""
    first: bool = True
    optional: bool = False
    computed: bool = False


Reader = Callable[[str], Naming | None]
"""Reads the arguments of a statement, or those of a call in an expression."""


class Dialect(msgspec.Struct, frozen=True, dict=True):
    """A template language.

    ``statements``: what a statement's word points to. ``calls``: the same for functions called in expressions.
    ``silent``: words of statements that print nothing and point nowhere. ``regions``: opening word -> kind of region,
    closed by ``end<word>``. ``raw``: opening word -> closing word of text that the engine does not read; ``comments``
    likewise, of text that it drops. ``parent``: an expression that renders the parent's region. ``inner`` masks raw
    text, which is what a framework in the browser will read.
    """

    name: str
    delimiters: tuple[Delimiter, ...] = ()
    statements: Mapping[str, Reader] = {}
    calls: Mapping[str, Reader] = {}
    silent: frozenset[str] = frozenset()
    regions: Mapping[str, str] = {}
    raw: Mapping[str, str] = {}
    comments: Mapping[str, str] = {}
    parent: str = r"(?!)"
    inner: Dialect | None = None

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """Finds the next directive. It has no groups, and lookbehinds stand last, so that it searches for a literal."""
        return re.compile("|".join(delimiter.open for delimiter in self.delimiters) or r"(?!)")

    @cached_property
    def openings(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(delimiter.open) for delimiter in self.delimiters)

    def which(self, text: str, at: int) -> int:
        """Return the index of the delimiter that opens a directive at an offset."""
        return next(index for index, opening in enumerate(self.openings) if opening.match(text, at))

    @cached_property
    def closing(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(delimiter.close) for delimiter in self.delimiters)

    @cached_property
    def quoting(self) -> tuple[re.Pattern[str], ...]:
        """For each delimiter, the steps to its end: a quoted string, or the group ``close``."""
        strings = r"\"[^\"\n]*\"|'[^'\n]*'"
        return tuple(re.compile(f"{strings}|(?P<close>{delimiter.close})") for delimiter in self.delimiters)

    @cached_property
    def renders_parent(self) -> re.Pattern[str]:
        return re.compile(self.parent)

    @cached_property
    def called(self) -> re.Pattern[str]:
        """Finds the functions of ``calls`` in an expression; group 1 is the name, group 2 the arguments."""
        names = "|".join(re.escape(name) for name in self.calls)
        return re.compile(rf"(?<![\w.])({names})\(([^()]*)\)" if names else r"(?!)")

    def closer(self, word: str) -> re.Pattern[str]:
        """Return what finds a statement of one word, to end raw text."""
        statements = (d for d in self.delimiters if d.role is Role.STATEMENT)
        return re.compile("|".join(rf"{d.open}\s*{re.escape(word)}\b.*?{d.close}" for d in statements))
