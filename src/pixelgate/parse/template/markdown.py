"""Markdown that a site generator makes a page of: front matter, markup, and Liquid or shortcodes between the text.

What begins with front matter is ``markdown``. What does not is ``prose``: whether anything makes a page of it, only the
generator's settings say.
"""

from __future__ import annotations

import re

import msgspec

from pixelgate.parse.template import liquid
from pixelgate.parse.template.dialect import NO_SIGN, Delimiter, Naming, Role

_PARAGRAPH = 2_000
"""Characters within which a code span ends."""

_ABOVE = 400
"""Characters above an indented line that show what it belongs to."""

_BEFORE_FENCE = re.compile(r"[ \t>*+\-\d.)]*")
_NO_CODE = re.compile(r"\s*(?:[-*+<]|\d+[.)])")
"""The line above an indented one that makes it part of a list item or of markup."""

_INDENTED = re.compile(r"(?:\n(?=[ \t]*\n)[ \t]*|\n(?: {4}|\t)[^\n]*)*+")
_SCRIPT_END = re.compile(r"</script|\{[{%]", re.IGNORECASE)


def _code_end(text: str, start: int) -> tuple[int, int] | None:
    """Find the end of a fence, or of code between backticks, from the end of the signs that open it."""
    before = text[max(0, start - _PARAGRAPH) : start]
    sign = before[-1]
    count = len(before) - len(before.rstrip(sign))
    line = text.find("\n", start)
    info = text[start : line if line >= 0 else len(text)]
    if count > 2 and sign not in info and _BEFORE_FENCE.fullmatch(before[:-count].rpartition("\n")[2]):  # noqa: PLR2004 - what makes a fence
        closed = re.compile(rf"^[ \t>]*{sign}{{{count},}}[ \t]*$", re.MULTILINE).search(text, start)
        return closed.span() if closed else (len(text), len(text))
    if sign == "~":
        return None
    blank = text.find("\n\n", start, start + _PARAGRAPH)
    until = blank if blank >= 0 else start + _PARAGRAPH
    found = re.compile(rf"(?<!`)`{{{count}}}(?!`)").search(text, start, until)
    return found.span() if found else None


def _indented_end(text: str, start: int) -> tuple[int, int] | None:
    """Find the end of an indented block, if it is code."""
    above = text[max(0, start - _ABOVE) : start].rpartition("\n")[0]
    if not _is_code_below(above):
        return None
    line = text.find("\n", start)
    found = _INDENTED.match(text, line) if line >= 0 else None
    end = found.end() if found else len(text)
    return end, end


def _is_code_below(above: str) -> bool:
    """Tell whether an indented line is code: it goes on no paragraph, list item or markup."""
    blank = False
    for line in reversed(above.split("\n")):
        if line.strip() and not line.startswith(("    ", "\t")):
            return blank and not _NO_CODE.match(line)
        blank = not line.strip()
    return False


def _script_end(text: str, start: int) -> tuple[int, int]:
    """Find how far a script goes in which backticks are code of its own: to its end, or to what the engine fills in."""
    found = _SCRIPT_END.search(text, start)
    end = found.start() if found else len(text)
    return end, end


_CODE = (
    Delimiter(Role.VERBATIM, r"<[sS][cC][rR][iI][pP][tT]\b", "", strict=False, word="script", finder=_script_end),
    Delimiter(Role.COMMENT, r"`+|~~~+", "", strict=False, finder=_code_end),
    Delimiter(Role.COMMENT, r"\n(?: {4}|\t)(?=[^\n<]*<)", "", strict=False, finder=_indented_end),
)
"""What Markdown shows as it is written: fences, code between backticks, and indented blocks; but not in scripts."""


def _nowhere(_: str) -> Naming | None:
    return None


def _files(kind: str, name: str) -> tuple[str, ...]:
    """Return the files of a name: layouts of Jekyll, of Eleventy, and those written as a path beside the page."""
    if kind != "extends":
        return liquid.files(kind, name)
    ends = ("", ".html", ".njk", ".liquid", ".hbs", ".ejs", ".pug", ".webc", ".11ty.js")
    beside = (f"./{name}",) if name.startswith(".") else ()
    folders = ("_includes", "_layouts", "_includes/layouts", "layouts", "layouts/_default", "src/layouts")
    return (*beside, *liquid.files(kind, name), *(f"{folder}/{name}{end}" for folder in folders for end in ends))


MARKDOWN = msgspec.structs.replace(
    liquid.LIQUID,
    name="markdown",
    delimiters=(*_CODE, *liquid.LIQUID.delimiters),
    statements={**liquid.LIQUID.statements, "script": _nowhere},
    extensions=(".md", ".markdown"),
    sign=r"\A(?:---|\+\+\+)[ \t]*\n",
    marks=("---", "+++"),
    never=r"(?!)",
    files=_files,
)

PROSE = msgspec.structs.replace(
    MARKDOWN,
    name="prose",
    delimiters=tuple(msgspec.structs.replace(one, strict=False) for one in MARKDOWN.delimiters),
    sign=NO_SIGN,
    marks=(),
)
