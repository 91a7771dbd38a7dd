"""Markup, read with BeautifulSoup: addresses of scripts, frames, images and links, and the scripts inside."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

from pixelgate.second.marks import Marks, address, vendor_at
from pixelgate.second.model import Evidence
from pixelgate.second.scripts import read_script

_ADDRESSES = {"script": "src", "img": "src", "iframe": "src", "embed": "src", "link": "href", "object": "data"}
_OUTPUT = re.compile(r"\{\{.*?\}\}|<%=.*?%>", re.DOTALL)
_SILENT = re.compile(r"\{%.*?%\}|\{#.*?#\}|<%.*?%>", re.DOTALL)
_CODE_TYPES = frozenset({"", "text/javascript", "application/javascript", "module", "text/ecmascript"})
_DEEPEST = 400


def read_markup(path: str, text: str, known: Marks) -> list[Evidence]:
    """Collect the evidence in the markup of a page or template."""
    code = _SILENT.sub(lambda m: _blank(m[0]), text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            soup = BeautifulSoup(code, "html.parser")
        except (AssertionError, RecursionError, ValueError):  # html.parser gives up on a few malformed declarations
            return []
    found: list[Evidence] = []
    for tag in soup.find_all(True):
        found += _address(path, tag, known)
        found += _code(path, tag, known)
    return found


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _place(tag: Tag) -> tuple[int, int]:
    return tag.sourceline or 1, (tag.sourcepos or 0) + 1


def _address(path: str, tag: Tag, known: Marks) -> Iterator[Evidence]:
    value = tag.get(_ADDRESSES.get(tag.name, ""))
    where = address(value) if isinstance(value, str) else None
    if where and isinstance(value, str) and not (tag.name == "link" and _is_metadata(tag)):
        yield Evidence(path, *_place(tag), vendor_at(known, *where) or where[0], value[:120])


def _is_metadata(tag: Tag) -> bool:
    """Tell whether a link only names something (canonical, alternate, license): nothing is fetched."""
    loaded = {"stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "icon", "import"}
    return not loaded & {str(word).lower() for word in tag.get_attribute_list("rel")}


def _code(path: str, tag: Tag, known: Marks) -> Iterator[Evidence]:
    line, column = _place(tag)
    if tag.name == "script" and not tag.get("src") and str(tag.get("type", "")).lower() in _CODE_TYPES:
        before = str(tag).partition(">")[0]
        first = column + len(before) + 1
        yield from read_script(path, _OUTPUT.sub("0", tag.string or ""), known, line=line, column=first)
    for name, value in tag.attrs.items():
        if name.startswith("on") and isinstance(value, str):
            found = read_script(path, _OUTPUT.sub("0", value), known)
            yield from (Evidence(path, line, column, e.subject, e.text) for e in found)
