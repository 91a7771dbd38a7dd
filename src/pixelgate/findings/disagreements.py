"""What only the second reading of a file saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pixelgate.facts.model import FileFacts
from pixelgate.second.model import Evidence

_NEAR = 3  # the readings place multi-line loaders at different lines of the same statement


def unseen(evidence: Iterable[Evidence], facts: FileFacts) -> Iterator[Evidence]:
    """Yield the evidence that the first reading has neither as a sighting nor as a connection near the same line."""
    seen = [(s.vendor, s.location.line, s.location.end_line) for s in facts.sightings]
    seen += [(c.host, c.location.line, c.location.end_line) for c in facts.connections]
    for item in sorted(set(evidence)):
        if not any(who == item.subject and a - _NEAR <= item.line <= b + _NEAR for who, a, b in seen):
            yield item
