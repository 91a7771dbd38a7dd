"""Replace template directives by filler of the same length, so that markup and code are read with true offsets.

One engine for every dialect; a dialect is a table in its own file under ``template/``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

import msgspec

from pixelgate.parse.document import Comment, Directive, Failure, Region
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.names import tag
from pixelgate.parse.values import Hole
from pixelgate.source import HOLE, Span

_WORD = re.compile(r"\s*((?:[a-zA-Z_][\w.:]*)?)\s*")
_REGION_NAME = re.compile(r"[^\s(),'\"]+")
_STORES = re.compile(r"\sas\s+\w+$")
_CLOSER = re.compile(r"end(?<=\bend)\w+")
_NOT_NEWLINE = re.compile(r"[^\n]")
_OUTPUT, _STATEMENT = Role.OUTPUT, Role.STATEMENT  # most directives are one or the other
DEEPEST = 200  # blocks inside one another; each fact names all that are around it
_QUOTED_REACH = 1000  # how far past the plain end of a directive its strings may carry it


class Masked(msgspec.Struct, frozen=True):
    """A text whose directives are filler, and what they said. ``text`` keeps the original's length and line breaks.

    ``codes`` are the places of code in a language that the dialect can read for its strings.
    """

    text: str
    holes: tuple[Hole, ...] = ()
    directives: tuple[Directive, ...] = ()
    regions: tuple[Region, ...] = ()
    comments: tuple[Comment, ...] = ()
    failures: tuple[Failure, ...] = ()
    codes: tuple[Span, ...] = ()


def mask(text: str, dialect: Dialect, base: int = 0) -> Masked:
    """Mask every directive of a text; ``base`` is the offset of the text in its file."""
    if not dialect.delimiters or not dialect.opening.search(text):
        return Masked(text)
    return _Masker(text, dialect, base).run()


def filler(text: str, character: str) -> str:
    """Return a text's length in one character, its line breaks kept."""
    return _NOT_NEWLINE.sub(character, text) if "\n" in text else character * len(text)


class _Open(msgspec.Struct):
    """A region that is not closed yet."""

    word: str
    name: str
    span: Span
    parent: bool = False


