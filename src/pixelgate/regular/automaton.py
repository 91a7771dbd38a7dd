"""Syntax to an automaton, and its run over a text: as many steps as the text has characters.

Places (``^``, ``$``, word boundaries) are edges that are free only between certain characters, so a set of states is
closed when the next character is known.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from functools import cached_property

import msgspec

from pixelgate.regular.syntax import ANYTHING, At, Chars, Either, Node, Place, Ranges, Repeated, Sequence

_STATES = 20_000
_WORD_BOUNDS = {48, 58, 65, 91, 95, 96, 97, 123}
_WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")


class TooLargeError(ValueError):
    """Refuse a pattern whose automaton would be too large."""


class Beside(StrEnum):
    """What stands beside a place: the edge of the text, a character of words, any other."""

    EDGE = "edge"
    WORD = "word"
    OTHER = "other"


class Run(msgspec.Struct, frozen=True):
    """A set of states before they are closed, and the character that led to them."""

    states: frozenset[int]
    before: Beside


class Language:
    """The texts that a pattern matches as a whole; ``found_in`` those that hold a match.

    With ``or_before``, a text also counts that the pattern matches when this character is put behind it.
    """

    def __init__(self, node: Node, *, or_before: str = "") -> None:
        self._or_before = or_before
        self._edges: list[list[tuple[Ranges, int]]] = []
        self._free: list[list[int]] = []
        self._places: list[list[tuple[Place, int]]] = []
        self._kinds: dict[int, tuple[int, ...]] = {}
        self._steps: dict[tuple[Run, int], Run] = {}
        self.start = self._state()
        self.end = self._add(node, self.start)

    @classmethod
    def found_in(cls, node: Node) -> Language:
        """Return the language of the texts in which a pattern is found anywhere."""
        return cls(Sequence((ANYTHING, node, ANYTHING)))

    def matches(self, text: str) -> bool:
        """Tell whether the pattern matches a text."""
        run = self.begin()
        for char in text:
            run = self.step(run, ord(char))
            if not run.states:
                return False
        return self.accepts(run)

    def begin(self) -> Run:
        """Return the run before the first character."""
        return Run(frozenset({self.start}), Beside.EDGE)

    def step(self, run: Run, code: int) -> Run:
        """Return the run after one more character."""
        beside = Beside.WORD if chr(code) in _WORD else Beside.OTHER
        key = (run, code)
        if key not in self._steps:
            if len(self._steps) > _STATES:
                self._steps.clear()
            closed = self._closed(run, beside)
            reached = (to for state in closed for ranges, to in self._edges[state] if _within(code, ranges))
            self._steps[key] = Run(frozenset(reached), beside)
        return self._steps[key]

    def accepts(self, run: Run) -> bool:
        """Tell whether the text may end here."""
        if self.end in self._closed(run, Beside.EDGE):
            return True
        further = self.step(run, ord(self._or_before)) if self._or_before else None
        return further is not None and self.end in self._closed(further, Beside.EDGE)

    def bounds(self) -> frozenset[int]:
        """Return where the sets of characters begin and end: between two bounds all characters are alike."""
        return self._bounds

    @cached_property
    def _bounds(self) -> frozenset[int]:
        found = {bound for ranges in self._sets for low, high in ranges for bound in (low, high + 1)}
        return frozenset(found | (_WORD_BOUNDS if any(self._places) else set()))

    def kind(self, code: int) -> tuple[int, ...]:
        """Return what is equal for characters that no text of the language tells apart."""
        if code not in self._kinds:
            sets = (at for at, ranges in enumerate(self._sets) if _within(code, ranges))
            self._kinds[code] = (*sets, -1) if any(self._places) and chr(code) in _WORD else tuple(sets)
        return self._kinds[code]

    @cached_property
    def _sets(self) -> tuple[Ranges, ...]:
        return tuple(sorted({ranges for edges in self._edges for ranges, _ in edges}))

    def _closed(self, run: Run, after: Beside) -> set[int]:
        closed = set(run.states)
        waiting = list(closed)
        while waiting:
            state = waiting.pop()
            ways = [*self._free[state], *(to for place, to in self._places[state] if _is(place, run.before, after))]
            for target in ways:
                if target not in closed:
                    closed.add(target)
                    waiting.append(target)
        return closed

    def _state(self) -> int:
        if len(self._edges) >= _STATES:
            raise TooLargeError(f"the pattern needs more than {_STATES} states")
        self._edges.append([])
        self._free.append([])
        self._places.append([])
        return len(self._edges) - 1

    def _add(self, node: Node, start: int) -> int:
        """Hang a node to a state; return the state behind it."""
        match node:
            case Chars(ranges):
                end = self._state()
                self._edges[start].append((ranges, end))
                return end
            case At(place):
                end = self._state()
                self._places[start].append((place, end))
                return end
            case Sequence(nodes):
                for one in nodes:
                    start = self._add(one, start)
                return start
            case Either(nodes):
                return self._join(start, [self._add(one, self._branch(start)) for one in nodes])
            case Repeated(one, least, most):
                return self._repeat(one, start, least, most)

    def _branch(self, start: int) -> int:
        first = self._state()
        self._free[start].append(first)
        return first

    def _join(self, start: int, ends: list[int]) -> int:
        del start
        last = self._state()
        for end in ends:
            self._free[end].append(last)
        return last

    def _repeat(self, node: Node, start: int, least: int, most: int | None) -> int:
        for _ in range(least):
            start = self._add(node, start)
        if most is None:
            first = self._branch(start)
            self._free[self._add(node, first)].append(first)
            return self._branch(first)
        ends = [start]
        for _ in range(most - least):
            ends.append(self._add(node, ends[-1]))
        return self._join(start, ends)


def _within(code: int, ranges: Ranges) -> bool:
    at = bisect_right(ranges, (code, 0x110000)) - 1
    return at >= 0 and ranges[at][0] <= code <= ranges[at][1]


def _is(place: Place, before: Beside, after: Beside) -> bool:
    match place:
        case Place.START:
            return before is Beside.EDGE
        case Place.END:
            return after is Beside.EDGE
        case _:
            return ((before is Beside.WORD) is not (after is Beside.WORD)) is (place is Place.BOUNDARY)
