"""Bytes to text and offsets to places, once more."""

from __future__ import annotations

import codecs
from bisect import bisect_right

from bs4.dammit import EncodingDetector

from pixelgate.second.model import Evidence, Gap, Reading, Trace, Unread

_SHOWN = 120


def decode(data: bytes, *, markup: bool) -> str:
    r"""Return the text of a file with ``\n`` as its line end; a NUL is what browsers make of it."""
    text = _decode(data, markup=markup)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _decode(data: bytes, *, markup: bool) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    even, odd = any(data[:8:2]), any(data[1:8:2])
    if len(data) > 1 and even != odd:  # ASCII in UTF-16 without a mark: each letter beside a NUL
        return data.decode("utf-16-le" if even else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = EncodingDetector.find_declared_encoding(data, is_html=True) if markup else None
        return data.decode(_legacy(declared or ""), "replace")


def _legacy(name: str) -> str:
    """Return the codec of a declared encoding; browsers take windows-1252 for Latin-1 and what they do not know."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return "cp1252"
    known = getattr(codec, "_is_text_encoding", True) and codec.name not in {"iso8859-1", "ascii", "utf-8", "utf-7"}
    return codec.name if known else "cp1252"


class Lines:
    """The lines of a text, to turn offsets into places and back."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        at = text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line from 1 and a column from 0."""
        return self.starts[min(line, len(self.starts)) - 1] + column


def reading(path: str, text: str, traces: list[Trace], gaps: list[Gap]) -> Reading:
    """Give traces and gaps their places in the file."""
    lines = Lines(text)
    evidence = []
    for trace in sorted(set(traces)):
        line, column = lines.place(trace.start)
        end_line, end_column = lines.place(trace.end)
        subject, *others = trace.subjects
        evidence.append(Evidence(path, line, column, subject, trace.text[:_SHOWN], end_line, end_column, tuple(others)))
    unread = {Unread(path, lines.place(gap.at)[0], gap.reason) for gap in gaps}
    return Reading(tuple(sorted(evidence)), tuple(sorted(unread)))
