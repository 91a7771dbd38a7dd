"""``_headers`` of Netlify and Cloudflare Pages: a path, and below it, indented, the headers.

Source: https://docs.netlify.com/manage/routing/headers/, https://developers.cloudflare.com/pages/configuration/headers/.
All rules that match are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.facts.headers.written import EVERYWHERE, Written, header
from pixelgate.facts.model import Scope
from pixelgate.source import Span

FILES = re.compile(r"_headers")
_LINE = re.compile(r"^(?P<indent>[ \t]*)(?P<text>[^\s#][^\n]*)$", re.MULTILINE)


def read(text: str) -> Iterator[Written]:
    """Yield every policy with the path above it."""
    scope = EVERYWHERE
    for line in _LINE.finditer(text):
        if not line["indent"]:
            scope = pattern(line["text"].strip())
            continue
        name, colon, value = line["text"].partition(":")
        if colon and (sent := header(name)):
            start = line.end() - len(value.lstrip())
            yield Written(value.strip(), Span(start, line.end()), scope, sent)


def pattern(path: str) -> Scope:
    """Return the scope of a path with ``*`` for the rest and ``:name`` for a segment; a host before it is left out."""
    path = re.sub(r"^https?://[^/]+", "", path)
    if path in {"/*", "*", ""}:
        return EVERYWHERE
    parts = re.split(r"(\*|:\w+)", path)
    return Scope("regex", "^" + "".join(_part(part) for part in parts) + "/?$")


def _part(part: str) -> str:
    if part == "*":
        return ".*"
    return "[^/]+" if part.startswith(":") else re.escape(part)