class _Masker:
    """One pass over one text, from ``at`` to its end."""

    def __init__(self, text: str, dialect: Dialect, base: int) -> None:
        self.text = text
        self.dialect = dialect
        self.base = base
        self.at = 0
        self.pieces: list[str] = []
        self.holes: list[Hole] = []
        self.directives: list[Directive] = []
        self.regions: list[Region] = []
        self.comments: list[Comment] = []
        self.failures: list[Failure] = []
        self.codes: list[Span] = []
        self.open: list[_Open] = []
        self.depth: Counter[str] = Counter()
        self.beyond: Counter[str] = Counter()
        self.ends: dict[int, re.Match[str] | None] = {}

    def run(self) -> Masked:
        search = self.dialect.opening.search
        while found := search(self.text, self.at):
            self._keep(found.start())
            self._directive(found)
        self._keep(len(self.text))
        while self.open:
            left = self.open[-1]
            self._fail(f"`{left.word}` is not closed: expected `end{left.word}`", left.span)
            self._close(len(self.text))
        return Masked(
            "".join(self.pieces),
            tuple(self.holes),
            tuple(self.directives),
            tuple(sorted(self.regions, key=lambda region: (region.span.start, -region.span.end))),
            tuple(self.comments),
            tuple(self.failures),
            tuple(self.codes),
        )

    def _keep(self, until: int) -> None:
        self.pieces.append(self.text[self.at : until])
        self.at = until

    def _fill(self, until: int, character: str) -> Span:
        span = Span(self.base + self.at, self.base + until)
        self.pieces.append(filler(self.text[self.at : until], character))
        self.at = until
        return span

    def _fail(self, message: str, span: Span) -> None:
        self.failures.append(Failure("unparsable-file", message, span))

    def _directive(self, found: re.Match[str]) -> None:
        index = self.dialect.which(self.text, found.start())
        delimiter = self.dialect.delimiters[index]
        close = self._end(index, found.end())
        if close is None:
            self._unclosed(delimiter, found)
            return
        inner, end = close
        body = self.text[found.end() : inner]
        if delimiter.lexis:
            self.codes.append(Span(self.base + found.end(), self.base + inner))
        role = delimiter.role
        if role is _OUTPUT:
            self._output(body, end)
        elif role is _STATEMENT:
            if delimiter.word:
                self._named(delimiter.word, body.strip(), end)
            else:
                self._statement(body, end)
        elif role is Role.COMMENT:
            self.comments.append(Comment(body, self._fill(end, " ")))
        elif role is Role.CODE:
            self._code(delimiter.word, body, found.end(), end)
        elif role is Role.END:
            word = _WORD.match(body)
            self._fill(end, " ")
            self._finish(word[1] if word else "", end)
        else:
            self._verbatim(delimiter.word, found.end(), (inner, end))

    def _end(self, index: int, start: int) -> tuple[int, int] | None:
        """Find where a directive's content ends, and where the directive does."""
        delimiter = self.dialect.delimiters[index]
        if delimiter.finder:
            return delimiter.finder(self.text, start)
        if delimiter.lexis:
            return self._code_end(index, start)
        found = self._single_end(index, start)
        return found.span() if found else None

    def _code_end(self, index: int, start: int) -> tuple[int, int] | None:
        """Find the end that is in no string and no comment; when all are, the first of them."""
        plain = self._plain_end(index, start)
        if plain is not None:
            step = None
            for step in self.dialect.quoting[index].finditer(self.text, start):
                if step["close"] is not None:
                    return step.span()
            self._unfinished(step)
        if self.dialect.delimiters[index].ended:
            return len(self.text), len(self.text)
        return plain.span() if plain else None

    def _unfinished(self, step: re.Match[str] | None) -> None:
        """Say that a string or comment takes the rest of the file, which the language refuses."""
        if step is None or step.end() < len(self.text) or step[0][:1] not in {'"', "'", "`"}:
            return
        quote, start = step[0][0], self.base + step.start()
        if step[0] == quote or not step[0].endswith(quote):
            self._fail(f"`{quote}` is not closed: the rest of the file was read as a string", Span(start, start + 1))

    def _single_end(self, index: int, start: int) -> re.Match[str] | None:
        """Find where a directive ends; one that begins on a later line first says that this one has no end."""
        delimiter = self.dialect.delimiters[index]
        plain = self._plain_end(index, start)
        if plain is None:
            return None
        if self.text.find("\n", start, plain.start()) >= 0 and self._begins_later(delimiter, start, plain.start()):
            return None
        if delimiter.role is Role.COMMENT:
            return plain
        return self._quoted_end(index, start, plain) if delimiter.quoted else plain

    def _begins_later(self, delimiter: Delimiter, start: int, end: int) -> bool:
        """Tell whether a directive ends with its line, or before one that begins on a later line."""
        if not delimiter.lines or delimiter.role is Role.COMMENT:
            return not delimiter.lines
        other = self.dialect.opening.search(self.text, start, end)
        return other is not None and self.text.find("\n", start, other.start()) >= 0

    def _plain_end(self, index: int, start: int) -> re.Match[str] | None:
        """Find the next end, remembering it, so that many directives without one cost one search."""
        known = self.ends.get(index)
        if index not in self.ends or (known and known.start() < start):
            self.ends[index] = known = self.dialect.closing[index].search(self.text, start)
        return known

    def _quoted_end(self, index: int, start: int, plain: re.Match[str]) -> re.Match[str]:
        """Find the end that is in no string, unless a stray quote would swallow the next directive."""
        for step in self.dialect.quoting[index].finditer(self.text, start, plain.end() + _QUOTED_REACH):
            if step["close"] is not None:
                between = plain.end(), step.start()
                stray = self.dialect.opening.search(self.text, *between) or self.text.find("\n", *between) >= 0
                return plain if stray else step
        return plain

    def _unclosed(self, delimiter: Delimiter, found: re.Match[str]) -> None:
        if not delimiter.strict:
            self._keep(found.end())
            return
        end = self.text.find("\n", found.end())
        span = self._fill(len(self.text) if end < 0 else end, " ")
        self._fail(f"`{found[0]}` is not closed on its line or before the next directive", span)

    def _output(self, body: str, end: int) -> None:
        expression = body.strip()
        span = self._fill(end, HOLE)
        self.holes.append(Hole(expression, span))
        if self.open and self.dialect.renders_parent.search(expression):
            self.open[-1].parent = True
        self._calls(expression, span)

    def _calls(self, expression: str, span: Span) -> None:
        if not self.dialect.calling:
            return
        for word, naming, _, _ in self.dialect.said(expression):
            self._point(word, naming, span)

    def _code(self, word: str, body: str, start: int, end: int) -> None:
        """Read code that prints nothing; what it points to has its own place in it."""
        span = self._fill(end, " ")
        if word:
            naming = self.dialect.statements[word](body.strip())
            if naming:
                self._point(word, naming, span)
            return
        for said, naming, first, last in self.dialect.said(body):
            self._point(said, naming, Span(self.base + start + first, self.base + start + last))

    def _statement(self, body: str, end: int) -> None:
        found = _WORD.match(body)
        word, arguments = (found[1], body[found.end() :].strip()) if found else ("", body.strip())
        dialect = self.dialect
        if word in dialect.comments:
            self._drop(dialect.comments[word], end)
        elif word in dialect.raw:
            self._skip(dialect.raw[word], end)
        elif word in dialect.regions:
            self._begin(word, arguments, end)
        elif word in dialect.closes or word.startswith("end"):
            self._fill(end, " ")
            self._finish(dialect.closes.get(word, word.removeprefix("end")), end)
        elif word in dialect.silent:
            self._calls(arguments, self._fill(end, " "))
        else:
            self._named(word, arguments, end)

    def _begin(self, word: str, arguments: str, end: int) -> None:
        name = _REGION_NAME.search(arguments)
        region = _Open(word, name[0] if name else "", self._fill(end, " "))
        if self.dialect.is_inline.match(f"{word} {arguments}"):
            self._calls(arguments, region.span)
            self.regions.append(Region(region.name, region.span, kind=self.dialect.regions[word]))
            return
        if len(self.open) >= DEEPEST:
            if not self.beyond:
                self._fail(f"blocks are nested more than {DEEPEST} deep; from here on they count as one", region.span)
            self.beyond[word] += 1
            return
        self.open.append(region)
        self.depth[word] += 1

    def _named(self, word: str, arguments: str, end: int) -> None:
        """Read a statement that points elsewhere, or an extension's: it prints, unless it opens a block or stores."""
        naming = self.dialect.statements.get(word, tag)(arguments)
        kind = naming.kind if naming else ""
        prints = (
            kind not in {"extends", "import"} and f"end{word}" not in self.closers and not _STORES.search(arguments)
        )
        span = self._fill(end, HOLE if prints else " ")
        if prints:
            self.holes.append(Hole(f"{word} {arguments}".strip(), span))
        if naming:
            self._point(word, naming, span)

    @cached_property
    def closers(self) -> frozenset[str]:
        """All words of the text that may close a block, known or not."""
        return frozenset(_CLOSER.findall(self.text))

    def _point(self, word: str, naming: Naming, span: Span) -> None:
        self.directives.append(
            Directive(
                naming.kind,
                word,
                naming.names,
                naming.expression,
                span,
                first=naming.first,
                optional=naming.optional,
                computed=naming.computed,
                part=naming.part,
            )
        )

    def _verbatim(self, word: str, start: int, ends: tuple[int, int]) -> None:
        """Leave text as it is: all of it when its opening is a part of it that points elsewhere, else what it holds."""
        inner, end = ends
        if word:
            span = Span(self.base + self.at, self.base + end)
            self._keep(end)
            naming = self.dialect.statements[word](self.text[start:inner].strip())
            if naming:
                self._point(word, naming, span)
        else:
            self._fill(start, " ")
            self._keep(inner)
            self._fill(end, " ")

    def _drop(self, closer: str, end: int) -> None:
        inner, outer = self._raw_end(closer, end)
        self.comments.append(Comment(self.text[end:inner], self._fill(outer, " ")))

    def _skip(self, closer: str, end: int) -> None:
        inner, outer = self._raw_end(closer, end)
        self._fill(end, " ")
        if self.dialect.inner:
            masked = mask(self.text[end:inner], self.dialect.inner, self.base + end)
            self.holes.extend(masked.holes)
            self.pieces.append(masked.text)
            self.at = inner
        self._keep(inner)
        self._fill(outer, " ")

    def _raw_end(self, closer: str, start: int) -> tuple[int, int]:
        """Return where the statement that closes raw text begins and ends; the end of the text when there is none."""
        found = self.dialect.closer(closer).search(self.text, start)
        if found:
            return found.span()
        self._fail(f"expected `{closer}`", Span(self.base + self.at, self.base + start))
        return len(self.text), len(self.text)

    def _finish(self, word: str, end: int) -> None:
        """Close the innermost region of a word, and those inside it that nobody closed."""
        if self.beyond[word] > 0:
            self.beyond[word] -= 1
            return
        if self.depth[word]:
            while self._close(end) != word:
                pass

    def _close(self, end: int) -> str:
        region = self.open.pop()
        self.depth[region.word] -= 1
        kind = self.dialect.regions[region.word]
        span = Span(region.span.start, self.base + end)
        self.regions.append(Region(region.name, span, parent=region.parent, kind=kind))
        return region.word
