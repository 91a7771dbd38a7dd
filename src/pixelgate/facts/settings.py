"""Configuration files of frameworks and build tools: plugins that put a vendor into every page, and their settings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts.evidence import Evidence
from pixelgate.facts.imports import brought_by, packages_of
from pixelgate.facts.model import SightingKind
from pixelgate.facts.origins import ROOM, empty, parts, share, shown
from pixelgate.parse.document import Document, Interest, State
from pixelgate.parse.values import Array, Constant, Object, Value, alternatives, constant
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.globs import glob_matches
from pixelgate.vendors.model import Package

_NAME = re.compile(r"(?:[\w-]+[.-]config|config|gatsby-(?:browser|ssr))\.[cm]?[jt]sx?")
_NAMERS = frozenset({"resolve", "name", "package", "plugin"})
_DEFINERS = frozenset({"defineNuxtConfig", "defineConfig", "defineUserConfig", "withNuxt", "module", "exports"})


def is_settings(path: str) -> bool:
    """Tell whether a file is a framework's configuration, as far as its name tells."""
    return _NAME.fullmatch(posixpath.basename(path)) is not None


def interest(whole: Interest, catalog: Catalog) -> Interest:
    """Return what to look for in such a file: the objects it defines, and names of packages as strings."""
    packages = frozenset(name.lower() for name in packages_of(catalog))
    return msgspec.structs.replace(whole, names=whole.names | _DEFINERS, texts=whole.texts | packages)


def evidence(document: Document, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the plugins that are named as strings and the settings that switch a vendor on."""
    for script in document.scripts:
        for literal in script.literals:
            name = constant(literal.value)
            for wrapped in brought_by(name or "", catalog):
                yield _emitter(wrapped.vendor, literal.value, literal.state)
        defined = [(argument, call.state) for call in script.calls for argument in call.arguments]
        defined += [(assignment.value, assignment.state) for assignment in script.assignments]
        for value, state in defined:
            yield from _in_object(value, state, catalog)


def _emitter(vendor: str, value: Value, state: State, identifier: str = "") -> Evidence:
    return Evidence(vendor, SightingKind.EMITTER, value.span, family=vendor, id=identifier, state=state)


def _in_object(value: Value, state: State, catalog: Catalog) -> Iterator[Evidence]:
    for slug, vendor in catalog.vendors.items():
        for package in vendor.package:
            for path, meaning in package.config_keys.items():
                keys = tuple(path.split("."))
                if meaning == "runtime":
                    yield from (_emitter(slug, found, state) for found in _at(value, keys))
                if meaning != "id":
                    continue
                direct = ((found, found) for found in _at(value, keys) if len(keys) > 1)
                for place, found in (*direct, *_options(value, package, keys, ROOM)):
                    if not empty(found):
                        identifier = shown(found)
                        yield _emitter(catalog.owner(slug, identifier), place, state, identifier)


def _at(value: Value, keys: tuple[str, ...]) -> Iterator[Value]:
    """Yield the values under a path of keys, in which ``*`` is any key and arrays stand for their items."""
    for option in alternatives(value):
        if isinstance(option, Array):
            for item in option.items:
                yield from _at(item, keys)
        elif not keys:
            yield option
        elif isinstance(option, Object):
            for entry in option.entries:
                if entry.key is not None and glob_matches(keys[0], entry.key):
                    yield from _at(entry.value, keys[1:])


def _options(value: Value, package: Package, keys: tuple[str, ...], room: int) -> Iterator[tuple[Value, Value]]:
    """Yield the name of a plugin with each value under a path in the options that are given to it."""
    name, options = _given(value, package.name)
    if name is not None and options is not None:
        yield from ((name, found) for found in _at(options, keys))
    inner = parts(value)
    for part in inner[:room]:
        if not isinstance(part, Constant):
            yield from _options(part, package, keys, share(room, inner))


def _given(value: Value, name: str) -> tuple[Value | None, Value | None]:
    """Return a plugin's name and options: ``['name', {…}]`` or ``{resolve: 'name', options: {…}}``."""
    match value:
        case Array(items=(first, second, *_)) if constant(first) == name:
            return first, second
        case Object(entries=entries):
            named = (e.value for e in entries if e.key in _NAMERS and constant(e.value) == name)
            return next(named, None), value.get("options")
        case _:
            return None, None
