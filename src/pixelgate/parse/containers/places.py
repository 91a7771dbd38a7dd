"""The places of values in a text of JSON that was read piece by piece."""

from __future__ import annotations

import re

import msgspec

from pixelgate.source import Span

_NAME = re.compile(rb'"name"\s*:\s*("(?:[^"\\]|\\.)*")')


class Places:
    """Finds pieces in the order in which they stand in a text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._plain = data.isascii()
        self._bytes = self._chars = 0

    def named(self, piece: msgspec.Raw) -> Span:
        """Return the place of the name in an object, else that of the object's beginning."""
        raw = bytes(piece)
        at = self._data.find(raw, self._bytes)
        if at < 0:
            return Span(0, 0)
        found = _NAME.search(raw)
        start, end = found.span(1) if found else (0, 1)
        first = self._char(at + start)
        return Span(first, first + len(raw[start:end].decode(errors="replace")))

    def _char(self, at: int) -> int:
        """Return the offset in characters of an offset in bytes, which is not before the last one asked for."""
        if not self._plain:
            self._chars += len(self._data[self._bytes : at].decode(errors="replace"))
            self._bytes = at
            return self._chars
        self._bytes = at
        return at
