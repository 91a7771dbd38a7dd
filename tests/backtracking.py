"""Tell whether a regular expression may take exponential time, from its syntax tree and without running it.

An expression does when one text can be read in two ways around a loop: each round then doubles the ways that a
backtracking engine tries before it gives up. Its positions (Glushkov's automaton, edges counted, for ``(a*)*`` has two
ways from ``a`` to ``a``) are looked at in pairs that read the same text: exponential is a pair of equal positions that
leads through a pair of different ones back to itself (Weber and Seidl, 1991, "On the degree of ambiguity of finite
automata"). What is atomic or possessive is read in one way only and counts as one position. The verdict is cautious: it
ignores what look-arounds, anchors and exact counts rule out.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import msgspec

_PARSER: Any = importlib.import_module("re._parser")
_SAMPLE = frozenset((*range(0x180), 0x2028, 0x3042, 0x4E00, 0xD800, 0xFDD0, 0x1F600))
_EXACT = 8
Edges = dict[tuple[int, int], int]


class Part(msgspec.Struct):
    """A piece of an automaton: the positions it begins and ends with, each with its number of ways; ways past it."""

    first: dict[int, int]
    last: dict[int, int]
    empty: int


class Automaton:
    """The positions of an expression, what each reads, and how many ways lead from one to the next."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.reads: list[frozenset[int]] = []
        self.edges: Edges = {}
        self.nested: list[Any] = []
        self.ignore = bool(flags & re.IGNORECASE)
        self._sequence(_PARSER.parse(pattern, flags & ~re.DEBUG))

    def ambiguous(self) -> bool:
        """Tell whether two ways around some loop read the same text."""
        after: dict[int, set[int]] = {}
        for start, end in self.edges:
            after.setdefault(start, set()).add(end)
        for loop in _components(after):
            inside = {at: after.get(at, set()) & loop for at in loop}
            if any(self.edges[one, two] > 1 for one in loop for two in inside[one]):
                return True
            if self._meets(loop, inside):
                return True
        return False

    def _meets(self, loop: set[int], inside: dict[int, set[int]]) -> bool:
        pairs: dict[tuple[int, int], set[tuple[int, int]]] = {}
        waiting = [(at, at) for at in loop]
        while waiting:
            pair = waiting.pop()
            if pair in pairs:
                continue
            nexts = product(inside[pair[0]], inside[pair[1]])
            pairs[pair] = {(one, two) for one, two in nexts if one == two or self.reads[one] & self.reads[two]}
            waiting += pairs[pair]
        return any(
            any(one == two for one, two in component) and any(one != two for one, two in component)
            for component in _components(pairs)
        )

    def _sequence(self, items: Any) -> Part:
        whole = Part({}, {}, 1)
        for op, argument in items:
            part = self._part(str(op), argument)
            self._join(whole.last, part.first)
            first = _added(whole.first, part.first, whole.empty)
            last = _added(part.last, whole.last, part.empty)
            whole = Part(first, last, min(2, whole.empty * part.empty))
        return whole

    def _part(self, op: str, argument: Any) -> Part:
        match op:
            case "MAX_REPEAT" | "MIN_REPEAT":
                return self._repeat(*argument)
            case "SUBPATTERN":
                return self._sequence(argument[-1])
            case "BRANCH":
                parts = [self._sequence(option) for option in argument[1]]
                whole = Part({}, {}, min(2, sum(part.empty for part in parts)))
                for part in parts:
                    whole.first, whole.last = _added(whole.first, part.first, 1), _added(whole.last, part.last, 1)
                return whole
            case "POSSESSIVE_REPEAT" | "ATOMIC_GROUP":
                items = argument[2] if op == "POSSESSIVE_REPEAT" else argument
                inner = Automaton.__new__(Automaton)
                inner.reads, inner.edges, inner.nested, inner.ignore = [], {}, [], self.ignore
                part = inner._sequence(items)
                self.nested += [inner, *inner.nested]
                empty = part.empty if op == "ATOMIC_GROUP" or argument[0] else 1
                return self._position(frozenset().union(*inner.reads), empty=min(1, empty))
            case "ASSERT" | "ASSERT_NOT" | "AT" | "GROUPREF_EXISTS":
                return Part({}, {}, 1)
            case "GROUPREF":
                return self._position(_SAMPLE)
            case _:
                return self._position(frozenset(code for code in _SAMPLE if self._takes(op, argument, code)))

    def _repeat(self, least: int, most: int, items: Any) -> Part:
        if least == most and least <= _EXACT:
            return self._sequence([*items] * least)
        if most == 1:
            part = self._sequence(items)
            return Part(part.first, part.last, min(2, part.empty + 1))
        part = self._sequence(items)
        self._join(part.last, part.first)
        return Part(part.first, part.last, 1 if least == 0 else part.empty)

    def _position(self, reads: frozenset[int], *, empty: int = 0) -> Part:
        self.reads.append(reads)
        at = len(self.reads) - 1
        return Part({at: 1}, {at: 1}, empty)

    def _join(self, last: dict[int, int], first: dict[int, int]) -> None:
        for (one, ways), (two, more) in product(last.items(), first.items()):
            self.edges[one, two] = min(2, self.edges.get((one, two), 0) + ways * more)

    def _takes(self, op: str, argument: Any, code: int) -> bool:
        match op:
            case "ANY":
                return True
            case "LITERAL":
                return bool(code == argument or (self.ignore and chr(code).lower() == chr(argument).lower()))
            case "NOT_LITERAL":
                return bool(code != argument)
            case "IN":
                negated = str(argument[0][0]) == "NEGATE"
                member = any(self._member(str(kind), value, code) for kind, value in argument[negated:])
                return member != negated
            case _:
                raise NotImplementedError(op)

    def _member(self, kind: str, value: Any, code: int) -> bool:
        letters = {ord(one[0]) for one in (chr(code), chr(code).lower(), chr(code).upper())} if self.ignore else {code}
        match kind:
            case "LITERAL":
                return value in letters
            case "RANGE":
                return any(value[0] <= letter <= value[1] for letter in letters)
            case "CATEGORY":
                return re.fullmatch(_CATEGORIES[str(value)], chr(code)) is not None
            case _:
                raise NotImplementedError(kind)


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def exponential(pattern: str | bytes, flags: int = 0) -> bool:
    """Tell whether an expression, or one that is atomic in it, may take exponential time."""
    whole = Automaton(pattern, flags)
    return any(one.ambiguous() for one in (whole, *whole.nested))


