r"""The stream of rows that React's server components hand to a browser, in the pieces in which a page holds it.

Next pushes it piece by piece, ``self.__next_f.push([1,"9:I[59,[\"632\",\"$7\"],\"\"]\n0:[\"$\",\"$L9\",…"])``, and a
piece ends anywhere. A row is an ID and a value: ``I`` is a client component, ``T`` a text of so many bytes; without a
letter it is JSON. Source: react-server-dom-webpack, as it ships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from pixelgate.parse.javascript.text import unescape
from pixelgate.source import Fragment, Offsets

STRING = r"\"(?:[^\"\\]++|\\.)*+\""
"""A string of JSON."""

_PUSH = re.compile(
    r"\s*+\(?self\.__next_f(?:\s*+=\s*+self\.__next_f\s*+\|\|\s*+\[\]\s*+\))?"
    rf"\.push\(\[\d(?:,(?:(?P<text>{STRING})|null))?\]\)\s*+;?\s*+",
    re.DOTALL,
)
_ROW = re.compile(r"(?P<id>[0-9a-f]*):(?:(?P<sized>[TAObUSsoLlGgMmV])(?P<size>[0-9a-f]{1,8}),|(?P<tag>[A-Z#]?))")


class Written:
    """Text put together from pieces of a file, each with its place in it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.places: list[int] = []

    def put(self, text: str, place: int) -> int:
        """Add a text of one place; return its index among the texts."""
        self.texts.append(text)
        self.places.append(place)
        return len(self.texts) - 1

    def copy(self, piece: Fragment, start: int, end: int) -> None:
        """Add a part of a piece of the file."""
        if isinstance(piece.offsets, Offsets):
            for run in piece.offsets.runs(start, end):
                self.put(piece.text[start : start + len(run)], run.start)
                start += len(run)
        elif piece.offsets is not None:
            for at in range(start, end):
                self.put(piece.text[at], piece.offsets[at])
        elif start < end:
            self.put(piece.text[start:end], piece.base + start)

    def fragment(self) -> Fragment:
        """Return all that was added."""
        if not self.texts:
            return Fragment("")
        *starts, length = accumulate(map(len, self.texts), initial=0)
        return Fragment("".join(self.texts), 0, Offsets(tuple(starts), tuple(self.places), length + 1))


class Row(NamedTuple):
    """A row of a stream: its ID, the letter that says what it is, and where its value stands."""

    id: str
    tag: str
    start: int
    end: int


def pieces(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return where the pieces of a stream stand that a script pushes; ``None`` where it does anything else."""
    found, at = [], 0
    while pushed := _PUSH.match(text, at):
        at = pushed.end()
        if pushed["text"]:
            found.append((pushed.start("text") + 1, pushed.end("text") - 1))
    return tuple(found) if at and at == len(text) else None


def joined(scripts: Sequence[tuple[Fragment, Sequence[tuple[int, int]]]]) -> Fragment:
    """Return the stream whose pieces stand at some places of scripts."""
    stream = Written()
    for script, places in scripts:
        for place in places:
            text = unescape(script.slice(*place))
            stream.copy(text, 0, len(text.text))
    return stream.fragment()


def rows(text: str) -> Iterator[Row]:
    """Yield the rows of a stream; what is none is passed over to the end of the line."""
    at = 0
    while at < len(text):
        found = _ROW.match(text, at)
        start = found.end() if found is not None else at
        if found is not None and found["sized"]:
            end = at = start + _characters(text, start, int(found["size"], 16))
        else:
            line = text.find("\n", start)
            end = line if line >= 0 else len(text)
            at = end + 1
        if found is not None:
            yield Row(found["id"], found["sized"] or found["tag"], start, end)


def _characters(text: str, start: int, size: int) -> int:
    """Return how many characters a text has of which the size in bytes is known."""
    piece = text[start : start + size]
    if piece.isascii():
        return len(piece)
    return len(piece.encode("utf-8", "surrogatepass")[:size].decode("utf-8", "ignore"))
