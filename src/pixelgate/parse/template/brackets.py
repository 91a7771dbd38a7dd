"""Brackets and strings in the code of templates: where an argument list ends, and what its arguments are."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STEP = re.compile(
    r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)", re.DOTALL
)
_LONGEST = 10_000
_DEEPEST = 30
_STEPS = 300
"""No directive of a template is longer or nests deeper; what does is text, and must not cost a search of the rest."""


def closing(text: str, start: int) -> tuple[int, int] | None:
    """Find the bracket that closes the one before ``start``; brackets in strings do not count."""
    depth = 1
    for count, step in enumerate(_STEP.finditer(text, start, start + _LONGEST)):
        depth += (step["open"] is not None) - (step["close"] is not None)
        if depth == 0:
            return step.span()
        if depth > _DEEPEST or count > _STEPS:
            break
    return None


def arguments(code: str) -> tuple[str, ...]:
    """Split an argument list at its commas."""
    return tuple(code[start:end].strip() for start, end in _between_commas(code))


def first(code: str) -> str:
    """Return the first argument of a list."""
    start, end = next(_between_commas(code))
    return code[start:end].strip()


def _between_commas(code: str) -> Iterator[tuple[int, int]]:
    depth = at = 0
    for step in _STEP.finditer(code):
        depth += (step["open"] is not None) - (step["close"] is not None)
        if step["comma"] and depth == 0:
            yield at, step.start()
            at = step.end()
    yield at, len(code)
