"""Settings that switch a vendor on: ``FACEBOOK_PIXEL_ID = "1"`` in Django, ``google_analytics: G-1`` in Jekyll."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts import addresses
from pixelgate.facts.addresses import ADDRESS_KEYS, URL_KEYS
from pixelgate.facts.evidence import Evidence
from pixelgate.facts.model import Confidence, SightingKind
from pixelgate.facts.origins import empty, shown
from pixelgate.parse.document import State
from pixelgate.parse.settings import Setting, read_settings
from pixelgate.parse.values import Array, Constant, Unknown, Value, alternatives, constant
from pixelgate.source import Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.globs import glob_matches
from pixelgate.vendors.model import Emitter

_YAML_SITE = r"_config[\w.-]*\.ya?ml"
_FILES = {
    "jekyll": _YAML_SITE,
    "hexo": _YAML_SITE,
    "hugo": r"(?:hugo|config|params|services)\.(?:toml|ya?ml|json)",
    "mkdocs": r"mkdocs[\w.-]*\.ya?ml|zensical\.toml",
    "ckan": r"[\w.-]+\.ini",
    "rack-tracker": r"[\w.-]+\.r[bu]",
}
_PYTHON = r"[\w.-]+\.py"
"""Where the settings of every other framework stand; their names are their own, so any module may hold them."""

_NAMES = re.compile("|".join({*_FILES.values(), _PYTHON}))
_AROUND = frozenset({"params", "theme_config", "themeconfig", "extra", "theme", "site", "plugins", "languages"})
"""Keys below which a setting may stand as well as at the top."""

_FIELD = re.compile(r"(?:\w+\.)?(?:\w*Field|fields\.\w+|Column|mapped_column)\(")

_Settings = tuple[tuple[tuple[str, ...], str, Emitter], ...]
"""Key path, vendor and what is said of each setting."""


def is_configuration(path: str) -> bool:
    """Tell whether a file may hold settings, as far as its name tells."""
    return _NAMES.fullmatch(posixpath.basename(path)) is not None


def evidence(path: str, text: str, catalog: Catalog) -> Iterator[Evidence]:
    """Yield an emitter for each setting that is not empty, and what the addresses among the settings are."""
    yield from dict.fromkeys(_evidence(posixpath.basename(path), read_settings(path, text), catalog))


def named(text: str, span: Span, catalog: Catalog, state: State = State.ACTIVE) -> Iterator[Evidence]:
    """Yield the vendor that a string names by itself: a plugin that brings it, the attribute its script is told by."""
    for name, slug in catalog.named.items():
        if glob_matches(name, text):
            plugin = any(emitter.plugin == name for emitter in catalog.vendors[slug].emitter)
            kind = SightingKind.EMITTER if plugin else SightingKind.LOADER
            yield Evidence(slug, kind, span, family=slug, confidence=Confidence.MEDIUM, state=state)


def _evidence(name: str, settings: tuple[Setting, ...], catalog: Catalog) -> Iterator[Evidence]:
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for setting in settings:
        yield from _of_text(setting, catalog, name)
        for keys, vendor, emitter in _known(catalog).get(setting.keys[-1].casefold(), ()):
            if not re.fullmatch(_FILES.get(emitter.framework, _PYTHON), name) or not _reaches(keys, setting.keys):
                continue
            for identifier in _identifiers(setting.value):
                first = (vendor, setting.keys) not in seen
                seen.add((vendor, setting.keys))
                if first or re.fullmatch(catalog.vendors[vendor].id.format, identifier):
                    yield msgspec.structs.replace(
                        _emitted(setting, vendor, identifier, catalog), tags=tuple(emitter.tags)
                    )


def _emitted(setting: Setting, vendor: str, identifier: str, catalog: Catalog) -> Evidence:
    sure = Confidence.MEDIUM if identifier.startswith("{") else Confidence.HIGH
    owner = catalog.owner(vendor, identifier)
    return Evidence(owner, SightingKind.EMITTER, setting.span, family=vendor, id=identifier, confidence=sure)


def _of_text(setting: Setting, catalog: Catalog, name: str) -> Iterator[Evidence]:
    """Yield the vendors whose plugins and addresses a setting lists; of Python, those addresses that are IDs."""
    python = name.endswith(".py")
    for value in _items(setting.value):
        text = constant(value)
        if text is None:
            continue
        yield from named(text, value.span, catalog)
        loads = not python and setting.keys[-1].lower() in URL_KEYS | ADDRESS_KEYS
        for match in catalog.url(text) if loads or "@" in text else ():
            if loads or addresses.is_id(value, match, catalog):
                yield Evidence(match.vendor, SightingKind.EMITTER, setting.span, family=match.vendor, url=text)


def _items(value: Value) -> Iterator[Value]:
    for option in alternatives(value):
        yield from option.items if isinstance(option, Array) else (option,)


def _identifiers(value: Value) -> Iterator[str]:
    """Yield the IDs that a setting gives; a switch that is on gives none, an empty or absent value switches off."""
    options = [option for option in alternatives(value) if not empty(option) and not _is_field(option)]
    known = [option for option in options if isinstance(option, Constant | Array)] or options[:1]
    for option in known:
        items = option.items if isinstance(option, Array) else (option,)
        for item in items:
            yield "" if isinstance(item, Constant) and item.value is True else shown(item)


def _is_field(value: Value) -> bool:
    """Tell whether a value describes a column of a database or a form, which has no value yet."""
    return isinstance(value, Unknown) and _FIELD.match(value.path) is not None


def _reaches(wanted: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Tell whether a key path ends in a setting's; of one word it stands at the top, or is a name in capitals."""
    tail = tuple(key.casefold() for key in keys[-len(wanted) :])
    if wanted[-1].isupper():
        return keys[-len(wanted) :] == wanted
    outer = {key.casefold() for key in keys[: -len(wanted)]}
    return tail == tuple(key.casefold() for key in wanted) and (len(wanted) > 1 or outer <= _AROUND)


@functools.lru_cache(maxsize=8)
def _known(catalog: Catalog) -> dict[str, _Settings]:
    """Return the settings by their last key, in lower case."""
    table: dict[str, _Settings] = {}
    for slug, vendor in catalog.vendors.items():
        for emitter in vendor.emitter:
            if emitter.setting:
                keys = tuple(emitter.setting.split("."))
                last = keys[-1].casefold()
                table[last] = (*table.get(last, ()), (keys, slug, emitter))
    return table
