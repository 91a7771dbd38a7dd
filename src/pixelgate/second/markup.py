"""Markup, read with BeautifulSoup: addresses of what is loaded, and the code and markup inside."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.exceptions import ParserRejectedMarkup

from pixelgate.second.marks import Marks, whose
from pixelgate.second.model import Gap, Trace
from pixelgate.second.scripts import read_script
from pixelgate.second.templates import FILL, blanked
from pixelgate.second.text import Lines

Range = tuple[int, int]

_SOURCED = ("iframe", "frame", "embed", "video", "audio", "source", "track", "input", "img")
_ADDRESSES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_SOURCED, ("src",)),
    "script": ("src", "href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "link": ("href",),
    "object": ("data",),
}
_TEXT_ONLY = frozenset({"textarea", "title", "style", "xmp", "plaintext", "noembed", "noframes"})
_CODE = re.compile(r"|module|(?:text|application)/(?:x-)?(?:java|ecma|j|live)script(?:1\.\d)?")
_LOADED = frozenset(
    {"stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "icon", "prerender"}
)
_CONDITIONAL = re.compile(r"<!--\s*\[if\s[^\]]*\]>")
_NOSCRIPT = re.compile(r"<(/?)noscript\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+>")
_JAVASCRIPT = re.compile(r"[\0-\x20]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE)
_PAIRS = (("<!--", "-->"), ("<![", "]>"))
_UNCLOSED = 200  # html.parser reads to the end of the file for each opening that nothing closes
_DEEPEST = 4  # markup in code in markup


class Page:
    """Reads the text of one file and collects what it says; traces of what is decoded have the range around it."""

    def __init__(self, known: Marks, text: str) -> None:
        self.known = known
        self.whole = text
        self.code = text
        self.traces: list[Trace] = []
        self.gaps: list[Gap] = []

    def read_file(self) -> None:
        """Read a page or template: all of it, and what some browsers see where others see a comment or text."""
        self.code = blanked(self.whole)
        self.read_part(0, len(self.code))
        for found in _CONDITIONAL.finditer(self.code):
            end = self.code.find("-->", found.end())
            self.read_part(found.end(), end if end >= 0 else len(self.code))
        if at := _hidden_end(self.code):
            self.read_part(at, len(self.code))

    def read_part(self, start: int, end: int) -> None:
        """Read a part of the file as markup."""
        piece = self.code[start:end]
        soup = _soup(piece)
        if soup is None:
            self.gaps.append(Gap(start, "not accepted as markup"))
            return
        lines = Lines(piece)
        tags = [tag for tag in soup.find_all(True) if isinstance(tag, Tag)]
        starts = [start + lines.offset(tag.sourceline or 1, tag.sourcepos or 0) for tag in tags]
        foreign = _within(tags, {"svg", "math"}, frozenset())
        skipped = _within(tags, _TEXT_ONLY, foreign)
        for tag, at, after in zip(tags, starts, [*starts, end][1:], strict=True):
            if id(tag) in skipped:
                continue
            found = _TAG.match(self.code, at, after)
            self._tag(tag, (at, found.end() if found else after), 0)
            if id(tag) in foreign and tag.name in _TEXT_ONLY and "<" in (tag.string or ""):
                self._markup(tag.string or "", (at, after), 1)  # in SVG and MathML these hold elements

    def _markup(self, markup: str, span: Range, depth: int) -> None:
        """Read markup that does not stand verbatim in the file."""
        soup = _soup(markup) if depth <= _DEEPEST else None
        for tag in soup.find_all(True) if soup else ():
            if isinstance(tag, Tag):
                self._tag(tag, span, depth)

    def _tag(self, tag: Tag, span: Range, depth: int) -> None:
        for value in _values(tag):
            self._say(value, whose(self.known, value), span)
        if tag.name == "script" and not any(tag.get(name) for name in _ADDRESSES["script"]):
            self._script(tag, span, depth)
        for name, value in tag.attrs.items():
            if not isinstance(value, str) or not value.strip():
                continue
            if name.startswith("on"):
                self._code(value, span, depth + 1)
            elif name == "srcdoc":
                self._markup(value, span, depth + 1)
            elif scheme := _JAVASCRIPT.match(value):
                self._code(unquote(value[scheme.end() :]), span, depth + 1)

    def _script(self, tag: Tag, span: Range, depth: int) -> None:
        kind = str(tag.get("type") or "").partition(";")[0].strip().lower()
        content = _plain(tag.string or "")
        if not content.strip() or not _CODE.fullmatch(kind):
            return
        at = self.code.find(tag.string or "", span[0]) if depth == 0 else -1
        if at < 0:
            self._code(content, span, depth + 1)
        else:
            self.read_code(at, content, _plain(self.whole[at : at + len(content)]))

    def read_code(self, base: int, code: str, *others: str) -> None:
        """Read code that stands at an offset of the file, or another version of it, if this one is not accepted."""
        found, reason = read_script(code, self.known)
        for other in dict.fromkeys((*others, unescape(code))):
            if reason and other != code:
                found, again = read_script(other, self.known)
                reason = again and reason
        if reason:
            self.gaps.append(Gap(base, reason))
        for said in found:
            span = (base + said.start, base + said.end)
            self._say(said.text, said.subjects, span)
            self._further(said.text, span, 1, code=said.code, said=bool(said.subjects))

    def _code(self, code: str, span: Range, depth: int) -> None:
        """Read code that does not stand verbatim in the file."""
        found, reason = read_script(code, self.known)
        if reason and depth == 1:
            self.gaps.append(Gap(span[0], reason))
        for said in found:
            self._say(said.text, said.subjects, span)
            self._further(said.text, span, depth + 1, code=said.code, said=bool(said.subjects))

    def _further(self, inner: str, span: Range, depth: int, *, code: bool, said: bool) -> None:
        if said or depth > _DEEPEST:
            return
        if code:
            self._code(inner, span, depth + 1)
        elif "<" in inner:
            self._markup(inner, span, depth + 1)

    def _say(self, text: str, subjects: tuple[str, ...], span: Range) -> None:
        if subjects:
            self.traces.append(Trace(*span, subjects, text.replace(FILL, "…")))


def _hidden_end(text: str) -> int:
    """Return where a ``<noscript>`` ends within a quoted attribute, for with scripts on all in it is text; else 0."""
    start = -1
    for found in _NOSCRIPT.finditer(text):
        if not found[1]:
            start = found.end() if start < 0 else start
        elif start >= 0:
            if text.count('"', start, found.start()) % 2 or text.count("'", start, found.start()) % 2:
                return found.start()
            start = -1
    return 0


def _soup(piece: str) -> BeautifulSoup | None:
    piece = piece[: piece.rfind(">") + 1]  # no tag ends after the last of these
    if any(piece.count(opening, piece.rfind(closing) + 1) > _UNCLOSED for opening, closing in _PAIRS):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            return BeautifulSoup(piece, "html.parser", on_duplicate_attribute="ignore")
        except (
            ParserRejectedMarkup,
            AssertionError,
            RecursionError,
            ValueError,
        ):  # html.parser gives up on a few malformed declarations
            return None


def _within(tags: list[Tag], names: frozenset[str] | set[str], aside: frozenset[int]) -> frozenset[int]:
    """Return the identities of all tags inside tags of some names, without those of ``aside``."""
    found: set[int] = set()
    for tag in tags:
        if tag.name in names and id(tag) not in found and id(tag) not in aside:
            found.update(id(inner) for inner in tag.find_all(True))
    return frozenset(found)


def _plain(code: str) -> str:
    """Blank the bare CDATA marks that XHTML puts around code."""
    code = re.sub(r"\A\s*<!\[CDATA\[", lambda found: " " * len(found[0]), code)
    return re.sub(r"\]\]>(?=\s*\Z)", "   ", code)


def _values(tag: Tag) -> Iterator[str]:
    """Yield the addresses that a tag makes a browser ask for."""
    if tag.name == "link" and not _LOADED & {str(word).lower() for word in tag.get_attribute_list("rel")}:
        return  # canonical, alternate, license: nothing is fetched
    for name in _ADDRESSES.get(tag.name, ()):
        value = tag.get(name)
        if isinstance(value, str):
            yield value
