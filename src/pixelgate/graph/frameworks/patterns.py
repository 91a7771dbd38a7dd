"""Paths as frameworks write them, turned into URLPattern pathnames."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pixelgate.manifest import match

_SPECIAL = re.compile(r"[\\*+?:{}()]")
_NO_NAME = re.compile(r"\W")
_COLON = re.compile(r":([A-Za-z_$][\w$]*)(?:\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))?([?*+]?)")
_STAR = re.compile(r"(?<![\w)}])\*(\w*)")
_BRACES = re.compile(r"\([^()]*\)|\{([^{}]*)\}")
_BRACKETS = re.compile(r"\[(\[)?(\.\.\.)?([^\[\]=]+)(?:=[^\[\]]*)?\](?(1)\])")


def joined(*parts: str) -> str:
    """Return paths as one, with single slashes and none at the end."""
    whole = "/".join(part.strip("/") for part in parts if part.strip("/"))
    return re.sub(r"/{2,}", "/", f"/{whole}")


def literal(text: str) -> str:
    """Return a text that a pattern takes as it is."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def named(name: str, modifier: str = "") -> str:
    """Return a group; what URLPattern does not take in a name becomes an underscore."""
    plain = _NO_NAME.sub("_", name) or "part"
    return f":{'_' if plain[0].isdigit() else ''}{plain}{modifier}"


def of_brackets(segment: str, rest: str = "*") -> str:
    """Return a segment of a file route: ``[id]``, ``[[id]]``, ``[...rest]``, ``[[...rest]]``, ``users-[group]``.

    ``rest`` is the modifier of ``[...rest]``: in Next.js it takes one segment at least.
    """
    pieces = []
    at = 0
    for found in _BRACKETS.finditer(segment):
        several = "*" if found[1] else rest
        modifier = several if found[2] else "?" if found[1] else ""
        pieces += [literal(segment[at : found.start()]), named(found[3], modifier)]
        at = found.end()
    return "".join((*pieces, literal(segment[at:])))


def of_colons(path: str) -> str:
    r"""Return a path of Express, Vue Router or Angular: ``:id``, ``:id(\d+)?``, ``*``, ``*rest``, ``**``.

    What a regular expression would narrow a group to is left out: more paths match, never fewer.
    """
    path = re.sub(r"\(\.\*\)\*?|\*{2,}", "*", path)
    pieces = []
    at = 0
    for found in _COLON.finditer(path):
        pieces += [_stars(path[at : found.start()]), named(found[1], found[2])]
        at = found.end()
    return "".join((*pieces, _stars(path[at:])))


def of_braces(path: str) -> str:
    """Return a path of Express 5, whose braces hold what may be left out: ``/visits{/:id}``, ``/{*rest}``."""
    pieces = []
    at = 0
    for found in _BRACES.finditer(path):
        if found[1] is not None:
            inner = of_colons(found[1])
            pieces += [of_colons(path[at : found.start()]), inner if inner.endswith("*") else f"{{{inner}}}?"]
            at = found.end()
    return "".join((*pieces, of_colons(path[at:])))


def _stars(text: str) -> str:
    pieces = []
    at = 0
    for found in _STAR.finditer(text):
        pieces += [literal(text[at : found.start()]), named(found[1], "*") if found[1] else "*"]
        at = found.end()
    return "".join((*pieces, literal(text[at:])))


def valid(pattern: str) -> str:
    """Return a pattern that can be matched: the same, with other names where two groups share one, or what begins it.

    A path that no pattern can be made of stands for all that begins like it.
    """
    seen: set[str] = set()
    tries = (pattern, _COLON.sub(lambda found: _unlike(found, seen), pattern))
    for one in tries:
        try:
            match.validate(one)
        except match.PatternError:
            continue
        return one
    return joined(*_plain(pattern.split("/")), "*")


def _unlike(found: re.Match[str], seen: set[str]) -> str:
    name = found[1]
    while name in seen:
        name += "_"
    seen.add(name)
    return f":{name}{found[2]}"


def _plain(segments: Iterable[str]) -> Iterable[str]:
    for segment in segments:
        if _SPECIAL.search(segment) or not re.fullmatch(r"[\w.~@!&',;=-]*", segment):
            return
        yield segment
