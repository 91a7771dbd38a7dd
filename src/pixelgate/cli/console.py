"""Whether to use colour, and how wide a terminal is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TextIO

import click

from pixelgate.reporters.palette import Style

DEFAULT, NARROWEST, WIDEST = 100, 60, 120


def style(stream: TextIO, color: str = "auto", file: Path | None = None) -> Style:
    """Return how to draw on a stream, or in a file.

    A width in ``COLUMNS`` counts everywhere, that of the terminal on a terminal; a file has neither colour nor width
    unless asked.
    """
    if file is not None:
        return Style(color=color == "always", width=DEFAULT)
    terminal = stream.isatty()
    known = terminal or os.environ.get("COLUMNS", "").isdigit()
    width = shutil.get_terminal_size((DEFAULT, 24)).columns if known else DEFAULT
    return Style(color=_colored(color, terminal=terminal), width=min(max(width, NARROWEST), WIDEST))


def _colored(color: str, *, terminal: bool) -> bool:
    """Decide by ``--color``, then ``NO_COLOR``, then ``FORCE_COLOR`` and ``CLICOLOR_FORCE``, then the terminal."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name) not in {None, "", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour the text. `auto`: on a terminal, unless NO_COLOR is set; FORCE_COLOR and CLICOLOR_FORCE switch it on.",
)
