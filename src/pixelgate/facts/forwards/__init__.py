"""Addresses of the site's own that a configuration passes on to others: rewrites of hosts, proxies of servers.

One file for the formats of hosts and servers, one for program code; what is passed on to a vendor is told to it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from pixelgate.facts.evidence import Evidence
from pixelgate.facts.forwards import code, hosts
from pixelgate.facts.forwards.written import Written
from pixelgate.facts.headers.tokens import LONGEST
from pixelgate.facts.model import Forward, SightingKind
from pixelgate.facts.roles import is_server
from pixelgate.source import Location, Source
from pixelgate.vendors.address import UNKNOWN, split
from pixelgate.vendors.catalog import Catalog

__all__ = ["evidence", "forwards", "reads", "written"]


def reads(path: str) -> bool:
    """Tell whether a file may pass addresses on, as far as its name tells."""
    return hosts.reads(path)


def written(source: Source) -> tuple[Written, ...]:
    """Return what a file passes on, whomever to."""
    text = source.text
    if len(text) > LONGEST or not ("://" in text or code.HANDLES in text) or code.DEVELOPMENT.fullmatch(source.path):
        return ()
    if posixpath.splitext(source.path)[1].lower() in code.EXTENSIONS:
        told = tuple(code.read(text)) if any(word in text for word in code.WORDS) else ()
        return (*told, *code.handled(text)) if code.HANDLES in text and is_server(source) else told
    return tuple(hosts.read(source.path, text))


def evidence(found: Iterable[Written], catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendors to whom addresses are passed on."""
    for one in found:
        for vendor in _vendors(one.url, catalog) if one.url else ():
            family = vendor if vendor in catalog.vendors else ""
            yield Evidence(vendor, SightingKind.CONVERSION, one.span, family=family, url=one.url)


def forwards(found: Iterable[Written], told: Iterable[Evidence], source: Source) -> Iterator[Forward]:
    """Yield the addresses that are passed on to vendors, as far as the file names them."""
    known = {one.span for one in told}
    for one in found:
        if one.path and not one.url:
            yield Forward(one.path, Location(source.path))
        elif one.path and one.span in known:
            yield Forward(one.path, source.location(one.span))


def _vendors(url: str, catalog: Catalog) -> tuple[str, ...]:
    """Return whose address it is; what is asked of a host may be known at run time only."""
    whole = catalog.url(url) or catalog.url(url.removesuffix(f"/{UNKNOWN}"))
    owner = None if whole else catalog.behind(split(url).host)
    return tuple(dict.fromkeys(match.vendor for match in whole)) or ((owner,) if owner else ())
