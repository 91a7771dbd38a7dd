"""Elements and template directives that bring a vendor: URL attributes, components of packages, tags that emit code."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts import addresses
from pixelgate.facts.addresses import Address
from pixelgate.facts.bundled import PREFIX
from pixelgate.facts.evidence import Evidence
from pixelgate.facts.model import Confidence, Emission, SightingKind
from pixelgate.facts.origins import shown
from pixelgate.facts.packages import is_import_map
from pixelgate.facts.payload import parameter
from pixelgate.facts.referrer import of_element
from pixelgate.facts.regions import regions_at
from pixelgate.facts.targets import named
from pixelgate.parse.document import Attribute, Directive, Document, Element, State, Use
from pixelgate.parse.values import Array, Constant, Hole, Text, Unknown, Value, alternatives, constant
from pixelgate.parse.values import pattern as known_text
from pixelgate.source import Source, Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Component, Emitter, ScriptAttribute, Trigger

_USES = {
    "script": Use.LOAD,
    "iframe": Use.FRAME,
    "frame": Use.FRAME,
    "embed": Use.FRAME,
    "object": Use.FRAME,
    "img": Use.REQUEST,
    "image": Use.REQUEST,
    "input": Use.REQUEST,
    "form": Use.REQUEST,
    "video": Use.REQUEST,
    "audio": Use.REQUEST,
    "source": Use.REQUEST,
    "track": Use.REQUEST,
    "mj-image": Use.REQUEST,
    "amp-img": Use.REQUEST,
    "amp-pixel": Use.REQUEST,
    "amp-iframe": Use.FRAME,
    "Image": Use.REQUEST,
    "Script": Use.LOAD,
    "NextScript": Use.LOAD,
}
_PATH = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){1,8}")
_SCRIPTS = frozenset({"script", "Script", "NextScript"})
_URL_NAMES = {"object": ("data",), "form": ("action",), "input": ("src",)}
_SOURCE = re.compile(r"\[?(?:attr\.|[\w-]*[:-])?(src|href|data|action)\]?$")
_TARGETS = {
    "script": Use.LOAD,
    "frame": Use.FRAME,
    "object": Use.FRAME,
    "image": Use.REQUEST,
    "media": Use.REQUEST,
    "form": Use.REQUEST,
    "refresh": Use.REQUEST,
    "connect": Use.REQUEST,
    "config": Use.LOAD,
    "ahead": Use.HINT,
    "style": Use.CONFIG,
    "font": Use.CONFIG,
}
_MAPPED_URL = re.compile(r":\s*\"((?:https?:)?(?:\\?/){2}[^\"\s]+)\"", re.IGNORECASE)
_HINTS = frozenset({"preconnect", "dns-prefetch", "preload", "prefetch", "modulepreload", "prerender"})
_CHOICE = re.compile(r"\{[%{#~]|<[%?#]|@\w|\[[%#]")
"""What begins a directive of some template language."""

_EMBEDDED_URL = re.compile(r"(?:https?:)?//[^\s'\"`|]+")


def evidence(element: Element, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield what an element brings, with the referrer policy that it has for it."""
    for one in _evidence(element, source, catalog):
        referrer = of_element(element)
        yield msgspec.structs.replace(one, referrer=referrer) if referrer else one


