"""Templates of WordPress' block themes: HTML in which comments name the parts and patterns that come in."""

from __future__ import annotations

import re
from collections.abc import Callable

from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role

_SLUG = re.compile(r"\"slug\"\s*:\s*\"(?:[\w-]+(?:\\?/))?([\w/-]+)\"")


def _of(*places: str) -> Callable[[str], Naming]:
    def read(arguments: str) -> Naming:
        found = _SLUG.search(arguments)
        names = tuple(place.format(found[1]) for place in places) if found else ()
        return Naming("include", names, "" if found else arguments, computed=not found)

    return read


BLOCKS = Dialect(
    name="blocks",
    delimiters=(
        Delimiter(Role.CODE, r"<!--\s+wp:template-part\b", r"-->", word="template-part"),
        Delimiter(Role.CODE, r"<!--\s+wp:pattern\b", r"-->", word="pattern"),
        Delimiter(Role.COMMENT, r"<!--\s+/?wp:", r"-->"),
    ),
    statements={
        "template-part": _of("parts/{}.html", "block-template-parts/{}.html"),
        "pattern": _of("patterns/{}.php"),
    },
    extensions=(".html", ".htm"),
    sign=r"<!--\s+wp:[a-z]",
    near=True,
)
