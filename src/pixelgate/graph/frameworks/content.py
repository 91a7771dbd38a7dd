"""What generators of static sites share: what front matter and settings say, and which layouts exist."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from pixelgate.graph.frameworks.patterns import joined, literal, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import known
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Constant, constant

_DATED = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<title>.+)")


def said(outline: Outline | None) -> dict[str, str]:
    """Return what settings or front matter say, each as text; ``false`` and nothing are empty."""
    found = {}
    for one in outline.definitions if outline else ():
        value = one.value
        empty = isinstance(value, Constant) and value.value in {False, None}
        text = constant(value) if isinstance(value, Constant) else known(value)
        if text is not None or empty:
            found[one.name] = "" if empty else text or ""
    return found


def existing(project: Project, names: Iterable[str]) -> str | None:
    """Return the first of some paths that was read."""
    plain = (posixpath.normpath(name) for name in names)
    return next((name for name in plain if name in project.facts), None)


def dated(stem: str) -> dict[str, str]:
    """Return the parts of a name that begins with a date: ``2026-01-31-flu-season``."""
    found = _DATED.fullmatch(stem)
    return found.groupdict() if found else {"title": stem}


def address(path: str, *, pretty: bool = True) -> str:
    """Return the address of a page at a path without its extension; an index is its folder."""
    folder, name = posixpath.split(path)
    if name == "index":
        return valid(joined(*map(literal, folder.split("/"))))
    whole = joined(*map(literal, path.split("/")))
    return valid(whole if pretty else f"{whole}.html")
