"""The vendors, loaded once and indexed for what the other stages ask: by word, by call, by URL, by ID."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

import msgspec
from ahocorasick_rs import BytesAhoCorasick

from pixelgate.vendors import check, words
from pixelgate.vendors.cloaks import cloak
from pixelgate.vendors.entities import entity
from pixelgate.vendors.globs import glob_rest
from pixelgate.vendors.model import Beacon, ContainerTag, Frame, Loader, Server, Vendor
from pixelgate.vendors.prefilter import Prefilter
from pixelgate.vendors.rules import Rules
from pixelgate.vendors.urls import UrlIndex, UrlPattern
from pixelgate.vendors.words import Word

DATA = Path(__file__).with_name("data")

_WORD = 2
"""Shorter ends of addresses stand in every file."""

_SHORT = 4
"""How many letters an alias may have before it is more than an abbreviation, which a title may hold by chance."""

_LONG = 1_000
"""Characters of a URL beyond which what it matches is not remembered."""

UrlKind = Literal["loader", "beacon", "iframe", "server", "relay", "host"]


class QueryValue(msgspec.Struct, frozen=True):
    """A value in a beacon's URL: what it means, under which key (that within brackets for ``cd[*]``), and its text."""

    meaning: str
    key: str
    value: str


class UrlMatch(msgspec.Struct, frozen=True):
    """A URL that is a vendor's.

    ``captures`` are what the pattern names (``id``, ``name``), ``query`` is what the beacon's keys mean. Their text
    holds ``{}`` where the URL's is not known. ``starts``: a script with its ID in the URL, which starts by itself.
    ``served``: servers send there as well.
    """

    vendor: str
    kind: UrlKind
    captures: tuple[tuple[str, str], ...] = ()
    query: tuple[QueryValue, ...] = ()
    starts: bool = False
    served: bool = False

    def capture(self, name: str) -> str:
        """Return what is captured under a name, or nothing."""
        return dict(self.captures).get(name, "")


class Packed(msgspec.Struct, frozen=True):
    """A package that a mark is of, its vendor, and the method by which its object is known.

    ``shows``: the mark is of no other package; else it only tells how far the package's code reaches.
    """

    vendor: str
    package: str
    method: str
    shows: bool = True


