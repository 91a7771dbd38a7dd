"""All that one file says: the pure function from its bytes and the knowledge of vendors to its facts."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import msgspec

from pixelgate.facts import (
    backends,
    bundled,
    chunked,
    clients,
    containers,
    elements,
    emitters,
    entries,
    everywhere,
    forwards,
    headers,
    helpers,
    imports,
    packages,
    settings,
    trackers,
)
from pixelgate.facts.contained import MARKUP
from pixelgate.facts.environment import is_environment, variables
from pixelgate.facts.forms import fields
from pixelgate.facts.inlines import inlines
from pixelgate.facts.lexicon import classify
from pixelgate.facts.mentions import mentions
from pixelgate.facts.model import Confidence, Container, FileFacts, Forward, Link, Plan, Problem, Sighting, SightingKind
from pixelgate.facts.nearby import Nearby
from pixelgate.facts.offers import exported, is_data, offered, passed, wanted
from pixelgate.facts.outlines import outline
from pixelgate.facts.packages import is_import_map
from pixelgate.facts.policy import policies
from pixelgate.facts.problems import problems
from pixelgate.facts.references import chunks, connections, references
from pixelgate.facts.regions import regions
from pixelgate.facts.roles import is_documentation, is_report, is_vendored
from pixelgate.facts.suppressions import suppressions
from pixelgate.facts.trackers import Setting
from pixelgate.parse import backend, dialect_of, frontend, parse, plans
from pixelgate.parse.containers.segment import MANAGER as SEGMENT
from pixelgate.parse.decode import decode
from pixelgate.parse.document import Document, Element, Interest, State
from pixelgate.parse.javascript import LOADING
from pixelgate.parse.modules import APPLICATION, UNTOLD, WINDOW, Given
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import pattern as known_text
from pixelgate.source import HOLE, Location, Source, Span
from pixelgate.vendors.catalog import Catalog

_HOLES = re.compile(f"{HOLE}+")
_PICTURE = ".svg"
_NO_PAGES = frozenset({"prose", "ruby", "java", "csharp", "conf"})  # only settings or code can say that it makes a page
_WHOLE_PAGE = frozenset({"html", "!doctype"})
_NO_TEXT = b"\0"
_ESCAPE = b"\x1b("


def reads(path: str) -> bool:
    """Tell whether a file can say anything, as far as its name tells."""
    return containers.reads(path) or _reads(path)


def asked_for(path: str) -> bool:
    """Tell whether a file is read only because it may hold a container; most such files say nothing."""
    return containers.reads(path) and not _reads(path)


def _reads(path: str) -> bool:
    return (
        dialect_of(path) is not None
        or packages.declares(path)
        or entries.declares(path)
        or emitters.is_configuration(path)
        or is_environment(path)
        or backend.reads(path)
        or frontend.reads(path)
        or headers.reads(path)
        or forwards.reads(path)
    )


def extract(path: str, data: bytes, catalog: Catalog, *, thorough: bool = False, given: Given = UNTOLD) -> FileFacts:
    """Return the facts of one file, with the assets that it lists; a file of unknown type has none."""
    found = _extract(path, data, catalog, thorough=thorough, given=given)
    if given.asked and is_data(path):
        found = msgspec.structs.replace(found, exports=exported(decode(data, markup=False) or ""))
    if not entries.declares(path):
        return found
    listed = entries.listed(path, decode(data, markup=False) or "")
    entries_ = (*found.entries, *listed.entries)
    return msgspec.structs.replace(found, entries=entries_, aliases=(*found.aliases, *listed.aliases))


def _extract(path: str, data: bytes, catalog: Catalog, *, thorough: bool, given: Given) -> FileFacts:
    """Return the facts of one file.

    Files without a word of any vendor are read for their markup; of their scripts, what they import and what they load
    from elsewhere. ``thorough`` parses their scripts all the same, and tells the constants that they export.
    ``given`` is what is known of the modules that they ask for.
    """
    if dialect_of(path) is None:
        return _declarations(path, data, catalog)
    sure = thorough or bool(given) or _hits(data, catalog)
    told = Interest(given=given, exports=thorough)
    source, document = _parsed(path, data, catalog, told if sure else None)
    if not sure and _hides(document, catalog):
        sure = True
        source, document = _parsed(path, data, catalog, told)
    documentation = is_documentation(path)
    packages = bundled.held(document, catalog)
    copied = catalog.copies(source.text) if sure and not document.elements and not packages else ()
    internal = bool(copied) or is_vendored(path, imports.packages_of(catalog))
    inside = bundled.inside(document, catalog)
    setting = Setting(
        documentation, internal, bundled.links_of(packages, (Link(*one) for one in given.packages)), inside
    )
    passing, onward = _forwarded(source, catalog, setting)
    known = {one.location for one in passing}
    found = tuple(trackers.sightings(document, source, catalog, setting))
    code, unread = outline(source, sends=_sends(found, source, catalog))
    found = (*found, *(one for one in _told(source, catalog, setting, code) if one.location not in known))
    document = bundled.without_internals(document, inside) if inside else document
    good, bad = suppressions(document, source)
    held, broken = _containers(source, document, data, catalog)
    showing = not path.lower().endswith(_PICTURE) and document.dialect not in _NO_PAGES and not is_report(source.text)
    return FileFacts(
        path,
        document.dialect,
        references=references(document, source, sure=sure, helpers=given.helpers),
        sightings=(
            *_copies(copied, source, setting),
            *found,
            *_set(path, source, catalog, setting),
            *_tagged(held),
            *passing,
        ),
        connections=connections(document, source),
        fields=fields(document, source, _category),
        regions=regions(document, source),
        policies=(*policies(document, source), *(() if documentation else headers.policies(source))),
        suppressions=good,
        problems=(*problems(document, source), *bad, *unread, *broken),
        page=showing and any(e.tag in _WHOLE_PAGE and e.state is not State.INACTIVE for e in document.elements),
        title=_title(document),
        documentation=documentation,
        aliases=tuple(dict.fromkeys(_aliases(path, document))),
        chunks=chunks(document),
        asks=tuple(one for script in document.scripts if script.bundle is not None for one in script.bundle.asked),
        bundled=packages,
        exports=bundled.without_objects(offered(document, source), document, catalog),
        passed=passed(document, source),
        wanted=wanted(document.scripts) if found or thorough else (),
        outline=code,
        inlines=inlines(document, source),
        emissions=elements.emissions(document, source, catalog),
        mentions=() if documentation else mentions(document, source),
        containers=held,
        forwards=onward,
        shows=showing and document.shows and document.dialect != "python" and not documentation,
        entries=() if documentation else tuple(dict.fromkeys(_offered(source, document, found))),
    )


def _offered(source: Source, document: Document, found: Iterable[Sighting]) -> Iterator[tuple[str, str]]:
    """Yield under which names the code of a file hands trackers to templates, and whether it does to all."""
    yield from helpers.offered(source, document.dialect, found)
    brings = any(one.active and not one.internal and one.kind not in helpers.AWAY for one in found)
    yield from everywhere.offered(source, document.dialect, brings=brings)


def _plans(path: str, data: bytes, catalog: Catalog) -> tuple[Plan, ...]:
    """Return what a tracking plan says; one of documentation and tests plans nothing."""
    if not plans.holds(data) or is_documentation(path):
        return ()
    vendor = catalog.managers.get(SEGMENT, "")
    text = decode(data, markup=False) or ""
    return tuple(Plan(vendor, one.event, one.names, Location(path)) for one in plans.read(text))


def _containers(
    source: Source, document: Document | None, data: bytes, catalog: Catalog
) -> tuple[tuple[Container, ...], tuple[Problem, ...]]:
    """Return the containers in a file, whose markup is read as any other; its folder does not count, its ID does."""
    if not containers.holds(data) or source.path == MARKUP:
        return (), ()
    return containers.held(
        source, document, catalog, lambda name, text: extract(name, text.encode(errors="replace"), catalog)
    )


def _tagged(held: Iterable[Container]) -> Iterator[Sighting]:
    for container in held:
        for tag in container.tags:
            yield from tag.sightings


def _aliases(path: str, document: Document) -> Iterator[tuple[str, str]]:
    """Yield what module names stand for: by import maps, and by the settings and the main module of RequireJS."""
    here = posixpath.dirname(path)
    for element in document.elements:
        yield from _mapped(path, element)
        main = element.attribute("data-main") if element.tag == "script" else None
        if main is not None and (folder := posixpath.dirname(known_text(main.value) if main.value else "")):
            yield "*", posixpath.join(here, folder, "*")
    for script in document.scripts:
        for name, target in script.names:
            yield name, target
            if not target.startswith("/") and "//" not in target[:8]:
                yield name, posixpath.join(here, target)


def _mapped(path: str, element: Element) -> tuple[tuple[str, str], ...]:
    """Return what an import map makes of module names."""
    return packages.import_map(path, element.text).aliases if is_import_map(element) else ()


def _set(path: str, source: Source, catalog: Catalog, setting: Setting) -> Iterator[Sighting]:
    """Yield what the settings in a file switch on; Python is not read without a word of some vendor."""
    if emitters.is_configuration(path) and (not path.endswith(".py") or catalog.hits(source.text.encode())):
        near = Nearby(Document(path, "settings"), source)
        found = emitters.evidence(path, source.text, catalog)
        yield from (trackers.sighting(one, near, setting) for one in found)


def _sends(found: Iterable[Sighting], source: Source, catalog: Catalog) -> bool:
    """Tell whether a file tells a vendor what happens on the server, as far as is known before its code is outlined."""
    known = any(one.kind is SightingKind.CONVERSION for one in found)
    return known or (backend.reads(source.path) and clients.imports(source.text, catalog))


def _told(source: Source, catalog: Catalog, setting: Setting, code: Outline | None = None) -> Iterator[Sighting]:
    """Yield what the code of a back end in another language than the browsers' tells vendors.

    That a package is imported, and at which host its client is to ask, counts where none of its calls is known.
    """
    if backend.reads(source.path):
        near = Nearby(Document(source.path, "code"), source)
        calls = tuple(clients.evidence(code, source, catalog)) if code and code.language == clients.LANGUAGE else ()
        called = {one.vendor for one in calls}
        others = (one for one in backends.evidence(source, catalog) if one.vendor not in called or _asks(one.url))
        yield from (trackers.sighting(one, near, setting) for one in (*calls, *others))


def _asks(url: str) -> bool:
    """Tell whether a URL is asked for by itself: a client's setting is a host, and an import a name."""
    return "://" in url and bool(urlsplit(url).path.strip("/"))


