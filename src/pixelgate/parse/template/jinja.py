"""Jinja2 (3.1), as Flask, Starlette and others set it up."""

from __future__ import annotations

import re
from functools import partial

from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.names import named
from pixelgate.parse.template.plain import PLAIN

_DELIMITERS = (
    Delimiter(Role.COMMENT, r"\{#", r"#\}"),
    Delimiter(Role.STATEMENT, r"\{%[-+]?", r"[-+]?%\}", quoted=True),
    Delimiter(Role.OUTPUT, r"\{\{[-+]?", r"[-+]?\}\}", quoted=True),
)

_SILENT = """
    if elif else endif for endfor with endwith autoescape filter do break continue set call trans pluralize
"""

_ENDPOINT = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)')\s*(?:,|$)")
_FILE = re.compile(r"\b(?:filename|path)\s*=\s*([^,]+)")


def url_for(arguments: str) -> Naming | None:
    """Read ``url_for``: a static file of the application (``static``), of a blueprint (``blog.static``), or a route."""
    endpoint = _ENDPOINT.match(arguments)
    name = (endpoint[1] or endpoint[2] or "") if endpoint else ""
    file = _FILE.search(arguments)
    if file and (name.endswith("static") or not endpoint):
        return named("static", file[1])
    return Naming("url", (name,) if name else (), "" if name else arguments, computed=not name)


def _first(arguments: str) -> Naming:
    return named("static", arguments.split(",", 1)[0])


JINJA = Dialect(
    name="jinja",
    delimiters=_DELIMITERS,
    statements={
        "extends": partial(named, "extends"),
        "include": partial(named, "include"),
        "import": partial(named, "import"),
        "from": partial(named, "import"),
        "static": partial(named, "static"),
    },
    calls={
        "url_for": url_for,
        "h.url_for_static": _first,
        "h.url_for_static_or_external": _first,
        **dict.fromkeys(("static", "static_url", "asset", "asset_url"), _first),
    },
    silent=frozenset(_SILENT.split()),
    regions={"block": "block", "macro": "macro"},
    raw={"raw": "endraw", "verbatim": "endverbatim"},
    comments={"comment": "endcomment"},
    parent=r"\bsuper(?:\.super)*\(\)",
    inner=PLAIN,
    inherits=True,
)
