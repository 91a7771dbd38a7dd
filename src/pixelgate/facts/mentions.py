"""What a page shows of a patient: template expressions and titles that name a ``phi`` category."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.facts.lexicon import classify, classify_page
from pixelgate.facts.model import Mention
from pixelgate.facts.regions import regions_at
from pixelgate.parse.document import Document, State
from pixelgate.source import Source, Span

_BRACES = re.compile(r"\{\{?\s{0,20}([A-Za-z_$][\w$]{0,60}(?:\??\.[\w$]{1,60}){1,6})\s{0,20}(?:\|[^{}\n]{0,200})?\}")
"""What a component prints, ``{{ visit.date | date }}`` or ``{visit.doctor}``: always something of something."""

_COMPONENTS = frozenset({"html", "vue", "svelte", "astro", "jsx", "tsx"})
_PATH = re.compile(r"[@$]?[A-Za-z_][\w$]*+(?:(?:\??\.|->|\?->|\[['\"]|::)[\w$]+(?:['\"]\])?)+")
_STEP = re.compile(r"[.>\[:]")
"""A sign that stands in every path; few expressions hold one."""

_WITHOUT = re.compile(r"(?i)\$?(?:messages?|flash|notice|alert|errors?|form|request|settings|config|i18n|t|_)\b")
"""Names that frameworks give to other things: ``message.tags`` is a banner, ``form.errors`` no patient's."""

_LONGEST = 200


def mentions(document: Document, source: Source) -> tuple[Mention, ...]:
    """Return the first expression, and the title, for each category and region, in file order."""
    found = sorted((span.start, kind, text, said, span) for kind, text, said, span in _all(document, source))
    first: dict[tuple[str, tuple[str, ...]], Mention] = {}
    for _, kind, text, category, span in found:
        around = regions_at(document, span)
        first.setdefault((category, around), Mention(category, kind, text, source.location(span), around))
    return tuple(first.values())


def _all(document: Document, source: Source) -> Iterator[tuple[str, str, str, Span]]:
    for hole in document.holes:
        yield from _expression(hole.expression, hole.span)
    if document.dialect in _COMPONENTS:
        for shown in _BRACES.finditer(source.text):
            yield from _expression(shown[1], Span(shown.start(1), shown.end(1)))
    for element in document.elements:
        if element.tag == "title" and element.state is not State.INACTIVE and (said := classify_page(element.text)):
            yield "title", " ".join(element.text.split())[:_LONGEST], said.category, element.span


def _expression(text: str, span: Span) -> Iterator[tuple[str, str, str, Span]]:
    for path in _PATH.finditer(text[:_LONGEST]) if _STEP.search(text) else ():
        said = None if _WITHOUT.match(path[0]) else classify(path[0])
        if said is not None:
            yield "expression", path[0], said.category, span
            return
