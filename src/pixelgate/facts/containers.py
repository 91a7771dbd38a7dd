"""Containers of tag managers as facts: whom each tag brings, by its type, its template, or the markup it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pixelgate.facts.contained import FIELDS, MARKUP, Reader, Variables, parameters
from pixelgate.facts.model import (
    Confidence,
    Container,
    FileFacts,
    Problem,
    Sighting,
    SightingKind,
    Tagged,
)
from pixelgate.parse import containers
from pixelgate.parse.containers.model import Container as Read
from pixelgate.parse.containers.model import Field, Tag, Written
from pixelgate.parse.document import Document
from pixelgate.source import Location, Source, Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Category

UNKNOWN = "unknown:"
"""What the vendor of a tag begins with that nobody knows; its type follows."""

_TYPES = 60
_SENDING = frozenset({"tealium"})
"""Formats in which the code of a tag is there to send something, even if it names nobody."""

_COMPATIBLE = frozenset({"zaraz"})
"""Formats whose managers also take what is pushed to others."""

_SENT = frozenset({SightingKind.EVENT, SightingKind.USER_DATA, SightingKind.INIT, SightingKind.BEACON})
_BRINGING = frozenset({"script", "module", "dynamic-import", "worker", "iframe"})


def reads(path: str) -> bool:
    """Tell whether a file may hold a container, as far as its name tells."""
    return path.lower().endswith(".json")


def holds(data: bytes) -> bool:
    """Tell whether a file may hold a container, as far as a few words in its bytes tell."""
    return containers.holds(data)


def held(
    source: Source, document: Document | None, catalog: Catalog, reader: Reader
) -> tuple[tuple[Container, ...], tuple[Problem, ...]]:
    """Return the containers in a file that bears the marks of one; or the problem that it cannot be read."""
    try:
        found = containers.read(source.text, document.scripts if document else ())
    except ValueError as error:
        message = f"looks like a tag manager's container and cannot be read: {error}"
        return (), (Problem("unparsable-file", message, source.location(Span(0, 0))),)
    return tuple(_container(one, source, catalog, reader) for one in found if one.tags or one.id), ()


class _Around(msgspec.Struct, frozen=True):
    """What the tags of one container have around them: its format, its manager, and what reads them."""

    manager: str
    vendor: str
    hears: frozenset[str]
    source: Source
    catalog: Catalog
    reader: Reader
    variables: Variables


def _container(read: Read, source: Source, catalog: Catalog, reader: Reader) -> Container:
    vendor = catalog.managers.get(read.manager, "")
    hears = frozenset(_heard(read.manager, vendor, catalog))
    around = _Around(read.manager, vendor, hears, source, catalog, reader, Variables(reader))
    return Container(
        read.manager,
        vendor,
        read.id,
        read.version,
        source.location(read.span),
        tuple(_with_markup(tag, around) if tag.html else _of_type(tag, around) for tag in read.tags),
        read.triggers,
        read.unread,
        tuple(sorted(hears)),
        read.injected,
        read.part,
        read.serves,
    )


def _heard(manager: str, vendor: str, catalog: Catalog) -> Iterator[str]:
    """Yield the vendors whose events a container takes for its own."""
    if vendor:
        yield vendor
        yield from catalog.vendors[vendor].id.vendors.values()
    if manager in _COMPATIBLE:
        yield from (slug for slug, one in catalog.vendors.items() if one.category is Category.TAG_MANAGER)


def _with_markup(tag: Tag, around: _Around) -> Tagged:
    """Return a tag that writes markup, which is read as any template."""
    place = around.source.location(tag.span)
    inside = around.reader(MARKUP, tag.html)
    pushed = {one.event for one in inside.sightings if one.kind is SightingKind.EVENT and one.vendor in around.hears}
    unknown = {event for event in pushed if not event or "{" in event or event == "function"}
    brought = tuple(_of_markup(inside, tag, around))
    if around.manager in _SENDING and all(one.vendor.startswith(UNKNOWN) for one in brought):
        typed = _typed(tag, place, around)
        brought = brought if brought and typed.vendor.startswith(UNKNOWN) else (typed,)
    events = tuple(sorted(pushed - unknown))
    return Tagged(tag.name, tag.type, place, tag.firing, brought, events, tag.pushes or bool(unknown), tag.paused)


def _of_type(tag: Tag, around: _Around) -> Tagged:
    place = around.source.location(tag.span)
    brought = (_typed(tag, place, around),) if tag.sends else ()
    return Tagged(tag.name, tag.type, place, tag.firing, brought, (), tag.pushes, tag.paused)


def _typed(tag: Tag, place: Location, around: _Around) -> Sighting:
    """Return whom a tag brings by its type; a template's by the addresses it may send to, or by its name."""
    catalog = around.catalog
    known = catalog.container_tags.get((around.manager, tag.type))
    slug, entry = known or (_of_template(tag, catalog), None)
    identifier = _setting(tag.fields, entry.id) if entry else ""
    owner = catalog.owner(slug, identifier) if slug in catalog.vendors else slug
    return Sighting(
        owner or f"{UNKNOWN}{tag.type[:_TYPES]}",
        SightingKind.CONTAINER,
        place,
        id=identifier,
        event=_setting(tag.fields, entry.event) if entry else "",
        parameters=tuple(parameters(tag.fields, entry.id if entry else "", around.variables, place)),
        url=tag.hosts[0] if tag.hosts else "",
        confidence=Confidence.HIGH if known else Confidence.MEDIUM,
        active=not tag.paused,
        gated=tag.waits,
        order=tag.span.start,
    )


