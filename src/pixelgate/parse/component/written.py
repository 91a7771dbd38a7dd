"""What a program writes into pages: the strings of its statements, as markup, scripts and addresses of scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pixelgate.parse.document import Attribute, Element, Interest, Literal, Script, Use
from pixelgate.parse.html import Parsed, merged, parse_markup, read_code
from pixelgate.parse.markup import Code
from pixelgate.parse.strings import holds_markup
from pixelgate.parse.values import Constant, Hole, Text
from pixelgate.source import HOLE, Fragment

_CALLED = re.compile(r"(?<![\w.])([A-Za-z_$][\w$]*)(?:\.\w+)*\s*\(")
_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>\"']+")
_NAMED = re.compile(r"(?i)\b\w*(?:js|script)\w*[\"']?\s*[=:]\s*[frbu]{0,2}[\"']{1,3}\Z")
_TAG = re.compile(
    r"(?i)(?:\b(?P<name>javascript_include_tag|image_tag)\b[ (]+|\bsrc[\"']?\s*(?:[:=]>?|,)\s*)[$@]{0,2}[\"']{1,3}\Z"
)
"""What makes an element of an address: a helper of Rails, an attribute that is set."""

_ASKED = re.compile(
    r"(?i)(?:\binclude\?|\bcontains|\bstarts?_?with\??|\bends?_?with\??|\bindex_?of)[ (]\s*[$@frbu]{0,2}[\"']{1,3}\Z"
)
_REPLACED = re.compile(r"(?i)(?:\.|->|\b)(?:replace\w*|g?sub!?)[ (]\s*[$@frbu]{0,2}[\"']{1,3}\Z")
_BY_NOTHING = re.compile(r"[\"']{1,3}\s*,\s*(?:\"\"|'')\s*\)")
_IN = re.compile(r"[\"']{1,3}\s+(?:not\s+)?in\b")
"""What looks for a text in others, or takes it out of them, and writes it nowhere."""

_TAGS = {"image_tag": "img"}
_REACH = 80


def parse_texts(texts: Iterable[Fragment], code: Fragment, interest: Interest) -> Parsed:
    """Read the strings of a program: markup, code that calls what is asked for, addresses that become an element's."""
    if interest == Interest():
        return (), (), (), ()
    parsed: list[Parsed] = [((), (), (), ())]
    for text in texts:
        at = text.span(0, 0).start - code.span(0, 0).start
        before = (max(0, at - _REACH), max(0, at))
        if _looked_for(text, code, before):
            continue
        if holds_markup(text.text):
            parsed.append(parse_markup(text, interest, origin="text"))
        elif _ADDRESS.fullmatch(text.text) and (tag := _TAG.search(code.text, *before)):
            parsed.append(((_element(text, _TAGS.get((tag["name"] or "").lower(), "script")),), (), (), ()))
        elif _ADDRESS.fullmatch(text.text) and _NAMED.search(code.text, *before):
            parsed.append(((), (_address(text),), (), ()))
        elif any(call[1] in interest.names for call in _CALLED.finditer(text.text)):
            parsed.append(((), (read_code(Code(text), interest),), (), ()))
    return merged(parsed)


def _looked_for(text: Fragment, code: Fragment, before: tuple[int, int]) -> bool:
    """Tell whether a program looks for a string in what it has, or removes it from there."""
    end = text.span(len(text.text), len(text.text)).start - code.span(0, 0).start
    if _ASKED.search(code.text, *before) or _IN.match(code.text, max(0, end)):
        return True
    return bool(_REPLACED.search(code.text, *before) and _BY_NOTHING.match(code.text, max(0, end)))


def _element(text: Fragment, tag: str) -> Element:
    """Return the element that a program makes of an address."""
    span = text.span(0, len(text.text))
    return Element(tag, (Attribute("src", _value(text), span, span),), span, origin="text")


def _address(text: Fragment) -> Script:
    """Return an address under a name that speaks of a script: a program that makes pages puts it into them."""
    span = text.span(0, len(text.text))
    return Script(span, literals=(Literal(_value(text), Use.CONFIG, span, key="script"),))


def _value(text: Fragment) -> Constant | Text:
    span = text.span(0, len(text.text))
    if HOLE not in text.text:
        return Constant(text.text, span)
    parts = [part for part in re.split(f"({HOLE}+)", text.text) if part]
    return Text(tuple(Hole("", span) if HOLE in part else Constant(part, span) for part in parts), span)
