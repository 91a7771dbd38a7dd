"""Bytes to text, as a browser and an editor both would."""

from __future__ import annotations

import codecs
import re

from turbohtml.detect import detect

from pixelgate.source import HOLE

_BINARY_HEAD = 8000  # bytes looked at for NUL, as git does
_SHIFT = re.compile(r"\x1b\([BJ]")
"""A return to ASCII in ISO-2022-JP: it shows as nothing, and would part a word that a browser reads as one."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, *, markup: bool) -> str | None:
    r"""Return the text of a file with ``\n`` as its line end, or ``None`` when the bytes are no text.

    A byte order mark wins; then what is valid UTF-8 is UTF-8, whatever a ``<meta>`` claims, because editors and
    template engines read it so; then markup is sniffed as WHATWG does, and everything else is windows-1252.
    """
    text = _decode(data, markup=markup)
    if text is None:
        return None
    if "\x1b" in text:
        text = _SHIFT.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace(HOLE, "\ufffd")


def _decode(data: bytes, *, markup: bool) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if (wide := _unmarked_utf16(data)) is not None:
        return data.decode(wide, "replace")
    binary = b"\0" in data[:_BINARY_HEAD]
    if binary and markup:
        return None
    try:
        return data.decode()  # a string of a script may hold a NUL; browsers run it
    except UnicodeDecodeError:
        return None if binary else _decode_legacy(data, markup=markup)


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the encoding of UTF-16 that has no mark but begins like markup or code: ASCII, each beside a NUL."""
    first, second = data[:8:2], data[1:8:2]
    if not any(second) and all(first) and second:
        return "utf-16-le"
    if not any(first) and all(second) and second:
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes, *, markup: bool) -> str:
    codec = detect(data).codec if markup else None
    text = data.decode(codec or "whatwg-windows-1252", "replace")
    return _SURROGATE.sub("\ufffd", text)
