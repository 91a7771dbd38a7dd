"""An example of a path that a pattern matches."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.manifest.parts import Kind, Part, Pattern, compile_regex

_COMMON = (
    "1",
    "a",
    "a1",
    "a-b",
    "1.0",
    "2027-01-31",
    "01-31-2027",
    "123e4567-e89b-12d3-a456-426614174000",
    "en-US",
    "a/b",
)


def sample(pattern: Pattern) -> str:
    """Return a path with the name of each group in its place."""
    return "".join(part.prefix + _varying(part) + part.suffix for part in pattern.parts)


def _varying(part: Part) -> str:
    match part.kind:
        case Kind.FIXED:
            return ""
        case Kind.SEGMENT:
            return part.name
        case Kind.WILDCARD:
            return "any"
        case Kind.REGEX:
            return _fitting(part.regex, part.name)


def _fitting(regex: str, name: str) -> str:
    """Return a text that a regular expression matches: one of its alternatives, or a common form; else the name."""
    fits = compile_regex(regex).fullmatch
    return next((text for text in _candidates(regex, name) if fits(text)), name)


def _candidates(regex: str, name: str) -> Iterator[str]:
    yield from (name, name.upper(), *regex.split("|"), *regex.replace("\\", "").split("|"), *_COMMON)
    for length in range(2, 41):
        yield from ("1" * length, "a" * length, "A" * length)
