"""The attributes of a start tag: names, values with holes, exact places, character references decoded."""

from __future__ import annotations

import base64
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape

from pixelgate.parse.document import Attribute
from pixelgate.parse.values import Constant, Hole, Text, Unknown
from pixelgate.source import HOLE, Fragment, Offsets, Span

Filled = Hole | Unknown
"""What a run of filler stands for: a directive, or in a string that code builds, an expression."""

_TAG_NAME = re.compile(r"<[^\s/>]*")
_ATTRIBUTE = re.compile(
    r"(?P<name>=?[^\s/>=]+|=)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"?|'(?P<single>[^']*)'?|(?P<bare>[^\s>]+)|))?"
)
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[a-zA-Z][a-zA-Z0-9]*;?)")
_PERCENT = re.compile(r"%[0-7][0-9a-fA-F]")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_HOLES = re.compile(f"{HOLE}+(?:\\n+{HOLE}+)*")


def read_attributes(tag: Fragment, holes: Sequence[Filled] = ()) -> Iterator[tuple[Attribute, Fragment]]:
    """Yield the attributes of a start tag with the decoded text of each value.

    Duplicates are kept: a template may choose between them, and ``Element.attribute`` takes the first as HTML does. A
    name that is nothing but a hole says nothing and is left out.
    """
    start = _TAG_NAME.match(tag.text)
    for found in _ATTRIBUTE.finditer(tag.text, start.end() if start else 0, len(tag.text) - tag.text.endswith(">")):
        name = found["name"].lower()
        if not name.strip(HOLE):
            continue
        group, span = found.lastgroup, tag.span(*found.span())
        if group is None or group == "name":
            empty = None if "=" not in found[0][len(name) :] else Constant("", Span(span.end, span.end))
            yield Attribute(name, empty, span, Span(span.end, span.end)), Fragment("", span.end)
            continue
        value, place = decode_references(tag.slice(*found.span(group)), attribute=True), tag.span(*found.span(group))
        said = text_value(value, holes) if HOLE in value.text else Constant(value.text, place)
        yield Attribute(name, said, span, place), value


def text_value(text: Fragment, holes: Sequence[Filled] = ()) -> Constant | Text:
    """Return a text as a value: a constant, or parts when directives stand in it. ``holes`` are in file order."""
    span = text.span(0, len(text.text))
    if HOLE not in text.text:
        return Constant(text.text, span)
    parts: list[Constant | Hole | Unknown] = []
    at = 0
    for run in _HOLES.finditer(text.text):
        if at < run.start():
            parts.append(Constant(text.text[at : run.start()], text.span(at, run.start())))
        parts.extend(_holes_in(text.span(*run.span()), holes))
        at = run.end()
    if at < len(text.text):
        parts.append(Constant(text.text[at:], text.span(at, len(text.text))))
    return Text(tuple(parts), span)


def _holes_in(span: Span, holes: Sequence[Filled]) -> Sequence[Filled]:
    """Return the holes of a run of filler; one without an expression when nobody knows them."""
    return holes_between(span, holes) or [Hole("", span)]


def holes_between(span: Span, holes: Sequence[Filled]) -> Sequence[Filled]:
    """Return the holes that begin in a span, or at its start; ``holes`` are in file order."""
    first = bisect_left(holes, span.start, key=_start)
    return holes[first : bisect_left(holes, max(span.end, span.start + 1), lo=first, key=_start)]


def _start(hole: Filled) -> int:
    return hole.span.start


def decode_references(text: Fragment, *, attribute: bool = False) -> Fragment:
    """Decode character references; in an attribute, ``&copy=`` without a semicolon stays as it is."""
    if "&" not in text.text:
        return text

    def decoded(found: re.Match[str]) -> str:
        reference = found[0]
        if attribute and reference[1] != "#" and reference[-1] != ";" and text.text.startswith("=", found.end()):
            return reference
        return unescape(reference)

    return substitute(text, _REFERENCE, decoded)


def decode_percent(text: Fragment) -> Fragment:
    """Decode ``%22`` and the like, as far as ASCII goes: a ``javascript:`` URL is decoded before it is run."""
    return substitute(text, _PERCENT, lambda found: chr(int(found[0][1:], 16)))


def decode_base64(text: Fragment) -> Fragment:
    """Decode Base64, as far as it is; every character stands for the whole."""
    data = _NO_BASE64.sub("", text.text)
    said = base64.b64decode(data + "A" * (-len(data) % 4)).decode("utf-8", "replace")
    span = text.span(0, len(text.text))
    return Fragment(said, 0, (*([span.start] * len(said)), span.end))


def substitute(text: Fragment, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Fragment:
    """Replace matches, keeping for each character the place where it comes from."""
    found = ((match, replace(match)) for match in pattern.finditer(text.text))
    return replaced(text, ((*match.span(), new) for match, new in found if new != match[0]))


def replaced(text: Fragment, parts: Iterable[tuple[int, int, str]]) -> Fragment:
    """Replace parts (start, end, new text), in order; what is new stands where the first replaced character did."""
    pieces: list[str] = []
    starts, places, length, at = [0], [0], 0, 0
    for start, end, new in parts:
        pieces += (text.text[at:start], new)
        length += start - at
        starts += range(length, length + len(new) + 1)
        places += (*([start] * len(new)), end)
        length, at = length + len(new), end
    if not at:
        return text
    pieces.append(text.text[at:])
    runs = Offsets(tuple(starts), tuple(places), length + len(pieces[-1]) + 1)
    return Fragment("".join(pieces), 0, _within(text, runs))


def _within(outer: Fragment, runs: Offsets) -> tuple[int, ...] | Offsets:
    """Return offsets in a fragment as offsets in its file."""
    if outer.offsets is None:
        return Offsets(runs.starts, tuple(place + outer.base for place in runs.places), runs.length)
    return tuple(outer.offsets[place] for place in runs[:])
