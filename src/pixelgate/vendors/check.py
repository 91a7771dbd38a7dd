"""Say everything that is wrong with a vendor file, each complaint at its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec
from msgspec import inspect

from pixelgate import toml
from pixelgate.errors import CatalogError, Complaint
from pixelgate.toml import KeyPath
from pixelgate.vendors.model import MEANINGS, PHI, Beacon, Id, Vendor
from pixelgate.vendors.patterns import PatternError, parse_pattern
from pixelgate.vendors.shape import Slip, nearest, slips
from pixelgate.vendors.urls import UrlError, UrlPattern
from pixelgate.vendors.words import plain_beginning

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_folder(folder: Path, slugs: frozenset[str] = frozenset()) -> tuple[Vendor, ...]:
    """Return the vendors of a folder; ``slugs`` are those of vendors elsewhere.

    Raises:
        CatalogError: With every complaint about every file.

    """
    paths = sorted(folder.glob("*.toml"))
    known = slugs | {path.stem for path in paths}
    found = [complaint for path in paths for complaint in complaints(path.read_bytes(), str(path), known)]
    if found:
        raise CatalogError(tuple(found))
    return tuple(vendor(path.read_bytes(), path.stem) for path in paths)


def vendor(data: bytes, slug: str) -> Vendor:
    """Return the vendor of a file that is known to be right."""
    return msgspec.convert(toml.load(data) | {"slug": slug}, Vendor)


def complaints(data: bytes, path: str, slugs: frozenset[str]) -> tuple[Complaint, ...]:
    """Return everything that is wrong with a vendor file, in the order of the file.

    ``slugs`` are all vendors that it may name.
    """
    slug = Path(path).stem
    try:
        table = toml.load(data)
    except toml.TomlError as error:
        return (Complaint(path, error.line, error.column, "", error.message),)
    found = (
        [] if _SLUG.fullmatch(slug) else [Slip((), f"the file's name {slug!r} is no slug", "lower-case-with-hyphens")]
    )
    found += slips(table, _model())
    if not found:
        found += _meaning(msgspec.convert(table | {"slug": slug}, Vendor), slugs)
    places = toml.positions(data, path)
    return tuple(sorted(_complaint(slip, places, data.decode().splitlines()) for slip in found))


@cache
def _model() -> inspect.Type:
    return inspect.type_info(Vendor)


def _complaint(slip: Slip, places: toml.Positions, lines: list[str]) -> Complaint:
    place = places.key(slip.path) if slip.at_key else places.value(slip.path)
    column = place.column
    if slip.offset and place.line == place.end_line and "\\" not in lines[place.line - 1][column : place.end_column]:
        column += slip.offset
    key = ".".join(str(step) for step in slip.path)
    return Complaint(places.path, place.line, column, key, slip.message, slip.help)


def _meaning(vendor: Vendor, slugs: frozenset[str]) -> Iterator[Slip]:
    """Yield what is wrong with a vendor whose shape is right."""
    yield from _patterns(vendor)
    yield from _urls(vendor)
    yield from _categories(vendor)
    yield from _names(vendor, slugs)
    yield from _emitters(vendor)
    if not any(_sources(vendor)):
        yield Slip((), "no source: say where the claims come from", 'sources = ["…"], or source in an entry')


def _patterns(vendor: Vendor) -> Iterator[Slip]:
    lists: list[tuple[KeyPath, Iterable[str]]] = [
        (("call",), (call.pattern for call in vendor.call)),
        (("rename",), (rename.pattern for rename in vendor.rename)),
    ]
    lists += [(("package", n, "call"), (c.pattern for c in package.call)) for n, package in enumerate(vendor.package)]
    for base, texts in lists:
        yield from _compiled(base, "pattern", texts, parse_pattern)
    for index, option in enumerate(vendor.option):
        yield from _compile(("option", index, "pattern"), option.pattern, parse_pattern)
    for index, rename in enumerate(vendor.rename):
        if "$name" not in rename.pattern:
            yield Slip(("rename", index, "pattern"), "expected a pattern that captures $name")


def _urls(vendor: Vendor) -> Iterator[Slip]:
    yield from _compiled(("loader",), "url", (entry.url for entry in vendor.loader), _check_url)
    yield from _compiled(("iframe",), "url", (entry.url for entry in vendor.iframe), _check_url)
    yield from _compiled(("beacon",), "url", (entry.url for entry in vendor.beacon), _check_url)
    yield from _compiled(("server",), "url", (entry.url for entry in vendor.server), _check_url)
    for index, relay in enumerate(vendor.relay):
        yield from _compile(("relay", index), relay, _check_url)
    for index, host in enumerate(vendor.hosts):
        if "/" in host:
            yield Slip(("hosts", index), "expected a host without path", "a URL with a path belongs into [[beacon]]")
        else:
            yield from _compile(("hosts", index), host, _check_url)
    for index, beacon in enumerate(vendor.beacon):
        yield from _query(index, beacon)


def _check_url(text: str) -> None:
    UrlPattern(text).check()


def _query(index: int, beacon: Beacon) -> Iterator[Slip]:
    for meaning in beacon.query:
        if meaning not in MEANINGS:
            path: KeyPath = ("beacon", index, "query", meaning)
            yield Slip(path, f"unknown meaning {meaning!r}", f"one of {', '.join(sorted(MEANINGS))}", at_key=True)


def _compiled(base: KeyPath, key: str, texts: Iterable[str], compiler: Callable[[str], object]) -> Iterator[Slip]:
    """Yield the slips of the entries of an array of tables: what does not compile, and what stands there twice."""
    first: dict[str, int] = {}
    for index, text in enumerate(texts):
        path = (*base, index, key)
        if not text:
            continue
        if first.setdefault(text, index) != index:
            yield Slip(path, f"stands there twice, first in entry {first[text] + 1}")
        yield from _compile(path, text, compiler)


def _compile(path: KeyPath, text: str, compiler: Callable[[str], object]) -> Iterator[Slip]:
    try:
        compiler(text)
    except (PatternError, UrlError) as error:
        yield Slip(path, error.message, offset=error.column)


def _categories(vendor: Vendor) -> Iterator[Slip]:
    said: list[tuple[KeyPath, str]] = [(("user-data", key), category) for key, category in vendor.user_data.items()]
    for index, automatic in enumerate(vendor.automatic):
        said += [(("automatic", index, "data", n), category) for n, category in enumerate(automatic.data)]
    for path, category in said:
        if category not in PHI:
            known = tuple(sorted(PHI))
            yield Slip(path, f"unknown category {category!r}", nearest(category, known) or f"one of {', '.join(known)}")


def _names(vendor: Vendor, slugs: frozenset[str]) -> Iterator[Slip]:
    keys = tuple(automatic.key for automatic in vendor.automatic)
    for index, option in enumerate(vendor.option):
        for field, names in (("stops", option.stops), ("starts", option.starts)):
            for n, name in enumerate(names):
                if name not in keys:
                    yield Slip(
                        ("option", index, field, n), f"no [[automatic]] has the key {name!r}", nearest(name, keys)
                    )
    for prefix, slug in vendor.id.vendors.items():
        if slug not in slugs:
            yield Slip(("id", "vendors", prefix), f"unknown vendor {slug!r}", nearest(slug, tuple(sorted(slugs))))
    yield from _identifier(vendor.id)


def _identifier(identifier: Id) -> Iterator[Slip]:
    for key, text in (("format", identifier.format), ("anywhere", identifier.anywhere)):
        try:
            re.compile(text)
        except re.error as error:
            yield Slip(("id", key), f"no regular expression: {error}")
            return
    if identifier.format and identifier.example and not re.fullmatch(identifier.format, identifier.example):
        yield Slip(("id", "example"), "the example is not of the format")
    if identifier.anywhere and len(plain_beginning(identifier.anywhere)) < 2:  # noqa: PLR2004  (``G-``)
        yield Slip(("id", "anywhere"), "expected a form that begins with two plain characters at least")


def _emitters(vendor: Vendor) -> Iterator[Slip]:
    for index, emitter in enumerate(vendor.emitter):
        if sum(map(bool, (emitter.tag, emitter.element, emitter.setting, emitter.plugin))) != 1:
            yield Slip(("emitter", index), "expected exactly one of tag, element, setting and plugin")
        if emitter.tags and not emitter.setting:
            yield Slip(("emitter", index, "tags"), "only a setting has tags through which it comes out")
    for index, server in enumerate(vendor.server):
        if not server.url and not server.package:
            yield Slip(("server", index), "expected url or package")


def _sources(vendor: Vendor) -> Iterator[str]:
    yield from vendor.sources
    groups = (vendor.loader, vendor.beacon, vendor.iframe, vendor.call, vendor.automatic, vendor.package, vendor.server)
    for group in groups:
        yield from (entry.source for entry in group)
