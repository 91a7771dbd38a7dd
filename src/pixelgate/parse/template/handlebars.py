"""Handlebars and Mustache, as Express, Ghost and Ember set them up."""

from __future__ import annotations

import posixpath
import re
from functools import partial

from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.names import UNKNOWN

_NAME = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)'|([\w@./-]+))")
_LOOKUP = re.compile(r"\s*\(")
_EXTENSIONS = (".hbs", ".handlebars", ".mustache", ".html")


def _partial(kind: str, arguments: str) -> Naming:
    """Read the name of a partial, which needs no quotes; ``(lookup . 'x')`` is computed."""
    found = _NAME.match(arguments)
    if found is None or _LOOKUP.match(arguments):
        return Naming(kind, (), arguments, computed=True)
    return Naming(kind, (found[1] or found[2] or found[3],))


def _asset(code: str) -> Naming:
    return _partial("static", code)


def _files(kind: str, name: str) -> tuple[str, ...]:
    """Return where a registered name may come from: the folders of partials and layouts that frameworks register."""
    if kind == "static":
        return (name, f"assets/{name}", f"public/{name}", f"static/{name}")
    folders = ("", "partials/") if kind == "include" else ("", "layouts/")
    stems = [posixpath.normpath(folder + name) if "/" in folder else name for folder in folders]
    written = [stem if stem.endswith(_EXTENSIONS) else stem + end for stem in stems for end in _EXTENSIONS]
    return (
        (*written, f"views/partials/{name}.hbs", f"views/layouts/{name}.hbs") if UNKNOWN not in name else tuple(written)
    )


HANDLEBARS = Dialect(
    name="handlebars",
    delimiters=(
        Delimiter(Role.CODE, r"\{\{!<\s*", r"\}\}", word="layout"),
        Delimiter(Role.COMMENT, r"\{\{~?!--", r"--~?\}\}"),
        Delimiter(Role.COMMENT, r"\{\{~?!", r"\}\}"),
        Delimiter(Role.STATEMENT, r"\{\{~?#?>", r"~?\}\}", word="partial"),
        Delimiter(Role.STATEMENT, r"\{\{~?\s*asset\b", r"~?\}\}", word="asset"),
        Delimiter(Role.CODE, r"\{\{~?(?=\s*(?:[#/^]|else\b))", r"~?\}\}"),
        Delimiter(Role.OUTPUT, r"\{\{\{~?", r"~?\}\}\}"),
        Delimiter(Role.OUTPUT, r"\{\{~?(?<!\\\{\{)(?<!\\\{\{~)", r"~?\}\}", strict=False),
    ),
    statements={
        "partial": partial(_partial, "include"),
        "layout": partial(_partial, "extends"),
        "asset": _asset,
    },
    extensions=(".hbs", ".handlebars", ".mustache"),
    files=_files,
    near=True,
)
