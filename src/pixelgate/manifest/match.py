"""Which paths a route's pattern matches, which route a path belongs to, and which patterns lie within others.

Trailing slashes do not count: a pattern matches a path when URLPattern matches it with or without one. Hence
``/appointments/*`` matches ``/appointments`` (as it does ``/appointments/``), and never ``/appointmentsx``; the root is
what is left when everything is left out, so ``/:page?`` matches ``/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pixelgate.manifest import automaton
from pixelgate.manifest.accept import accepts
from pixelgate.manifest.model import Route
from pixelgate.manifest.parts import Kind, Part, Pattern, PatternError, canonical
from pixelgate.manifest.pattern import read_pattern
from pixelgate.manifest.sample import sample

__all__ = ["PatternError", "RouteIndex", "best", "covers", "example", "matches", "precedence", "same", "validate"]


def validate(pattern: str) -> None:
    """Refuse what is no URLPattern pathname.

    Raises:
        PatternError: With the message, the offset of the offending character, and what to write instead.

    """
    read_pattern(pattern)


def matches(pattern: str, path: str) -> bool:
    """Return whether a pattern matches a URL path."""
    return _matches(read_pattern(pattern), canonical(path).rstrip("/"))


def precedence(pattern: str) -> tuple[int, int]:
    """Return a key that sorts the most specific pattern first.

    More literal segments first, then fewer wildcards: parts that can take in several segments (``*``, ``:name+``).
    """
    parts = read_pattern(pattern).parts
    shape = "".join(_shape(part) for part in parts)
    literal = sum(1 for segment in shape.split("/") if segment and "\0" not in segment)
    wild = sum(1 for part in parts if part.kind is Kind.WILDCARD or part.repeated)
    return -literal, wild


def best(routes: Sequence[Route], path: str) -> Route | None:
    """Return the route that a URL path belongs to; for many paths, ask a :class:`RouteIndex`."""
    return RouteIndex(routes).best(path)


def covers(outer: str, inner: str) -> bool:
    """Return whether ``outer`` matches every path that ``inner`` matches.

    Exact, but for regular expressions that only a backtracking engine knows: with those it errs to ``False``.
    """
    wide, narrow = read_pattern(outer), read_pattern(inner)
    if same(outer) == same(inner):
        return True
    if narrow.fixed is not None:
        return _matches(wide, narrow.fixed.rstrip("/"))
    return not _apart(wide, narrow) and automaton.includes(wide, narrow)


def same(pattern: str) -> tuple[Part, ...]:
    """Return what is equal for patterns that differ only in the names of groups or in a trailing slash."""
    parts = [
        Part(part.kind, part.prefix, part.suffix, part.modifier, regex=part.regex)
        for part in read_pattern(pattern).parts
    ]
    last = parts[-1] if parts else None
    if last and last.kind is Kind.FIXED and not last.modifier and last.prefix.endswith("/"):
        text = last.prefix[:-1]
        if text and not text.endswith("/"):
            parts[-1] = Part(Kind.FIXED, text)
        elif not text and (len(parts) == 1 or _ends_in_segment(parts[-2])):
            parts.pop()
    return tuple(parts)


def example(pattern: str) -> str:
    """Return a path that the pattern matches; of regular expressions it knows the common forms only."""
    return canonical(sample(read_pattern(pattern)))


class RouteIndex:
    """Routes by their first segment where it is written out: thousands of rows meet tens of thousands of paths."""

    def __init__(self, routes: Iterable[Route]) -> None:
        ranked = sorted(enumerate(routes), key=lambda row: (precedence(row[1].path), row[0]))
        self._buckets: dict[str | None, list[tuple[int, Pattern, Route]]] = {}
        for rank, (_, route) in enumerate(ranked):
            pattern = read_pattern(route.path)
            self._buckets.setdefault(_first_segment(pattern), []).append((rank, pattern, route))

    def best(self, path: str) -> Route | None:
        """Return the most specific route that matches a URL path; of equals, the earlier."""
        return next(iter(self.all(path)), None)

    def all(self, path: str) -> tuple[Route, ...]:
        """Return every route that matches a URL path, the most specific first."""
        path = canonical(path).rstrip("/")
        segment = path.split("/", 2)[1] if "/" in path else ""
        rows = [*self._buckets.get(segment, ()), *self._buckets.get(None, ())]
        found = {rank: route for rank, pattern, route in rows if _matches(pattern, path)}
        return tuple(found[rank] for rank in sorted(found))


def _ends_in_segment(part: Part) -> bool:
    return part.kind is Kind.SEGMENT and not part.suffix and not part.optional


def _first_segment(pattern: Pattern) -> str | None:
    """Return the first segment of every path that the pattern matches, or ``None`` when it varies."""
    if not pattern.parts or pattern.parts[0].kind is not Kind.FIXED or pattern.parts[0].modifier:
        return None
    _, _, text = pattern.parts[0].prefix.partition("/")
    segment, slash, _ = text.partition("/")
    return segment if slash or (segment and _begins_anew(pattern.parts[1:])) else None


def _begins_anew(parts: Sequence[Part]) -> bool:
    """Tell whether whatever follows begins with a slash, also when parts that may be left out are."""
    for part in parts:
        if not part.prefix.startswith("/"):
            return False
        if not part.optional:
            return True
    return True


def _apart(some: Pattern, other: Pattern) -> bool:
    """Return whether two patterns begin with different texts: quicker than asking their automata."""
    starts = [p.parts[0].prefix for p in (some, other) if p.parts and p.parts[0].kind is Kind.FIXED]
    if len(starts) < 2 or some.parts[0].modifier or other.parts[0].modifier:  # noqa: PLR2004 - two patterns
        return False
    first, second = (start.rstrip("/") for start in starts)
    return not (first.startswith(second) or second.startswith(first))


def _shape(part: Part) -> str:
    """Return a part's text with NUL for what varies."""
    if part.kind is Kind.FIXED and not part.modifier:
        return part.prefix
    slashes = [re.sub("[^/]+", "\0", text) for text in (part.prefix, part.suffix)]
    return slashes[0] + "\0" + slashes[1]


def _matches(pattern: Pattern, path: str) -> bool:
    """Match a canonical path without its trailing slash, then with it."""
    return accepts(pattern.parts, path) or accepts(pattern.parts, path + "/")
