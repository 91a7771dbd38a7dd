"""Pug (Jade)."""

from __future__ import annotations

import posixpath
import re

from pixelgate.parse.document import Region
from pixelgate.parse.template.dialect import Dialect, Naming, Translation
from pixelgate.parse.template.indented import Row, Translator, attributes, by_rows, tag
from pixelgate.source import Span

_POINTING = re.compile(r"(extends|include)(?::[\w-]+(?:\([^()\n]*\))?)*\s+(\S.*)")
_BLOCK = re.compile(r"(?:block\s+)?(?P<mode>append|prepend)\s+(?P<joined>[\w-]+)|block\s+(?P<name>[\w-]+)")
_CODE = re.compile(r"-|(?:if|else|unless|each|for|while|case|when|default|mixin|yield|block)\b(?!\()|\+|!?=")
_NAME = re.compile(r"[\s,]*[\"']?((?!\s)[@:\w.$\[\]()-]+?)[\"']?(?=[\s,=!]|$)(?:\s*(!?=)\s*)?")
_REST = re.compile(r"(?:&attributes)?(?=\()")


def translate(text: str) -> Translation:
    """Write a file as HTML."""
    return by_rows(text, _row)


def _row(translator: Translator, index: int, row: Row) -> int:
    """Translate one row, and those in it when they are text; return the index of the next."""
    content = translator.text[row.start : row.end]
    if content.startswith("//"):
        return translator.comment(index, mark="/")
    if content.startswith(":"):
        return translator.block_end(index)
    if found := _POINTING.fullmatch(content):
        kind = found[1]
        translator.point(kind, Naming(kind, (found[2].strip(),)), Span(row.start, row.end))
    elif found := _BLOCK.fullmatch(content):
        end = translator.rows[translator.block_end(index) - 1].end
        name = found["name"] or found["joined"]
        translator.regions.append(Region(name, Span(row.start, end), parent=found["mode"] is not None))
    elif content.startswith(("|", "<")):
        translator.put("\n", row.start)
        translator.copy(row.start + content.startswith("|"), row.end)
    elif content.startswith("doctype"):
        translator.put("<!", row.start)
        translator.copy(row.start, row.end)
        translator.end_tag(row.end)
    elif not _CODE.match(content):
        return _element(translator, index, row)
    return index + 1


def _element(translator: Translator, index: int, row: Row) -> int:
    """Translate a tag and what is on its line: text, or another tag (``li: a``); return the index of the next row."""
    at, after = row.start, index + 1
    while (end := _start_tag(translator, Row(row.indent, at, row.end))) is not None:
        after = max(after, translator.row_after(index, end))
        line_end = translator.rows[after - 1].end
        rest = translator.text[end:line_end]
        if rest == ".":
            block = translator.block_end(index)
            translator.copy(line_end, translator.rows[block - 1].end)
            return block
        if not rest.startswith(":"):
            translator.copy(end, line_end if rest[:1] == " " else end)
            break
        at = end + len(rest) - len(rest[1:].lstrip())
        row = Row(row.indent, at, line_end)
    return after


def _start_tag(translator: Translator, row: Row) -> int | None:
    """Translate a tag and its attributes, which may go over several lines; return where they end."""
    read = tag(translator, row)
    if read is None:
        return None
    name, at = read
    translator.begin(name, row.start, row.indent)
    while found := _REST.match(translator.text, at):
        inner = translator.bracketed(found.end())
        if inner is None:
            break
        if found.end() == at:
            attributes(translator, at + 1, inner[0], name=_NAME)
        at = inner[1]
    translator.end_tag(at)
    return at


def _files(_: str, name: str) -> tuple[str, ...]:
    """Return the file of a path relative to the file; ``/`` is the folder that the program names."""
    here = name if name.startswith(("/", ".")) else f"./{name}"
    return (here,) if posixpath.splitext(name)[1] else (f"{here}.pug", f"{here}.jade", here)


PUG = Dialect(
    name="pug",
    extensions=(".pug", ".jade"),
    translate=translate,
    files=_files,
    near=True,
    inherits=True,
)
