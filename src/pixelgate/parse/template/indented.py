"""Languages in which indentation nests (Pug, Haml, Slim): their lines become HTML, every character with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from pixelgate.parse.document import Comment, Directive, Failure, Region
from pixelgate.parse.template.brackets import closing
from pixelgate.parse.template.dialect import Naming, Translation
from pixelgate.parse.values import Hole
from pixelgate.source import HOLE, Fragment, Span

INTERPOLATED = re.compile(r"[#!$]\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\}")
_LINE = re.compile(r"([ \t]*)([^\n]*[^\s])")
_TAG = re.compile(r"[A-Za-z][\w-]*(?::[A-Za-z][\w-]*)*")
_MARKS = re.compile(r"(?:[.#][A-Za-z_-][\w-]*)*")
_OPERAND = re.compile(
    r"\"(?P<double>(?:[^\"\\\n]|\\.)*+)\"|'(?P<single>(?:[^'\\\n]|\\.)*+)'|`(?P<template>(?:[^`\\]|\\.)*+)`"
    r"|[!@:$]*[\w$][\w.$:?]*|(?=[(\[{])"
)
_JOIN = re.compile(r"\s*(\+|\|\||&&|\?\?|\?|:(?=\s)|[=!]==?|<=?|>=?|[*/-])\s*")
_NO_CONTENT = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_NO_CONTENT.split())


class Row(msgspec.Struct, frozen=True):
    """A line that is not blank: how far it is indented, and where its content begins and ends."""

    indent: int
    start: int
    end: int


class Translator:
    """Writes HTML for a file, row by row; ``open`` are the elements that are not closed yet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rows = list(_rows(text))
        self.html: list[str] = []
        self.offsets: list[int] = []
        self.holes: list[Hole] = []
        self.directives: list[Directive] = []
        self.regions: list[Region] = []
        self.comments: list[Comment] = []
        self.failures: list[Failure] = []
        self.open: list[tuple[int, str]] = []

    def done(self) -> Translation:
        """Close what is open and return all that was written."""
        self.close(-1)
        html = Fragment("".join(self.html), 0, (*self.offsets, len(self.text)))
        regions = sorted(self.regions, key=lambda region: (region.span.start, -region.span.end))
        notes = tuple(self.directives), tuple(regions), tuple(self.comments), tuple(self.failures)
        return Translation(html, tuple(self.holes), *notes)

    def put(self, html: str, at: int) -> None:
        """Write what does not stand in the file."""
        self.html.append(html)
        self.offsets += [at] * len(html)

    def follow(self, html: str) -> None:
        """Write what does not stand in the file, right after what was written last."""
        self.put(html, min(self.offsets[-1] + 1, len(self.text)) if self.offsets else 0)

    def copy(self, start: int, end: int) -> None:
        """Write what stands in the file, with holes where it is interpolated."""
        at = start
        for found in INTERPOLATED.finditer(self.text, start, end):
            self._verbatim(at, found.start())
            self.hole(found.start(), found.end(), found[0][2:-1])
            at = found.end()
        self._verbatim(at, end)

    def hole(self, start: int, end: int, expression: str = "") -> None:
        """Write a place that the program fills."""
        self.holes.append(Hole((expression or self.text[start:end]).strip(), Span(start, end)))
        self.html.append(HOLE * (end - start))
        self.offsets += range(start, end)

    def close(self, indent: int) -> None:
        """Close the elements that a row of this indentation is not in."""
        while self.open and self.open[-1][0] >= indent:
            self.follow(f"</{self.open.pop()[1]}>")

    def begin(self, name: str, at: int, indent: int) -> None:
        """Open an element that lasts as long as rows are indented deeper."""
        self.put("<" + name, at)
        if name.lower() not in _VOID:
            self.open.append((indent, name))

    def end_tag(self, at: int) -> None:
        """End the start tag; what follows it is placed anew."""
        self.put(">", max(at - 1, 0))
        self.put("\n", at)

    def attribute(self, name: tuple[int, int], operands: list[tuple[int, int]], *, joined: bool) -> None:
        """Write an attribute whose value is an expression, or which has none."""
        start, end = name
        self.put(" ", start)
        self._verbatim(start, end)
        if not operands:
            return
        quote = self._quote(operands[0][0]) if joined else '"'
        self.put("=" + quote, end)
        if joined:
            for operand in operands:
                self._operand(*operand)
        else:
            self.hole(operands[0][0], operands[-1][1])
        self.follow(quote)

    def point(self, word: str, naming: Naming | None, span: Span) -> None:
        """Note a statement that points elsewhere."""
        if naming:
            fields = {name: getattr(naming, name) for name in ("first", "optional", "computed")}
            self.directives.append(Directive(naming.kind, word, naming.names, naming.expression, span, **fields))

    def bracketed(self, at: int) -> tuple[int, int] | None:
        """Find the bracket that closes the one at an offset; say it when there is none."""
        found = closing(self.text, at + 1)
        if found is None:
            message = f"`{self.text[at]}` is not closed: what stands in it was not read as attributes"
            self.failures.append(Failure("unparsable-file", message, Span(at, at + 1)))
        return found

    def comment(self, index: int, mark: str) -> int:
        """Note that a row and those in it are a comment; return the index of the row after it."""
        end = self.block_end(index)
        place = Span(self.rows[index].start, self.rows[end - 1].end)
        self.comments.append(Comment(self.text[place.start : place.end].lstrip(mark), place))
        return end

    def block_end(self, index: int) -> int:
        """Return the index of the first row after those that are in the one at ``index``."""
        after = index + 1
        while after < len(self.rows) and self.rows[after].indent > self.rows[index].indent:
            after += 1
        return after

    def row_after(self, index: int, at: int) -> int:
        """Return the index of the first row, after one, that begins behind an offset."""
        after = index + 1
        while after < len(self.rows) and self.rows[after].start < at:
            after += 1
        return after

    def _verbatim(self, start: int, end: int) -> None:
        self.html.append(self.text[start:end])
        self.offsets += range(start, end)

    def _quote(self, start: int) -> str:
        """Return a quote that does not stand in a literal: its own, which is escaped in it."""
        end = self.text.find("`", start + 1)
        double = self.text[start] == "'" or (self.text[start] == "`" and '"' in self.text[start : max(end, start)])
        return "'" if double else '"'

    def _operand(self, start: int, end: int) -> None:
        found = _OPERAND.match(self.text, start)
        group = next((name for name in ("double", "single", "template") if found and found[name] is not None), "")
        if found and group:
            self.copy(*found.span(group))
        else:
            self.hole(start, end)


