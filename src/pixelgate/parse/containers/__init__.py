"""Containers of tag managers, found by what a file holds. One file a format; parse knows no vendor."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pixelgate.parse.containers import (
    compiled,
    gtm,
    launch,
    matomo,
    pasted,
    reactor,
    segment,
    tealium,
    tealium_profile,
    zaraz,
)
from pixelgate.parse.containers.model import Container
from pixelgate.parse.document import Script

__all__ = ["Container", "holds", "read"]


_EXPORTS = (
    *((one.MARKS, one.read) for one in (matomo, zaraz, reactor, segment, tealium_profile)),
    (tealium_profile.OLDER, tealium_profile.read),
)
"""The marks of formats in JSON, all of which stand in a file, and what reads them."""

_SCRIPTS = (compiled.MARKS, launch.MARKS, tealium.MARKS, tealium.LOADER, pasted.MARKS)
_JSON = (*((mark,) for mark in gtm.MARKS), compiled.MARKS, *(marks for marks, _ in _EXPORTS))


def holds(data: bytes) -> bool:
    """Tell whether the bytes of a file may hold a container; most do not, and are not looked at further."""
    first = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return any(_all(marks, data) for marks in (_JSON if first in {b"{", b"["} else _SCRIPTS))


def _all(marks: Iterable[bytes], data: bytes) -> bool:
    return all(mark in data for mark in marks)


def read(text: str, scripts: Iterable[Script] = ()) -> tuple[Container, ...]:
    """Return the containers in a file; ``scripts`` is what it holds as code.

    Raises:
        ValueError: It bears the marks of one and cannot be read.

    """
    data = text.encode(errors="replace")
    try:
        if _all(compiled.MARKS, data):
            return compiled.read(text)
        if text.lstrip()[:1] not in {"{", "["}:
            return (*launch.read(text, scripts), *tealium.read(text), *pasted.read(text))
        return next((reads for marks, reads in _EXPORTS if _all(marks, data)), gtm.read)(data)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
