"""Exports of Google Tag Manager that stand in other text: a module of a script, a file that something else begins."""

from __future__ import annotations

import json
import re

from pixelgate.parse.containers import gtm
from pixelgate.parse.containers.model import Container

MARKS = (b'"exportFormatVersion"', b'"containerVersion"')
_EXPORT = re.compile(r'\{\s*"exportFormatVersion"\s*:')


def read(text: str) -> tuple[Container, ...]:
    """Return the containers of the first export in a text, with their places in that text.

    Raises:
        ValueError: It breaks off, or is no JSON.
        msgspec.DecodeError: It is JSON, and no export.

    """
    found = _EXPORT.search(text)
    if found is None:
        return ()
    _, end = json.JSONDecoder().raw_decode(text, found.start())
    return gtm.read((" " * found.start() + text[found.start() : end]).encode(errors="replace"))
