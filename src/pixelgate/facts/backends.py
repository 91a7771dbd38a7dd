"""Code of back ends that tells vendors: the addresses of conversions APIs in its strings, and packages for servers.

Read from the text, without a grammar, in every language alike; what is sent is known by the keys near the address.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.facts.evidence import Evidence
from pixelgate.facts.model import Confidence, Parameter, SightingKind
from pixelgate.source import Source, Span
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Vendor

_ADDRESS = re.compile(r"[\"'`](https?://[^\"'`\s<>]{4,300})[\"'`]")
_OPEN = re.compile(r"#\{[^{}]*\}|\$\{[^{}]*\}|\{[^{}]*\}|\$\w+|%[sd]")
"""What a language fills into its strings: ``{id}``, ``#{id}``, ``$id``, ``%s``."""

_NEAR = 1_500
"""How far after an address what is sent there is looked for, in characters."""

_PAGES = (".php", ".cshtml", ".razor")
"""Ends of files that hold the code of browsers as well, which sends to some of these addresses itself."""

_ATTRIBUTE = re.compile(r"\b(?:src|href|action|data|content)=\Z")
_BEFORE = 500
"""How far before it."""

_COMMENT = re.compile(r"[ \t]*(?:#|//|\*|/\*)")
_IMPORTS = {
    ".py": ("pypi", r"(?m)^[ \t]*(?:from|import)[ \t]+%s(?=[\s.,;]|$)"),
    ".rb": ("gem", r"(?m)^[ \t]*require[ \t(]+[\"']%s(?=[\"'/])"),
    ".php": ("composer", r"(?m)^[ \t]*use[ \t]+\\?%s(?=\\)"),
}

_COMMON = r"(?m)^[ \t]*(?:import[ \t]+%s(?![\w.])|from[ \t]+%s[ \t]+import[ \t][^\n]*\bClient\b)"
"""An import of what projects have modules of their own called like."""


def evidence(source: Source, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the calls and imports that the text of a file shows, those in comments aside."""
    for found in _ADDRESS.finditer(source.text):
        url = _OPEN.sub("{}", found[1])
        for match in catalog.url(url):
            served = match.kind == "server" or (match.served and not source.path.endswith(_PAGES))
            if served and not _aside(source.text, found.start()):
                vendor = catalog.vendors[match.vendor]
                near = source.text[max(0, found.start() - _BEFORE) : found.end() + _NEAR]
                yield Evidence(
                    match.vendor,
                    SightingKind.CONVERSION,
                    Span(*found.span(1)),
                    family=match.vendor,
                    id=match.capture("id").replace("{}", ""),
                    event=_event(vendor, near),
                    parameters=tuple(_parameters(vendor, near)),
                    url=url,
                    confidence=Confidence.MEDIUM,
                )
    yield from _imported(source, catalog)


def _imported(source: Source, catalog: Catalog) -> Iterator[Evidence]:
    registry, form = _IMPORTS.get(posixpath.splitext(source.path)[1].lower(), ("", ""))
    for slug, vendor in catalog.vendors.items() if registry else ():
        names = {n for one in vendor.server if one.registry == registry for n in one.imports or [one.package]}
        for name in sorted(names):
            said = (_COMMON if name in catalog.common else form).replace("%s", re.escape(name))
            if name in source.text and (found := re.search(said, source.text)):
                span = Span(found.start() + len(found[0]) - len(found[0].lstrip()), found.end())
                kind, sure = SightingKind.CONVERSION, Confidence.MEDIUM
                yield Evidence(slug, kind, span, family=slug, url=name, confidence=sure)


def _aside(text: str, at: int) -> bool:
    """Tell whether a string stands in a comment, or is an attribute of markup."""
    commented = _COMMENT.match(text, text.rfind("\n", 0, at) + 1) is not None
    return commented or _ATTRIBUTE.search(text, max(0, at - len("content=") - 1), at) is not None


def _key(name: str) -> str:
    """Return what a key looks like in any language: ``"em":``, ``'em' =>``, ``em:``, ``em=``."""
    return rf"(?<![\w.-])[\"':]?{re.escape(name)}[\"']?\s*(?:=>|[:=](?!=))\s*"


def _event(vendor: Vendor, near: str) -> str:
    keys = dict.fromkeys(key for one in vendor.server for key in one.event.split("|") if key)
    found = (re.search(_key(key) + r"[\"']([^\"'\n]{1,80})[\"']", near) for key in keys)
    return next((one[1] for one in found if one), "")


def _parameters(vendor: Vendor, near: str) -> Iterator[Parameter]:
    """Yield the keys of the person that stand near; their values only the run time knows."""
    names = dict.fromkeys((*(key for one in vendor.server for key in one.user_data), *vendor.user_data))
    for name in names:
        if name.isidentifier() and re.search(_key(name), near):
            yield Parameter(name, source="variable", category=vendor.user_data.get(name))
