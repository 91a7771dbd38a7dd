"""Markup, read with BeautifulSoup: addresses of what is loaded, and the scripts inside."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

from pixelgate.second.marks import Marks, whose
from pixelgate.second.model import Gap, Trace
from pixelgate.second.scripts import Scripts
from pixelgate.second.templates import FILL, blanked
from pixelgate.second.text import Lines

_SOURCED = ("iframe", "frame", "embed", "video", "audio", "source", "track", "input", "img")
_ADDRESSES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_SOURCED, ("src",)),
    "script": ("src", "href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "link": ("href",),
    "object": ("data",),
}
_TEXT_ONLY = frozenset({"textarea", "title", "style", "xmp", "plaintext", "noembed", "noframes"})
_CODE_TYPES = frozenset({"", "text/javascript", "application/javascript", "module", "text/ecmascript"})
_LOADED = frozenset(
    {"stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "icon", "prerender"}
)
_CONDITIONAL = re.compile(r"<!--\s*\[if\s[^\]]*\]>")
_TAG = re.compile(r"<(?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+>")
_JAVASCRIPT = re.compile(r"[\0-\x20]*javascript\s*:", re.IGNORECASE)


class Pages(Scripts):
    """Reads markup, and the code in it, of one file."""

    def __init__(self, known: Marks, text: str) -> None:
        super().__init__(known)
        self.whole = text
        self.code = blanked(text)

    def read_all(self) -> None:
        """Read the page, then what conditional comments hide from all but old browsers."""
        self.read_markup(0, len(self.code))
        for found in _CONDITIONAL.finditer(self.code):
            end = self.code.find("-->", found.end())
            self.read_markup(found.end(), end if end >= 0 else len(self.code))

    def read_markup(self, start: int, end: int) -> None:
        """Read a part of the file as markup."""
        piece = self.code[start:end]
        soup = _soup(piece)
        if soup is None:
            self.gaps.append(Gap(start, "not accepted as markup"))
            return
        lines = Lines(piece)
        tags = [tag for tag in soup.find_all(True) if isinstance(tag, Tag)]
        starts = [start + lines.offset(tag.sourceline or 1, tag.sourcepos or 0) for tag in tags]
        skipped: set[int] = set()
        for tag, at, after in zip(tags, starts, [*starts, end][1:], strict=True):
            if id(tag) in skipped:
                continue
            if tag.name in _TEXT_ONLY:
                skipped.update(id(inner) for inner in tag.find_all(True))
            found = _TAG.match(self.code, at, after)
            span = (at, found.end() if found else after)
            self._addresses(tag, span)
            self._code(tag, span)

    def _addresses(self, tag: Tag, span: tuple[int, int]) -> None:
        for value in _values(tag):
            subjects = whose(self.known, value)
            if subjects:
                self.traces.append(Trace(*span, subjects, value.replace(FILL, "…")))

    def _code(self, tag: Tag, span: tuple[int, int]) -> None:
        if tag.name == "script" and not any(tag.get(name) for name in _ADDRESSES["script"]):
            kind = str(tag.get("type") or "").strip().lower()
            content = tag.string or ""
            if kind in _CODE_TYPES and content.strip():
                at = self.code.find(content, span[0])
                known = at >= 0
                raw = self.whole[at : at + len(content)] if known else ""
                self.read(_plain(content), max(at, 0), raw=_plain(raw), within=None if known else span)
        for name, value in tag.attrs.items():
            if name.startswith("on") and isinstance(value, str) and value.strip():
                self.read(value, span[0], within=span)
            elif isinstance(value, str) and (scheme := _JAVASCRIPT.match(value)):
                self.read(value[scheme.end() :], span[0], within=span)


def _soup(piece: str) -> BeautifulSoup | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            return BeautifulSoup(piece, "html.parser", on_duplicate_attribute="ignore")
        except (AssertionError, RecursionError, ValueError):  # html.parser gives up on a few malformed declarations
            return None


def _plain(code: str) -> str:
    """Blank the bare CDATA marks that XHTML puts around code."""
    code = re.sub(r"\A\s*<!\[CDATA\[", lambda found: " " * len(found[0]), code)
    return re.sub(r"\]\]>\s*\Z", lambda found: " " * len(found[0]), code)


def _values(tag: Tag) -> Iterator[str]:
    """Yield the addresses that a tag makes a browser ask for."""
    if tag.name == "link" and not _LOADED & {str(word).lower() for word in tag.get_attribute_list("rel")}:
        return  # canonical, alternate, license: nothing is fetched
    names = _ADDRESSES.get(tag.name, ())
    for one in names:
        value = tag.get(one)
        if isinstance(value, str):
            yield value