def _forwarded(source: Source, catalog: Catalog, setting: Setting) -> tuple[tuple[Sighting, ...], tuple[Forward, ...]]:
    """Return the vendors to whom a file passes on what is sent to the site, and the addresses of the site for which."""
    found = forwards.written(source)
    told = tuple(forwards.evidence(found, catalog)) if found else ()
    near = Nearby(Document(source.path, "code"), source)
    passing = tuple(trackers.sighting(one, near, setting) for one in told)
    return passing, tuple(forwards.forwards(found, told, source))


def _hits(data: bytes, catalog: Catalog) -> bool:
    if _NO_TEXT not in data[:512] and (_ESCAPE[:1] not in data or _ESCAPE not in data):
        return catalog.hits(data)
    text = decode(data, markup=False)  # UTF-16: the words stand in it with a NUL after each letter
    return text is not None and catalog.hits(text.encode(errors="replace"))


def _hides(document: Document, catalog: Catalog) -> bool:
    """Tell whether a vendor's word stands in what the scripts say once escapes and encodings are undone."""
    texts = (text for script in document.scripts for text in script.hidden)
    return any(catalog.hits(text.encode(errors="replace")) for text in texts)


def _parsed(path: str, data: bytes, catalog: Catalog, told: Interest | None) -> tuple[Source, Document]:
    """Parse a file; once more when it gives vendors' globals or packages names of its own.

    Where nothing is told, its scripts are only scanned.
    """
    sure = told is not None
    interest = _interest(catalog) if sure else Interest()
    if told is not None and (told.given or told.exports):
        modules = interest.modules | told.given.traced()
        names = interest.names.union(*map(told.given.shared, (WINDOW, APPLICATION)))
        interest = Interest(names, modules, interest.texts, interest.marks, told.given, told.exports)
    if sure and settings.is_settings(path):
        interest = settings.interest(interest, catalog)
    source, document = parse(path, data, interest)
    if not sure:
        return source, document
    names = interest.names.union(trackers.renames(document, catalog))
    modules = interest.modules.union(chunked.modules(document, source, catalog))
    again = msgspec.structs.replace(interest, names=names, modules=modules)
    return (source, document) if again == interest else parse(path, data, again)


