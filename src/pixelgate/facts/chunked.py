"""Packages that a bundler put into a chunk of its own: the code around their import still says whose they are."""

from __future__ import annotations

import functools
import re

from pixelgate.parse.document import Document, ImportKind
from pixelgate.parse.values import constant
from pixelgate.source import Source
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Package, Vendor

_CHUNK = re.compile(r"\.{1,2}/[\w./-]+\.[cm]?js")
_LONG = 10
"""Shorter names of packages are words of other meanings."""


def modules(document: Document, source: Source, catalog: Catalog) -> dict[str, str]:
    """Return the one chunk that a file imports when it needs it, and the package in it that its messages name.

    ``import("./index48.mjs")`` beside "Failed to load react-facebook-pixel", or beside "TikTok Pixel initialized".
    """
    imports = [(one.kind, constant(one.specifier) or "") for script in document.scripts for one in script.imports]
    chunks = {name for kind, name in imports if kind is ImportKind.DYNAMIC and _CHUNK.fullmatch(name)}
    if len(chunks) != 1:
        return {}
    for known in _known(catalog):
        named = {package for name, package in known.items() if _is_said(name, source.text)}
        if named:
            lone = len(named) == 1 and not named & {name for _, name in imports}
            return dict.fromkeys(chunks, named.pop()) if lone else {}
    return {}


def _is_said(name: str, text: str) -> bool:
    at = text.find(name)
    return at >= 0 and re.compile(rf"(?<![\w@/-]){re.escape(name)}(?![\w/-])").search(text, max(0, at - 1)) is not None


@functools.lru_cache(maxsize=8)
def _known(catalog: Catalog) -> tuple[dict[str, str], dict[str, str]]:
    """Return the packages that set up a vendor by their own names, then by the vendor's, where that is of two words."""
    packages: dict[str, str] = {}
    vendors: dict[str, str] = {}
    for vendor in catalog.vendors.values():
        own = [package.name for package in vendor.package if _starts(package)]
        packages |= {name: name for name in own if len(name) >= _LONG and name.isascii()}
        if own and " " in vendor.name:
            vendors[vendor.name] = _likeliest(vendor, own)
    return packages, vendors


def _likeliest(vendor: Vendor, packages: list[str]) -> str:
    return vendor.slug if vendor.slug in packages else packages[0]


def _starts(package: Package) -> bool:
    calls = (call for call in package.call if call.kind == "init")
    return package.registry == "npm" and any(call.pattern.startswith(("default.", "*.")) for call in calls)
