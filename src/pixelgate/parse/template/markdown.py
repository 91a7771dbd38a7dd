"""Markdown that a site generator makes a page of: front matter, markup, and Liquid or shortcodes between the text."""

from __future__ import annotations

import msgspec

from pixelgate.parse.template import liquid
from pixelgate.parse.template.dialect import Delimiter, Role

_CODE = (
    Delimiter(Role.COMMENT, r"```", r"```", strict=False, ended=True),
    Delimiter(Role.COMMENT, r"~~~", r"~~~", strict=False, ended=True),
    Delimiter(Role.COMMENT, r"`(?=[^`\n])", r"`", strict=False, lines=False),
)
"""What Markdown shows as it is written: fences and code between backticks."""


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
    extensions=(".md", ".markdown"),
    sign=r"\A---[ \t]*\n",
    never=r"(?!)",
    sure=False,
    files=_files,
)