@functools.lru_cache(maxsize=8)
def _interest(catalog: Catalog) -> Interest:
    marks = frozenset((mark, packed.method) for mark, packed in catalog.bundled.items())
    texts = catalog.interest_texts | LOADING
    return Interest(catalog.interest_names, catalog.interest_modules, texts, marks)


def _category(text: str) -> str:
    """Return what a form field asks for, by its name or label."""
    found = classify(text, asked=True)
    return found.category if found else ""


def _declarations(path: str, data: bytes, catalog: Catalog) -> FileFacts:
    """Read a package.json or a compiler's configuration: declared packages, aliases, and vendors among them."""
    if asked_for(path) and not containers.holds(data):
        return FileFacts(path, plans=_plans(path, data, catalog))
    if is_environment(path):
        return FileFacts(path, "env", exports=variables(Source(path, decode(data, markup=False) or "")))
    declared = packages.declared(path, text := data.decode(errors="replace").removeprefix("\ufeff"))
    if declared is None:
        return _code(path, text, data, catalog)
    found: tuple[Sighting, ...] = ()
    documentation = is_documentation(path)
    if posixpath.basename(path) == "package.json":
        source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
        setting = Setting(documentation)
        near = Nearby(Document(path, "json"), source)
        found = tuple(trackers.sighting(one, near, setting) for one in imports.dependencies(source.text, catalog))
    return FileFacts(
        path,
        "json",
        sightings=found,
        packages=declared.packages,
        aliases=declared.aliases,
        documentation=documentation,
    )


