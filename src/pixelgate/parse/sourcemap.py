"""Source maps (ECMA-426): which place of the original sources a place of a built script comes from."""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

import msgspec

SEGMENTS = 5_000_000
"""The most segments that are read of one map, its sections together: ten times those of a very large bundle."""

_MARK, _TRIES = "sourceMappingURL=", 100
_LINK = re.compile(r"[@#]\s?sourceMappingURL=([^\s'\"]*)[ \t]*(?:\*/)?[ \t]*$", re.MULTILINE)
_DATA = re.compile(r"data:[\w/+.-]*((?:;[\w=.+-]+)*),", re.IGNORECASE)
_GUARD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\)\]\}'?[^\n]*\n")
_PART = re.compile(r"[^,;]+|;")
_DIGITS = {letter: at for at, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}
_MORE, _BITS, _LARGEST = 32, 5, 1 << 32
_LENGTHS = frozenset({1, 4, 5})


class DamagedMapError(Exception):
    """A source map that cannot be used; the message completes "the source map …"."""


class Original(msgspec.Struct, frozen=True):
    """A place in an original source: which of ``Map.sources``, line and UTF-16 column from 0."""

    source: int
    line: int
    column: int


class _Offset(msgspec.Struct, frozen=True):
    line: int
    column: int


class _Plain(msgspec.Struct, frozen=True):
    """The fields of a map, or of a section's map, that say where its code comes from."""

    version: int = 3
    mappings: str = ""
    source_root: str | None = msgspec.field(default=None, name="sourceRoot")
    sources: tuple[str | None, ...] = ()
    contents: tuple[str | None, ...] = msgspec.field(default=(), name="sourcesContent")


class _Section(msgspec.Struct, frozen=True):
    offset: _Offset
    map: _Plain


class _Written(_Plain, frozen=True):
    sections: tuple[_Section, ...] | None = None


class Map(msgspec.Struct, frozen=True):
    """A map as one: ``sources`` with their root, their texts where embedded, and mappings by where they begin."""

    sources: tuple[str, ...]
    contents: tuple[str | None, ...]
    parts: tuple[tuple[int, int, int, str], ...]  # line, column, first source, mappings

    def originals(self, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Original]:
        """Return where places of the script, line and UTF-16 column from 0, come from; what is not mapped is left out.

        Raises:
            DamagedMapError: The mappings are no mappings, or too many.

        """
        wanted: dict[int, list[int]] = {}
        for line, column in places:
            wanted.setdefault(line, []).append(column)
        lines = _lines(self, frozenset(wanted))
        found: dict[tuple[int, int], Original] = {}
        for line, columns in wanted.items():
            starts, origins = lines.get(line, ([], []))
            for column in columns:
                at = bisect_right(starts, column) - 1
                origin = origins[at] if at >= 0 else None
                if origin is not None:
                    found[line, column] = origin
        return found


def link(text: str) -> str:
    """Return the address of a script's map: that of its last ``sourceMappingURL`` comment, or nothing."""
    at = text.rfind(_MARK)
    for _ in range(_TRIES):
        found = _LINK.match(text, max(0, at - 2)) or _LINK.match(text, max(0, at - 1)) if at >= 0 else None
        if at < 0 or found is not None:
            return found[1] if found else ""
        at = text.rfind(_MARK, 0, at)
    return ""


def embedded(url: str) -> bytes | None:
    """Return what a ``data:`` URL holds, ``None`` for any other address.

    Raises:
        DamagedMapError: It is not the base64 that it says it is.

    """
    head = _DATA.match(url)
    if head is None:
        return None
    data = unquote_to_bytes(url[head.end() :])
    if not head[1].lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4), validate=True)
    except binascii.Error as error:
        raise DamagedMapError("is no base64") from error


