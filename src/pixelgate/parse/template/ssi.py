"""Server-side and edge-side includes in pages that are otherwise plain HTML."""

from __future__ import annotations

import re

import msgspec

from pixelgate.parse.template.dialect import Delimiter, Naming, Role
from pixelgate.parse.template.names import UNKNOWN
from pixelgate.parse.template.plain import PLAIN

_TARGET = re.compile(r"\b(?:virtual|file|src|wildcard)\s*=\s*[\"']?([^\"'\s>]+)")
_VARIABLE = re.compile(r"\$\{\w+\}|\$\(?\w+\)?")


def _included(arguments: str) -> Naming | None:
    found = _TARGET.search(arguments)
    if found is None:
        return None
    name = _VARIABLE.sub(UNKNOWN, found[1]).partition("?")[0]
    computed = UNKNOWN in name
    return Naming("include", (name,) if name != UNKNOWN else (), arguments if computed else "", computed=computed)


SSI = msgspec.structs.replace(
    PLAIN,
    name="ssi",
    delimiters=(
        Delimiter(Role.CODE, r"<!--#\s*include\b", r"-->", word="include"),
        Delimiter(Role.CODE, r"<esi:include\b", r">", word="include"),
        Delimiter(Role.OUTPUT, r"<!--#\s*echo\b", r"-->"),
        Delimiter(Role.CODE, r"<!--#(?=\s*(?:if|elif|else|endif|set|config)\b)", r"-->"),
        *PLAIN.delimiters,
    ),
    statements={"include": _included},
    extensions=(".shtml", ".stm", ".html", ".htm"),
    sign=r"<!--#\s*(?:include|if|set|echo|config)\b|<esi:include\b",
    marks=("<!--#", "<esi:"),
    near=True,
)
