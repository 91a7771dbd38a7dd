"""Patterns of file paths as the manifest writes them.

``*`` and ``?`` stay within a folder's name, ``**`` crosses folders, ``{a,b}`` is either. Brackets and parentheses mean
themselves, because frameworks put them into file names (``app/[id]/page.tsx``). A pattern that names a folder takes in
all that is below it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable

_TOKEN = re.compile(
    r"(?P<folders>\*\*+/)|(?P<all>\*\*+)|(?P<any>\*)|(?P<one>\?)|\{(?P<either>[^{}/]*,[^{}/]*)\}|(?P<text>.)", re.DOTALL
)


@functools.lru_cache(maxsize=4096)
def translate(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern, to be matched against whole paths."""
    pattern = pattern.removeprefix("./").rstrip("/")
    return re.compile("".join(_regex(token) for token in _TOKEN.finditer(pattern)) + "(?:/.*)?", re.DOTALL)


def glob_matches(pattern: str, path: str) -> bool:
    """Return whether a path is what a pattern names, literally or by its wildcards."""
    return path == pattern or translate(pattern).fullmatch(path) is not None


def any_of(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return a quick test whether any of the patterns matches a path."""
    regexes = [translate(pattern).pattern for pattern in patterns]
    if not regexes:
        return lambda _: False
    found = re.compile("|".join(f"(?:{regex})" for regex in regexes), re.DOTALL).fullmatch
    return lambda path: found(path) is not None


def _regex(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "folders":
            return "(?:[^/]+/)*"
        case "all":
            return ".*"
        case "any":
            return "[^/]*"
        case "one":
            return "[^/]"
        case "either":
            return "(?:" + "|".join(re.escape(choice) for choice in token["either"].split(",")) + ")"
        case _:
            return re.escape(token[0])
