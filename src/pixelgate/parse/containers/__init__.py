"""Containers of tag managers, found by what a file holds. One file a format; parse knows no vendor."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pixelgate.parse.containers import compiled, gtm, launch, matomo
from pixelgate.parse.containers.model import Container
from pixelgate.parse.document import Script

__all__ = ["Container", "holds", "read"]


def holds(data: bytes) -> bool:
    """Tell whether the bytes of a file may hold a container; most do not, and are not looked at further."""
    return (
        any(mark in data for mark in gtm.MARKS)
        or all(mark in data for mark in compiled.MARKS)
        or all(mark in data for mark in launch.MARKS)
        or all(mark in data for mark in matomo.MARKS)
    )


def read(text: str, scripts: Iterable[Script] = ()) -> tuple[Container, ...]:
    """Return the containers in a file; ``scripts`` is what it holds as code.

    Raises:
        ValueError: It bears the marks of one and cannot be read.

    """
    data = text.encode(errors="replace")
    try:
        if all(mark in data for mark in compiled.MARKS):
            return compiled.read(text)
        if text.lstrip()[:1] not in {"{", "["}:
            return tuple(launch.read(text, scripts))
        return matomo.read(data) if all(mark in data for mark in matomo.MARKS) else gtm.read(data)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
