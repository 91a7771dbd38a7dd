"""YAML as site generators' configurations use it: mappings and lists by indentation, short ones in brackets.

A reader of lines, not of YAML: what it does not know (anchors, tags, keys of several lines) is a value that only the
run time knows, or is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.settings.setting import DEPTH, Setting, computed, plain
from pixelgate.parse.values import Constant, Value
from pixelgate.source import Span

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>\S[^\n]*)")
_KEY = re.compile(r"""(?P<key>"[^"\n]*"|'[^'\n]*'|[^\s:#&*!|>{}\[\],"'%@`-][^\n:#{}\[\]]*?|[\w-]+)\s*:(?:\s+|$)""")
_COMMENT = re.compile(r"(?:^|\s)#[^\n]*$")
_QUOTED = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')""")
_BLOCK = re.compile(r"[|>][-+\d]*\s*(?:#.*)?$")
_FLOW = re.compile(
    r"""(?:(?P<key>[\w-]+|"[^"]*"|'[^']*')\s*:\s+)?(?P<value>"[^"]*"|'(?:[^']|'')*'|[^\s,{}\[\]"'][^,{}\[\]]*)"""
)

_Level = tuple[int, str]
"""How far a key is indented, and the key."""


def read_lines(text: str) -> Iterator[Setting]:
    """Yield the settings of a YAML text."""
    around: list[_Level] = []
    block: int | None = None
    for line in _LINE.finditer(text):
        if line.start() and text[line.start() - 1] != "\n":
            continue
        indent = len(line["indent"])
        if line["rest"].startswith("#") or (block is not None and indent > block):
            continue
        block = None
        if line["rest"].startswith(("---", "...")):
            around = []
            continue
        place = indent + len(line["dashes"])
        while around and around[-1][0] >= (place if line["dashes"] else indent):
            around.pop()
        found = _KEY.match(line["rest"])
        start = line.start("rest")
        if found is None:
            if line["dashes"] and around:
                yield from _values(_path(around), line["rest"], start, start)
            continue
        if len(around) < DEPTH:
            around.append((place, found["key"].strip("\"' ")))
        rest = line["rest"][found.end() :]
        if _BLOCK.match(rest):
            block = indent
        else:
            yield from _values(_path(around), rest, start, start + found.end())


def _path(around: list[_Level]) -> tuple[str, ...]:
    return tuple(key for _, key in around)


def _values(keys: tuple[str, ...], text: str, start: int, at: int) -> Iterator[Setting]:
    """Yield the setting of a value on its key's line; of a list or mapping in brackets, those in it."""
    quoted = _QUOTED.match(text)
    known = text[: quoted.end()] if quoted else _COMMENT.sub("", text).rstrip()
    if not known:
        return
    if known[0] in "{[":
        for found in _FLOW.finditer(known):
            inner = (*keys, found["key"].strip("\"'")) if found["key"] else keys
            span = Span(at + found.start(), at + found.end())
            yield Setting(inner, _scalar(found["value"].strip(), span), span)
        return
    span = Span(start, at + len(known))
    yield Setting(keys, _scalar(known.strip(), span), span)


def _scalar(text: str, span: Span) -> Value:
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return Constant(quoted[1] if quoted[1] is not None else quoted[2].replace("''", "'"), span)
    return computed(text, span) if text[0] in "!*&" else plain(text, span)
