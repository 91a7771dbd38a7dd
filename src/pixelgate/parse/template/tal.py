"""Zope page templates and Chameleon (``.pt``)."""

from __future__ import annotations

import re

from pixelgate.parse.template.attributes import attribute
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role

_LOAD = re.compile(r"load:\s*([\w./-]+)")
_MACRO = re.compile(r"(?:context|here|template|view|container)/(?:@@)?([\w.-]+)/(?:macros/)?\w+")


def _macro(expression: str) -> Naming | None:
    """Read ``load: layout.pt``, or ``context/main_template/macros/master``, which may be registered elsewhere."""
    loaded = _LOAD.match(expression)
    if loaded:
        return Naming("include", (loaded[1],))
    found = _MACRO.match(expression)
    return Naming("include", (f"{found[1]}.pt", found[1]), optional=True) if found else None


TAL = Dialect(
    name="tal",
    delimiters=(
        Delimiter(Role.COMMENT, r"<!--!", r"-->"),
        *attribute(r"metal:(?:use|extend)-macro", "macro"),
        Delimiter(Role.OUTPUT, r"\$\{", r"\}", strict=False),
    ),
    statements={"macro": _macro},
    extensions=(".pt", ".cpt", ".zpt", ".html", ".htm", ".xhtml"),
    sign=r"\s(?:tal|metal):[a-z-]+\s*=|<(?:tal|metal):",
    marks=("tal:",),
    near=True,
)
