"""The parts of a pathname pattern, and the form in which patterns and paths are compared."""

from __future__ import annotations

import functools
import re
import warnings
from enum import StrEnum
from urllib.parse import quote

import msgspec

_PATH_SAFE = "/%:@!$&'()*+,;=~[]|^{}\\"


class PatternError(ValueError):
    """Refuse a pattern: what is wrong, at which character, and what to write instead."""

    def __init__(self, message: str, offset: int = 0, help: str = "") -> None:  # noqa: A002 - the word of errors.Complaint
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.help = help


class Kind(StrEnum):
    FIXED = "fixed"
    SEGMENT = "segment"  # :name, one or more characters other than a slash
    WILDCARD = "wildcard"  # *, any characters
    REGEX = "regex"


class Part(msgspec.Struct, frozen=True):
    """One part: ``prefix``, then what ``kind`` matches, then ``suffix``; the three as often as ``modifier`` says."""

    kind: Kind
    prefix: str
    suffix: str = ""
    modifier: str = ""
    name: str = ""
    regex: str = ""

    @property
    def optional(self) -> bool:
        return self.modifier in {"?", "*"} and bool(self.modifier)

    @property
    def repeated(self) -> bool:
        return self.modifier in {"+", "*"} and bool(self.modifier)


class Pattern(msgspec.Struct, frozen=True):
    """A pathname pattern, read."""

    text: str
    parts: tuple[Part, ...]

    @property
    def fixed(self) -> str | None:
        """The only path it matches, when there is only one."""
        if all(part.kind is Kind.FIXED and not part.modifier for part in self.parts):
            return "".join(part.prefix for part in self.parts)
        return None


def canonical(path: str) -> str:
    """Return a pathname as a URL writes it: characters that a path cannot hold are percent-encoded."""
    if path.isascii() and path.isprintable() and " " not in path:
        return path
    return quote(path, safe=_PATH_SAFE, errors="replace")


@functools.lru_cache(maxsize=1024)
def compile_regex(regex: str) -> re.Pattern[str]:
    r"""Compile the regular expression of a group; ``\d`` and ``\w`` are ASCII, as in JavaScript.

    Raises:
        PatternError: Python's ``re`` cannot read it, or would read it differently.

    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return re.compile(regex, re.ASCII)
    except (re.error, Warning, OverflowError, RecursionError) as error:
        raise PatternError(f"`({regex})` is no regular expression: {error}") from error
