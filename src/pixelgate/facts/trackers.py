"""Every trace of a tracker in one document, as sightings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pixelgate.facts import (
    addresses,
    amp,
    bundled,
    calls,
    chunked,
    conversions,
    elements,
    emitters,
    identifiers,
    imports,
    settings,
    tidy,
)
from pixelgate.facts.addresses import ADDRESS_KEYS, URL_KEYS, Address
from pixelgate.facts.evidence import Evidence
from pixelgate.facts.grammar import match_assignment, match_call
from pixelgate.facts.model import Confidence, Sighting, SightingKind
from pixelgate.facts.nearby import Nearby, placed
from pixelgate.facts.regions import regions_at
from pixelgate.facts.roles import is_server
from pixelgate.facts.said import Said, of_assignment, of_call
from pixelgate.parse.document import Assignment, Document, Element, ImportKind, Literal, Script, State, Use
from pixelgate.parse.values import constant
from pixelgate.parse.values import pattern as known_text
from pixelgate.source import Source, Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Rename

_ADDRESS = re.compile(r"(?:https?:)?//(?:[\w:]+@)?[\w.-]+/", re.IGNORECASE)
"""A whole address. Handed to a function that is not known, a collecting endpoint is a request of low confidence."""

_LOADED = frozenset({ImportKind.STATIC, ImportKind.EXPORT, ImportKind.WORKER})
"""Imports whose address is no literal of the code."""

_STUB_BEFORE, _STUB_AFTER = 600, 2000
"""How far around the assignment of a queue its stub is looked for, in characters."""


class Setting(msgspec.Struct, frozen=True):
    """How to take a file's sightings: nothing in documentation is active, a library's own code is internal.

    ``links`` are the packages that modules of a bundle hold, ``inside`` the code of packages in this file.
    """

    documentation: bool = False
    internal: bool = False
    links: bundled.Links = {}
    inside: tuple[Span, ...] = ()


def sightings(document: Document, source: Source, catalog: Catalog, setting: Setting) -> tuple[Sighting, ...]:
    """Return what the vendors recognise in a document, in the order of the file."""
    said = list(_of_bundle(document, catalog, setting))
    known = {(one.family, one.span) for one in said}
    found = list(_evidence(document, source, catalog))
    found = [one for one in found if one.via is None or (one.family, one.span) not in known]
    near = Nearby(document, source)
    return tuple(sighting(one, near, setting) for one in tidy.tidy([*found, *said], catalog))


def _of_bundle(document: Document, catalog: Catalog, setting: Setting) -> Iterator[Evidence]:
    yield from bundled.imports(document, catalog)
    for script in document.scripts if setting.links else ():
        said = (of_call(call) for call in script.calls)
        found = bundled.evidence((one for one in said if one.module), setting.links, catalog)
        yield from (_within(one, script) for one in found)


def renames(document: Document, catalog: Catalog) -> dict[str, str]:
    """Return the names that a page gives to vendors' globals: ``{"myga": "ga", "gtagLayer": "dataLayer"}``."""
    found: dict[str, str] = {}
    for script in document.scripts:
        for said in _all_said(script, {}):
            found.update(_renamed(said, catalog))
        for literal in script.literals:
            found.update(_layer(Address(literal.value, literal.use, literal.span), catalog))
    for element in _all_elements(document):
        for attribute in element.attributes:
            if attribute.name in {"src", "data-src"} and attribute.value is not None:
                found.update(_layer(Address(attribute.value, Use.LOAD, attribute.span), catalog))
    return {name: of for name, of in found.items() if name and name != of and name.isidentifier()}


def _renamed(said: Said, catalog: Catalog) -> Iterator[tuple[str, str]]:
    for rule in catalog.patterns.of_global(said.root) if said.root else ():
        if isinstance(rule.entry, Rename) and rule.pattern.reaches(said.path):
            matched = (
                match_assignment(rule.pattern, said.arguments[0])
                if said.assignment
                else match_call(rule.pattern, said.arguments)
            )
            for _, value in matched.values("name") if matched else ():
                yield constant(value) or "", rule.entry.of


