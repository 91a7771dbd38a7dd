"""Say what ended a run without a verdict: each complaint at its place, or a defect of the program with a traceback."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from pixelgate import __version__
from pixelgate.cli import output
from pixelgate.cli.console import style
from pixelgate.cli.project import EXAMPLE, MissingManifestError
from pixelgate.errors import CatalogError, Complaint, ManifestError, PixelgateError
from pixelgate.reporters import clean
from pixelgate.reporters.palette import Style, wrap

WIDEST = 140
MANY = 4
"""So many complaints of the same words are told once, with all their lines."""


def explain(error: Exception) -> int:
    """Print why there is no verdict, and return the exit code."""
    match error:
        case MissingManifestError():
            code = output.refuse(error.message)
            output.tell(EXAMPLE)
            return code
        case ManifestError():
            return _complained(error.message, error.complaints)
        case CatalogError():
            return _complained("the vendor data is broken", error.complaints)
        case PixelgateError():
            return output.refuse(str(error))
        case _:
            return _defect(error)


def _complained(message: str, complaints: Sequence[Complaint]) -> int:
    code = output.refuse(message)
    drawing = style(sys.stderr)
    texts: dict[str, list[str]] = {}
    alike: dict[tuple[str, str, str], list[Complaint]] = {}
    for complaint in sorted(complaints):
        alike.setdefault((complaint.path, complaint.message, complaint.help), []).append(complaint)
    for same in alike.values():
        shown = same if len(same) < MANY else same[:1]
        for complaint in shown:
            lines = texts.setdefault(complaint.path, _lines(complaint.path))
            output.tell("\n" + draw(complaint, lines, drawing))
        output.tell(_rest(same[len(shown) :], drawing))
    return code


def _rest(same: Sequence[Complaint], drawing: Style) -> str:
    """Say on which lines a complaint holds too."""
    if not same:
        return ""
    every = dict.fromkeys(str(complaint.line) for complaint in same)
    said = f"the same {len(same):,} more times, on line{'s' if len(every) > 1 else ''} {', '.join(every)}"
    return "".join(f"{line}\n" for line in wrap(said, drawing.width, first="  ", rest="    "))


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def draw(complaint: Complaint, lines: Sequence[str], drawing: Style) -> str:
    """Return one complaint: place, key and message, the line with a caret below it, and what to do."""
    place = clean.plain(f"{complaint.path}:{complaint.line}:{complaint.column}")
    key = f"{clean.plain(complaint.key)}: " if complaint.key else ""
    text = f"{drawing.bold(place)}: {drawing.red('error')}: {key}{clean.plain(complaint.message, 1000)}\n"
    if complaint.line <= len(lines):
        text += _frame(complaint, lines[complaint.line - 1], drawing)
    if complaint.help:
        text += f"  {drawing.cyan('help')}: {clean.plain(complaint.help, 1000)}\n"
    return text


def _frame(complaint: Complaint, line: str, drawing: Style) -> str:
    """Return the line and a caret; of a long line, the part around the place."""
    start = max(0, complaint.column - 1 - WIDEST // 2) if len(line) > WIDEST else 0
    before = clean.plain(line[start : complaint.column - 1], WIDEST * 10)
    after = clean.plain(line[complaint.column - 1 : start + WIDEST], WIDEST * 10)
    number = str(complaint.line)
    bar = drawing.dim("|")
    gap = " " * len(number)
    return (
        f" {gap} {bar}\n"
        f" {drawing.dim(number)} {bar} {before}{after}\n"
        f" {gap} {bar} {' ' * len(before)}{drawing.red('^' * _width(after))}\n"
    )


def _width(after: str) -> int:
    """Return how long the word under the caret is: a key or a simple value."""
    length = 0
    for char in after:
        if char in " =,]}#":
            break
        length += 1
    return max(1, min(length, 60))


def _defect(error: Exception) -> int:
    code = output.refuse(f"pixelgate itself failed ({type(error).__name__})", code=output.INTERNAL)
    for line in "".join(traceback.format_exception(error)).splitlines():
        output.tell(f"  {clean.plain(line, 1000)}\n")
    output.tell(
        f"\n  This is a defect of pixelgate {__version__}, not of your code. Please report it in pixelgate's issue"
        "\n  tracker with the lines above and, if you can, the smallest file that shows it.\n"
    )
    return code
