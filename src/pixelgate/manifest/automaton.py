"""Whether one pattern matches every path that another does, decided on their automata.

A pattern without regular expressions is a regular language over three sorts of character: those that it names, the
slash, and any other. Regular expressions are read on the safe side: as anything in the inner pattern, as nothing in
the outer.
"""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.manifest.parts import Kind, Part, Pattern

_ANY = "any"
_NOT_SLASH = "not slash"
_LIMIT = 20_000


class _Automaton:
    """Nondeterministic; a set of states is stepped by one character at a time."""

    def __init__(self, parts: tuple[Part, ...], *, custom: bool) -> None:
        self.custom = custom
        self.edges: list[list[tuple[str, int]]] = [[]]
        self.free: list[list[int]] = [[]]
        end = 0
        for part in parts:
            end = self._part(part, end)
        self.end = end

    def start(self) -> frozenset[int]:
        return self._closure({0})

    def step(self, states: frozenset[int], char: str) -> frozenset[int]:
        reached = set()
        for state in states:
            for label, target in self.edges[state]:
                if label == char or label is _ANY or (label is _NOT_SLASH and char != "/"):
                    reached.add(target)
        return self._closure(reached)

    def accepts(self, states: frozenset[int]) -> bool:
        """Return whether the path so far is matched, with or without a slash at its end."""
        return self.end in states or self.end in self.step(states, "/")

    def characters(self) -> Iterator[str]:
        for edges in self.edges:
            for label, _ in edges:
                if len(label) == 1:
                    yield label

    def _closure(self, states: set[int]) -> frozenset[int]:
        waiting = list(states)
        while waiting:
            for target in self.free[waiting.pop()]:
                if target not in states:
                    states.add(target)
                    waiting.append(target)
        return frozenset(states)

    def _state(self) -> int:
        self.edges.append([])
        self.free.append([])
        return len(self.edges) - 1

    def _word(self, word: str, start: int) -> int:
        for char in word:
            end = self._state()
            self.edges[start].append((char, end))
            start = end
        return start

    def _loop(self, label: str, start: int) -> int:
        self.edges[start].append((label, start))
        return start

    def _part(self, part: Part, start: int) -> int:
        first = self._state()
        self.free[start].append(first)
        last = self._word(part.suffix, self._kind(part, self._word(part.prefix, first)))
        end = self._state()
        self.free[last].append(end)
        if part.optional:
            self.free[start].append(end)
        if part.repeated:
            self.free[last].append(first)
        return end

    def _kind(self, part: Part, start: int) -> int:
        if part.kind is Kind.FIXED:
            return start
        end = self._state()
        if part.kind is Kind.SEGMENT:
            self.edges[start].append((_NOT_SLASH, end))
            return self._loop(_NOT_SLASH, end)
        if part.kind is Kind.WILDCARD or self.custom:
            self.free[start].append(end)
            return self._loop(_ANY, end)
        return end


def includes(outer: Pattern, inner: Pattern) -> bool:
    """Return whether ``outer`` surely matches every path that ``inner`` matches; ``False`` when in doubt."""
    wide = _Automaton(outer.parts, custom=False)
    narrow = _Automaton(inner.parts, custom=True)
    alphabet = sorted({"/", "\ufdd1", *wide.characters(), *narrow.characters()})
    root = (narrow.start(), wide.start(), False)
    first = (narrow.step(root[0], "/"), wide.step(root[1], "/"), True)
    seen = {root, first}
    waiting = [root, first]
    while waiting:
        some, needed, slash = state = waiting.pop()
        if not slash and narrow.accepts(some) and not wide.accepts(needed):
            return False
        for char in alphabet if state is not root else ():  # a path begins with a slash: only `first` follows the root
            following = (narrow.step(some, char), wide.step(needed, char), char == "/")
            if following[0] and following not in seen:
                seen.add(following)
                waiting.append(following)
        if len(seen) > _LIMIT:
            return False
    return True
