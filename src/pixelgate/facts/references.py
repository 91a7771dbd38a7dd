"""What a file points to: other files (references) and addresses outside the page (connections)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from pixelgate.facts.addresses import tells
from pixelgate.facts.helpers import asked as named_helpers
from pixelgate.facts.locators import External, Internal, Locators
from pixelgate.facts.model import Chunk, Connection, Reference
from pixelgate.facts.regions import regions_at
from pixelgate.facts.targets import targets
from pixelgate.facts.unimported import asked
from pixelgate.parse.document import Document, Import, ImportKind, State, Use
from pixelgate.parse.marks import marks
from pixelgate.parse.values import Value, alternatives, constant
from pixelgate.source import Location, Source, Span

_TEMPLATE_KINDS = frozenset({"extends", "include", "import"})
_FOLLOWED = {
    "script": "script",
    "frame": "iframe",
    "object": "iframe",
    "style": "link",
    "module": "link",
    "refresh": "link",
    "part": "part",
    "ahead": "link",
}
_CONNECTED = {"module": "script", "config": "connect", "refresh": "visit", "part": "connect"}
_IMPORTS = {
    ImportKind.STATIC: "module",
    ImportKind.EXPORT: "module",
    ImportKind.DYNAMIC: "dynamic-import",
    ImportKind.REQUIRE: "require",
    ImportKind.WORKER: "worker",
    ImportKind.SCRIPT: "script",
}
_CHUNKS = {ImportKind.CHUNK: "dynamic-import", ImportKind.NEEDED: "script"}
_LITERALS = {Use.LOAD: "script", Use.REQUEST: "connect", Use.FRAME: "frame", Use.HINT: "hint"}
_SCRIPT_FILE = re.compile(r".*\.[cm]?jsx?", re.IGNORECASE)

_ALTERNATIVE = "define.amd"
"""Stands beside the requires of a script that browsers load as it is: they do not take that branch."""

_AROUND = 600
_HEAD = 20_000
_REQUIRED = re.compile(
    r"(?m)^[ \t]*(?://|\*|#)=[ \t]*(?:require|(?P<tree>require_(?:tree|directory)))[ \t]+(?P<name>\S+)"
)

_FETCHED = re.compile(
    r"(?:\.(?:load|get|ajax)|fetch(?<=\bfetch)|\.open\(\s*[\"'](?i:GET)[\"']\s*,|url(?<=\burl)\s*:)\s*\(?\s*[\"'`]"
    r"(?P<url>[^\s\"'`$<>{}?#]+(?i:\.x?html?))(?=[\s\"'`?#])"
)
_LOADED = re.compile(r"\.load\(\s*[\"'`](?P<url>/[\w/.-]*[\w-])(?=[\s\"'`?#])")
_PAGE = re.compile(r"\.x?html?[\s\"'`?#]", re.IGNORECASE)
"""What stands in whatever ``_FETCHED`` matches, and is found at the speed of memory."""

_ENDING = len(".xhtml?")

_INCLUDED = re.compile(
    r"\b(?:inclusion_tag|InclusionNode|render_to_string|get_template)\(\s*[rf]?[\"'](?P<name>[^\"'\n{}]+)[\"']"
)
_TAG_FOLDER = "templatetags/"
_CONTROLLERS = "LoadControllersFrom("
_STIMULUS = re.compile(r"(?m)^\s*(?:eager|lazy)LoadControllersFrom\(")
_COMMENTED = re.compile(r"^\s*(?://|\*)")

_NOWHERE = Location("")
"""The place of a fact that is not placed yet."""

_Fact = TypeVar("_Fact", Reference, Connection)


class _Pointer(msgspec.Struct, frozen=True):
    """A URL or specifier in a document: the kinds of reference and of connection that it would be, empty for none."""

    value: Value
    span: Span
    state: State
    reference: str
    connection: str
    space: str = "url"
    referrer: str = ""
    parts: tuple[str, ...] = ("",)


def references(
    document: Document, source: Source, *, sure: bool = True, helpers: tuple[str, ...] = ()
) -> tuple[Reference, ...]:
    """Return the files that a document points to, in file order; ``sure`` is false when scripts were only scanned.

    ``helpers`` are entries of code that writes something wherever a template names it.
    """
    locators = Locators.of(document)
    found = []
    for pointer in _pointers(document):
        reference = _reference(pointer, locators) if pointer.reference else None
        if reference is not None:
            scanned = pointer.space == "module" and not sure
            other = reference.kind == "require" and _beside(source.text, pointer.span)
            known = msgspec.structs.replace(reference, sure=not scanned, optional=other)
            parts = (msgspec.structs.replace(known, part=part) for part in pointer.parts)
            found += [(part, pointer.span, pointer.state) for part in parts]
    found += [(reference, span, State.ACTIVE) for reference, span in _sprockets(document, source)]
    fetched = (*_fetched(document, source.text), *_controllers(document, source.text), *_unimported(document, source))
    fetched += tuple(_included(document, source.text))
    fetched += tuple(named_helpers(source, document.dialect, helpers)) if helpers else ()
    found += [(reference, span, State.ACTIVE) for reference, span in fetched]
    taken = sorted(span for reference, span, _ in found if reference.space == "static")
    return tuple(_placed([*found, *_of_directives(document, taken), *_of_bundles(document)], document, source))


def _sprockets(document: Document, source: Source) -> Iterator[tuple[Reference, Span]]:
    """Yield the files that a script asks Sprockets for in its first comments (``//= require ./pixel``)."""
    if document.dialect != "javascript" or "= require" not in source.text[:_HEAD]:
        return
    for found in _REQUIRED.finditer(source.text, 0, _HEAD):
        name, span = found["name"].strip("'\""), Span(*found.span("name"))
        if found["tree"]:
            yield Reference("script", "file", (f"{name}/{{}}.js",), _NOWHERE, optional=True), span
        elif name.startswith("."):
            names = (name, f"{name}.js", f"{name}.js.erb", f"{name}/index.js")
            yield Reference("script", "file", names, _NOWHERE), span
        else:
            plain = name if name.endswith(".js") else f"{name}.js"
            yield Reference("script", "entry", (f"sprockets:{plain}",), _NOWHERE), span


def _unimported(document: Document, source: Source) -> Iterator[tuple[Reference, Span]]:
    """Yield what a component uses without importing it, as some frameworks let it."""
    for names, span in asked(source.path, document.dialect, source.text):
        yield Reference("module", "entry", names, _NOWHERE, optional=True), span


def _included(document: Document, text: str) -> Iterator[tuple[Reference, Span]]:
    """Yield the templates that the tags of a library of Django put in."""
    for found in _INCLUDED.finditer(text) if _TAG_FOLDER in document.path else ():
        yield Reference("include", "template", (found["name"],), _NOWHERE, optional=True), Span(*found.span("name"))


def _controllers(document: Document, text: str) -> Iterator[tuple[Reference, Span]]:
    """Yield the controllers of Stimulus that a script has loaded from its folder, whatever their names."""
    for found in _STIMULUS.finditer(text) if document.dialect == "javascript" and _CONTROLLERS in text else ():
        yield (
            Reference("script", "file", ("{}_controller.js",), _NOWHERE, first=False, optional=True),
            Span(*found.span()),
        )


def _fetched(document: Document, text: str) -> Iterator[tuple[Reference, Span]]:
    """Yield the parts of pages that scripts fetch: ``fetch("/part.html")``, ``$(x).load("/part.html #a")``.

    Where a script is not of the page, only addresses from the root are sure to be what they are on the page.
    """
    inline = bool(document.elements)
    for found in _all_fetched(text) if document.scripts else ():
        name, span = found["url"], Span(*found.span("url"))
        before = max(0, found.start() - _AROUND)
        line = text[max(before, text.rfind("\n", before, found.start()) + 1) : found.start()]
        if "//" not in name and (inline or name.startswith("/")) and not _COMMENTED.match(line):
            yield Reference("part", "url", (name,), _NOWHERE, optional=True), span


def _all_fetched(text: str) -> Iterator[re.Match[str]]:
    words = marks(text)
    endings = sorted(at for word in (".htm", ".xhtm") for at in words.folded(word) if _PAGE.match(text, at))
    pages = (one for at in endings for one in _FETCHED.finditer(text, max(0, at - _AROUND), at + _ENDING))
    loaded = filter(None, (_LOADED.match(text, at) for at in words.of(".load(")))
    yield from {found.span("url"): found for found in (*loaded, *pages)}.values()


def _beside(text: str, span: Span) -> bool:
    """Tell whether a require is one branch of a wrapper for every loader of modules."""
    return text.find(_ALTERNATIVE, max(0, span.start - _AROUND), span.end + _AROUND) >= 0


def connections(document: Document, source: Source) -> tuple[Connection, ...]:
    """Return the addresses outside the page that a document uses, in file order."""
    locators = Locators.of(document)
    found = []
    for pointer in _pointers(document):
        for value in alternatives(pointer.value) if pointer.connection else ():
            located = locators.module(value) if pointer.space == "module" else locators.url(value)
            if isinstance(located, External):
                fact = Connection(located.host, located.url, pointer.connection, _NOWHERE, referrer=pointer.referrer)
                found.append((fact, pointer.span, pointer.state))
    return tuple(_placed(found, document, source))


def _placed(found: list[tuple[_Fact, Span, State]], document: Document, source: Source) -> Iterator[_Fact]:
    """Yield facts in file order with their places; what two readings of the same code found is one fact."""
    last: dict[_Fact, Span] = {}
    for fact, span, state in sorted(found, key=lambda one: one[1]):
        if fact in last and span.start < last[fact].end:
            continue
        last[fact] = span
        yield msgspec.structs.replace(
            fact,
            location=source.location(span),
            regions=regions_at(document, span),
            active=state is not State.INACTIVE,
        )


def _of_directives(document: Document, taken: list[Span]) -> Iterator[tuple[Reference, Span, State]]:
    """Yield templates that are named, and static scripts that no element (``taken``) loads: code may get their URL."""
    for directive in document.directives:
        script = directive.kind == "static" and any(_SCRIPT_FILE.fullmatch(name) for name in directive.names)
        last = bisect_right(taken, directive.span)
        if last and directive.span in taken[last - 1]:
            continue
        entry = directive.kind == "entry"
        if directive.kind in _TEMPLATE_KINDS or script or entry:
            reference = Reference(
                "script" if entry else "asset" if script else directive.kind,
                "entry" if entry else "static" if script else "template",
                directive.names,
                _NOWHERE,
                first=directive.first,
                computed=directive.computed,
                optional=directive.optional,
                expression=directive.expression,
                implied=directive.span.start == directive.span.end,
                part=directive.part,
            )
            yield reference, directive.span, directive.state


def _of_bundles(document: Document) -> Iterator[tuple[Reference, Span, State]]:
    """Yield the chunks that a part of a bundle asks for; those that it needs at once are in the page already."""
    for script in document.scripts:
        for found in script.imports:
            kind = _CHUNKS.get(found.kind)
            if kind and script.bundle is not None:
                name = f"{script.bundle.family}:{constant(found.specifier)}"
                needed = found.kind is ImportKind.NEEDED
                yield Reference(kind, "chunk", (name,), _NOWHERE, optional=needed), found.span, found.state


def chunks(document: Document) -> tuple[Chunk, ...]:
    """Return the chunks of a bundle that a document is, or gives names."""
    bundles = [script.bundle for script in document.scripts if script.bundle is not None]
    return tuple(
        Chunk(one.family, chunk.id, chunk.name, chunk.public, chunk.shared) for one in bundles for chunk in one.chunks
    )


def _pointers(document: Document) -> Iterator[_Pointer]:
    asked = {constant(one.specifier): one.names for one in _named_scripts(document)}
    met: set[str | None] = set()
    for target in targets(document):
        if target.use == "link" and not tells(target.value):
            continue
        url = constant(target.value)
        met.add(url)
        connection = _CONNECTED.get(target.use, target.use)
        followed = _FOLLOWED.get(target.use, "")
        parts = asked.get(url) or ("",)
        referrer = target.referrer
        yield _Pointer(target.value, target.span, target.state, followed, connection, referrer=referrer, parts=parts)
    for script in document.scripts:
        for found in script.imports:
            if found.kind in _CHUNKS:
                continue
            if found.names and found.kind is ImportKind.SCRIPT and constant(found.specifier) in met:
                continue
            kind = _IMPORTS[found.kind]
            parts = (found.names if found.kind is ImportKind.SCRIPT else ()) or ("",)
            yield _Pointer(found.specifier, found.span, found.state, kind, "script", _space(found), parts=parts)
        for literal in script.literals:
            kind = _LITERALS.get(literal.use, "visit" if literal.use is Use.VISIT and tells(literal.value) else "")
            if kind:
                yield _Pointer(literal.value, literal.span, literal.state, "", kind)


def _named_scripts(document: Document) -> Iterator[Import]:
    """Yield the scripts of which it is known what is asked of them."""
    for script in document.scripts:
        yield from (one for one in script.imports if one.kind is ImportKind.SCRIPT and one.names)


def _space(found: Import) -> str:
    """Return whether a URL is meant, as workers and script elements take it, or a specifier."""
    return "url" if found.kind in {ImportKind.SCRIPT, ImportKind.WORKER} else "module"


def _reference(pointer: _Pointer, locators: Locators) -> Reference | None:
    """Return the reference that a pointer makes, all its alternatives in one; ``None`` when it leaves the project."""
    locate = locators.module if pointer.space == "module" else locators.url
    located = [locate(value) for value in alternatives(pointer.value)]
    inside = [one for one in located if isinstance(one, Internal)]
    if not inside:
        return None
    named = [one for one in inside if one.names]
    return Reference(
        pointer.reference,
        (named or inside)[0].space,
        tuple(dict.fromkeys(name for one in named for name in one.names)),
        _NOWHERE,
        first=len(located) == 1,
        computed=len(named) < len(inside),
        expression=next((one.expression for one in inside if one.expression), ""),
    )