def _code(path: str, text: str, data: bytes, catalog: Catalog) -> FileFacts:
    """Read a file of settings or of a back end's code, or a tag manager's export."""
    documentation = is_documentation(path)
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    held, broken = _containers(source, None, data, catalog)
    passing, onward = _forwarded(source, catalog, Setting(documentation))
    known = {one.location for one in passing}
    code, unread = outline(source, sends=_sends((), source, catalog))
    told = tuple(one for one in _told(source, catalog, Setting(documentation), code) if one.location not in known)
    found = (*_set(path, source, catalog, Setting(documentation)), *told, *_tagged(held), *passing)
    return FileFacts(
        path,
        "settings" if emitters.is_configuration(path) else "",
        sightings=found,
        policies=() if documentation else headers.policies(source),
        problems=(*unread, *broken),
        documentation=documentation,
        outline=code,
        containers=held,
        forwards=onward,
    )


def _copies(vendors: tuple[str, ...], source: Source, setting: Setting) -> Iterator[Sighting]:
    """Yield a loader for each vendor whose own script this file is: whoever loads the file loads the vendor."""
    for vendor in vendors:
        yield Sighting(
            vendor,
            SightingKind.LOADER,
            source.location(Span(0, 0)),
            url=source.path,
            confidence=Confidence.MEDIUM,
            active=not setting.documentation,
        )


def _title(document: Document) -> str:
    title = next((e for e in document.elements if e.tag == "title" and e.state is not State.INACTIVE), None)
    return " ".join(_HOLES.sub("{}", title.text).split()) if title else ""