def _of_template(tag: Tag, catalog: Catalog) -> str:
    for address in tag.hosts:
        for match in catalog.url(address.replace("*", "{}")):
            return match.vendor
    return (catalog.titled(tag.template) if tag.template else None) or ""


def _of_markup(inside: FileFacts, tag: Tag, around: _Around) -> Iterator[Sighting]:
    """Yield each vendor in a tag's markup once; what loads or sends something nobody knows, as unknown.

    A vendor that is only given settings (consent) is not brought, nor is the manager by what is pushed to it.
    """
    by_vendor: dict[str, list[Sighting]] = {}
    for one in inside.sightings:
        pushed = one.vendor == around.vendor and one.kind is SightingKind.EVENT
        if one.active and not pushed and one.kind is not SightingKind.HINT:
            by_vendor.setdefault(one.vendor, []).append(one)
    for vendor, group in by_vendor.items():
        if any(one.kind is not SightingKind.CONFIG for one in group):
            yield _joined(vendor, group, tag, around)
    strange = [url for url in _addresses(inside) if not around.catalog.url(url)]
    if strange or inside.problems:
        yield _joined(f"{UNKNOWN}{tag.type[:_TYPES]}", (), tag, around, next(iter(strange), ""))


def _addresses(inside: FileFacts) -> Iterator[str]:
    """Yield what a tag's markup loads, or asks for, from elsewhere."""
    yield from (one.url for one in inside.connections if one.active)
    for one in inside.references:
        if one.active and one.kind in _BRINGING:
            yield one.names[0] if one.names else one.expression


def _joined(vendor: str, group: Iterable[Sighting], tag: Tag, around: _Around, url: str = "") -> Sighting:
    group, place = tuple(group), around.source.location(tag.span)
    events = dict.fromkeys(one.event for one in group if one.event)
    held = {one.name: one for one in tag.held}
    given = {one.name: one for each in group if each.kind in _SENT for one in each.parameters}
    known = [around.variables.resolved(one, held, place) for one in given.values()]
    known += parameters(tag.fields, "", around.variables, place)
    return Sighting(
        vendor,
        SightingKind.CONTAINER,
        place,
        id=next((one.id for one in group if one.id), ""),
        event=", ".join(events),
        parameters=tuple(known[:FIELDS]),
        url=next((one.url for one in group if one.url), url),
        confidence=min((one.confidence for one in group), key=list(Confidence).index, default=Confidence.MEDIUM),
        active=not tag.paused,
        gated=tag.waits or (bool(group) and all(one.gated for one in group)),
        order=tag.span.start,
    )


def _setting(fields: Iterable[Field], keys: str) -> str:
    """Return the first of some settings that is there; what is not known of it in braces."""
    by_key: Mapping[str, Written] = {field.key: field.text for field in fields}
    found = next((by_key[key] for key in keys.split("|") if by_key.get(key)), ())
    return "".join(part if isinstance(part, str) else f"{{{part.name}}}" for part in found)
