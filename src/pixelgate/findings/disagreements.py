"""What only the second reading of a file saw.

Two readings agree where a sighting, or a connection to the same host, overlaps the evidence. Each place of the first
reading answers for one piece of evidence: having seen one of ten calls on a line is not having seen ten. Only the calls
inside a wrapper are taken together, for the first reading reports the calls of the wrapper instead, each once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from pixelgate.facts.model import FileFacts
from pixelgate.second.model import Evidence
from pixelgate.source import Location

_WRAPPER = (10, 1500)  # lines, and on one line columns, within which the calls of a wrapper stand together

Range = tuple[tuple[int, int], tuple[int, int]]
"""Where something begins and ends: line and column each."""


def unseen(evidence: Iterable[Evidence], facts: FileFacts) -> Iterator[Evidence]:
    """Yield the evidence that the first reading has neither as a sighting nor as a connection at its place."""
    seen = _seen(facts)
    wrapped = _wrapped(facts)
    for item in sorted(set(evidence)):
        subjects = (item.subject, *item.others)
        mine = [seen[subject] for subject in subjects if subject in seen]
        if not any(places.take(_range(item)) for places in mine) and not _is_wrapped(item, subjects, wrapped):
            yield item


def _range(item: Evidence) -> Range:
    return (item.line, item.column), (item.end_line, item.end_column)


def _seen(facts: FileFacts) -> dict[str, _Places]:
    """Return the places of the first reading by vendor and by host."""
    found: dict[str, set[Range]] = {}
    for sighting in facts.sightings:
        for location in (sighting.location, *([sighting.via] if sighting.via else ())):
            found.setdefault(sighting.vendor, set()).add(_of(location))
    for connection in facts.connections:
        found.setdefault(connection.host, set()).add(_of(connection.location))
    return {subject: _Places(ranges) for subject, ranges in found.items()}


def _wrapped(facts: FileFacts) -> dict[str, list[tuple[int, int]]]:
    """Return where the calls inside wrappers stand, by vendor, sorted."""
    found: dict[str, set[tuple[int, int]]] = {}
    for sighting in facts.sightings:
        if sighting.via:
            found.setdefault(sighting.vendor, set()).add((sighting.via.line, sighting.via.column))
    return {vendor: sorted(places) for vendor, places in found.items()}


def _is_wrapped(item: Evidence, subjects: Iterable[str], wrapped: dict[str, list[tuple[int, int]]]) -> bool:
    """Tell whether evidence stands beside a call that is reported through its wrapper."""
    lines, columns = _WRAPPER
    for places in (wrapped[subject] for subject in subjects if subject in wrapped):
        at = bisect_right(places, (item.line, item.column))
        for line, column in places[max(at - 1, 0) : at + 1]:
            if 0 < abs(line - item.line) <= lines or (line == item.line and abs(column - item.column) <= columns):
                return True
    return False


def _of(location: Location) -> Range:
    return (location.line, location.column), (location.end_line, location.end_column)


class _Places:
    """The places of one subject, each to be taken once."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self.ranges = sorted(ranges)
        self.starts = [start for start, _ in self.ranges]
        self.furthest = list(accumulate((end for _, end in self.ranges), max))
        self.free = [True] * len(self.ranges)

    def take(self, wanted: Range) -> bool:
        """Take the last free place that overlaps a range; tell whether there was one."""
        start, end = wanted
        at = bisect_right(self.starts, end) - 1
        while at >= 0 and self.furthest[at] >= start:
            if self.free[at] and self.ranges[at][1] >= start:
                self.free[at] = False
                return True
            at -= 1
        return False
