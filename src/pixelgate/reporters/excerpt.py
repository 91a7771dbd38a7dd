"""The line of code a finding is about, with marks under it; of a minified line, the part around the place."""

from __future__ import annotations

from collections.abc import Callable

from pixelgate.reporters import clean
from pixelgate.reporters.palette import Style, columns, fit
from pixelgate.reporters.private import LONGEST, covered
from pixelgate.source import Location

Lines = Callable[[Location], str | None]
"""Returns the first line of a location, or ``None`` when it cannot be had."""

LEAD = 16
"""How many characters before the place are kept of a long line."""


def frame(location: Location, line: str, style: Style, *, indent: str = "") -> list[str]:
    """Return the line with its number and marks under the place, no wider than the style's width."""
    number = str(location.line)
    room = style.width - len(indent) - len(number) - 3
    end = location.end_column - 1 if location.end_line == location.line else len(line)
    start = location.column - 1
    line = _covered(line.replace("\t", " "), start, room)
    before, inside, after = _window(line, start, max(end, location.column), room)
    gutter = style.dim("│")
    drawn = fit(before + inside + after, room)
    marks = " " * columns(before) + style.red("^" * max(1, min(columns(inside), room - columns(before))))
    return [f"{indent}{style.dim(number)} {gutter} {drawn}", f"{indent}{' ' * len(number)} {gutter} {marks}"]


def _covered(line: str, start: int, room: int) -> str:
    """Return the line with what looks private covered, as far as it can be shown; a minified one is much longer."""
    first, last = max(0, start - LEAD - LONGEST), start + room + LONGEST
    return line[:first] + covered(line[first:last]) + line[last:]


def _window(line: str, start: int, end: int, room: int) -> tuple[str, str, str]:
    """Return what stands before, in and after the place, so much of it as fits, without the indentation."""
    first = len(line) - len(line.lstrip()) if line[:start].isspace() or len(line) <= room else 0
    cut = ""
    if end - first > room:
        first, cut = max(first, start - LEAD), "…" if start - LEAD > first else ""
    last = first + room - len(cut) + 1
    inside = clean.plain(line[start : min(end, last)], room)
    return cut + clean.plain(line[first:start], room), inside, clean.plain(line[end:last], room)