def _evidence(element: Element, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    for attribute in element.attributes:
        use = _use(element, attribute) if attribute.value is not None else None
        if use and attribute.value is not None and not _is_repeated(element, attribute, source):
            state = _state(element, attribute)
            yield from addresses.evidence(Address(_url(attribute), use, attribute.span, state), catalog)
    for target in (*_elsewhere(element), *_mapped(element)):
        yield from addresses.evidence(target, catalog)
    yield from _handed(element, catalog)
    yield from _components(element, catalog)
    for slug, trigger in _triggers(element, catalog):
        yield _triggered(slug, trigger, element)
    if not element.binding:
        for slug, _ in _index(catalog).elements.get(element.tag, ()):
            yield _emitted(slug, element)


def directives(directive: Directive, catalog: Catalog) -> Iterator[Evidence]:
    """Yield what a template tag puts into the page."""
    for slug, _ in _index(catalog).tags.get(directive.tag, ()):
        state, tags = directive.state, (directive.tag,)
        yield Evidence(slug, SightingKind.EMITTER, directive.span, family=slug, state=state, tags=tags)


def emissions(document: Document, source: Source, catalog: Catalog) -> tuple[Emission, ...]:
    """Return the template tags that put in whatever is set; the setting says the vendor, so no sighting says them."""
    index = _index(catalog)
    return tuple(
        Emission(one.tag, source.location(one.span), regions_at(document, one.span), one.state is not State.INACTIVE)
        for one in document.directives
        if one.tag in index.collective
    )


def _elsewhere(element: Element) -> Iterator[Address]:
    """Yield the addresses in attributes that are no plain source: lists, styles, posters, SVG's references."""
    found = [target for target in named(element) if target.use in _TARGETS]
    read = [attribute.span for attribute in element.attributes if found and _use(element, attribute)]
    for target in found:
        if target.span not in read:
            yield Address(target.value, _TARGETS[target.use], target.span, target.state)


def _mapped(element: Element) -> Iterator[Address]:
    """Yield the addresses that an import map gives to modules: importing the name loads them."""
    if element.content is None or not is_import_map(element):
        return
    for found in _MAPPED_URL.finditer(element.text):
        span = Span(element.content.start + found.start(1), element.content.start + found.end(1))
        yield Address(Constant(found[1].replace("\\/", "/"), span), Use.LOAD, span, State.ACTIVE)


def _handed(element: Element, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the ID that a script is handed in an attribute, and the script if only the attribute says whose it is."""
    source = element.attribute("src") if element.tag in _SCRIPTS else None
    if source is None or source.value is None:
        return
    named = {match.vendor for value in alternatives(source.value) for match in catalog.url(known_text(value))}
    for attribute in element.attributes:
        for slug, entry in _index(catalog).attributes.get(attribute.name, ()):
            told = Evidence(
                slug,
                SightingKind.INIT,
                attribute.span,
                family=slug,
                id=shown(attribute.value) if attribute.value else "",
                confidence=Confidence.MEDIUM,
                state=element.state,
            )
            known = not named and entry.tells != "nothing" and _may_be_id(slug, attribute.value, catalog)
            if known:
                url, kind = known_text(source.value), SightingKind.LOADER
                yield msgspec.structs.replace(told, kind=kind, span=source.span, url=url)
            if known or slug in named:
                yield told
    if not named:
        yield from _called(source, element, catalog)


def _called(source: Attribute, element: Element, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendor after whom the setting is called that holds a script's address: ``theme.google_adsense.js``."""
    for option in alternatives(source.value) if source.value else ():
        value = option.parts[0] if isinstance(option, Text) and len(option.parts) == 1 else option
        said = value.expression if isinstance(value, Hole) else value.path if isinstance(value, Unknown) else ""
        words = (word.lower().replace("_", "-") for word in said.split(".")) if _PATH.fullmatch(said) else ()
        for slug in (word for word in words if "-" in word and word in catalog.vendors):
            kind, sure = SightingKind.LOADER, Confidence.LOW
            yield Evidence(slug, kind, source.span, family=slug, url="{}", confidence=sure, state=element.state)


def _may_be_id(slug: str, value: Value | None, catalog: Catalog) -> bool:
    text, form = constant(value), catalog.vendors[slug].id.format
    return text is None or not form or re.fullmatch(form, text) is not None


def _is_repeated(element: Element, attribute: Attribute, source: Source) -> bool:
    """Tell whether a browser passes over an attribute because its element has it already; a template may choose."""
    first = element.attribute(attribute.name)
    if first is None or first is attribute:
        return False
    return _CHOICE.search(source.text, first.span.end, attribute.span.start) is None


def _use(element: Element, attribute: Attribute) -> Use | None:
    name = _source_name(attribute.name)
    if not name:
        return None
    if element.tag in {"link", "Link"}:
        return _link_use(element) if name == "href" else None
    if element.tag == "a":
        return None
    if name in _URL_NAMES.get(element.tag, ("src",)):
        return _USES.get(element.tag, Use.CONFIG)
    return None


@functools.lru_cache(maxsize=4096)
def _source_name(attribute: str) -> str:
    """Return what an attribute that names a source is called in HTML: ``src`` for ``:src`` and ``data-src``."""
    found = _SOURCE.fullmatch(attribute)
    return found[1] if found else ""


def _link_use(element: Element) -> Use | None:
    rel = element.attribute("rel")
    words = set(known_text(rel.value).lower().split()) if rel and rel.value else set()
    if words & _HINTS:
        return Use.HINT
    return Use.CONFIG if "stylesheet" in words else None


def _state(element: Element, attribute: Attribute) -> State:
    """Return the state of a source: under another name it waits until code copies it."""
    deferred = attribute.name.startswith("data-") and element.state is State.ACTIVE
    return State.GATED if deferred else element.state


def _url(attribute: Attribute) -> Value:
    """Return the URL of an attribute; of a bound one (``:src``, ``th:src``) that in its expression's text."""
    value = attribute.value
    if (
        isinstance(value, Constant)
        and isinstance(value.value, str)
        and not attribute.name[0].isalpha() | (":" not in attribute.name)
    ):
        found = _EMBEDDED_URL.search(value.value)
        if found:
            return Constant(found[0], value.span)
    return value if value is not None else Constant("", attribute.value_span)


def _triggers(element: Element, catalog: Catalog) -> Iterator[tuple[str, Trigger]]:
    known = _index(catalog).triggers
    for attribute in element.attributes:
        yield from known.get(attribute.name, ())


def _triggered(slug: str, trigger: Trigger, element: Element) -> Evidence:
    """Return the event that an element sends when it is used; without a name it is named by its own text or ID."""
    marks = {trigger.attribute, trigger.event}
    named = element.attribute(trigger.event) if trigger.event else element.attribute(trigger.attribute)
    place = named or element.attribute(trigger.attribute)
    given = (a for a in element.attributes if a.name.startswith(trigger.parameters) and a.name not in marks)
    sent = [
        parameter(a.name.removeprefix(trigger.parameters), a.value) for a in given if trigger.parameters and a.value
    ]
    return Evidence(
        slug,
        SightingKind.EVENT,
        place.span if place else element.span,
        family=slug,
        event=shown(named.value) if named and named.value else "",
        parameters=tuple(sent),
        state=element.state,
    )


def _components(element: Element, catalog: Catalog) -> Iterator[Evidence]:
    for slug, component in _known(element, catalog):
        said = {meaning: _said(element, name) for meaning, name in component.attributes.items()}
        identifier = said.get("id", "")
        yield Evidence(
            catalog.owner(slug, identifier),
            SightingKind(component.kind),
            element.span,
            family=slug,
            id=identifier,
            event=said.get("event", ""),
            state=element.state,
        )


def _known(element: Element, catalog: Catalog) -> Iterator[tuple[str, Component]]:
    """Yield the components that an element may be; one of a bundle is known by its name and the ID that it is given."""
    index = _index(catalog)
    yield from index.components.get(element.binding, ())
    if element.binding.startswith(PREFIX):
        for slug, component in index.exported.get(element.binding.partition("#")[2], ()):
            if "id" in component.attributes and _said(element, component.attributes["id"]):
                yield slug, component


def _said(element: Element, name: str) -> str:
    attribute = next((a for a in element.attributes if a.name.lower().strip(":[]") == name.lower()), None)
    if attribute is None or attribute.value is None:
        return ""
    first = next(alternatives(attribute.value))
    return shown(first.items[0] if isinstance(first, Array) and first.items else first)


def _emitted(slug: str, element: Element) -> Evidence:
    kind = SightingKind.LOADER
    return Evidence(slug, kind, element.span, family=slug, confidence=Confidence.MEDIUM, state=element.state)


class _Index(msgspec.Struct, frozen=True):
    """What the vendors say of elements: components by ``module#export``, emitters by tag, the rest by attribute.

    ``exported`` are the components by their name alone; ``collective``: the template tags that put in whatever is set.
    """

    components: dict[str, list[tuple[str, Component]]]
    exported: dict[str, list[tuple[str, Component]]]
    elements: dict[str, list[tuple[str, Emitter]]]
    tags: dict[str, list[tuple[str, Emitter]]]
    triggers: dict[str, list[tuple[str, Trigger]]]
    attributes: dict[str, list[tuple[str, ScriptAttribute]]]
    collective: set[str]


@functools.lru_cache(maxsize=8)
def _index(catalog: Catalog) -> _Index:
    index = _Index({}, {}, {}, {}, {}, {}, set())
    for slug, vendor in catalog.vendors.items():
        for package in vendor.package:
            for component in package.component:
                index.components.setdefault(f"{package.name}#{component.name}", []).append((slug, component))
                index.exported.setdefault(component.name, []).append((slug, component))
        for trigger in vendor.trigger:
            index.triggers.setdefault(trigger.attribute, []).append((slug, trigger))
        for attribute in vendor.attribute:
            index.attributes.setdefault(attribute.name, []).append((slug, attribute))
        for emitter in vendor.emitter:
            if emitter.element:
                index.elements.setdefault(emitter.element, []).append((slug, emitter))
            if emitter.tag:
                index.tags.setdefault(emitter.tag, []).append((slug, emitter))
            index.collective.update(emitter.tags)
    index.collective.difference_update(index.tags)
    return index
