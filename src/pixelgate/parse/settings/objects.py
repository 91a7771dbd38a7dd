"""Settings in JSON, comments allowed. A reader of tokens: a text that breaks off has the settings up to there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.settings.setting import DEPTH, Setting, plain
from pixelgate.parse.values import Constant, Value
from pixelgate.source import Span

_TOKEN = re.compile(
    r'"(?P<string>(?:[^"\\\n]|\\.)*)"(?P<colon>\s*:)?|(?P<open>[{\[])|(?P<close>[}\]])|(?P<word>[\w.+-]+)'
    r"|//[^\n]*|/\*[\s\S]*?\*/"
)
_ESCAPE = re.compile(r"\\(.)")


def read_objects(text: str) -> Iterator[Setting]:
    """Yield the settings of a JSON text."""
    around: list[tuple[str, ...]] = [()]
    key: tuple[str, int] | None = None
    for token in _TOKEN.finditer(text):
        if token["colon"]:
            key = (_ESCAPE.sub(r"\1", token["string"]), token.start())
        elif token["open"]:
            if len(around) > DEPTH:
                return
            around.append((*around[-1], key[0]) if key else around[-1])
            key = None
        elif token["close"]:
            around = around[:-1] or [()]
            key = None
        elif token["string"] is not None or token["word"]:
            span = Span(key[1] if key else token.start(), token.end())
            keys = (*around[-1], key[0]) if key else around[-1]
            if keys:
                yield Setting(keys, _value(token, span), span)
            key = None


def _value(token: re.Match[str], span: Span) -> Value:
    string = token["string"]
    return plain(token["word"], span) if string is None else Constant(_ESCAPE.sub(r"\1", string), span)
