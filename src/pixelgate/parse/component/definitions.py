"""The functions and variables of a program around what it writes into pages, as regions that others ask for by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.document import Region
from pixelgate.parse.html import Parsed
from pixelgate.parse.template.php_functions import KIND
from pixelgate.source import Span

_MODIFIERS = r"(?:public|protected|private|internal|static|final|override|virtual|async|sealed|abstract|default)"
_TYPES = r"(?:class|interface|record)"
_METHOD = (
    rf"(?m)^[ \t]*(?:{_MODIFIERS}[ \t]+)+(?:(?!(?:{_TYPES}|new|return)\b)[\w.<>\[\],?]+[ \t]+)?(?!{_TYPES}\b)"
    r"(?P<name>\w+)[ \t]*(?:\([^(){}]*(?:\([^()]*\)[^(){}]*)*\)|=(?![=>])|\{|$)"
    rf"|^[ \t]*(?:[\w@()][\w@() ]{{0,200}}[ \t])?{_TYPES}[ \t]+(?P<type>\w+)"
)
_BEGIN = {
    "python": re.compile(
        r"(?m)^[ \t]*(?:async[ \t]+)?def[ \t]+(?P<name>\w+)|^[ \t]*class[ \t]+(?P<type>\w+)"
        r"|^(?P<variable>\w+)[ \t]*(?::[^=\n]*)?=(?!=)"
    ),
    "ruby": re.compile(
        r"(?m)^[ \t]*def[ \t]+(?:self\.)?(?P<name>\w+[?!]?)|^[ \t]*(?:class|module)[ \t]+(?:\w+::)*(?P<type>\w+)"
        r"|^[ \t]*(?P<variable>[A-Z]\w*)[ \t]*=(?!=)"
    ),
    "java": re.compile(_METHOD),
    "csharp": re.compile(_METHOD),
}


def definitions(dialect: str, text: str, parsed: Parsed) -> Iterator[Region]:
    """Yield each definition that holds something of what was read, up to the next; methods as ``Type.name``."""
    elements, scripts, _, _ = parsed
    places = sorted([*(one.span.start for one in elements), *(one.span.start for one in scripts)])
    if not places or dialect not in _BEGIN:
        return
    owner = name = ""
    start = at = 0
    for found in (*_BEGIN[dialect].finditer(text), None):
        end = found.start() if found else len(text)
        while at < len(places) and places[at] < start:
            at += 1
        if name and at < len(places) and places[at] < end:
            yield Region(name, Span(start, end), kind=KIND)
        if found is None:
            return
        groups = found.groupdict()
        owner = groups["type"] or owner
        plain = groups.get("name") or groups.get("variable") or ""
        name = f"{owner}.{plain}" if plain and dialect in {"java", "csharp"} and owner else plain
        start = found.start()
