"""Match a path against the parts of a pattern.

All ways are followed at once, as the set of offsets that the parts so far can end at: there is no backtracking, so no
pattern is slow on any path (but for the regular expressions that a manifest itself brings).
"""

from __future__ import annotations

from pixelgate.manifest.parts import Kind, Part, compile_regex


def accepts(parts: tuple[Part, ...], path: str) -> bool:
    """Return whether the parts match a whole canonical path, exactly as URLPattern would."""
    at = {0}
    for part in parts:
        reached = _through(part, path, at)
        at = reached | at if part.optional else reached
        if not at:
            return False
    return len(path) in at


def _through(part: Part, path: str, at: set[int]) -> set[int]:
    reached = _once(part, path, at)
    new = reached if part.repeated else set()
    while new:
        new = _once(part, path, new) - reached
        reached |= new
    return reached


def _once(part: Part, path: str, at: set[int]) -> set[int]:
    return _literal(part.suffix, path, _varying(part, path, _literal(part.prefix, path, at)))


def _literal(text: str, path: str, at: set[int]) -> set[int]:
    return {start + len(text) for start in at if path.startswith(text, start)} if text else at


def _varying(part: Part, path: str, at: set[int]) -> set[int]:
    match part.kind:
        case Kind.FIXED:
            return at
        case Kind.WILDCARD:
            return set(range(min(at), len(path) + 1)) if at else at
        case Kind.SEGMENT:
            return {end for start in at for end in range(start + 1, _segment_end(path, start) + 1)}
        case Kind.REGEX:
            regex = compile_regex(part.regex)
            ends = range(len(path) + 1)
            return {end for start in at for end in ends[start:] if regex.fullmatch(path, start, end)}


def _segment_end(path: str, start: int) -> int:
    end = path.find("/", start)
    return end if end >= 0 else len(path)
