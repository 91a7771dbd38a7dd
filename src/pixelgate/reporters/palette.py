"""Colours and widths: the little that a terminal needs. Without colour every style is the text itself."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from pixelgate.findings.model import Outcome, Severity

ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Style(msgspec.Struct, frozen=True):
    """How to draw for people: with colour or not, and how many columns wide."""

    color: bool = False
    width: int = 100

    def _paint(self, codes: str, text: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self.color and text else text

    def bold(self, text: str) -> str:
        return self._paint("1", text)

    def dim(self, text: str) -> str:
        return self._paint("2", text)

    def red(self, text: str) -> str:
        return self._paint("1;31", text)

    def yellow(self, text: str) -> str:
        return self._paint("1;33", text)

    def green(self, text: str) -> str:
        return self._paint("1;32", text)

    def blue(self, text: str) -> str:
        return self._paint("1;34", text)

    def cyan(self, text: str) -> str:
        return self._paint("36", text)

    def severity(self, severity: Severity, text: str) -> str:
        """Colour a text by how grave it is."""
        return {Severity.ERROR: self.red, Severity.WARNING: self.yellow, Severity.NOTE: self.blue}[severity](text)

    def outcome(self, outcome: Outcome, text: str) -> str:
        """Colour a text by the verdict on a route."""
        match outcome:
            case Outcome.VIOLATING | Outcome.UNPROVEN:
                return self.red(text)
            case Outcome.WARNED:
                return self.yellow(text)
            case Outcome.EXEMPTED:
                return self.blue(text)
            case Outcome.CLEAN:
                return self.green(text)


def columns(text: str) -> int:
    """Return how many columns a text takes: East Asian wide characters two, combining ones and colours none."""
    bare = ANSI.sub("", text)
    if bare.isascii():
        return len(bare)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in bare)
    return len(bare) + wide - sum(unicodedata.combining(char) > 0 for char in bare)


def pad(text: str, width: int) -> str:
    """Fill a text with spaces up to a width."""
    return text + " " * max(0, width - columns(text))


def fit(text: str, width: int) -> str:
    """Cut a plain text to a width."""
    if columns(text) <= width:
        return text
    kept = text[: max(1, width) - 1]
    while columns(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def fit_path(text: str, width: int) -> str:
    """Cut a path in its middle: where it starts and the file's name say most."""
    if columns(text) <= width or width < 12:  # noqa: PLR2004 - too narrow to cut twice
        return fit(text, width)
    head = (width - 1) // 3
    return text[:head] + "…" + text[len(text) - (width - 1 - head) :]


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Break a plain text at spaces into lines; ``first`` and ``rest`` are put before the first and all other lines."""
    lines, line, empty = [], first, True
    for word in _words(text, max(8, width - max(columns(first), columns(rest)))):
        if not empty and columns(line) + 1 + columns(word) > width:
            lines.append(line)
            line, empty = rest, True
        line += word if empty else " " + word
        empty = False
    return [*lines, line] if not empty or first.strip() else lines


def _words(text: str, width: int) -> list[str]:
    """Return the words, those that fit no line cut into pieces."""
    found: list[str] = []
    for word in text.split():
        while columns(word) > width:
            piece = _start(word, width)
            found.append(piece)
            word = word[len(piece) :]  # noqa: PLW2901 - the rest of the word
        found.append(word)
    return found


def _start(word: str, width: int) -> str:
    """Return as much of a word as fits, at least a character."""
    end = min(len(word), width)
    while end > 1 and columns(word[:end]) > width:
        end -= 1
    return word[:end]