class Catalog:
    """All vendors by slug, most important first, and the indexes over them, each built when it is first asked for."""

    def __init__(self, vendors: Iterable[Vendor]) -> None:
        ordered = sorted(vendors, key=lambda vendor: (vendor.priority, vendor.slug))
        self.vendors: dict[str, Vendor] = {vendor.slug: vendor for vendor in ordered}

    def __reduce__(self) -> tuple[type[Catalog], tuple[tuple[Vendor, ...]]]:
        return Catalog, (tuple(self.vendors.values()),)

    def passing(self, relays: Mapping[str, Sequence[str]]) -> Catalog:
        """Return the catalog with addresses of a site's own that pass on to vendors, by vendor."""
        known = {slug: [*self.vendors[slug].relay, *urls] for slug, urls in relays.items() if slug in self.vendors}
        return Catalog(
            msgspec.structs.replace(vendor, relay=known[slug]) if slug in known else vendor
            for slug, vendor in self.vendors.items()
        )

    @cached_property
    def relay_words(self) -> tuple[bytes, ...]:
        """What stands in the files that name an address which passes on: the end of the address that is known."""
        marks = [UrlPattern(url).mark.rstrip("/") for vendor in self.vendors.values() for url in vendor.relay]
        words = ((mark.rpartition("/")[2], mark) for mark in marks)
        return tuple(sorted({(word if len(word) > _WORD else mark).encode() for word, mark in words if mark}))

    @cached_property
    def passed_on(self) -> tuple[tuple[str, str], ...]:
        """The vendors with the whole paths of a site's own that pass on to them, of those that are known to the end."""
        paths = ((slug, url.removeprefix("*")) for slug, vendor in self.vendors.items() for url in vendor.relay)
        return tuple((slug, path) for slug, path in paths if not set("*{") & set(path))

    @cached_property
    def served_at(self) -> dict[str, list[tuple[str, UrlPattern]]]:
        """The conversions APIs by their host, with the vendor."""
        found: dict[str, list[tuple[str, UrlPattern]]] = {}
        for pattern, (slug, entry) in self._urls.entries:
            if isinstance(entry, Server) and "*" not in pattern.host:
                found.setdefault(pattern.host, []).append((slug, pattern))
        return found

    @cached_property
    def clients(self) -> dict[str, str]:
        """The modules of Python by which servers send to vendors, with the vendor."""
        return {
            name: slug
            for slug, vendor in self.vendors.items()
            for one in vendor.server
            if one.registry == "pypi"
            for name in one.imports or [one.package]
        }

    @cached_property
    def common(self) -> frozenset[str]:
        """Those of these modules whose name projects give to modules of their own."""
        servers = (one for vendor in self.vendors.values() for one in vendor.server if one.common)
        return frozenset(name for one in servers for name in one.imports)

    @cached_property
    def bundled(self) -> dict[str, Packed]:
        """The packages that are known inside a bundle, by their marks."""
        return {
            mark: Packed(slug, entry.package, entry.method, shows=mark == entry.marks[0])
            for slug, vendor in self.vendors.items()
            for entry in vendor.bundled
            for mark in entry.marks
        }

    @cached_property
    def patterns(self) -> Rules:
        """The call patterns, by global name and by module."""
        return Rules(self.vendors.values())

    @property
    def interest_names(self) -> frozenset[str]:
        return self.patterns.names

    @property
    def interest_modules(self) -> frozenset[str]:
        return self.patterns.modules

    @cached_property
    def interest_texts(self) -> frozenset[str]:
        """Parts of strings that may be a vendor's: hosts of URLs, paths of those at any host, beginnings of IDs.

        Without the slash before a file's name, which code may join in another string (``root + "matomo.js"``).
        """
        paths = (pattern.mark.removeprefix("/") for pattern, _ in self._urls.entries)
        identifiers = (word.literal.decode() for vendor in self.vendors.values() for word in words.of_id(vendor))
        ends = (word.decode().strip("/") for word in self.relay_words)
        return frozenset((*paths, *ends, *identifiers, *map(words.plain_part, self.named)))

    @cached_property
    def named(self) -> dict[str, str]:
        """Return the strings of code that name a vendor by themselves, with the vendor: plugins, telling attributes."""
        table: dict[str, str] = {}
        for slug, vendor in self.vendors.items():
            table |= {emitter.plugin: slug for emitter in vendor.emitter if emitter.plugin}
            table |= {attribute.name: slug for attribute in vendor.attribute if attribute.tells == "anywhere"}
        return table

    def url(self, text: str) -> tuple[UrlMatch, ...]:
        """Return what a URL is to the vendors it belongs to, one match for each vendor.

        ``{}`` in the URL stands for unknown parts. That the host is a vendor's counts only where no pattern matches.
        """
        return self._url_matches(text) if len(text) <= _LONG else self._match_url(text)

    @cached_property
    def _url_matches(self) -> Callable[[str], tuple[UrlMatch, ...]]:
        """The same, remembered: the pages of a site load the same scripts."""
        return lru_cache(maxsize=4096)(self._match_url)

    def _match_url(self, text: str) -> tuple[UrlMatch, ...]:
        found: dict[str, UrlMatch] = {}
        served: set[str] = set()
        for (slug, entry), address, captures in self._urls.find(text):
            served.update((slug,) if isinstance(entry, Server) else ())
            query = _query_values(entry, address.query) if isinstance(entry, Beacon) else ()
            owner = self.owner(slug, captures.get("id", ""))
            kept = tuple((name, value) for name, value in captures.items() if value)
            found.setdefault(owner, UrlMatch(owner, _kind(entry), kept, query, _starts(entry)))
        for slug in served & found.keys():
            found[slug] = msgspec.structs.replace(found[slug], served=True)
        exact = tuple(match for match in found.values() if match.kind != "host")
        return exact or tuple(found.values())

    def of_host(self, host: str) -> str | None:
        """Return the vendor at a host, whatever is asked of it there: the one with most scripts at it, or URLs."""
        name = host.lower()
        counts: Counter[str] = self._hosts.get(name) or self._hosts.get(f"*.{name}") or Counter()
        while not counts and "." in name:
            name = name.partition(".")[2]
            counts = self._hosts.get(f"*.{name}", Counter())
        return max(counts, key=lambda slug: counts[slug], default=None)

    def behind(self, host: str) -> str | None:
        """Return who is behind a host, for one that no vendor's URL names: a vendor's cloak, or ``other:<entity>``."""
        if company := cloak(host):
            return self._cloaks.get(company, f"other:{company}")
        known = entity(host)
        return f"other:{known.name}" if known and known.tracks else None

    @cached_property
    def _cloaks(self) -> dict[str, str]:
        return {vendor.cloak: slug for slug, vendor in self.vendors.items() if vendor.cloak}

    @cached_property
    def _hosts(self) -> dict[str, Counter[str]]:
        scripts: dict[str, Counter[str]] = {}
        others: dict[str, Counter[str]] = {}
        for pattern, (slug, entry) in self._urls.entries:
            table = scripts if isinstance(entry, Loader) else others
            table.setdefault(pattern.host, Counter())[slug] += 1
        return others | scripts

    def owner(self, slug: str, identifier: str) -> str:
        """Return the vendor that an ID names: ``AW-1`` in a Google tag is google-ads."""
        prefixes = self.vendors[slug].id.vendors
        longest = max((prefix for prefix in prefixes if identifier.startswith(prefix)), key=len, default="")
        return prefixes.get(longest, slug)

    @cached_property
    def managers(self) -> dict[str, str]:
        """The vendors that load containers, by the container's format."""
        return {manager: slug for slug, vendor in self.vendors.items() for manager in vendor.manages}

    @cached_property
    def container_tags(self) -> dict[tuple[str, str], tuple[str, ContainerTag]]:
        """The vendors of tags by the container's format and the tag's type."""
        return {
            (entry.manager, one): (slug, entry)
            for slug, vendor in reversed(self.vendors.items())
            for entry in vendor.container
            for one in entry.types
        }

    def titled(self, title: str) -> str | None:
        """Return the vendor that a title names, such as that of a template which others made for it."""
        text = title.lower()
        for slug, vendor in self.vendors.items():
            if vendor.name.lower() in text or any(len(alias) > _SHORT and alias in text for alias in vendor.aliases):
                return slug
        return None

    def hits(self, data: bytes) -> bool:
        """Tell whether a file may hold anything of any vendor; a file without a hit need not be parsed for trackers."""
        return self._prefilter.hits(data)

    def hit_words(self, data: bytes) -> frozenset[str]:
        """Return the words by which a file hits, to explain and to test."""
        return self._prefilter.words(data)

    def copies(self, text: str) -> tuple[str, ...]:
        """Return the vendors whose own script this text is, wherever it is served from."""
        automaton, texts = self._bodies
        matches = automaton.find_matches_as_indexes(text.encode(errors="replace"), overlapping=True)
        present = {texts[index] for index, _, _ in matches}
        return tuple(slug for slug, vendor in self.vendors.items() if vendor.body and present.issuperset(vendor.body))

    @cached_property
    def _bodies(self) -> tuple[BytesAhoCorasick, tuple[str, ...]]:
        """Return what stands in the vendors' own scripts, to be found in one pass."""
        texts = tuple(sorted({text for vendor in self.vendors.values() for text in vendor.body}))
        return BytesAhoCorasick([text.encode() for text in texts]), texts

    @cached_property
    def _urls(self) -> UrlIndex[tuple[str, msgspec.Struct | None]]:
        return UrlIndex(
            (UrlPattern(text), (vendor.slug, entry))
            for vendor in self.vendors.values()
            for text, entry in _url_patterns(vendor)
        )

    @cached_property
    def _prefilter(self) -> Prefilter:
        return Prefilter(self._words())

    def _words(self) -> Iterator[Word]:
        for pattern, (_, entry) in self._urls.entries:
            yield from words.of_url(pattern, loader=isinstance(entry, Loader))
        yield from (Word(word, word.decode(), bounded=False) for word in self.relay_words)
        for vendor in self.vendors.values():
            yield from words.of_vendor(vendor)
        yield from words.of_globals(self.patterns)


