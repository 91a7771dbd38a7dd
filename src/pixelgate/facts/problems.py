"""What could not be read in a file, and code that only the run time knows."""

from __future__ import annotations

from pixelgate.facts.model import Problem
from pixelgate.facts.regions import regions_at
from pixelgate.parse.document import Document, State
from pixelgate.source import Source


def problems(document: Document, source: Source) -> tuple[Problem, ...]:
    """Return what parsing failed at, and active code that loads or runs what static reading cannot know."""
    found = [(failure.kind, failure.message, failure.span) for failure in document.failures]
    for script in document.scripts:
        found += [(failure.kind, failure.message, failure.span) for failure in script.failures]
        found += [
            ("dynamic-loader", opaque.reason, opaque.span)
            for opaque in script.opaque
            if opaque.state is not State.INACTIVE
        ]
    return tuple(
        Problem(kind, message, source.location(span), regions_at(document, span))
        for kind, message, span in sorted(found, key=lambda one: one[2])
    )
