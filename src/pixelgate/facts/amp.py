"""AMP's analytics: ``<amp-analytics type=…>`` and the JSON in it, whose triggers send events without any script.

Advertisements are there by their network's name.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from pixelgate.facts import addresses
from pixelgate.facts.addresses import Address
from pixelgate.facts.components import unknown_network
from pixelgate.facts.evidence import Evidence
from pixelgate.facts.model import Parameter, SightingKind
from pixelgate.facts.payload import parameter
from pixelgate.facts.targets import configured
from pixelgate.parse.document import Element, Use
from pixelgate.parse.values import Constant
from pixelgate.parse.values import pattern as known_text
from pixelgate.source import HOLE, Source, Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import ContainerTag

NAME = "amp"
"""What vendor data call AMP among the managers of tags."""

_ELEMENT = "amp-analytics"
_NAMED = ("event_name", "eventAction", "event", "eventName")
"""Variables that hold the name of what a trigger sends."""

_NOTHING = ContainerTag(NAME, [])


def evidence(elements: Sequence[Element], source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendor of each element by its type, its ID, and the events of its triggers."""
    for outer, inner in itertools.zip_longest(elements, elements[1:]):
        if outer.tag != _ELEMENT:
            if name := unknown_network(outer):
                yield Evidence(f"other:{name}", SightingKind.EMITTER, outer.span, state=outer.state)
            continue
        for target in configured((outer, inner)) if inner is not None else ():
            yield from addresses.evidence(Address(target.value, Use.REQUEST, target.span, target.state), catalog)
        kind = outer.attribute("type")
        if kind is None:
            continue
        name = known_text(kind.value).lower()
        slug, entry = catalog.container_tags.get((NAME, name), (f"other:{_ELEMENT} {name}", _NOTHING))
        held = inner if inner is not None and inner.tag == "script" and inner.content is not None else None
        identifier, span = _identifier(entry, held, source) if held else ("", outer.span)
        owner = catalog.owner(slug, identifier) if slug in catalog.vendors else slug
        family = slug if slug in catalog.vendors else ""
        yield Evidence(owner, SightingKind.EMITTER, outer.span, family=family, state=outer.state)
        if identifier:
            yield Evidence(owner, SightingKind.INIT, span, family=family, id=identifier, state=outer.state)
        for event, parameters in _events(held) if held else ():
            yield Evidence(
                owner,
                SightingKind.EVENT,
                held.content if held and held.content else outer.span,
                family=family,
                id=identifier,
                event=event,
                parameters=parameters,
                state=outer.state,
            )


def _identifier(entry: ContainerTag, held: Element, source: Source) -> tuple[str, Span]:
    """Return the ID in the JSON, its expression in braces where a template fills it in, and its place."""
    start = held.content.start if held.content else 0
    for key in entry.id.split("|") if entry.id else ():
        found = re.search(rf'"{re.escape(key)}"\s*:\s*"([^"]*)"', held.text)
        if found:
            span = Span(start + found.start(1), start + found.end(1))
            known = HOLE not in found[1]
            return found[1] if known else f"{{{source.text[span.start : span.end].strip('${} ')}}}", span
    return "", held.span


def _events(held: Element) -> Iterator[tuple[str, tuple[Parameter, ...]]]:
    """Yield what the triggers send; JSON that is none sends nothing."""
    try:
        read = json.loads(held.text)
    except (ValueError, RecursionError):
        return
    triggers = read.get("triggers") if isinstance(read, dict) else None
    listed = triggers.values() if isinstance(triggers, dict) else triggers if isinstance(triggers, list) else ()
    for one in listed:
        if isinstance(one, dict) and (one.get("request") or one.get("on")):
            said = [one[key] for key in ("vars", "extraUrlParams") if isinstance(one.get(key), dict)]
            values = {key: text for part in said for key, text in part.items() if isinstance(text, str)}
            named = next((values[key] for key in _NAMED if values.get(key)), one.get("request"))
            yield named if isinstance(named, str) else "", _parameters(values, held)


def _parameters(values: Mapping[str, str], held: Element) -> tuple[Parameter, ...]:
    place = held.content or held.span
    return tuple(parameter(key, Constant(text, place)) for key, text in values.items())