def _layer(address: Address, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the queue that a loader's URL names (``gtag/js?id=G-1&l=gtagLayer``)."""
    for name, slug in addresses.named(address, catalog):
        sharing = (slug, *catalog.vendors[slug].id.vendors.values())
        globals_ = (name for one in sharing if one in catalog.vendors for name in catalog.vendors[one].globals)
        queue = next((name for name in globals_ if name.endswith("Layer")), "")
        if queue:
            yield name, queue


def _all_elements(document: Document) -> Iterator[Element]:
    yield from document.elements
    for script in document.scripts:
        yield from script.elements


def _evidence(document: Document, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    names = renames(document, catalog) | chunked.modules(document, source, catalog)
    for script in document.scripts:
        yield from (_within(one, script) for one in _in_script(script, source, catalog, names))
    for element in document.elements:
        yield from elements.evidence(element, source, catalog)
    yield from amp.evidence(document.elements, source, catalog)
    for directive in document.directives:
        yield from elements.directives(directive, catalog)
    if settings.is_settings(document.path):
        yield from settings.evidence(document, catalog)


def _in_script(script: Script, source: Source, catalog: Catalog, names: Mapping[str, str]) -> Iterator[Evidence]:
    for said in _all_said(script, names):
        yield from calls.evidence(said, catalog)
    for assignment in script.assignments:
        yield from _stub(assignment, source, catalog)
    server = bool(script.literals) and is_server(source)
    for literal in (_listed(one, source) for one in script.literals):
        told = list(_literal(literal, catalog, server=server))
        yield from told
        if server and not any(one.kind is SightingKind.CONVERSION for one in told) and literal.use is not Use.COMPARE:
            yield from conversions.near(literal, source, catalog)
        if not (told or server):
            yield from conversions.asked(literal, source, catalog)
        yield from identifiers.evidence(literal, source, catalog)
        yield from _named(literal, catalog)
    for found in script.imports:
        yield from imports.evidence(found, source, catalog)
        if found.kind in _LOADED:
            address = Address(found.specifier, Use.LOAD, found.specifier.span, found.state)
            yield from addresses.evidence(address, catalog) if _ADDRESS.match(known_text(found.specifier)) else ()
    for element in script.elements:
        yield from elements.evidence(element, source, catalog)
    yield from amp.evidence(script.elements, source, catalog)


def _all_said(script: Script, names: Mapping[str, str]) -> Iterator[Said]:
    for call in script.calls:
        yield of_call(call, names)
    for assignment in script.assignments:
        yield of_assignment(assignment, names)


def _within(one: Evidence, script: Script) -> Evidence:
    """Give a trace the state of the script around it, where that is further from running."""
    order = (State.ACTIVE, State.GATED, State.INACTIVE)
    state = max(one.state, script.state, key=order.index)
    return one if state is one.state else msgspec.structs.replace(one, state=state)


def _literal(literal: Literal, catalog: Catalog, *, server: bool) -> Iterator[Evidence]:
    if literal.use in (Use.COMPARE, Use.MARKUP, Use.CODE):
        return
    key = literal.key.lower()
    if literal.use is Use.CONFIG and key in ADDRESS_KEYS:
        yield from addresses.settings(literal.value, literal.state, catalog)
    if literal.use is Use.CONFIG and key not in URL_KEYS:
        return
    if literal.use is Use.DATA and not _ADDRESS.match(known_text(literal.value)):
        return
    address = Address(literal.value, literal.use, literal.span, literal.state, literal.beside, server)
    yield from addresses.evidence(address, catalog)


def _listed(literal: Literal, source: Source) -> Literal:
    """Return an address that the settings of a build tool list, as of scripts to put into pages, for a setting."""
    lists = literal.use is Use.DATA and settings.is_settings(source.path) and _ADDRESS.match(known_text(literal.value))
    return msgspec.structs.replace(literal, use=Use.CONFIG, key="src") if lists else literal


def _named(literal: Literal, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendor that a string names by itself: a plugin that brings it, the attribute its script is told by."""
    text = constant(literal.value)
    if text is not None and literal.use is not Use.COMPARE:
        yield from emitters.named(text, literal.span, catalog, literal.state)


def _stub(assignment: Assignment, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield a loader where a vendor's queue is put up as its snippets do, whatever then loads the script."""
    for slug, vendor in catalog.vendors.items():
        for stub in vendor.stub:
            if stub.global_ == assignment.target and _marked(stub.marks, assignment.span, source):
                yield Evidence(
                    slug,
                    SightingKind.LOADER,
                    assignment.span,
                    family=slug,
                    confidence=Confidence.MEDIUM,
                    state=assignment.state,
                )


def _marked(marks: Iterable[str], span: Span, source: Source) -> bool:
    around = source.text[max(0, span.start - _STUB_BEFORE) : span.end + _STUB_AFTER]
    return all(mark in around for mark in marks)


def sighting(one: Evidence, near: Nearby, setting: Setting) -> Sighting:
    return Sighting(
        one.vendor,
        one.kind,
        near.source.location(one.span),
        id=one.id,
        event=one.event,
        parameters=tuple(placed(parameter, near) for parameter in one.parameters),
        url=one.url,
        confidence=one.confidence,
        active=one.state is not State.INACTIVE and not setting.documentation,
        gated=one.state is State.GATED,
        internal=setting.internal or any(one.span in code for code in setting.inside),
        via=near.source.location(one.via) if isinstance(one.via, Span) else one.via,
        regions=regions_at(near.document, one.span),
        order=one.span.start,
        relayed=one.relayed,
        tags=one.tags,
        referrer=one.referrer,
    )
