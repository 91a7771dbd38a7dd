"""Policies in ``<meta>`` elements: of content, and of what others are told of the address."""

from __future__ import annotations

from pixelgate.facts.model import REFERRER, Policy
from pixelgate.facts.referrer import of_meta
from pixelgate.facts.regions import regions_at
from pixelgate.parse.document import Document, Element, State
from pixelgate.parse.values import pattern
from pixelgate.source import Source


def policies(document: Document, source: Source) -> tuple[Policy, ...]:
    """Return the policies that a document's own markup sets; a browser ignores report-only ones there, and so do we."""
    found = []
    for element in document.elements:
        content = element.attribute("content") if element.tag == "meta" else None
        if content is None or element.state is State.INACTIVE:
            continue
        place, regions = source.location(content.span), regions_at(document, content.span)
        if _sets_policy(element):
            found.append(Policy(pattern(content.value), place, regions))
        elif told := of_meta(element):
            found.append(Policy(told, place, regions, header=REFERRER))
    return tuple(found)


def _sets_policy(element: Element) -> bool:
    header = element.attribute("http-equiv")
    return header is not None and _is_policy(pattern(header.value))


def _is_policy(name: str) -> bool:
    return name.strip().lower() == "content-security-policy"
