"""Calls of vendors' packages for servers in Python: what code tells a client that a package gave it.

Whatever the package calls its methods, they take the event's name, the person and what is told of both: by keyword, in
dictionaries, or the name as the first text.
Sources: the clients of segment-analytics-python, mixpanel, posthog, customerio, amplitude-analytics, facebook-business,
klaviyo-api and hubspot-api-client.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pixelgate.facts import conversions
from pixelgate.facts.conversions import Said
from pixelgate.facts.evidence import Evidence
from pixelgate.facts.model import Confidence, SightingKind
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Entry, Object, Unknown, Value, constant
from pixelgate.source import Location, Source, Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Vendor

LANGUAGE = "python"
_CLASS = "Client"

_NAMING = frozenset({"track", "capture", "screen", "page", "log_event", "track_event", "track_anonymous"})
"""Methods whose first text is the name of an event."""

_PERSONAL = _NAMING | {"identify", "set", "set_once", "alias", "group", "people_set", "people_set_once", "create_alias"}
"""Methods whose first value is whom it is about, if it is no text of the code."""


def evidence(outline: Outline, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the calls that tell a vendor something, by the packages that a file imports."""
    names = dict(_imported(outline, catalog))
    names |= dict(_made(outline, names)) if names else {}
    for call in _calls(outline) if names else ():
        slug = names.get(call.name.partition(".")[0])
        if slug is None:
            continue
        vendor, sent = catalog.vendors[slug], tuple(_sent(call, names))
        event = _event(call, vendor, sent)
        if event or any(key in _person(vendor) for key, _ in sent):
            told = conversions.parameters_of(vendor, sent)
            place = _span(source, call.location)
            sure = Confidence.MEDIUM
            yield Evidence(
                slug, SightingKind.CONVERSION, place, family=slug, event=event, parameters=told, confidence=sure
            )


def imports(text: str, catalog: Catalog) -> bool:
    """Tell whether a text names a module of a vendor's package for servers."""
    return any(name in text for name in catalog.clients)


def _imported(outline: Outline, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the names that a file gets from packages of vendors, with the vendor."""
    for one in outline.imports:
        parts = one.target.split(".")
        heads = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        module = next((head for head in heads if head in catalog.clients), None)
        if module and (module not in catalog.common or one.target in {module, f"{module}.{_CLASS}"}):
            yield one.name.partition(".")[0], catalog.clients[module]


def _made(outline: Outline, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the variables that are set to what a package makes."""
    for one in outline.definitions:
        makers = (names.get(call.name.partition(".")[0]) for call in one.calls) if one.kind == "variable" else ()
        if slug := next((maker for maker in makers if maker), None):
            yield one.name.rpartition(".")[2], slug


def _calls(outline: Outline) -> Iterator[Call]:
    stack = [*outline.calls, *(call for one in outline.definitions for call in (*one.marks, *one.calls))][::-1]
    seen: set[Location] = set()
    while stack:
        call = stack.pop()
        stack += reversed((*call.chained, *call.body))
        if call.location not in seen:
            seen.add(call.location)
            yield call


def _sent(call: Call, names: Mapping[str, str]) -> Iterator[Said]:
    """Yield what a call is given: keywords and the entries of dictionaries, at any depth, and whom it is about."""
    if _method(call) in _PERSONAL:
        yield from (("user_id", one) for one in _about(call, names))
    named = tuple(Entry(one.name, one.value, one.value.span) for one in call.arguments if one.name)
    given = [one.value for one in call.arguments if not one.name and isinstance(one.value, Object)]
    yield from conversions.leaves([*given, *([Object(named, named[0].span)] if named else [])])


def _about(call: Call, names: Mapping[str, str]) -> Iterator[Value]:
    """Yield whom a call is about, its first value; what a class of the package makes of it is a call of its own."""
    for one in call.arguments[:1]:
        if not one.name and isinstance(one.value, Unknown) and one.value.path.partition(".")[0] not in names:
            yield one.value


def _event(call: Call, vendor: Vendor, sent: tuple[Said, ...]) -> str:
    method = _method(call)
    given = (constant(one.value) for one in call.arguments if not one.name)
    named = next((text for text in given if text), "") if method in _NAMING else ""
    if named or "." not in call.name or method not in _PERSONAL:
        return named or conversions.event_of(vendor, sent)
    return conversions.event_of(vendor, sent) or (method if sent else "")


def _method(call: Call) -> str:
    return call.name.rpartition(".")[2]


def _person(vendor: Vendor) -> set[str]:
    return {*vendor.user_data, *(key for one in vendor.server for key in one.user_data)}


def _span(source: Source, place: Location) -> Span:
    starts = source.line_starts
    return Span(starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1)
