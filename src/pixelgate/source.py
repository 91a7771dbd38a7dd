r"""A piece of text and its place in a real file.

Offsets count Unicode code points in the text of the whole file, with line ends normalised to ``\n`` as WHATWG input
preprocessing does; hence lines and columns are those an editor shows, for CRLF and UTF-16 files too. A fragment (an
inline script, an attribute's code, a string that holds markup) keeps the way back to those offsets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import overload

import msgspec

HOLE = "\ufdd0"
"""The filler of a hole: a noncharacter, so it can stand for nothing that a file says. One for each masked character."""


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of offsets in a file's text."""

    start: int
    end: int

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Location(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A range in a file: lines and columns from 1, columns in code points, ends exclusive (SARIF unicodeCodePoints)."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Source(msgspec.Struct, frozen=True, dict=True):
    """The decoded text of one file; ``path`` is relative to the root of the tree, with ``/``."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def location(self, span: Span) -> Location:
        """Return the place of a span of offsets."""
        starts = self.line_starts
        first = bisect_right(starts, span.start)
        last = bisect_right(starts, span.end)
        return Location(self.path, first, span.start - starts[first - 1] + 1, last, span.end - starts[last - 1] + 1)


class Offsets(msgspec.Struct, frozen=True):
    """The file offset of each character in a text of which little was replaced: runs that stand verbatim.

    ``starts`` is where each run begins in the text, ``places`` where in the file; ``length`` counts one for the end.
    """

    starts: tuple[int, ...]
    places: tuple[int, ...]
    length: int

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[int, ...]: ...
    def __getitem__(self, at: int | slice) -> int | tuple[int, ...]:
        if isinstance(at, slice):
            return tuple(chain.from_iterable(self.runs(*at.indices(self.length)[:2])))
        run = bisect_right(self.starts, at % self.length) - 1
        return self.places[run] + at % self.length - self.starts[run]

    def verbatim(self, start: int, end: int) -> int | None:
        """Return where in the file a range of the text stands as it is; ``None`` when something in it was replaced."""
        run = bisect_right(self.starts, start) - 1
        whole = run + 1 == len(self.starts) or end <= self.starts[run + 1]
        return self.places[run] + start - self.starts[run] if whole else None

    def runs(self, start: int, end: int) -> Iterator[range]:
        """Yield the ranges of the file that make up a range of the text."""
        run = bisect_right(self.starts, start) - 1
        while start < end:
            last = min(end, self.starts[run + 1]) if run + 1 < len(self.starts) else end
            place = self.places[run] - self.starts[run]
            yield range(place + start, place + last)
            run, start = run + 1, last


class Fragment(msgspec.Struct, frozen=True):
    """Text taken from a file, with the file offset of each of its characters.

    ``base`` is the offset of the first character when the text stands verbatim in the file. A decoded text (character
    references, string escapes) has ``offsets`` instead: one file offset per character, and one for the end.
    """

    text: str
    base: int = 0
    offsets: tuple[int, ...] | Offsets | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the file span of a range of this fragment's own offsets."""
        if self.offsets is None:
            return Span(self.base + start, self.base + end)
        last = len(self.offsets) - 1
        return Span(self.offsets[min(start, last)], self.offsets[min(end, last)])

    def slice(self, start: int, end: int) -> Fragment:
        """Return a part of this fragment."""
        if self.offsets is None:
            return Fragment(self.text[start:end], self.base + start)
        if isinstance(self.offsets, Offsets) and (base := self.offsets.verbatim(start, end)) is not None:
            return Fragment(self.text[start:end], base)
        return Fragment(self.text[start:end], 0, self.offsets[start : end + 1])
