"""Content Security Policies in ``<meta>`` elements."""

from __future__ import annotations

from pixelgate.facts.model import Policy
from pixelgate.facts.regions import regions_at
from pixelgate.parse.document import Document, Element, State
from pixelgate.parse.values import pattern
from pixelgate.source import Source


def policies(document: Document, source: Source) -> tuple[Policy, ...]:
    """Return the policies that a document's own markup sets; a browser ignores report-only ones there, and so do we."""
    found = []
    for element in document.elements:
        content = element.attribute("content")
        if content is not None and element.state is not State.INACTIVE and _sets_policy(element):
            place = source.location(content.span)
            found.append(Policy(pattern(content.value), place, regions_at(document, content.span)))
    return tuple(found)


def _sets_policy(element: Element) -> bool:
    header = element.attribute("http-equiv")
    return element.tag == "meta" and header is not None and _is_policy(pattern(header.value))


def _is_policy(name: str) -> bool:
    return name.strip().lower() == "content-security-policy"
