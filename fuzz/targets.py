"""The parsers as functions of bytes, each with what must hold of its result: an assertion or an exception is a bug."""

from __future__ import annotations

import datetime as dt
import functools
import unicodedata
from collections.abc import Callable
from contextlib import suppress

from pixelgate import facts, pipeline, second
from pixelgate.errors import ManifestError
from pixelgate.facts.lexicon import classify
from pixelgate.facts.packed import packed
from pixelgate.findings.terms import Terms
from pixelgate.manifest import Known, load_manifest, match
from pixelgate.parse import backend, dialect_of, frontend, parse
from pixelgate.parse.decode import decode
from pixelgate.parse.dialects import DIALECTS, EXTENSIONS
from pixelgate.parse.document import Interest
from pixelgate.parse.mask import mask
from pixelgate.parse.settings import read_settings
from pixelgate.parse.sourcemap import DamagedMapError, embedded, link, read_map
from pixelgate.reading import How
from pixelgate.reporters import clean, concise, github, html, json, markdown, sarif, text
from pixelgate.reporters.palette import Style
from pixelgate.second.marks import Marks, marks
from pixelgate.source import HOLE, Source
from pixelgate.tree import MemoryTree
from pixelgate.tree.glob import glob_matches
from pixelgate.vendors import catalog as vendor_data
from pixelgate.vendors import check
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.patterns import PatternError, parse_pattern
from pixelgate.vendors.urls import UrlError, UrlPattern

Target = Callable[[bytes], None]

FILES = (
    *(f"a{extension}" for extension in EXTENSIONS),
    *("package.json", "tsconfig.json", "settings.py", "config.yml", "config.toml", "gatsby-config.js", "app.js.erb"),
    *("a.js.j2", "nuxt.config.ts", "local_settings.py", "appsettings.json", "setup.ini", "config.ru"),
    *("urls.py", "a.rb", "a.java", "a.cs", "angular.json", "_config.yml", "hugo.toml", "next.config.mjs", "routes.ts"),
)
"""A file of every kind; the first byte of an input says which it is."""

PROGRAMS = ("urls.py", "a.rb", "a.php", "a.java", "a.cs", "a.ts", "a.vue", "angular.json", "_config.yml", "a.md")
SETTINGS = ("a.py", "a.yml", "a.toml", "a.json", "a.ini", "a.rb")
_MANIFEST = b"""
version = 1
[site]
origins = ["https://a.example"]
[[route]]
path = "/a"
access = "authenticated"
phi = ["appointment"]
pages = ["a.html"]
"""


@functools.cache
def catalog() -> Catalog:
    """Return the vendors that ship with the program."""
    return vendor_data.load()


@functools.cache
def _marks() -> Marks:
    return marks(catalog().vendors)


@functools.cache
def _interest() -> Interest:
    known = catalog()
    return Interest(known.interest_names, known.interest_modules, known.interest_texts)


def decoding(data: bytes) -> None:
    """Bytes to text: line ends are normal, and nothing looks like a hole."""
    for markup in (True, False):
        found = decode(data, markup=markup)
        assert found is None or not {"\r", HOLE} & set(found)


def masking(data: bytes) -> None:
    """Template directives to filler, in every language: the length and the line breaks stay, and places are in it."""
    dialect = tuple(DIALECTS.values())[data[0] % len(DIALECTS)] if data else DIALECTS["django"]
    given = data[1:].decode("utf-8", "surrogateescape")
    masked = mask(given, dialect)
    assert len(masked.text) == len(given)
    assert masked.text.count("\n") == given.count("\n")
    spans = [one.span for one in masked.holes] + [one.span for one in masked.directives]
    spans += [one.span for one in masked.regions] + [one.span for one in masked.comments]
    assert all(0 <= span.start <= span.end <= len(given) for span in spans)


def documents(data: bytes) -> None:
    """A file of any kind to a document, all of its code read: every place is in the file."""
    path, content = _file(data)
    if dialect_of(path) is None:
        return
    source, document = parse(path, content, _interest())
    spans = [one.span for one in document.elements] + [one.span for one in document.directives]
    for script in document.scripts:
        spans += [script.span, *(one.span for one in script.calls), *(one.span for one in script.literals)]
    assert all(0 <= span.start <= span.end <= len(source.text) for span in spans)


