"""JSP files to an outline: the conditions on which a page sends its visitor away, in scriptlets and in JSTL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.outline import LEAVES, Argument, Call, Outline
from pixelgate.parse.template.brackets import closing
from pixelgate.parse.values import Unknown
from pixelgate.source import Source, Span

SIGNS = re.compile(r"sendRedirect|sendError|<jsp:forward|<c:redirect")
"""What stands in every page that sends its visitor elsewhere."""

_COMMENT = re.compile(r"<%--.*?(?:--%>|\Z)|/\*.*?(?:\*/|\Z)|(?<!:)//[^\n%]*", re.DOTALL)
_IF = re.compile(r"\bif\s*\(")
_BLOCK = re.compile(r"\s*\{")
_STATEMENT = re.compile(r"[^;{}]{0,400};")
_TAG = re.compile(r"<c:(?:if|when)\s[^<>]{0,400}?\btest\s*=\s*([\"'])\s*[$#]\{(?P<test>[^{}]*)\}\s*\1[^<>]{0,400}>")
_DOES = re.compile(r"(?:(?!</?c:(?:if|when)\b).){0,400}", re.DOTALL)
_HELD = re.compile(
    r"\b(?P<name>\w+)\s*=\s*(?:\(\s*[\w.<>]+\s*\)\s*)?(?P<value>(?:\w+\.)*(?:\w+\(\)\.)?\w*session\w*(?:\(\w*\))?\.get(?:Attribute|Value)\([^()]*\))",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w.\"])[A-Za-z_]\w*+(?![(\"])")
_MOST = 20
"""No page asks more often who its visitor is."""


def outline(source: Source) -> Outline:
    """Return the conditions of a page with what is done on each, as marks of functions say them.

    A variable that holds what the session does is written as the session.
    """
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source.text)
    held = {found["name"]: found["value"] for found in _HELD.finditer(text)}
    calls = sorted((*_branches(text, source, held), *_tags(text, source)), key=lambda call: call.location)
    return Outline("jsp", calls=tuple(calls[:_MOST]))


def _branches(text: str, source: Source, held: dict[str, str]) -> Iterator[Call]:
    for found in _IF.finditer(text):
        inner = closing(text, found.end())
        if inner is None:
            continue
        block = _BLOCK.match(text, inner[1])
        end = closing(text, block.end()) if block else None
        single = None if block else _STATEMENT.match(text, inner[1])
        does = Span(block.end(), end[0]) if block and end else Span(*single.span()) if single else None
        if does is not None:
            condition = _WORD.sub(lambda word: held.get(word[0], word[0]), text[found.end() : inner[0]])
            yield _leaves(condition, Span(found.end(), inner[0]), text[does.start : does.end], source)


def _tags(text: str, source: Source) -> Iterator[Call]:
    for found in _TAG.finditer(text):
        does = _DOES.match(text, found.end())
        yield _leaves(found["test"], Span(*found.span("test")), does[0] if does else "", source)


def _leaves(condition: str, place: Span, does: str, source: Source) -> Call:
    said = (Unknown(condition.strip()[:400], place), Unknown(does[:400], place))
    return Call(LEAVES, tuple(Argument("", one) for one in said), source.location(place))