class Relay(msgspec.Struct, frozen=True):
    """Stands for an address of a site's own, beside the entries of a vendor's file."""


def _url_patterns(vendor: Vendor) -> Iterable[tuple[str, msgspec.Struct | None]]:
    entries: tuple[Loader | Frame | Beacon | Server, ...] = (
        *vendor.loader, *vendor.iframe, *vendor.beacon, *vendor.server
    )  # fmt: skip
    yield from ((entry.url, entry) for entry in entries if entry.url)
    yield from ((url, Relay()) for url in vendor.relay)
    for host in vendor.hosts:
        yield host if host.startswith("*.") else f"*.{host}", None


def _kind(entry: msgspec.Struct | None) -> UrlKind:
    match entry:
        case Loader():
            return "loader"
        case Beacon():
            return "beacon"
        case Frame():
            return "iframe"
        case Server():
            return "server"
        case Relay():
            return "relay"
        case _:
            return "host"


def _starts(entry: msgspec.Struct | None) -> bool:
    return isinstance(entry, Loader) and entry.starts


def _query_values(beacon: Beacon, query: tuple[tuple[str, str], ...]) -> tuple[QueryValue, ...]:
    found = []
    for key, value in query:
        for meaning, globs in beacon.query.items():
            for glob in globs.split("|"):
                inner = glob_rest(glob, key)
                if inner is not None:
                    found.append(QueryValue(meaning, inner, value))
    return tuple(found)


def shipped() -> tuple[Vendor, ...]:
    """Return the vendors of the package's own files, which its tests have checked."""
    return tuple(check.vendor(path.read_bytes(), path.stem) for path in sorted(DATA.glob("*.toml")))


@cache
def load(extra: Path | None = None) -> Catalog:
    """Load the vendor files that ship, and those of a further folder, which win.

    Raises:
        CatalogError: With every complaint about the files of the further folder.

    """
    vendors = {vendor.slug: vendor for vendor in shipped()}
    if extra is not None:
        vendors |= {vendor.slug: vendor for vendor in check.read_folder(extra, frozenset(vendors))}
    return Catalog(vendors.values())
