"""Tables: for a terminal, for Markdown, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from pixelgate.reporters import clean
from pixelgate.reporters.palette import Style, columns, fit, fit_path, pad

Row = Sequence[str]


def text(head: Row, rows: Sequence[Row], style: Style, *, paint: Callable[[int, str], str] | None = None) -> list[str]:
    """Return lines no wider than the style's width, the widest columns cut; ``paint`` colours last cells."""
    cells = [[clean.plain(cell) for cell in row] for row in rows]
    widths = _squeezed([max(columns(row[at]) for row in [head, *cells]) for at in range(len(head))], style.width)
    drawn = [style.dim("  ".join(pad(cell, width) for cell, width in zip(head, widths, strict=True)).rstrip())]
    for index, row in enumerate(cells):
        fitted = [pad(_fitted(cell, width), width) for cell, width in zip(row, widths, strict=True)]
        last = fitted[-1].rstrip()
        drawn.append("  ".join([*fitted[:-1], paint(index, last) if paint else last]).rstrip())
    return drawn


def _fitted(cell: str, width: int) -> str:
    return fit_path(cell, width) if "/" in cell else fit(cell, width)


def _squeezed(widths: list[int], room: int) -> list[int]:
    """Take what is too much from the widest columns."""
    fitted = list(widths)
    over = sum(fitted) + 2 * (len(fitted) - 1) - room
    while over > 0 and max(fitted) > 8:  # noqa: PLR2004 - narrower says nothing
        fitted[fitted.index(max(fitted))] -= 1
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
