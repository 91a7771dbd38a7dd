"""The text of a Python program, its syntax tree, and where a node of it stands. Nothing of it is run."""

from __future__ import annotations

import ast
import warnings
from functools import cached_property

import msgspec

from pixelgate.source import Source, Span


class PythonText(msgspec.Struct, frozen=True, dict=True):
    """A program; the columns of its tree count bytes of UTF-8, the spans it gives count code points."""

    source: Source

    def parse(self) -> ast.Module:
        """Return the syntax tree.

        Raises:
            SyntaxError: The text is not the Python that runs here, or is nested deeper than any person writes.

        """
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self.source.text.encode(errors="replace"))
        except (ValueError, RecursionError, MemoryError) as error:
            raise SyntaxError(str(error) or "it is nested too deeply") from error

    def span(self, node: ast.expr | ast.stmt) -> Span:
        """Return the place of a node."""
        end = self.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        return Span(self.offset(node.lineno, node.col_offset), end)

    def text(self, node: ast.expr | ast.stmt) -> str:
        """Return what stands at a node's place."""
        span = self.span(node)
        return self.source.text[span.start : span.end]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column that counts bytes of UTF-8."""
        starts = self.source.line_starts
        start = starts[min(line, len(starts)) - 1]
        if self._ascii:
            return start + column
        before = self.source.text[start : start + column].encode(errors="replace")[:column]
        return start + len(before.decode(errors="ignore"))

    @cached_property
    def _ascii(self) -> bool:
        return self.source.text.isascii()
