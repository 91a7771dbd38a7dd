"""Configuration in XML to an outline: an element is a call, its attributes are arguments, its children the body.

The text of an element is its argument without a name.
"""

from __future__ import annotations

import re

from pixelgate.parse.outline import Argument, Call, Outline
from pixelgate.parse.values import Constant
from pixelgate.source import Source, Span

SIGNS = re.compile(
    r"<(?:[\w-]+:)?(?:security-constraint|intercept-url|authorization|view-controller|servlet-mapping|http"
    r"|jsp-property-group|tiles-definitions|decorators?|sitemesh|routes|pages|controls|system\.web)\b|ViewResolver"
)
"""What stands in configuration that says who may see which address, which view it shows, or what is around pages."""

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<[?!][^<>]*+>?"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>|(?P<text>[^<]+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')")
_DEPTH = 50
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))


class _Element:
    """An element whose end has not been seen yet."""

    __slots__ = ("arguments", "body", "name", "span", "text")

    def __init__(self, name: str, span: Span, arguments: tuple[Argument, ...]) -> None:
        self.name = name
        self.span = span
        self.arguments = arguments
        self.body: list[Call] = []
        self.text = ""


def outline(source: Source) -> Outline:
    """Return the elements of a file; an end without a beginning is passed over, one that is missing is at the end."""
    around = [_Element("", Span(0, 0), ())]
    for token in _TOKEN.finditer(source.text):
        if token["text"] or token["data"]:
            around[-1].text += token["text"] or token["data"]
        elif token["end"]:
            if any(one.name == token["name"] for one in around[1:]):
                while around[-1].name != token["name"]:
                    _close(around, source)
                _close(around, source)
        elif token["name"]:
            said = tuple(_arguments(token))
            around.append(_Element(token["name"], Span(*token.span()), said))
            if token["attributes"].endswith("/") or len(around) > _DEPTH:
                _close(around, source)
    while len(around) > 1:
        _close(around, source)
    return Outline("xml", calls=tuple(around[0].body))


def _close(around: list[_Element], source: Source) -> None:
    one = around.pop()
    text = _decoded(one.text.strip())
    said = (*one.arguments, Argument("", Constant(text, one.span))) if text else one.arguments
    around[-1].body.append(Call(one.name, said, source.location(one.span), (), tuple(one.body)))


def _arguments(token: re.Match[str]) -> list[Argument]:
    base = token.start("attributes")
    return [
        Argument(
            found[1],
            Constant(
                _decoded(found[2] if found[2] is not None else found[3]), Span(base + found.start(), base + found.end())
            ),
        )
        for found in _ATTRIBUTE.finditer(token["attributes"])
    ]


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES[found[0]], text)
