"""What a template language is, as a table: delimiters, words that point elsewhere, regions, raw text and comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

import msgspec

from pixelgate.parse.document import Comment, Directive, Failure, Region
from pixelgate.parse.template.brackets import closing
from pixelgate.parse.values import Hole
from pixelgate.source import Fragment, Span


class Role(StrEnum):
    STATEMENT = "statement"
    OUTPUT = "output"
    COMMENT = "comment"
    CODE = "code"  # code that prints nothing by itself, or an attribute that the engine acts on and removes
    END = "end"  # its first word says what it ends: ``{/block}``
    VERBATIM = "verbatim"  # what it holds stands on the page as it is written


NO_SIGN = r"(?!)"
Finder = Callable[[str, int], tuple[int, int] | None]
"""Finds the end of a directive from the end of its opening: where its content ends, and where the directive does."""


class Delimiter(msgspec.Struct, frozen=True):
    """How one kind of directive begins and ends; ``open`` and ``close`` are regular expressions without groups.

    ``quoted``: a ``close`` inside a quoted string does not end the directive. ``strict``: the engine refuses an
    ``open`` without a ``close``; else it is plain text. ``lines``: the directive may go over several lines.
    ``word``: the statement that the opening itself says (``<!--#include``); it points where ``statements`` says.
    ``lexis`` matches the strings and comments of a language, and a ``close`` in one of them does not end the
    directive. ``ended``: the end of the text ends it too. ``finder`` takes the place of ``close`` where brackets nest.
    """

    role: Role
    open: str
    close: str
    quoted: bool = False
    strict: bool = True
    lines: bool = True
    word: str = ""
    lexis: str = ""
    ended: bool = False
    finder: Finder | None = None


class Naming(msgspec.Struct, frozen=True):
    """What a directive points to, before it is given a place; the fields are those of ``Directive``."""

    kind: str
    names: tuple[str, ...] = ()
    expression: str = ""
    first: bool = True
    optional: bool = False
    computed: bool = False
    part: str = ""


Reader = Callable[[str], Naming | None]
"""Reads the arguments of a statement, or those of a call in an expression."""

Said = tuple[str, Naming, int, int]
"""What a piece of code points to: the word, what it names, and where in the code it stands."""


def _as_named(_: str, name: str) -> tuple[str, ...]:
    return (name,)


def _no_regions(_: str, __: Sequence[Span]) -> tuple[Region, ...]:
    return ()


def _nothing(_: str, __: str) -> tuple[Directive, ...]:
    return ()


class Translation(msgspec.Struct, frozen=True):
    """A file as HTML, whose characters know their places, and what its statements say."""

    html: Fragment
    holes: tuple[Hole, ...]
    directives: tuple[Directive, ...]
    regions: tuple[Region, ...]
    comments: tuple[Comment, ...]
    failures: tuple[Failure, ...] = ()


class Dialect(msgspec.Struct, frozen=True, dict=True):
    """A template language.

    ``statements``: what a statement's word points to. ``calls``: the same for functions called in expressions.
    ``code`` reads whole expressions where ``calls`` is not enough. ``silent``: words of statements that print nothing
    and point nowhere. ``regions``: opening word -> kind of region, closed by ``end<word>``, or by the words that
    ``closes`` maps to it; where ``inline`` matches word and arguments it has no end. ``raw``: opening word -> closing
    word of text that the engine does not read; ``comments`` likewise, of text that it drops. ``parent``: an expression
    that renders the parent's region. ``inner`` masks raw text, which is what a framework in the browser will read.

    ``extensions`` are those of its files; where several languages share one, the file is in the language whose
    ``sign`` occurs in it most often and that would ``never`` have what it has; when it is not ``sure``, a file without
    its sign is no page at all. One of ``marks``, if there are any, stands in whatever ``sign`` matches.
    ``implied``: path and text -> what a file points to without saying so. ``files``: kind of directive and name -> the
    files that it may mean, in the order the engine tries them. ``near``: they are looked up in the folder of the file
    and those above it, the nearest first. ``inherits``: what a template says outside its regions is dropped when it
    extends another. ``strings`` reads the strings of its code that hold markup.
    ``enclosed``: text and the places of its code -> regions that no pair of statements marks: elements, braces.
    ``translate`` writes a file as HTML, where a language is too far from it to be masked.
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
    code: Callable[[str], Iterator[Said]] | None = None
    closes: Mapping[str, str] = {}
    inline: str = r"(?!)"
    extensions: tuple[str, ...] = ()
    sign: str = NO_SIGN
    marks: tuple[str, ...] = ()
    never: str = NO_SIGN
    sure: bool = True
    implied: Callable[[str, str], Iterable[Directive]] = _nothing
    files: Callable[[str, str], tuple[str, ...]] = _as_named
    near: bool = False
    inherits: bool = False
    strings: Callable[[Fragment], Iterator[Fragment]] | None = None
    translate: Callable[[str], Translation] | None = None
    enclosed: Callable[[str, Sequence[Span]], Iterable[Region]] = _no_regions

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """Finds the next directive. It has no groups, and lookbehinds stand last, so that it searches for a literal."""
        return re.compile("|".join(delimiter.open for delimiter in self.delimiters) or r"(?!)")

    @cached_property
    def openings(self) -> re.Pattern[str]:
        """Tells by its group which delimiter opens a directive."""
        return re.compile("|".join(f"({delimiter.open})" for delimiter in self.delimiters))

    def which(self, text: str, at: int) -> int:
        """Return the index of the delimiter that opens a directive at an offset."""
        found = self.openings.match(text, at)
        return found.lastindex - 1 if found and found.lastindex else 0

    @cached_property
    def closing(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(delimiter.close) for delimiter in self.delimiters)

    @cached_property
    def quoting(self) -> tuple[re.Pattern[str], ...]:
        """For each delimiter, the steps to its end: a quoted string, or the group ``close``."""
        strings = r"\"[^\"\n]*\"|'[^'\n]*'"
        return tuple(
            re.compile(f"{delimiter.lexis or strings}|(?P<close>{delimiter.close})") for delimiter in self.delimiters
        )

    @cached_property
    def renders_parent(self) -> re.Pattern[str]:
        return re.compile(self.parent)

    @cached_property
    def is_inline(self) -> re.Pattern[str]:
        return re.compile(self.inline)

    @cached_property
    def nevers(self) -> re.Pattern[str]:
        return re.compile(self.never)

    @cached_property
    def signs(self) -> re.Pattern[str]:
        return re.compile(self.sign)

    def may_sign(self, text: str) -> bool:
        """Tell whether the sign may occur in a text: a search at the speed of memory spares most of the others."""
        return not self.marks or any(mark in text for mark in self.marks)

    def said(self, code: str) -> Iterator[Said]:
        """Yield what a piece of code points to."""
        if self.code:
            yield from self.code(code)
        for called in self.called.finditer(code):
            end = closing(code, called.end()) or (len(code), len(code))
            if naming := self.calls[called[1]](code[called.end() : end[0]]):
                yield called[1], naming, called.start(), end[1]

    @cached_property
    def calling(self) -> bool:
        """Whether what expressions say can point anywhere."""
        return bool(self.calls or self.code)

    @cached_property
    def called(self) -> re.Pattern[str]:
        """Finds the functions of ``calls`` in an expression, up to their arguments; group 1 is the name."""
        names = "|".join(re.escape(name) for name in self.calls)
        return re.compile(rf"(?<![\w.])({names})\s*\(" if names else r"(?!)")

    def closer(self, word: str) -> re.Pattern[str]:
        """Return what finds a statement of one word, to end raw text."""
        statements = (d for d in self.delimiters if d.role in {Role.STATEMENT, Role.END})
        return re.compile("|".join(rf"(?:{d.open})\s*{re.escape(word)}\b.*?(?:{d.close})" for d in statements))
