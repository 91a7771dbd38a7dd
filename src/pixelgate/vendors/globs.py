"""Texts with ``*`` for any characters, matched in linear time."""

from __future__ import annotations


def glob_matches(glob: str, text: str) -> bool:
    """Tell whether a text is what a glob says, whole."""
    if "*" not in glob:
        return glob == text
    first, *middle, last = glob.split("*")
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def glob_rest(glob: str, text: str) -> str | None:
    """Return what the one ``*`` of a glob stands for, the text itself when there is no ``*``, else ``None``."""
    if not glob_matches(glob, text):
        return None
    first, star, last = glob.partition("*")
    return text[len(first) : len(text) - len(last)] if star else text
