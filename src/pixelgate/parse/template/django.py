"""The Django template language (the tags of Django 5.2 and 6.0)."""

from __future__ import annotations

from functools import partial

from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.names import first_entry, named
from pixelgate.parse.template.plain import PLAIN

DELIMITERS = (
    Delimiter(Role.COMMENT, r"\{#", r"#\}", strict=False, lines=False),
    Delimiter(Role.STATEMENT, r"\{%", r"%\}"),
    Delimiter(Role.OUTPUT, r"\{\{", r"\}\}", strict=False),
)

_SILENT = """
    load if elif else endif for empty endfor with endwith autoescape spaceless filter ifchanged ifequal ifnotequal
    blocktrans blocktranslate plural language cache localize localtime timezone regroup resetcycle debug
"""


def _prefix(_: str) -> Naming:
    """``{% get_static_prefix %}``: the static folder itself, so the path after it names a static file."""
    return Naming("static", ("",))


def _url(arguments: str) -> Naming:
    head = arguments.split(None, 1)[0] if arguments else ""
    return named("url", head)


DJANGO = Dialect(
    name="django",
    delimiters=DELIMITERS,
    statements={
        "extends": partial(named, "extends"),
        "include": partial(named, "include"),
        "static": partial(named, "static"),
        "get_static_prefix": _prefix,
        "url": _url,
        "render_bundle": first_entry("webpack"),
        "vite_asset": first_entry("asset"),
    },
    silent=frozenset(_SILENT.split()),
    regions={"block": "block", "partialdef": "partial"},
    raw={"verbatim": "endverbatim"},
    comments={"comment": "endcomment"},
    parent=r"\bblock\.super\b",
    inner=PLAIN,
    inherits=True,
)
