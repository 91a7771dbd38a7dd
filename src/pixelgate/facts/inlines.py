"""Code and style that stand in the page itself: what a Content Security Policy must name by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

from pixelgate.facts.model import Inline
from pixelgate.facts.regions import regions_at
from pixelgate.parse.document import Document, Element, State
from pixelgate.parse.values import pattern
from pixelgate.source import Source, Span

_TABLES = frozenset({"importmap", "speculationrules"})
_JAVASCRIPT = re.compile(r"(?:text|application)/(?:x-)?(?:java|ecma)script(?:\d\.\d)?", re.IGNORECASE)
_STYLE = re.compile(r"style\s*=")
_STYLED = re.compile(r"<[a-zA-Z][^<>]{0,2000}?\s(?P<attribute>style\s*=)")
_HANDLER = re.compile(r"on[a-z]+")
_ENDS = {tag: re.compile(rf"</{tag}", re.IGNORECASE) for tag in ("script", "style")}
_MADE = re.compile(r"\{[{%#!]|<[%?]|[$@#]\{|@\w|\[\[|\{\$")
"""Signs of a template language: what stands there is made at run time, and its hash with it."""


def inlines(document: Document, source: Source) -> tuple[Inline, ...]:
    """Return the inline scripts, styles and handlers of a document that a browser acts on, in file order."""
    elements = (element for element in document.elements if element.origin == "markup")
    return (*(one for element in elements for one in _of(element, document, source)), *_styled(document, source))


def _styled(document: Document, source: Source) -> Iterator[Inline]:
    """Yield the first style attribute, one for all: they have no hashes of their own."""
    if found := _STYLED.search(source.text) if document.elements and _STYLE.search(source.text) else None:
        span = Span(found.start("attribute"), found.end("attribute"))
        yield Inline("style-attribute", "", source.location(span), regions_at(document, span))


def _of(element: Element, document: Document, source: Source) -> Iterator[Inline]:
    if element.state is State.INACTIVE and _kind(element) not in _TABLES:  # tables of imports are no code to the parser
        return
    if (element.tag == "script" and _runs(element)) or element.tag == "style":
        start = element.span.end
        end = _ENDS[element.tag].search(source.text, start)
        yield _inline(element.tag, Span(start, end.start() if end else len(source.text)), document, source)
    for attribute in element.attributes:
        if attribute.name.startswith("on") and attribute.value is not None and _HANDLER.fullmatch(attribute.name):
            yield Inline("handler", "", source.location(attribute.span), regions_at(document, attribute.span))


def _runs(element: Element) -> bool:
    """Tell whether a script element holds code, not an address or data (WHATWG HTML, "prepare the script element")."""
    kind = _kind(element)
    code = kind in {"", "module", *_TABLES} or _JAVASCRIPT.fullmatch(kind) is not None
    return code and element.attribute("src") is None


def _kind(element: Element) -> str:
    kind = element.attribute("type")
    return pattern(kind.value).strip().lower() if kind and kind.value else ""


def _inline(kind: str, span: Span, document: Document, source: Source) -> Inline:
    text = source.text[span.start : span.end]
    made = document.dialect != "html" and _MADE.search(text) is not None
    digest = "" if made else base64.b64encode(hashlib.sha256(text.encode("utf-8", "replace")).digest()).decode()
    return Inline(kind, digest, source.location(span), regions_at(document, span))
