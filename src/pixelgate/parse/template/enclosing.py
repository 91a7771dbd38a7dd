"""Regions that no pair of statements marks: elements with a certain attribute, and blocks in braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pixelgate.parse.document import Region
from pixelgate.source import Span

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>",
    re.DOTALL | re.IGNORECASE,
)
_EMPTY = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr"))
_BRACE = re.compile(r"[{}]")

Names = Callable[[str, str], tuple[tuple[str, str], ...]]
"""Tag and attributes of an element to the kinds and names of the regions that it is."""


def elements(text: str, names: Names) -> Iterator[Region]:
    """Yield the regions that elements are, from tag to tag; one that nobody closes ends where its parent does."""
    open_: list[tuple[str, int, tuple[tuple[str, str], ...]]] = []
    depth: dict[str, int] = {}
    for token in _TOKEN.finditer(text):
        tag = (token["name"] or "").lower()
        if not tag:
            continue
        if token["end"]:
            while depth.get(tag, 0):
                name, start, said = open_.pop()
                depth[name] -= 1
                yield from (Region(one, Span(start, token.end()), kind=kind) for kind, one in said)
                if name == tag:
                    break
            continue
        said = names(tag, token["attributes"])
        if token["attributes"].endswith("/") or tag in _EMPTY:
            yield from (Region(one, Span(*token.span()), kind=kind) for kind, one in said)
        else:
            open_.append((tag, token.start(), said))
            depth[tag] = depth.get(tag, 0) + 1
    for _, start, said in open_:
        yield from (Region(one, Span(start, len(text)), kind=kind) for kind, one in said)


def braces(text: str) -> dict[int, int]:
    """Return where each opening brace is closed, for those that are: the offset after the closing one."""
    open_: list[int] = []
    found: dict[int, int] = {}
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            open_.append(brace.start())
        elif open_:
            found[open_.pop()] = brace.end()
    return found
