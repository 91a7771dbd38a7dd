"""Packages that wrap a vendor: imported by code, or named among the dependencies of a package.json."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts.evidence import Evidence
from pixelgate.facts.model import Confidence, SightingKind
from pixelgate.parse.document import Import, ImportKind
from pixelgate.parse.values import constant
from pixelgate.source import Source, Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Package, Vendor

_CODE = frozenset({ImportKind.STATIC, ImportKind.DYNAMIC, ImportKind.REQUIRE, ImportKind.EXPORT})
_GROUP = re.compile(
    r'"(?P<group>dependencies|devDependencies|peerDependencies|optionalDependencies)"\s*:\s*\{(?P<names>[^{}]*)\}'
)
_LIBRARY = re.compile(r'^(?:  |\t)"(?:exports|module|svelte|types)"\s*:', re.MULTILINE)
_PRIVATE = re.compile(r'"private"\s*:\s*true\b')
_BUNDLED = re.compile(r"""\bdefine\(\s*(["'])[^"'\n]+\1\s*,\s*\[[^\[\]()]*\Z""")
_REACH = 600
"""How far before a name the definition of a bundle's module is looked for, in characters."""

_KEY = re.compile(r'"([^"\\]+)"\s*:')


class Wrapped(msgspec.Struct, frozen=True):
    """A vendor that a package brings; ``exports`` are those by which it is told from others in the same package."""

    vendor: str
    exports: frozenset[str]


def evidence(found: Import, source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendors that an import brings, at its specifier; of a shared package those whose exports are named."""
    specifier = constant(found.specifier)
    if specifier is None or found.kind not in _CODE:
        return
    brought = brought_by(specifier, catalog)
    if brought and _is_in_bundle(found, source):
        return
    for wrapped in brought:
        shared = len(brought) > 1 and wrapped.exports and found.names
        if shared and not wrapped.exports & set(found.names):
            continue
        yield Evidence(
            wrapped.vendor,
            SightingKind.IMPORT,
            found.specifier.span,
            family=wrapped.vendor,
            url=specifier,
            state=found.state,
        )


def _is_in_bundle(found: Import, source: Source) -> bool:
    """Tell whether a module of a built bundle names another of it (AMD): what it then calls is seen by itself."""
    start = found.specifier.span.start
    return _BUNDLED.search(source.text[max(0, start - _REACH) : start]) is not None


def dependencies(text: str, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendors of the packages that a package.json depends on, at the dependency's key.

    What a published library needs for its own development goes nowhere; an application bundles that too.
    """
    published = _LIBRARY.search(text) is not None and _PRIVATE.search(text) is None
    for group in _GROUP.finditer(text):
        if published and group["group"] == "devDependencies":
            continue
        for key in _KEY.finditer(text, *group.span("names")):
            for wrapped in brought_by(key[1], catalog):
                yield Evidence(
                    wrapped.vendor,
                    SightingKind.IMPORT,
                    Span(key.start(), key.end(1) + 1),
                    family=wrapped.vendor,
                    url=key[1],
                    confidence=Confidence.MEDIUM,
                )


def brought_by(specifier: str, catalog: Catalog) -> tuple[Wrapped, ...]:
    """Return the vendors that a package or a path within one brings."""
    packages = packages_of(catalog)
    parts = specifier.split("/")
    for length in range(len(parts), 0, -1):
        found = packages.get("/".join(parts[:length]))
        if found is not None:
            return found
    return ()


@functools.lru_cache(maxsize=8)
def packages_of(catalog: Catalog) -> dict[str, tuple[Wrapped, ...]]:
    """Return the npm packages that bring a vendor by being imported; one that does not stands there with none."""
    table: dict[str, dict[str, Wrapped]] = {}
    for slug, vendor in catalog.vendors.items():
        for package in vendor.package:
            if package.registry == "npm":
                known = table.setdefault(package.name, {})
                if not package.import_only:
                    known[slug] = Wrapped(slug, _exports(package))
        for name in _plain_modules(vendor):
            table.setdefault(name, {})[slug] = Wrapped(slug, frozenset())
    return {name: tuple(found.values()) for name, found in table.items()}


def _exports(package: Package) -> frozenset[str]:
    calls = (re.match(r"(?:new\s+)?([\w$]+)", call.pattern) for call in package.call)
    return frozenset({*(found[1] for found in calls if found), *(component.name for component in package.component)})


def _plain_modules(vendor: Vendor) -> set[str]:
    return set(vendor.modules) - {package.name for package in vendor.package}