def read_map(data: bytes) -> Map:
    """Read a map, flat or in sections.

    Raises:
        DamagedMapError: It is no JSON of version 3 with the types that the specification gives.

    """
    try:
        written = msgspec.json.decode(_GUARD.sub(b"", data, count=1), type=_Written)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DamagedMapError(f"cannot be read: {error}") from error
    if written.version != 3:  # noqa: PLR2004 - the only one
        raise DamagedMapError(f"has version {written.version}; 3 is known")
    sections = (_Section(_Offset(0, 0), written),) if written.sections is None else written.sections
    offsets = [(section.offset.line, section.offset.column) for section in sections]
    if offsets != sorted(offsets) or any(min(offset) < 0 for offset in offsets):
        raise DamagedMapError("has sections that are not in order")
    sources: list[str] = []
    contents: list[str | None] = []
    parts = []
    for section in sections:
        parts.append((section.offset.line, section.offset.column, len(sources), section.map.mappings))
        sources += [_rooted(section.map.source_root or "", source or "") for source in section.map.sources]
        contents += section.map.contents[: len(section.map.sources)]
        contents += [None] * (len(sources) - len(contents))
    return Map(tuple(sources), tuple(contents), tuple(parts))


def _rooted(root: str, source: str) -> str:
    return f"{root.rstrip('/')}/{source}" if root and source and "://" not in source else source


_Segments = tuple[list[int], list[Original | None]]


def _lines(whole: Map, wanted: frozenset[int]) -> dict[int, _Segments]:
    """Return the segments of some lines of the script: the columns where they begin, and their origins."""
    found: dict[int, _Segments] = {}
    last, left = max(wanted, default=-1), SEGMENTS
    for first_line, first_column, first_source, mappings in whole.parts:
        _add(found.setdefault(first_line, ([], [])), first_column, None)  # a section ends where the next one begins
        for line, column, origin in _segments(mappings, last - first_line):
            left -= 1
            if left < 0:
                raise DamagedMapError(f"has more than {SEGMENTS:,} segments")
            if first_line + line in wanted:
                start = column + (first_column if line == 0 else 0)
                placed = _placed(origin, first_source, len(whole.sources))
                _add(found.setdefault(first_line + line, ([], [])), start, placed)
    return found


def _add(segments: _Segments, start: int, origin: Original | None) -> None:
    """Add a segment behind those that begin before it; what begins later is overruled."""
    starts, origins = segments
    while starts and starts[-1] > start:
        starts.pop()
        origins.pop()
    starts.append(start)
    origins.append(origin)


def _placed(origin: tuple[int, int, int] | None, first_source: int, sources: int) -> Original | None:
    if origin is None:
        return None
    source, line, column = origin
    if not (0 <= source < sources - first_source and line >= 0 and column >= 0):
        raise DamagedMapError("leads out of its sources")
    return Original(first_source + source, line, column)


def _segments(mappings: str, last: int) -> Iterator[tuple[int, int, tuple[int, int, int] | None]]:
    """Yield line, column and origin of the segments up to a line; an origin counts from its source on."""
    line = column = 0
    source = row = start = 0
    for part in _PART.finditer(mappings):
        text = part.group()
        if text == ";":
            line, column = line + 1, 0
            if line > last:
                return
            continue
        numbers = decode(text)
        if len(numbers) not in _LENGTHS:
            raise DamagedMapError(f"has a segment of {len(numbers)} numbers")
        column += numbers[0]
        if column < 0:
            raise DamagedMapError("leads out of its script")
        if len(numbers) == 1:
            yield line, column, None
            continue
        source, row, start = source + numbers[1], row + numbers[2], start + numbers[3]
        yield line, column, (source, row, start)


def decode(text: str) -> list[int]:
    """Return the numbers of a base64 VLQ text.

    Raises:
        DamagedMapError: A letter is none of base64, a number is cut off or has more than 32 bits.

    """
    numbers: list[int] = []
    value = shift = 0
    for letter in text:
        digit = _DIGITS.get(letter)
        if digit is None:
            raise DamagedMapError(f"has the letter U+{ord(letter):04X} in its mappings")
        value += (digit & (_MORE - 1)) << shift
        if digit & _MORE:
            shift += _BITS
            if shift > 6 * _BITS:
                raise DamagedMapError("has a number of more than 32 bits")
            continue
        if value >= _LARGEST << 1:
            raise DamagedMapError("has a number of more than 32 bits")
        numbers.append(-(value >> 1) if value & 1 else value >> 1)
        value = shift = 0
    if shift:
        raise DamagedMapError("ends within a number")
    return numbers
