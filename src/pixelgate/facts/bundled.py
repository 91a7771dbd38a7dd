"""Packages that a bundle holds: known by marks in their code, and by what is said to what they export.

A bundler gives modules and exports names of its own. What is asked for by such a name from a module that holds a
package is matched by the end of its path (``o.a.track("Lead")`` is ``react-facebook-pixel#*.track($event)``), and
counts only where something said to the same export is as sure as the package's own: an event's literal name, an ID of
the vendor's form, a command.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pixelgate.facts.calls import of_rules
from pixelgate.facts.evidence import Evidence
from pixelgate.facts.grammar import asks
from pixelgate.facts.model import Bundled, Confidence, Link, SightingKind
from pixelgate.facts.said import Said
from pixelgate.parse.document import Document, Element, Mark, Script
from pixelgate.parse.javascript import defined
from pixelgate.parse.modules import Exports, Relay
from pixelgate.parse.values import Constant
from pixelgate.source import Span
from pixelgate.vendors.catalog import Catalog, Packed
from pixelgate.vendors.rules import Rule

PREFIX = "bundle:"
OWN = f"{PREFIX}@"
"""How the names of objects begin that show themselves as a package's; any package of the file may be meant."""

_PASSED = frozenset({"default", "a"})
_SURE = frozenset({SightingKind.EVENT, SightingKind.INIT})
_KNOWN = re.compile(r"[^{}]+")

Links = Mapping[str, tuple[str, ...]]
"""The packages that a module of the bundle, or a chunk, may export."""


def held(document: Document, catalog: Catalog) -> tuple[Bundled, ...]:
    """Return the packages whose code stands in a document, and the bundle's modules that hold them."""
    found = (Bundled(packed.package, mark.module) for mark, packed in _marks(document, catalog))
    return tuple(dict.fromkeys(found))


def _marks(document: Document, catalog: Catalog) -> list[tuple[Mark, Packed]]:
    """Return the marks of the packages that are surely there."""
    found = [(mark, catalog.bundled[mark.text]) for script in document.scripts for mark in script.marks]
    sure = {packed.package for _, packed in found if packed.shows}
    return [(mark, packed) for mark, packed in found if packed.package in sure]


def links_of(packages: Iterable[Bundled], links: Iterable[Link]) -> Links:
    """Put together what a file's own modules hold and what is known of others."""
    table: dict[str, tuple[str, ...]] = {}
    pairs = [(one.module, one.package) for one in packages if one.module]
    pairs += [(OWN, one.package) for one in packages]
    pairs += [(one.module, one.package) for one in links]
    for module, package in dict.fromkeys(pairs):
        table[module] = (*table.get(module, ()), package)
    return table


def asks_for(data: bytes, modules: Iterable[str]) -> bool:
    """Tell whether a file asks for one of some modules of its bundle, as far as its text tells."""
    names = (re.escape(one.removeprefix(PREFIX).encode(errors="replace")) for one in modules)
    return re.search(rb"[\"'`(](?:" + b"|".join(names) + rb")[\"'`)]", data) is not None


def holds(data: bytes, modules: Iterable[str]) -> bool:
    """Tell whether a file defines one of some modules of its bundle, as far as its text tells."""
    return bool(defined(data, tuple(modules)))


def imports(document: Document, catalog: Catalog) -> Iterator[Evidence]:
    """Yield an import for each package that a bundle holds: its code is loaded with the file."""
    shown = {packed.package: (mark, packed) for mark, packed in reversed(_marks(document, catalog)) if packed.shows}
    for mark, packed in shown.values():
        if packed.shows:
            yield Evidence(
                packed.vendor,
                SightingKind.IMPORT,
                mark.span,
                family=packed.vendor,
                url=packed.package,
                confidence=Confidence.MEDIUM,
            )


def inside(document: Document, catalog: Catalog) -> tuple[Span, ...]:
    """Return the code of the packages themselves: the bundle's functions around it, else from first to last mark."""
    return _reaches(_marks(document, catalog))


