"""The tightest Content Security Policy with which a route's pages still work, and no tracker does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.facts.model import Inline, Sighting
from pixelgate.graph.model import Fact, Reach, RouteGraph
from pixelgate.source import Location
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Category

_DIRECTIVES = {
    "script": "script-src",
    "style": "style-src",
    "image": "img-src",
    "font": "font-src",
    "media": "media-src",
    "connect": "connect-src",
    "frame": "frame-src",
    "object": "object-src",
    "form": "form-action",
}
"""Kind of connection -> the directive that decides it."""

_OWN = ("default-src", "script-src", "style-src", "connect-src", "font-src", "frame-src", "form-action")

NONCE = "'nonce-{RANDOM}'"
"""Stands for a nonce that the server draws for each response."""


class Tight(msgspec.Struct, frozen=True):
    """Directives with their sources, in the order of a policy, and what a reader must know to send it.

    ``kept_out`` are the trackers that it shuts out, by name; ``nonces`` the places of code that a template makes, which
    needs a nonce; ``handlers`` those of inline event handlers, which no policy like this one runs.
    """

    directives: tuple[tuple[str, tuple[str, ...]], ...]
    kept_out: tuple[str, ...] = ()
    nonces: tuple[Location, ...] = ()
    handlers: tuple[Location, ...] = ()

    @property
    def text(self) -> str:
        """Return the policy as a header's value."""
        return "; ".join(" ".join((name, *sources)) for name, sources in self.directives)


def tight(graph: RouteGraph, catalog: Catalog, route: int) -> Tight:
    """Return the policy for a route by its index."""
    sightings = [reach.fact for reach in _on(graph.sightings, route)]
    trackers = [one for one in sightings if _tracks(catalog, one)]
    inlines = [reach.fact for reach in graph.again(Inline, (route,)) if not _holds(reach.fact, trackers)]
    found = {name: {"'self'"} for name in _OWN} | {"img-src": {"'self'", "data:"}}
    for reach in _on(graph.connections, route):
        name = _DIRECTIVES.get(reach.fact.kind)
        if name and not _is_tracker(catalog, reach.fact.host, reach.fact.url):
            scheme = "wss" if reach.fact.url.lower().startswith("ws") else "https"  # neither covers the other
            found.setdefault(name, set()).add(f"{scheme}://{reach.fact.host}")
    for inline in inlines:
        _add(inline, found)
    found = {"object-src": {"'none'"}, "base-uri": {"'self'"}, "frame-ancestors": {"'self'"}} | found
    return Tight(
        tuple((name, _ordered(found[name])) for name in sorted(found, key=lambda name: (name != "default-src", name))),
        tuple(sorted({catalog.vendors[one.vendor].name for one in trackers if one.vendor in catalog.vendors})),
        tuple(one.location for one in inlines if one.kind in {"script", "style"} and not one.digest),
        tuple(one.location for one in inlines if one.kind == "handler"),
    )


def _on(reaches: Iterable[Reach[Fact]], route: int) -> Iterator[Reach[Fact]]:
    return (reach for reach in reaches if any(chain.route == route for chain in reach.chains))


def _tracks(catalog: Catalog, sighting: Sighting) -> bool:
    vendor = catalog.vendors.get(sighting.vendor)
    return sighting.active and (vendor is None or vendor.category is not Category.EMBED)


def _is_tracker(catalog: Catalog, host: str, url: str) -> bool:
    found = catalog.url(url) or catalog.url(f"https://{host}/")
    slugs = [match.vendor for match in found]
    return any(slug not in catalog.vendors or catalog.vendors[slug].category is not Category.EMBED for slug in slugs)


def _holds(inline: Inline, trackers: Iterable[Sighting]) -> bool:
    """Tell whether a tracker's code stands in an inline script: that one gets no hash."""
    begin, end = inline.location, inline.location
    return any(
        one.location.path == begin.path
        and (begin.line, begin.column) <= (one.location.line, one.location.column)
        and (one.location.end_line, one.location.end_column) <= (end.end_line, end.end_column)
        for one in trackers
    )


def _add(inline: Inline, found: dict[str, set[str]]) -> None:
    source = f"'sha256-{inline.digest}'" if inline.digest else NONCE
    match inline.kind:
        case "script":
            found["script-src"].add(source)
        case "style":
            found["style-src"].add(source)
        case "style-attribute":
            found.setdefault("style-src-attr", set()).add("'unsafe-inline'")
        case _:
            pass  # handlers have no source of their own that would not let in others


def _ordered(sources: Iterable[str]) -> tuple[str, ...]:
    """Return sources with keywords first, then schemes, hosts, hashes and nonces."""
    return tuple(sorted(sources, key=lambda one: (one.startswith(("'sha256", "'nonce")), not one.startswith("'"), one)))
