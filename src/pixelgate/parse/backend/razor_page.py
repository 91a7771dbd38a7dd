"""Razor files to an outline: ``@page "/x/{id}"`` is a call of ``page``, ``@attribute [Authorize]`` of its attribute.

``@model Name`` and ``@layout Name`` are calls too.
"""

from __future__ import annotations

import re

from pixelgate.parse.outline import Argument, Call, Outline
from pixelgate.parse.values import Constant, Unknown
from pixelgate.source import Source, Span

SIGNS = re.compile(r"^[ \t]*@(?:page|attribute)\b", re.MULTILINE)
"""What stands in every file that is a page of its own, or says who may see it."""

_DIRECTIVE = re.compile(
    r"^[ \t]*@(?:(?P<page>page)\b[ \t]*(?:\"(?P<path>[^\"\n]*)\")?|attribute[ \t]*\[(?P<attribute>\w+)[^\]\n]*\]"
    r"|(?P<word>model|layout|inherits)[ \t]+(?P<name>[\w.]+))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"@\*.*?(?:\*@|\Z)", re.DOTALL)


def outline(source: Source) -> Outline:
    """Return what the directives of a Razor page or component say."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source.text)
    return Outline("razor", calls=tuple(_call(found, source) for found in _DIRECTIVE.finditer(text)))


def _call(found: re.Match[str], source: Source) -> Call:
    place = Span(*found.span())
    if found["page"]:
        said = (Argument("", Constant(found["path"], place)),) if found["path"] is not None else ()
        return Call("page", said, source.location(place))
    if found["attribute"]:
        return Call(found["attribute"], (), source.location(place))
    return Call(found["word"], (Argument("", Unknown(found["name"], place)),), source.location(place))