def without_objects(exports: Exports, document: Document, catalog: Catalog) -> Exports:
    """Leave out what is offered of packages whose objects are known by a method, and so what is said to them.

    Of others, which export plain functions, the code itself tells what a call of them says.
    """
    code = _reaches([(mark, packed) for mark, packed in _marks(document, catalog) if packed.method])

    def is_own(relay: Relay) -> bool:
        return any(_within(span, code) for span in (relay.span, *(argument.span for argument in relay.arguments)))

    relays = tuple(relay for relay in exports.relays if not is_own(relay))
    return exports if len(relays) == len(exports.relays) else msgspec.structs.replace(exports, relays=relays)


def _reaches(found: list[tuple[Mark, Packed]]) -> tuple[Span, ...]:
    loose: dict[str, list[Span]] = {}
    for mark, packed in found:
        if not mark.module:
            loose.setdefault(packed.package, []).append(mark.around)
    reaches = (Span(min(spans).start, max(spans).end) for spans in loose.values())
    return (*(mark.around for mark, _ in found if mark.module), *reaches)


def without_internals(document: Document, inside: tuple[Span, ...]) -> Document:
    """Leave out what packages load of themselves, whatever its address: that they are there is told already."""
    return msgspec.structs.replace(document, scripts=tuple(_told(script, inside) for script in document.scripts))


def _told(script: Script, inside: tuple[Span, ...]) -> Script:
    return msgspec.structs.replace(
        script,
        imports=tuple(i for i in script.imports if isinstance(i.specifier, Constant) or not _within(i.span, inside)),
        elements=tuple(e for e in script.elements if _is_known(e) or not _within(e.span, inside)),
        opaque=tuple(o for o in script.opaque if not _within(o.span, inside)),
    )


def _is_known(element: Element) -> bool:
    source = element.attribute("src")
    return source is None or isinstance(source.value, Constant)


def _within(span: Span, inside: tuple[Span, ...]) -> bool:
    return any(span in code for code in inside)


def evidence(said: Iterable[Said], links: Links, catalog: Catalog) -> Iterator[Evidence]:
    """Yield what is said to the exports of modules that hold packages."""
    groups: dict[tuple[str, str], list[Evidence]] = {}
    for one in said:
        for package in _packages(one.module, links):
            rules = [rule for rule in _rules(package, catalog) if _fits(rule, one)]
            root = (one.module, one.path[0] if one.module in links and len(one.path) > 1 else "")
            groups.setdefault(root, []).extend(of_rules(msgspec.structs.replace(one, sure=False), rules, catalog))
    for group in groups.values():
        if any(_is_sure(found, catalog) for found in group):
            yield from group


def _packages(module: str, links: Links) -> tuple[str, ...]:
    return links.get(OWN if module.startswith(OWN) else module, ())


@functools.lru_cache(maxsize=512)
def _rules(package: str, catalog: Catalog) -> tuple[Rule, ...]:
    return catalog.patterns.of_module(package)


def _fits(rule: Rule, said: Said) -> bool:
    """Tell whether a path ends as a pattern does, after the names that a bundler gives to modules and exports."""
    pattern, path = rule.pattern, said.path
    if pattern.constructed != said.constructed or pattern.assignment != said.assignment:
        return False
    rest = pattern.path[1:]
    if not rest:
        kept = path[-1:] == pattern.path and all(key in _PASSED or key.endswith("()") for key in path[1:-1])
        return kept or (len(path) == 1 and asks(pattern))
    named = path[1:] if path[0] in _PASSED and len(path) > len(rest) else path
    between = named[1 : len(named) - len(rest)]
    return path[-len(rest) :] == rest and all(key in _PASSED or key.endswith("()") for key in between)


def _is_sure(one: Evidence, catalog: Catalog) -> bool:
    vendor = catalog.vendors[one.family]
    if one.kind is SightingKind.INIT:
        return bool(vendor.id.format) and re.fullmatch(vendor.id.format, one.id) is not None
    return one.kind in _SURE and _KNOWN.fullmatch(one.event) is not None
