"""Where the functions of a PHP file begin and end, though markup stands between their braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pixelgate.parse.document import Region
from pixelgate.source import Span

KIND = "function"


def unnamed(offset: int) -> str:
    """Return what the function without a name that begins at an offset is called as a region."""
    return f"{{closure}}@{offset}"


def functions(text: str, codes: Sequence[Span], lexis: str) -> Iterator[Region]:
    """Yield the functions of a file, methods by their last name alone; one that is not closed is none.

    ``codes`` are the places of its code, ``lexis`` matches strings and comments in it.
    """
    token = re.compile(rf"{lexis}|(?<![\w$>:])(?:static\s+)?function\s*&?\s*(?P<name>\w*)\s*(?=\()|(?P<mark>[{{}};])")
    open_: list[tuple[str, int] | None] = []
    pending: tuple[str, int] | None = None
    for code in codes:
        for found in token.finditer(text, code.start, code.end):
            if found["name"] is not None:
                pending = found["name"] or unnamed(found.start()), found.start()
            elif found["mark"] == ";":
                pending = None
            elif found["mark"] == "{":
                open_.append(pending)
                pending = None
            elif found["mark"] and open_ and (function := open_.pop()):
                yield Region(function[0], Span(function[1], found.end()), kind=KIND)
