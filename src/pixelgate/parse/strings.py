"""Markup in the strings of a server's code: the strings of one statement, joined, with holes for what is between."""

from __future__ import annotations

import re
from collections.abc import Callable

from pixelgate.source import HOLE, Fragment

_MARKUP = re.compile(r"<(?:script|img|iframe|noscript)\b", re.IGNORECASE)


def holds_markup(text: str) -> bool:
    """Tell whether a text has an element that can bring a tracker."""
    return _MARKUP.search(text) is not None


class Joiner:
    """Puts strings together, keeping for each character the place where it comes from."""

    def __init__(self, wanted: Callable[[str], bool] = holds_markup) -> None:
        self.wanted = wanted
        self.texts: list[str] = []
        self.offsets: list[int] = []

    def add(self, literal: Fragment, escape: re.Pattern[str], decoded: Callable[[str], str]) -> None:
        """Add the inside of a literal, its escapes decoded."""
        at = 0
        for found in escape.finditer(literal.text):
            self._put(literal.text[at : found.start()], literal, at)
            for character in decoded(found[0]):
                self._put(character, literal, found.start())
            at = found.end()
        self._put(literal.text[at:], literal, at)

    def hole(self) -> None:
        """Add a place that the program fills; between two strings there is at most one."""
        if self.texts and self.texts[-1] != HOLE:
            self.texts.append(HOLE)
            self.offsets.append(self.offsets[-1] + 1)

    def take(self) -> Fragment | None:
        """Return what was added, when it is wanted, and begin anew."""
        text, offsets = "".join(self.texts), self.offsets
        self.texts, self.offsets = [], []
        if not text or not self.wanted(text):
            return None
        return Fragment(text, 0, (*offsets, offsets[-1] + 1))

    def _put(self, text: str, literal: Fragment, at: int) -> None:
        if text:
            self.texts.append(text)
            self.offsets += (literal.span(at + index, at + index).start for index in range(len(text)))
