"""Vue single-file components: scripts, template, and blocks that live in files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

import msgspec
from turbohtml import TokenType, tokenize

from pixelgate.parse.attributes import read_attributes
from pixelgate.parse.document import Attribute, Import, ImportKind, Interest, Script, State
from pixelgate.parse.html import Parsed, parse_markup, read_code
from pixelgate.parse.markup import Code, Component, token_offset
from pixelgate.parse.mask import filler
from pixelgate.parse.styles import style_elements
from pixelgate.parse.values import pattern
from pixelgate.source import Fragment, Span

_BLOCKS = frozenset({"template", "script", "style"})
_LANGUAGES = {"ts": "typescript", "tsx": "tsx", "typescript": "typescript"}
_EMPTY = re.compile(r"<(script|style)\b[^<>]*/>", re.IGNORECASE)  # HTML would read text after it as its content
_TEXTUAL = re.compile(
    r"<(?:textarea|title|iframe|xmp|noembed|noframes)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*/>", re.IGNORECASE
)
"""Elements whose content HTML reads as text, up to an end tag that a component need not write."""

_TEMPLATE = Component(re.compile(r"(?::|v-bind:)[\w.:-]+|v-(?:bind|html|if|else-if|show|text)"), State.INACTIVE)
"""The compiler drops ``<script>`` elements of a template: nothing in them ever runs."""


class _Block(msgspec.Struct):
    """A block of a component: its start tag and its content, as offsets."""

    name: str
    start: int
    content: int
    end: int


def parse_vue(component: Fragment, interest: Interest) -> Parsed:
    """Read a component: what its scripts do, and what its template shows."""
    scripts: list[Script] = []
    parsed: list[Parsed] = []
    for block in _blocks(component.text):
        tag = component.slice(block.start, block.content)
        attributes = tuple(attribute for attribute, _ in read_attributes(tag))
        content = component.slice(block.content, block.end)
        scripts += _elsewhere(attributes, tag.span(0, len(tag.text)))
        if block.name == "template":
            parsed.append(parse_markup(content, interest, component=_TEMPLATE))
        elif block.name == "script" and content.text.strip():
            language = _LANGUAGES.get(_said(attributes, "lang"), "javascript")
            scripts.append(read_code(Code(content, language), interest))
        elif block.name == "style":
            parsed.append((style_elements(content), (), (), ()))
    scripts += [script for one in parsed for script in one[1]]
    return (
        tuple(element for one in parsed for element in one[0]),
        tuple(sorted(scripts, key=lambda script: script.span)),
        tuple(comment for one in parsed for comment in one[2]),
        tuple(failure for one in parsed for failure in one[3]),
    )


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the top-level blocks; templates nest, scripts and styles hold no markup."""
    for empty in _EMPTY.finditer(text):
        yield _Block(empty[1].lower(), empty.start(), empty.end(), empty.end())
    text = _TEXTUAL.sub(_blank, _EMPTY.sub(_blank, text))
    widths = list(accumulate(map(len, text.split("\n")), initial=0))
    open_block: _Block | None = None
    depth = 0
    for token in tokenize(text, capture_source=True):
        if token.tag not in _BLOCKS:
            continue
        at = token_offset(token, widths)
        after = at + len(token.source or "")
        if token.type is TokenType.START_TAG:
            if open_block is None:
                open_block, depth = _Block(token.tag, at, after, len(text)), 0
            if token.tag == open_block.name and not token.self_closing:
                depth += 1
        elif open_block and token.tag == open_block.name:
            depth -= 1
        if open_block and depth <= 0:
            open_block.end = at if token.type is TokenType.END_TAG else after
            yield open_block
            open_block = None
    if open_block:
        yield open_block


def _blank(match: re.Match[str]) -> str:
    return filler(match[0], " ")


def _elsewhere(attributes: tuple[Attribute, ...], tag: Span) -> list[Script]:
    """Return the import that a block with ``src`` amounts to: another file, relative to this one."""
    source = next((a for a in attributes if a.name == "src" and a.value is not None), None)
    if source is None or source.value is None:
        return []
    return [Script(tag, imports=(Import(ImportKind.STATIC, source.value, source.span),))]


def _said(attributes: tuple[Attribute, ...], name: str) -> str:
    return next((pattern(a.value).lower() for a in attributes if a.name == name and a.value), "")
