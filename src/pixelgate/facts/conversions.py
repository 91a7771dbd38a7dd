"""What code of a server tells a vendor: the event and the data in the body of a request to its conversions API."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.facts.evidence import Evidence
from pixelgate.facts.grammar import SPREAD
from pixelgate.facts.model import Confidence, Parameter, SightingKind
from pixelgate.facts.origins import ROOM, empty, shown
from pixelgate.facts.payload import PLAIN, WHOLE, Reading, parameter
from pixelgate.parse.document import Literal
from pixelgate.parse.values import Array, Object, Unknown, Value, alternatives
from pixelgate.parse.values import pattern as known_text
from pixelgate.source import Source
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import CallPattern, Vendor
from pixelgate.vendors.rules import Rule
from pixelgate.vendors.urls import split

Said = tuple[str, Value]

_TELLING = 3
"""How long the end of an address must be, with its slash, to tell it."""

MOST = 64
"""How many values of one request are told."""

_BODIES = frozenset({"body", "data", "json", "params", "payload", "form"})
_EVENTS = "event_name|event|eventName|event_type"
"""Keys of an event's name where the vendor's data names none."""


def said(beside: Iterable[Value]) -> Iterator[Said]:
    """Yield what is sent to an address, at any depth, by the innermost key: of the options of a request, its body."""
    for value in beside:
        for option in alternatives(value):
            bodies = [e.value for e in option.entries if e.key in _BODIES] if isinstance(option, Object) else []
            yield from leaves(bodies or [option])


def leaves(values: Iterable[Value]) -> Iterator[Said]:
    """Yield the innermost values of objects, in the order of the code; texts made of objects count as these."""
    stack: list[Said] = [("", value) for value in values][::-1]
    for _ in range(ROOM):
        if not stack:
            return
        key, value = stack.pop()
        inner = list(_inside(key, value))
        if inner:
            stack += reversed(inner)
        elif (key and key != SPREAD) or isinstance(value, Unknown):
            yield (key if key != SPREAD else "") or WHOLE, value


def _inside(key: str, value: Value) -> Iterator[Said]:
    match value:
        case Object(entries=entries):
            yield from ((entry.key or key, entry.value) for entry in entries)
        case Array(items=items):
            yield from ((key, item) for item in items)
        case Unknown(inputs=inputs) if any(isinstance(one, Object | Array) for one in inputs):
            yield from ((key, one) for one in inputs if isinstance(one, Object | Array))
        case _:
            return


_CLIENT = re.compile(
    r"(?i)(?:post|put|patch|send|submit|request|fetch|api|http|client|axios|ky|got)\w*(?:<[^<>()]*>)?\(\s*[\"'`]?$"
)
_BEFORE = 60
"""How many characters before an address what it is handed to is looked for."""


_BASE = re.compile(
    r"\b(?:base_?(?:url|path)|prefixurl)\b[\"']?\s*[:=]\s*[\"'`]([^\"'`\n{]{1,200})[\"'`]", re.IGNORECASE
)
_ORIGIN = re.compile(r"https?://[^/]*")
"""Where the addresses begin that a client of the file is given."""


def asked(literal: Literal, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendors to whom an address passes on of which a client is handed the end, with what is to be sent.

    The beginning is the client's own: ``axios.create({baseURL: "/api"})``, ``fetch(`/api${path}`)`` in another module.
    """
    end = f"/{known_text(literal.value).removeprefix('{}').strip('/')}"
    if not literal.beside or len(end) < _TELLING or not catalog.passed_on:
        return
    before = source.text[max(0, literal.span.start - _BEFORE) : literal.span.start]
    for slug, path in catalog.passed_on if _CLIENT.search(before) else ():
        if path.endswith(end) and path != end and _begins(path.removesuffix(end), source.text):
            vendor, sent = catalog.vendors[slug], tuple(said(literal.beside))
            yield Evidence(
                slug,
                SightingKind.RELAY,
                literal.span,
                family=slug,
                event=event_of(vendor, sent),
                parameters=parameters_of(vendor, sent),
                url=path,
                confidence=Confidence.MEDIUM,
                state=literal.state,
            )


def _begins(beginning: str, text: str) -> bool:
    """Tell whether a client may begin its addresses so: no other beginning stands in its file."""
    bases = [_ORIGIN.sub("", base).strip("/") for base in _BASE.findall(text)]
    return not bases or any(not base or beginning.strip("/").endswith(base) for base in bases)


def near(literal: Literal, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendors at whose conversions API's host a string of a server's code stands, without the path.

    The path is put together elsewhere (``base + "/events"``, ``{hostname, path}``). It counts where the file holds the
    end of the path, and a key of what is sent there.
    """
    text = known_text(literal.value)
    host = split(text if "//" in text else f"//{text}").host
    for slug, pattern in catalog.served_at.get(host, ()):
        server = [one for one in catalog.vendors[slug].server if one.url]
        keys = {key for one in server for key in (*one.event.split("|"), *one.user_data)}
        ends = pattern.pieces[-1:] if pattern.pieces[1:] else ()
        lower = source.text.lower()
        if all(end in lower for end in ends) and any(re.search(rf"\b{re.escape(k)}\b", source.text) for k in keys if k):
            yield Evidence(
                slug,
                SightingKind.CONVERSION,
                literal.span,
                family=slug,
                url=text,
                confidence=Confidence.MEDIUM,
                state=literal.state,
            )


def event_of(vendor: Vendor, sent: Iterable[Said]) -> str:
    """Return the event that a request reports, its expression in braces where only the run time knows it."""
    known = {key: value for key, value in reversed(tuple(sent)) if not empty(value)}
    keys = (key for one in vendor.server for key in one.event.split("|") if key)
    return next((shown(known[key]) for key in (*keys, *_EVENTS.split("|")) if key in known), "")


def parameters_of(vendor: Vendor, sent: Iterable[Said]) -> tuple[Parameter, ...]:
    """Return what a request hands over, each key once; those of the person as the vendor understands them."""
    person = Reading(vendor.user_data, personal=True)
    personal = {*vendor.user_data, *(key for one in vendor.server for key in one.user_data)}
    found: dict[str, Parameter] = {}
    for key, value in sent:
        if key not in found and len(found) < MOST and not empty(value):
            found[key] = parameter(key, value, person if key in personal else PLAIN)
    return tuple(found.values())


def of_package(rule: Rule, vendor: Vendor, found: Iterable[Evidence]) -> Iterator[Evidence]:
    """Yield what a call says where it is one of a package for servers: one trace, that the server tells the vendor."""
    if not isinstance(rule.entry, CallPattern) or not serves(vendor, rule.package):
        yield from found
        return
    merged: dict[tuple[str, str], Evidence] = {}
    for one in found:
        known = merged.get((one.id, one.event))
        given = {p.name: p for p in (*one.parameters, *(known.parameters if known else ()))}
        merged[one.id, one.event] = msgspec.structs.replace(
            known or one, kind=SightingKind.CONVERSION, parameters=tuple(given.values())
        )
    yield from merged.values()


def serves(vendor: Vendor, package: str) -> bool:
    """Tell whether a package is one by which servers send to a vendor."""
    return bool(package) and any(one.package == package and one.registry == "npm" for one in vendor.server)
