"""IDs that are known as a vendor's wherever they stand: handed to a function of another file, kept in a constant."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts.evidence import Evidence
from pixelgate.facts.model import Confidence, SightingKind
from pixelgate.parse.document import Literal, Use
from pixelgate.parse.values import constant
from pixelgate.source import Source, Span
from pixelgate.vendors.catalog import Catalog

_REACH = 100
"""How far before an ID the call is looked for that it is handed to, in characters."""

_DEFINED = re.compile(r"\b(?:const|let|var)\s+(?P<name>[A-Za-z_]\w{3,60})\s*=\s*$")
_MOST = 50
"""How many uses of a constant are looked at."""

_NAMED = re.compile(r"\(\s*(['\"`])(?P<name>[\w .:/-]{1,60})\1\s*,\s*$")
_COMMANDS = frozenset({"config", "create", "init", "load", "js", "set", "get", "consent", "_setAccount"})


def evidence(literal: Literal, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield what an ID among the strings of a script means.

    An ID beside a name (``send("editor", "UA-1-1")``) is an event of that name, which code elsewhere sends; beside a
    command, it sets up the vendor; alone, it is a setting.
    """
    text = constant(literal.value)
    if text is None or literal.use not in (Use.DATA, Use.CONFIG):
        return
    for slug, form in _forms(catalog):
        if form.fullmatch(text):
            before = source.text[max(0, literal.span.start - _REACH) : literal.span.start]
            kind, event = _role(before)
            told = Evidence(
                slug,
                kind,
                literal.span,
                family=slug,
                id=text,
                event=event,
                confidence=Confidence.LOW,
                state=literal.state,
                mention=True,
            )
            defined = _DEFINED.search(before)
            yield msgspec.structs.replace(told, mention=defined is None)
            yield from _uses(told, defined["name"], source.text) if defined else ()


def _uses(told: Evidence, name: str, text: str) -> Iterator[Evidence]:
    """Yield the events to whose sender the constant that holds an ID is handed."""
    for use in itertools.islice(re.finditer(rf"\b{re.escape(name)}\b", text), _MOST):
        kind, event = _role(text[max(0, use.start() - _REACH) : use.start()])
        if kind is SightingKind.EVENT:
            yield msgspec.structs.replace(told, kind=kind, event=event, span=Span(*use.span()))


def _role(before: str) -> tuple[SightingKind, str]:
    found = _NAMED.search(before)
    if found is None:
        return SightingKind.CONFIG, ""
    return (SightingKind.INIT, "") if found["name"] in _COMMANDS else (SightingKind.EVENT, found["name"])


@functools.lru_cache(maxsize=8)
def _forms(catalog: Catalog) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (slug, re.compile(vendor.id.anywhere)) for slug, vendor in catalog.vendors.items() if vendor.id.anywhere
    )
