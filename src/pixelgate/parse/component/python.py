"""Python: snippets that a program keeps in strings and writes into pages. It is read, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.component.written import parse_texts
from pixelgate.parse.document import Interest
from pixelgate.parse.html import Parsed
from pixelgate.parse.strings import Joiner
from pixelgate.source import HOLE, Fragment

_TOKEN = re.compile(
    r"(?P<prefix>(?<!\w)[rRbBuUfFtT]{0,3})"
    r"(?:\"\"\"(?P<double3>(?:[^\"\\]|\\.|\"(?!\"\"))*+)(?:\"\"\"|\Z)|'''(?P<single3>(?:[^'\\]|\\.|'(?!''))*+)(?:'''|\Z)"
    r"|\"(?P<double>(?:[^\"\\\n]|\\.)*+)(?:\"|(?=\n)|\\?\Z)|'(?P<single>(?:[^'\\\n]|\\.)*+)(?:'|(?=\n)|\\?\Z))"
    r"|#[^\n]*|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>(?<!\\)\n)",
    re.DOTALL,
)
_GROUPS = ("double3", "single3", "double", "single")
_PLAIN = re.compile(r"\\(?:[\\'\"nrt\n]|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})|%(?:\(\w+\))?[sdr]")
_RAW = re.compile(r"%(?:\(\w+\))?[sdr]")
_FILLED = re.compile(_PLAIN.pattern + r"|\{\{|\}\}|\{[^{}\n]*\}")
_NAMES = {"n": "\n", "t": "\t", "r": " ", "\n": ""}
_LONGEST = 1_000_000


def parse_python(code: Fragment, interest: Interest) -> Parsed:
    """Read the markup, and the scripts without any, in the strings of a program; documentation strings are none."""
    return parse_texts(_texts(code), code, interest)


def _texts(code: Fragment) -> Iterator[Fragment]:
    """Yield the strings of each statement, joined; a statement that is only a string documents something."""
    joiner = Joiner(lambda _: True)
    depth = at = 0
    more = False
    filled = ".format(" in code.text
    for token in _TOKEN.finditer(code.text, 0, _LONGEST):
        between = code.text[at : token.start()].strip()
        more = more or bool(between) or token["open"] is not None
        group = next((name for name in _GROUPS if token[name] is not None), "")
        if group:
            if between.strip("+"):
                joiner.hole()
            joiner.add(code.slice(*token.span(group)), _escape(token["prefix"].lower(), filled=filled), _decoded)
        depth = max(0, depth + (token["open"] is not None) - (token["close"] is not None))
        at = token.end()
        if token["end"] and depth == 0:
            text = joiner.take()
            if text and more:
                yield text
            more = False
    text = joiner.take()
    if text and more:
        yield text


def _escape(prefix: str, *, filled: bool) -> re.Pattern[str]:
    """Return what is not said literally in a string; ``filled`` files call ``format`` somewhere."""
    if "f" in prefix or "t" in prefix:
        return _FILLED
    return _RAW if "r" in prefix else _FORMATTED if filled else _PLAIN


_FORMATTED = re.compile(_PLAIN.pattern + r"|\{\w*\}|\{\{(?=\s*\n|\s*['\"\w]+\s*:)|\}\}")


def _decoded(escape: str) -> str:
    if escape in {"{{", "}}"}:
        return escape[0]
    if escape[0] != "\\":
        return HOLE
    if escape[1] in "ux":
        return chr(int(f"0x{escape[2:]}", base=0))
    return _NAMES.get(escape[1], escape[1])
