"""The strings, names and signs of program code in any of the usual languages, without comments."""

from __future__ import annotations

import functools
import re

import msgspec

from pixelgate.source import Span

_STRINGS = (
    r"(?P<string>[rbuf]?(?:"
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|`(?:[^`\\]|\\.)*`))"
)
_REST = r"(?P<words>%[wWi][\[({](?P<list>[^\])}]*)[\])}])|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>=>|[^\sA-Za-z_$])"
_SLASHES = r"(?P<comment>//[^\n]*|/\*.*?\*/)"
_HASHES = r"(?P<comment>\#[^\n]*)"
_BOTH = r"(?P<comment>//[^\n]*|/\*.*?\*/|\#(?!\[)[^\n]*)"
_COMMENTS = {".py": _HASHES, ".rb": _HASHES, ".ru": _HASHES, ".php": _BOTH}
LONGEST = 1_000_000
"""Characters of a source beyond which nobody wrote it by hand."""


class Token(msgspec.Struct, frozen=True):
    """``kind``: ``string`` (``text`` without its quotes), ``name`` or ``sign``."""

    kind: str
    text: str
    span: Span


def tokens(text: str, extension: str) -> tuple[Token, ...]:
    """Return the tokens of a source."""
    found = []
    for match in _lexer(extension).finditer(text):
        span = Span(*match.span())
        if match["string"]:
            found.append(Token("string", _plain(match["string"]), span))
        elif match["words"]:
            found += [Token("string", word, span) for word in match["list"].split()]
        elif match["name"]:
            found.append(Token("name", match["name"], span))
        elif match["sign"]:
            found.append(Token("sign", match["sign"], span))
    return tuple(found)


@functools.lru_cache(maxsize=8)
def _lexer(extension: str) -> re.Pattern[str]:
    return re.compile(f"{_STRINGS}|{_COMMENTS.get(extension, _SLASHES)}|{_REST}", re.DOTALL)


def _plain(literal: str) -> str:
    text = literal.lstrip("rbuf")
    quotes = 3 if text[:3] in {'"""', "'''"} else 1
    inner = text[quotes:-quotes].replace("\\\n", "")
    return re.sub(r"\$\{[^}]*\}|#\{[^}]*\}", "{}", re.sub(r"\\(['\"`\\])", r"\1", inner))
