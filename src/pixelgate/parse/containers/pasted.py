"""Exports of Google Tag Manager that stand in other text: a module of a script, a file that something else begins."""

from __future__ import annotations

import json
import re

from pixelgate.parse.containers import gtm
from pixelgate.parse.containers.model import Container

MARKS = (b'"exportFormatVersion"', b'"containerVersion"')
_OPEN = "Unterminated string"
_WORD = len("false")
"""How much may stand behind the place where a text that breaks off in a word is no JSON."""

_EXPORT = re.compile(r'\{\s*"exportFormatVersion"\s*:')


def read(text: str) -> tuple[Container, ...]:
    """Return the containers of the first export in a text, with their places in that text.

    What is no JSON where the text goes on is code that writes exports, and holds none.

    Raises:
        ValueError: It breaks off.
        msgspec.DecodeError: It is JSON, and no export.

    """
    found = _EXPORT.search(text)
    if found is None:
        return ()
    try:
        _, end = json.JSONDecoder().raw_decode(text, found.start())
    except json.JSONDecodeError as error:
        if len(text.rstrip()) - error.pos > _WORD and not error.msg.startswith(_OPEN):
            return ()
        raise
    return gtm.read((" " * found.start() + text[found.start() : end]).encode(errors="replace"))
