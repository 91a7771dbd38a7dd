"""Apache: ``Header set Content-Security-Policy "…"`` in the server, in sections, and in ``.htaccess``.

Source: https://httpd.apache.org/docs/2.4/mod/mod_headers.html, https://httpd.apache.org/docs/2.4/sections.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.facts.headers.written import EVERYWHERE, Written, header, last_counts
from pixelgate.facts.model import Scope
from pixelgate.source import Span

FILES = re.compile(r"\.htaccess|(?:httpd|apache2?|.*vhosts?|000-default.*|.*\.apache)[\w.-]*(?:\.conf)?|.*\.conf")
_LINE = re.compile(
    r"^[ \t]*(?:<(?P<close>/)?(?P<section>\w+)\s*(?P<of>[^>\n]*)>|(?P<header>Header)[ \t]+(?P<rest>[^\n]*))",
    re.MULTILINE | re.IGNORECASE,
)
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"]+')
_SETS = frozenset({"set", "add", "append", "merge", "setifempty"})


def read(text: str) -> Iterator[Written]:
    """Yield every policy that is sent, the last first: it replaces those before it."""
    return last_counts(_read(text), "apache")


def _read(text: str) -> Iterator[Written]:
    text = text.replace("\\\n", "  ")
    sections: list[Scope | None] = []
    for line in _LINE.finditer(text):
        if line["header"]:
            scope = next((one for one in reversed(sections) if one), EVERYWHERE)
            yield from _header(line["rest"], line.start("rest"), scope)
        elif line["close"]:
            sections[-1:] = []
        else:
            sections.append(_scope(line["section"].lower(), line["of"].strip()))


def _header(rest: str, at: int, scope: Scope) -> Iterator[Written]:
    words = list(_WORD.finditer(rest))
    words = [word for word in words[:1] if word[0].lower() not in {"always", "onsuccess"}] + words[1:]
    name = header(words[1][0].strip('"')) if len(words) > 2 else ""  # noqa: PLR2004 - action, name and value
    if name and words[0][0].lower() in _SETS:
        value = words[2]
        text = value[0].strip('"').replace('\\"', '"')
        yield Written(text, Span(at + value.start(), at + value.end()), scope, name)


def _scope(section: str, of: str) -> Scope | None:
    """Return the paths of a section; those that go by file, host or module say nothing of paths."""
    expression = of.startswith("~")
    path = of.lstrip("~ ").strip().strip("\"'")
    if section == "locationmatch" or (section == "location" and expression):
        return Scope("regex", path)
    if section == "location":
        return (
            Scope("regex", "^" + ".*".join(map(re.escape, path.split("*")))) if "*" in path else Scope("prefix", path)
        )
    return None
