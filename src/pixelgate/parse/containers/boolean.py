"""Expressions of ``&&`` and ``||`` over comparisons, as alternatives of comparisons that must hold together."""

from __future__ import annotations

from typing import TypeAlias

Alternatives: TypeAlias = list[list[str]]
"""Ways in which an expression can hold: of one of them, all parts hold."""

MOST = 64
_DEPTH = 12
_QUOTES = frozenset("'\"`")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def alternatives(text: str, depth: int = 0) -> Alternatives | None:
    """Return the ways in which an expression can hold; ``None`` for none, and for one that is too deep or too long."""
    text = _bare(text.strip())
    if not text or depth > _DEPTH:
        return None
    either = _split(text, "||")
    if len(either) > 1:
        ways = [alternatives(one, depth + 1) for one in either]
        found = [way for some in ways if some is not None for way in some]
        return found if None not in ways and len(found) <= MOST else None
    both = _split(text, "&&")
    if len(both) == 1:
        return [[text]]
    known: Alternatives = [[]]
    for one in both:
        part = alternatives(one, depth + 1)
        if part is None or len(known) * len(part) > MOST:
            return None
        known = [[*some, *more] for some in known for more in part]
    return known


def _bare(text: str) -> str:
    """Return an expression without the brackets around all of it."""
    for _ in range(_DEPTH):
        if not (text.startswith("(") and text.endswith(")") and _end(text) == len(text) - 1):
            break
        text = text[1:-1].strip()
    return text


def _end(text: str) -> int:
    """Return where the bracket closes that a text begins with, or -1."""
    for at, level in _levels(text):
        if level == 0:
            return at
    return -1


def _split(text: str, operator: str) -> list[str]:
    """Return the parts of a text between operators that stand in no bracket and no quotes."""
    parts, start, skip = [], 0, -1
    for at, level in _levels(text):
        if level == 0 and at > skip and text.startswith(operator, at):
            parts.append(text[start:at].strip())
            start, skip = at + 2, at + 1
    return [*parts, text[start:].strip()]


def _levels(text: str) -> list[tuple[int, int]]:
    """Return each place outside of quotes with the number of brackets that are open behind it."""
    found, level, quote, escaped = [], 0, "", False
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote and not escaped else quote
            escaped = sign == "\\" and not escaped
            continue
        if escaped or sign == "\\":  # of a regular expression
            escaped = not escaped
        elif sign in _QUOTES:
            quote = sign
        elif sign in _CLOSING:
            level += 1
        elif sign in _CLOSING.values():
            level -= 1
        found.append((at, level))
    return found