def extraction(data: bytes) -> None:
    """A file of any kind to facts, which fit into the cache and are the same again."""
    path, content = _file(data)
    found = facts.extract(path, content, catalog())
    assert packed(found) == packed(facts.extract(path, content, catalog()))


def again(data: bytes) -> None:
    """The second reading."""
    path, content = _file(data)
    packed(second.read(path, content, _marks()))


def manifest(data: bytes) -> None:
    """A manifest is read, or refused with complaints at places."""
    try:
        load_manifest(data, "pixelgate.toml", Known(frozenset(catalog().vendors)))
    except ManifestError as error:
        found = error.complaints
        assert all(one.line >= 1 and one.column >= 1 for one in found)


def vendor(data: bytes) -> None:
    """A file of vendor data is right, or has complaints at places."""
    assert all(one.line >= 1 for one in check.complaints(data, "example.toml", frozenset()))


def routes(data: bytes) -> None:
    """A path pattern and a path: what is compiled matches without end, and lies within itself."""
    pattern, _, path = data.decode("utf-8", "replace").partition("\n")
    with suppress(match.PatternError):
        match.validate(pattern)
        match.matches(pattern, path)
        assert match.covers(pattern, pattern)


def languages(data: bytes) -> None:
    """The languages of calls, addresses and files."""
    pattern, _, given = data.decode("utf-8", "replace").partition("\n")
    with suppress(PatternError):
        parse_pattern(pattern)
    with suppress(UrlError):
        UrlPattern(pattern)
    catalog().url(given)
    glob_matches(pattern, given)
    classify(given, personal=True)


def settings(data: bytes) -> None:
    """Settings of every format."""
    path = SETTINGS[data[0] % len(SETTINGS)] if data else "a.py"
    given = data[1:].decode("utf-8", "replace").replace("\r", "\n")
    assert all(0 <= one.span.start <= one.span.end <= len(given) for one in read_settings(path, given))


def outlines(data: bytes) -> None:
    """Code of back ends: what declares routes, renders pages, asks for logins."""
    path = PROGRAMS[data[0] % len(PROGRAMS)] if data else "urls.py"
    given = data[1:].decode("utf-8", "replace").replace("\r", "\n")
    source = Source(path, given)
    backend.outline(source)
    frontend.outline(source)


def maps(data: bytes) -> None:
    """A source map is read, or refused."""
    with suppress(DamagedMapError):
        found = read_map(data).originals([(0, 0), (0, 9), (1, 5)])
        assert all(one.line >= 0 and one.column >= 0 for one in found.values())
    with suppress(DamagedMapError):
        embedded(link(data.decode("utf-8", "replace")))


def program(data: bytes) -> None:
    """A page with its script through the whole program, and its report in every form."""
    page, _, script = data.partition(b"\0\0")
    tree = MemoryTree({"a.html": page, "a.js": script, "b.html": data, "package.json": script})
    checked = load_manifest(_MANIFEST, "pixelgate.toml", Known())
    report = pipeline.check(tree, checked, catalog(), Terms(dt.date(2026, 1, 1)), how=How(jobs=1))
    drawn = [form(report) for form in (html.render, markdown.render, json.render, github.render)]
    drawn += [
        concise.render(report, style=Style()),
        sarif.render(report, exit_code=1),
        text.render(report, style=Style()),
    ]
    steers = {char for one in drawn for char in set(one) if char != "\n" and unicodedata.category(char) in _STEERING}
    assert not steers
    assert not any("##[" in one for one in drawn)


def cleaning(data: bytes) -> None:
    """What neutralises hostile text."""
    given = data.decode("utf-8", "surrogateescape")
    for safe in (clean.plain(given), clean.json(given), clean.html(given), clean.markdown(given), clean.sarif(given)):
        assert not {char for char in safe if char != "\n" and unicodedata.category(char) in _STEERING}
    assert "<" not in clean.html(given)
    assert clean.uri(given).isascii()


_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def _file(data: bytes) -> tuple[str, bytes]:
    return FILES[data[0] % len(FILES)] if data else "a.html", data[1:]


TARGETS: dict[str, Target] = {
    one.__name__: one
    for one in (
        decoding,
        masking,
        documents,
        extraction,
        again,
        manifest,
        vendor,
        routes,
        languages,
        settings,
        outlines,
        maps,
        program,
        cleaning,
    )
}
