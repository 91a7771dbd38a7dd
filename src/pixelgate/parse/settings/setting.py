"""One setting, and the spelling of its value that several formats share."""

from __future__ import annotations

import re

import msgspec

from pixelgate.parse.values import Constant, Unknown, Value
from pixelgate.source import Span

DEPTH = 50
"""How deep settings may nest; what lies deeper is not read."""

_NUMBER = re.compile(r"-?\d{1,17}(?:\.\d{1,17})?")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "none": None, "true": True, "false": False}


class Setting(msgspec.Struct, frozen=True):
    """A key path, the value that is set, and the place of both. The items of a list stand under the list's key."""

    keys: tuple[str, ...]
    value: Value
    span: Span


def plain(text: str, span: Span) -> Value:
    """Return the value of an unquoted word: null, a truth value, a number or a string."""
    if text.lower() in _WORDS:
        return Constant(_WORDS[text.lower()], span)
    if _NUMBER.fullmatch(text) and (text == "0" or not text.startswith("0")):
        return Constant(float(text), span)
    return Constant(text, span)


def computed(text: str, span: Span) -> Value:
    """Return a value that only the run time knows."""
    return Unknown(text[:200], span)
