"""From places in built scripts to the sources they were built from, through the source maps of the tree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from pixelgate.facts import extract
from pixelgate.facts.model import Origins, Problem, Suppression
from pixelgate.parse.decode import decode
from pixelgate.parse.dialects import SCRIPTS, dialect_of
from pixelgate.parse.sourcemap import DamagedMapError, Map, Original, embedded, link, read_map
from pixelgate.source import Location, Source
from pixelgate.tree import Tree, Unreadable
from pixelgate.vendors.catalog import Catalog

_SCHEME = re.compile(r"[a-z][\w+.-]*:(?://[^/]*)?/?", re.IGNORECASE)
_ROOT = re.compile(r"(?:.*/)?\[project\]/")
_SUPPRESSING = "pixelgate:"
_PUT_BEFORE = re.compile(r"\(0,[ ]?(?=[\w$.]+\))|\([^()\n]{1,200}__esModule[^()\n]{1,200}\)\.")
_WIDE = re.compile("[\U00010000-\U0010ffff]")


def origins(tree: Tree, catalog: Catalog, places: Iterable[Location]) -> Origins:
    """Return where places were written, of those that lie in scripts with a source map; nothing is fetched.

    A map stands in the script's last ``sourceMappingURL`` comment, or in a file that this names, or beside the script.
    """
    by_path: dict[str, list[Location]] = {}
    for place in dict.fromkeys(places):
        if dialect_of(place.path) == SCRIPTS[".js"]:
            by_path.setdefault(place.path, []).append(place)
    found: dict[Location, Location] = {}
    silenced: dict[str, tuple[Suppression, ...]] = {}
    problems: list[Problem] = []
    known = frozenset(tree.paths()) if by_path else frozenset[str]()
    for path in sorted(by_path):
        try:
            where, texts = _of_script(tree, path, by_path[path], known)
        except DamagedMapError as error:
            problems.append(Problem("damaged-source-map", f"the source map {error}", Location(path)))
            continue
        except Unreadable:
            continue
        found |= where
        silenced |= {name: _suppressions(name, text, catalog) for name, text in texts.items()}
    return Origins(found, silenced, tuple(problems))


def _suppressions(name: str, text: str, catalog: Catalog) -> tuple[Suppression, ...]:
    return extract(name, text.encode(errors="replace"), catalog).suppressions


_Found = tuple[dict[Location, Location], dict[str, str]]


def _of_script(tree: Tree, path: str, places: list[Location], known: frozenset[str]) -> _Found:
    """Return where the places of a script were written, and the embedded texts of sources that ask for silence."""
    source = Source(path, decode(tree.read(path), markup=False) or "")
    data, folder = _map(tree, source)
    if data is None:
        return {}, {}
    map_ = read_map(data)
    at = {place: _units(source, place) for place in places}
    origins_ = map_.originals(at.values())
    named = {number: _named(map_.sources[number], folder, known) for number in {o.source for o in origins_.values()}}
    texts = {number: _text(map_, number, name, tree, known) for number, name in named.items()}
    found = {place: _location(origins_[where], named, texts) for place, where in at.items() if where in origins_}
    silent = {named[n]: text for n, text in texts.items() if named[n] not in known and _SUPPRESSING in text}
    return found, silent


def _map(tree: Tree, source: Source) -> tuple[bytes | None, str]:
    """Return the map of a script, and the folder to which its sources are relative."""
    here = posixpath.dirname(source.path)
    url = link(source.text)
    inside = embedded(url)
    if inside is not None:
        return inside, here
    linked = _below(posixpath.join(here, url.partition("?")[0])) if url and not _SCHEME.match(url) else ""
    for path in dict.fromkeys((linked, f"{source.path}.map")):
        if path and tree.exists(path):
            try:
                return tree.read(path), posixpath.dirname(path)
            except Unreadable as error:
                raise DamagedMapError(f"{path} cannot be read: {error.reason}") from error
    return None, here


def _below(path: str) -> str:
    """Return a path without detours, empty where it leads out of the tree or is none."""
    plain = posixpath.normpath(path)
    return "" if plain.startswith(("/", "..")) or "\0" in plain else plain


def _named(source: str, folder: str, known: frozenset[str]) -> str:
    """Return the file of the tree that a source is, else its name without whatever leads elsewhere.

    Names come from outside: ``webpack://app/./src/x.ts?1a2b``, ``../../src/x.ts``, ``file:///home/ci/app/src/x.ts``. A
    file counts when it lies where the name says, or by the name's end below the map's folder or one above it.
    """
    direct = _below(posixpath.join(folder, source.partition("?")[0]))
    if direct in known:
        return direct
    plain = _ROOT.sub("", _SCHEME.sub("", source.replace("\\", "/"))).partition("?")[0]
    plain = posixpath.normpath("/" + plain).lstrip("/")
    return next((path for path in _guesses(plain, folder) if path in known), plain or source or "?")


def _guesses(plain: str, folder: str) -> Iterator[str]:
    """Yield where a source may lie: below the map's folder, or one above it."""
    while True:
        yield posixpath.join(folder, plain)
        if not folder:
            return
        folder = posixpath.dirname(folder)


def _text(map_: Map, number: int, name: str, tree: Tree, known: frozenset[str]) -> str:
    """Return the text of a source: the one that is embedded, else that of the file of the tree."""
    text = map_.contents[number]
    if text is None and name in known:
        try:
            text = decode(tree.read(name), markup=False)
        except Unreadable:
            text = None
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def _location(origin: Original, named: Mapping[int, str], texts: Mapping[int, str]) -> Location:
    """Return the place of an original, its column in code points as far as the text is known."""
    line = _line(texts[origin.source], origin.line)
    column = len(line.encode("utf-16-le", "surrogatepass")[: 2 * origin.column].decode("utf-16-le", "replace"))
    column = column if _WIDE.search(line) else origin.column
    return Location(named[origin.source], origin.line + 1, column + 1, origin.line + 1, column + 1)


def _line(text: str, number: int) -> str:
    lines = text.split("\n", number + 1)
    return lines[number] if number < len(lines) else ""


def _units(source: Source, place: Location) -> tuple[int, int]:
    """Return line and column from 0 of what a place says first, the column in UTF-16 code units.

    That is the name called in ``(0, n.f)(…)`` and ``(m && m.__esModule ? m.default : m).f(…)``: a bundler put in what
    stands before it, and maps know nothing of that.
    """
    starts = source.line_starts
    start = starts[min(place.line, len(starts)) - 1]
    first = start + place.column - 1
    put_before = _PUT_BEFORE.match(source.text, first)
    at = put_before.end() if put_before is not None else first
    wide = len(_WIDE.findall(source.text, start, at))
    return place.line - 1, at - start + wide
