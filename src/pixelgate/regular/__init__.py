"""Regular languages: what a pattern matches, whether two patterns ever meet, whether one lies within another.

Decided on automata in time that grows with the text, not with what a hostile pattern makes of it; no text is guessed.
"""

from __future__ import annotations

from pixelgate.regular.automaton import Language, TooLargeError
from pixelgate.regular.product import meet, within
from pixelgate.regular.reader import UnsupportedError, read
from pixelgate.regular.syntax import ANYTHING, chars, either, literal, repeated, sequence

__all__ = [
    "ANYTHING",
    "Language",
    "TooLargeError",
    "UnsupportedError",
    "chars",
    "either",
    "literal",
    "meet",
    "read",
    "repeated",
    "sequence",
    "within",
]