def _added(some: dict[int, int], others: dict[int, int], ways: int) -> dict[int, int]:
    return some | {at: min(2, some.get(at, 0) + count * ways) for at, count in others.items() if ways}


def _components(graph: dict[Any, set[Any]]) -> Iterator[set[Any]]:  # noqa: C901 - the algorithm as it is known
    """Yield the sets of nodes that reach one another around a loop (Tarjan, without recursion)."""
    index: dict[Any, int] = {}
    low: dict[Any, int] = {}
    stack: list[Any] = []
    held: set[Any] = set()
    for root in graph:
        work = [(root, iter(graph.get(root, ())))] if root not in index else []
        if work:
            index[root] = low[root] = len(index)
            stack.append(root)
            held.add(root)
        node: Any
        nexts: Iterator[Any]
        after: Any
        while work:
            node, nexts = work[-1]
            for after in nexts:
                if after not in index:
                    index[after] = low[after] = len(index)
                    stack.append(after)
                    held.add(after)
                    work.append((after, iter(graph.get(after, ()))))
                    break
                if after in held:
                    low[node] = min(low[node], index[after])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component: set[Any] = set()
                    while node not in component:
                        component.add(stack.pop())
                    held -= component
                    if len(component) > 1 or node in graph.get(node, ()):
                        yield component