def by_rows(text: str, read: Callable[[Translator, int, Row], int]) -> Translation:
    """Write a file as HTML; ``read`` writes the row at an index and returns the index of the next to write."""
    translator = Translator(text)
    index = 0
    while index < len(translator.rows):
        row = translator.rows[index]
        translator.close(row.indent)
        index = read(translator, index, row)
    return translator.done()


def _rows(text: str) -> Iterator[Row]:
    for found in _LINE.finditer(text):
        width = len(found[1].expandtabs(8))
        yield Row(width, found.start(2), found.end(2))


def tag(translator: Translator, row: Row, prefix: str = "") -> tuple[str, int] | None:
    """Read ``name.class#id`` at the start of a row; return the element's name and where the rest begins."""
    text, at = translator.text, row.start
    name = _TAG.match(text, at + len(prefix), row.end) if text.startswith(prefix, at) else None
    marks = _MARKS.match(text, name.end() if name else at, row.end)
    after = marks.end() if marks else at
    if name is None and after == at:
        return None
    return (name[0] if name else "div"), after


def attributes(translator: Translator, start: int, end: int, *, name: re.Pattern[str]) -> None:
    """Write the attributes of a bracketed list; ``name`` matches a name (group 1) and, when it has a value, ``=``."""
    at = start
    while at < end:
        found = name.match(translator.text, at, end)
        if found is None:
            at += 1
            continue
        at = found.end()
        operands: list[tuple[int, int]] = []
        joined = True
        while found.lastindex != 1 and (operand := _operand_end(translator.text, at, end)):
            operands.append((at, operand))
            join = _JOIN.match(translator.text, operand, end)
            at = join.end() if join else operand
            joined = joined and (join is None or join[1] == "+")
            if join is None:
                break
        translator.attribute(found.span(1), operands, joined=joined)


def _operand_end(text: str, start: int, end: int) -> int | None:
    found = _OPERAND.match(text, start, end)
    if found is None:
        return None
    at = found.end()
    while at < end and text[at] in "([{":
        close = closing(text, at + 1)
        if close is None or close[1] > end:
            break
        at = close[1]
        more = re.compile(r"(?:\.[\w$]+)*").match(text, at, end)
        at = more.end() if more else at
    return at if at > start else None
