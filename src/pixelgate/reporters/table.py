"""Tables: for a terminal, for Markdown, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from pixelgate.reporters import clean
from pixelgate.reporters.palette import Style, columns, fit, fit_path, pad

Row = Sequence[str]

FLOORS = (13, 8)
"""How narrow columns become: as wide as ``authenticated``, and only then so that they say little."""


def text(head: Row, rows: Sequence[Row], style: Style, *, paint: Callable[[int, str], str] | None = None) -> list[str]:
    """Return lines no wider than the style's width, the widest columns cut; ``paint`` colours last cells."""
    cells = [[clean.plain(cell) for cell in row] for row in rows]
    widths = _squeezed(_widths(head, cells), style.width)
    drawn = [style.dim("  ".join(pad(cell, width) for cell, width in zip(head, widths, strict=True)).rstrip())]
    for index, row in enumerate(cells):
        fitted = [pad(_fitted(cell, width), width) for cell, width in zip(row, widths, strict=True)]
        last = fitted[-1].rstrip()
        drawn.append("  ".join([*fitted[:-1], paint(index, last) if paint else last]).rstrip())
    return drawn


def width(head: Row, rows: Sequence[Row]) -> int:
    """Return how wide a table is of which no column is cut."""
    return sum(_widths(head, [[clean.plain(cell) for cell in row] for row in rows])) + 2 * (len(head) - 1)


def _widths(head: Row, cells: Sequence[Row]) -> list[int]:
    return [max(columns(row[at]) for row in [head, *cells]) for at in range(len(head))]


def _fitted(cell: str, width: int) -> str:
    return fit_path(cell, width) if "/" in cell else fit(cell, width)


def _squeezed(widths: list[int], room: int) -> list[int]:
    """Take what is too much from the widest columns, the first last: it names the row."""
    fitted = list(widths)
    over = sum(fitted) + 2 * (len(fitted) - 1) - room
    for least in FLOORS:
        while over > 0 and max(fitted) > least:
            rest = max(fitted[1:], default=0)
            fitted[fitted.index(rest, 1) if rest > least else 0] -= 1
            over -= 1
    return fitted


def markdown(head: Row, rows: Sequence[Row]) -> list[str]:
    """Return a Markdown table."""
    cells = ["| " + " | ".join(clean.markdown(cell) for cell in row) + " |" for row in rows]
    return [f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *cells]


def comma_separated(head: Row, rows: Sequence[Row]) -> str:
    """Return RFC 4180 text; a cell that a spreadsheet would take for a formula starts with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([head, *([_inert(cell) for cell in row] for row in rows)])
    return clean.lines(out.getvalue())


def _inert(cell: str) -> str:
    safe = clean.plain(cell)
    return f"'{safe}" if safe.startswith(("=", "+", "-", "@")) else safe
