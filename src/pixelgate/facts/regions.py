"""The template regions of a document, and which of them are around a place."""

from __future__ import annotations

from bisect import bisect_right

from pixelgate.facts.model import Region
from pixelgate.parse import document as parsed
from pixelgate.parse.document import Document
from pixelgate.source import Source, Span


def regions_at(document: Document, span: Span) -> tuple[str, ...]:
    """Return the names of the regions around a place, outermost first."""
    return tuple(region.name for region in _around(document, span))


def regions(document: Document, source: Source) -> tuple[Region, ...]:
    """Return the regions of a document as facts, in file order."""
    return tuple(
        Region(
            region.name,
            tuple(outer.name for outer in _around(document, region.span) if outer is not region),
            region.parent,
            source.location(region.span),
            region.kind,
        )
        for region in document.regions
    )


def _around(document: Document, span: Span) -> list[parsed.Region]:
    """Return the regions that hold a span, outermost first."""
    found = []
    at = bisect_right(document.regions, span.start, key=_start) - 1
    while at >= 0:
        region = document.regions[at]
        if region.span.end >= span.end:
            found.append(region)
        at = document.outer[at]
    return found[::-1]


def _start(region: parsed.Region) -> int:
    return region.span.start
