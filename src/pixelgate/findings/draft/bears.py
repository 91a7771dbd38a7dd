"""What the pages of rows bear: categories that their fields, expressions, titles and addresses name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from pixelgate.facts.lexicon import classify, classify_page
from pixelgate.facts.model import FormField, Mention
from pixelgate.findings.draft.model import Reason, Row
from pixelgate.findings.wording import shortened
from pixelgate.graph.model import Reach, RouteGraph
from pixelgate.graph.tiers import describing
from pixelgate.manifest.model import Access, Phi

_NAME = re.compile(r":(\w+)|([A-Za-z][\w.-]*)")
_EVERYWHERE = frozenset({Phi.NAVIGATION.value, Phi.DEVICE.value})
_FEW = 4
"""With fewer routes, what most of them show may still be their own."""

Found = tuple[str, Reason]


def bearing(drafted: Sequence[Row], graph: RouteGraph, first: int = 0) -> tuple[Row, ...]:
    """Return rows with what they bear; ``graph`` has them among its routes, from the index ``first`` on.

    What a layout shows on most routes says nothing of any of them. A public page bears what its visitors are asked for,
    a lone search or newsletter address aside.
    """
    said = _by_route(graph)
    return tuple(
        _with(row, (*_of_fields(row, said[at]), *_of_mentions(said[at]), *_of_path(row)))
        for at, row in enumerate(drafted, first)
    )


def _with(row: Row, found: Iterable[Found]) -> Row:
    first: dict[str, Reason] = {}
    for category, reason in found:
        if category not in _EVERYWHERE:
            first.setdefault(category, reason)
    phi = tuple(one for one in Phi if one.value in first)
    why = tuple(Reason(f"phi: {one}: {first[one].what}", first[one].location) for one in phi)
    return msgspec.structs.replace(row, phi=phi or row.phi, why=(*row.why, *why))


def _by_route(graph: RouteGraph) -> list[list[FormField | Mention]]:
    """Return the facts of each route, without those that a layout brings to most of them."""
    found: list[list[FormField | Mention]] = [[] for _ in graph.routes]
    all_routes = range(len(graph.routes))
    reaches: tuple[Reach[FormField] | Reach[Mention], ...] = (
        *graph.again(FormField, all_routes),
        *graph.again(Mention, all_routes),
    )
    for reach in reaches:
        common = len(graph.routes) >= _FEW and 2 * len(reach.chains) > len(graph.routes)
        for chain in reach.chains:
            if not common or reach.fact.location.path in graph.routes[chain.route].pages:
                found[chain.route].append(reach.fact)
    return found


def _of_path(row: Row) -> Iterator[Found]:
    for name, word in _NAME.findall(row.path):
        said = classify(name) if name else classify_page(word)
        if said:
            yield said.category, Reason(f"`{name or word}` in the address")


def _of_fields(row: Row, facts: Iterable[FormField | Mention]) -> Iterator[Found]:
    fields = [fact for fact in facts if isinstance(fact, FormField)]
    for field in fields if row.access is Access.AUTHENTICATED else describing(fields):
        name = field.name or field.id or field.label or field.placeholder
        if field.category:
            yield field.category, Reason(f"field “{shortened(name, 40)}”", field.location)


def _of_mentions(facts: Iterable[FormField | Mention]) -> Iterator[Found]:
    for fact in facts:
        if isinstance(fact, Mention):
            yield fact.category, Reason(f"{fact.kind} `{shortened(fact.text, 60)}`", fact.location)
