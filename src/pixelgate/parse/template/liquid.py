"""Liquid: Jekyll with its front matter, Shopify, and others."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import partial

from pixelgate.parse.document import Directive
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role, Said
from pixelgate.parse.template.names import UNKNOWN, named
from pixelgate.parse.template.plain import PLAIN
from pixelgate.source import Span

_SILENT = """
    if elsif else unless case when for tablerow assign capture increment decrement break continue cycle liquid paginate
    echo comment form
"""
_BARE = re.compile(r"[\w./@-]+")
_VARIABLE = re.compile(r"\{\{.*?\}\}")
_ASSET = re.compile(r"[\"']([^\"']+)[\"']\s*\|\s*(?:asset_url|relative_url|absolute_url|prepend:\s*site\.\w+)")
_LAYOUT = re.compile(r"^layout:[ \t]*[\"']?([\w./-]+)[\"']?[ \t]*$", re.MULTILINE)
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_NO_LAYOUT = frozenset({"none", "null", "nil", "false"})
_IN_SHOP = re.compile(r"(?P<root>(?:.*/)?)(?:templates|layout)/(?:\w+/)?(?P<name>[^/]+)\.liquid")


def _included(folder: str, arguments: str) -> Naming:
    """Read a name with or without quotes: ``header.html a=b`` (Jekyll), ``'header', a: b`` (Shopify)."""
    if arguments.startswith(("'", '"')):
        naming = named("include", re.split(r",|\s(?:with|for)\s", arguments, maxsplit=1)[0])
        return Naming("include", tuple(f"{folder}/{name}" for name in naming.names), computed=naming.computed)
    said = _VARIABLE.sub(UNKNOWN, arguments)
    found = re.match(rf"(?:[\w./@-]|{re.escape(UNKNOWN)})+", said)
    name = found[0] if found else ""
    if not name or name == UNKNOWN or (_BARE.fullmatch(name) and "." not in name):
        return Naming("include", (), arguments, computed=True)
    return Naming("include", (f"{folder}/{name}",), arguments if UNKNOWN in name else "", computed=UNKNOWN in name)


def _relative(arguments: str) -> Naming:
    return Naming("include", (f"./{arguments.split(None, 1)[0]}",)) if arguments else Naming("include", computed=True)


def _layout(arguments: str) -> Naming | None:
    return None if arguments.strip("'\"") in _NO_LAYOUT else named("extends", arguments)


def _assets(code: str) -> Iterator[Said]:
    for found in _ASSET.finditer(code):
        yield "asset_url", Naming("static", (found[1],)), found.start(), found.end()


def implied(path: str, text: str) -> Iterable[Directive]:
    """Return the layout that front matter names; that of a shop's templates is ``theme`` unless they say otherwise."""
    front = _FRONT.match(text)
    found = _LAYOUT.search(front[1]) if front else None
    if front and found:
        start = front.start(1)
        span = Span(start + found.start(), start + found.end())
        if found[1] not in _NO_LAYOUT:
            yield Directive("extends", "layout", (found[1],), "", span)
    shop = _IN_SHOP.fullmatch(path)
    if shop and "/layout/" not in f"/{path}" and not re.search(r"\{%-?\s*layout\b", text):
        yield Directive("extends", "layout", ("theme",), "", Span(0, 0), optional=True)


def files(kind: str, name: str) -> tuple[str, ...]:
    """Return the files of a name: includes of Jekyll, snippets and sections of a shop, layouts of both."""
    if kind == "static":
        return (name, f"assets/{name}", f"assets/{name}.liquid")
    if kind == "extends":
        return tuple(f"{folder}/{name}{end}" for folder in ("_layouts", "layout") for end in (".html", ".liquid", ""))
    if name.startswith("./"):
        return (name,)
    folder, _, rest = name.partition("/")
    folders = ("_includes", "snippets", "") if folder == "_includes" else (folder,)
    ends = ("",) if posixpath.splitext(rest)[1] else (".liquid", ".html", "")
    return tuple(posixpath.join(place, rest + end) for place in folders for end in ends)


LIQUID = Dialect(
    name="liquid",
    delimiters=(
        Delimiter(Role.COMMENT, r"\{%-?(?=\s*#)", r"-?%\}"),
        Delimiter(Role.STATEMENT, r"\{%-?", r"-?%\}", quoted=True),
        Delimiter(Role.OUTPUT, r"\{\{-?", r"-?\}\}", quoted=True, strict=False),
    ),
    statements={
        **dict.fromkeys(("include", "include_cached", "render"), partial(_included, "_includes")),
        **dict.fromkeys(("section", "sections"), partial(_included, "sections")),
        "include_relative": _relative,
        "layout": _layout,
    },
    code=_assets,
    silent=frozenset(_SILENT.split()) - {"comment"},
    raw={"raw": "endraw", "javascript": "endjavascript"},
    comments={"comment": "endcomment", "schema": "endschema", "doc": "enddoc", "stylesheet": "endstylesheet"},
    inner=PLAIN,
    extensions=(".liquid", ".html", ".htm"),
    sign=r"\A---[ \t]*\n|\{%-?\s*(?:include(?:_cached|_relative)?\s+[\w/-]+\.(?:html|md|svg|js|css)\b|assign|capture"
    r"|unless|render\s|section\s|case\s)"
    r"|\{\{-?\s*(?:site\.(?:baseurl|data|posts|pages|github|title|description|url)\b|content_for_\w+)",
    marks=("---", "{%", "{{"),
    never=r"\{%[-+]?\s*(?:extends|block|load|macro|from|import|trans|blocktrans|url|static|with|csrf_token)\b",
    implied=implied,
    files=files,
    near=True,
)
