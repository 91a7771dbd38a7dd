"""Slim, with the helpers of Rails."""

from __future__ import annotations

import re

from pixelgate.parse.template import rails
from pixelgate.parse.template.dialect import Dialect, Translation
from pixelgate.parse.template.haml import code, script
from pixelgate.parse.template.indented import Row, Translator, attributes, by_rows, tag

_PAIR = re.compile(r"\s*([\w@:.-]+)(?:\s*(==?)\s*)")
_LISTED = re.compile(
    r"[ \t]+[\w@:.-]+==?(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'(\[{]+(?:\([^()\n]*\))?|[(\[{][^()\[\]{}\n]*[)\]}])"
)


def translate(text: str) -> Translation:
    """Write a file as HTML."""
    return by_rows(text, _row)


def _row(translator: Translator, index: int, row: Row) -> int:
    content = translator.text[row.start : row.end]
    if content.startswith("/"):
        return translator.comment(index, mark="/!")
    if re.fullmatch(r"[a-z]+:", content):
        return script(translator, index, row) if content == "javascript:" else translator.block_end(index)
    if content[0] in "-=":
        code(translator, row.start + 1, row.end)
    elif content[0] in "|'<":
        end = translator.block_end(index) if content[0] != "<" else index + 1
        translator.put("\n", row.start)
        translator.copy(row.start + (content[0] != "<"), translator.rows[end - 1].end)
        return end
    elif content.startswith("doctype"):
        translator.put("<!doctype html>", row.start)
    else:
        return _element(translator, index, row)
    return index + 1


def _element(translator: Translator, index: int, row: Row) -> int:
    read = tag(translator, row)
    if read is None:
        return index + 1
    name, at = read
    text = translator.text
    translator.begin(name, row.start, row.indent)
    if text[at : at + 1] in {"[", "(", "{"} and (inner := translator.bracketed(at)):
        attributes(translator, at + 1, inner[0], name=_PAIR)
        at = inner[1]
    while listed := _LISTED.match(text, at, max(at, row.end)):
        attributes(translator, at, listed.end(), name=_PAIR)
        at = listed.end()
    translator.end_tag(at)
    after = translator.row_after(index, at)
    line_end = translator.rows[after - 1].end
    if text[at:line_end].lstrip().startswith("="):
        code(translator, at + 1, line_end)
    else:
        translator.copy(at, line_end)
    return after


SLIM = Dialect(
    name="slim",
    extensions=(".slim",),
    translate=translate,
    implied=rails.implied,
    files=rails.files,
    near=True,
)
