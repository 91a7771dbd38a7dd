"""Haml, with the helpers of Rails."""

from __future__ import annotations

import re

from pixelgate.parse.template import rails
from pixelgate.parse.template.dialect import Dialect, Translation
from pixelgate.parse.template.indented import Row, Translator, attributes, by_rows, tag
from pixelgate.source import Span

_HASH = re.compile(r"[\s,]*:?[\"']?([\w@:.-]+?)[\"']?(?:\s*(=>|:(?!:)|=)\s*)")
_PAIRS = re.compile(r"\s*([\w@:.-]+)(?:(=))?")


def translate(text: str) -> Translation:
    """Write a file as HTML."""
    return by_rows(text, _row)


def code(translator: Translator, start: int, end: int) -> None:
    """Note what a piece of Ruby renders; scripts that it asks for are at its place."""
    for word, naming, _, _ in rails.said(translator.text[start:end]):
        translator.point(word, naming, Span(start, end))


def script(translator: Translator, index: int, row: Row) -> int:
    """Translate a block of JavaScript; return the index of the row after it."""
    end = translator.block_end(index)
    translator.put("<script>", row.start)
    translator.copy(row.end, translator.rows[end - 1].end)
    translator.follow("</script>")
    return end


def _row(translator: Translator, index: int, row: Row) -> int:
    content = translator.text[row.start : row.end]
    if content.startswith(("-#", "/")):
        return translator.comment(index, mark="/-#")
    if content.startswith(":"):
        return script(translator, index, row) if content == ":javascript" else translator.block_end(index)
    if content.startswith("!!!"):
        translator.put("<!doctype html>", row.start)
    elif content[0] in "=-&!~":
        code(translator, row.start + 1, row.end)
    elif content[0] in "%.#" and not content.startswith("#{"):
        return _element(translator, index, row)
    else:
        translator.put("\n", row.start)
        translator.copy(row.start, row.end)
    return index + 1


def _element(translator: Translator, index: int, row: Row) -> int:
    read = tag(translator, row, "%" if translator.text[row.start] == "%" else "")
    if read is None:
        return index + 1
    name, at = read
    text = translator.text
    translator.begin(name, row.start, row.indent)
    while text[at : at + 1] in {"{", "("}:
        inner = translator.bracketed(at)
        if inner is None:
            break
        attributes(translator, at + 1, inner[0], name=_HASH if text[at] == "{" else _PAIRS)
        at = inner[1]
    translator.end_tag(at)
    after = translator.row_after(index, at)
    line_end = translator.rows[after - 1].end
    if text[at : at + 1] in {"=", "!", "&"}:
        code(translator, at + 1, line_end)
    else:
        translator.copy(at, line_end)
    return after


HAML = Dialect(
    name="haml",
    extensions=(".haml",),
    translate=translate,
    implied=rails.implied,
    files=rails.files,
    near=True,
)
