"""JSP: what ``web.xml`` puts before and after pages, decorators of SiteMesh, and the definitions of Tiles."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.said import first, given, last, plain, text, texts, walk
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.manifest import match
from pixelgate.parse.outline import Call
from pixelgate.source import Location

_PAGES = (".jsp", ".jspx", ".html", ".ftl", ".vm")
_TEMPLATES = ("template", "path", "page")
_ASKS = re.compile(r"(?i)[\w.]*(?:auth(?!or\b)\w*|log_?in|session|security|access)\w*")
_Said = dict[str, tuple[str, Call]]
_DEEPEST = 20
"""No definition extends more others."""


class _Decorator(msgspec.Struct, frozen=True):
    """A decorator: the folder of its application, its file, the addresses whose pages it stands around."""

    root: str
    file: str
    patterns: tuple[str, ...]
    location: Location


def ties(project: Project, endpoints: Sequence[Endpoint]) -> Iterator[Tie]:
    """Yield what stands before, after and around the pages of JSP."""
    xml = [(_root(path), call) for path, outline in project.of("xml") for call in walk(outline.calls)]
    for root, call in xml:
        if call.name == "jsp-property-group":
            yield from _around(project, root, call)
    excluded = tuple(pattern for _, call in xml if call.name == "excludes" for pattern in _patterns(call))
    excluded += tuple(_given(call, "path") for _, call in xml if call.name == "mapping" and _excludes(call))
    for one in _decorators(project, xml):
        yield from _decorated(project, endpoints, one, excluded)


def constrained(project: Project, page: str) -> Iterator[Guard]:
    """Yield the constraints and the filters of ``web.xml`` that ask for a login before a page is run."""
    for path, outline in project.of("xml"):
        own = _below(page, _root(path)) if posixpath.basename(path) == "web.xml" else ""
        for call in walk(outline.calls) if own else ():
            inner = [*walk(call.body)]
            name = next((text(first(one)) for one in inner if one.name == "filter-name"), "")
            roles = any(one.name == "auth-constraint" for one in inner)
            asks = (
                roles if call.name == "security-constraint" else call.name == "filter-mapping" and _ASKS.fullmatch(name)
            )
            if asks and _matches(own, [said for one in inner for said in _patterns_of(one)]):
                yield Guard(name or call.name, call.location)


def _patterns_of(call: Call) -> tuple[str, ...]:
    return texts(first(call)) if call.name == "url-pattern" else ()


def _root(path: str) -> str:
    """Return the folder of an application, which holds ``WEB-INF``, by a file of settings."""
    folder = posixpath.dirname(path)
    found = re.match(r"(.*?)/?(?:WEB-INF|META-INF)(?:/|$)", folder)
    return found[1] if found else re.sub(r"(?:^|/)(?:resources|java)(?:/.*)?$", "/webapp", folder)


def _around(project: Project, root: str, group: Call) -> Iterator[Tie]:
    patterns = _patterns(group)
    for path in sorted(project.facts):
        if path.endswith((".jsp", ".jspx")) and _below(path, root) and _matches(_below(path, root), patterns):
            for call in group.body:
                file = posixpath.join(root, "".join(texts(first(call))).lstrip("/"))
                if call.name in {"include-prelude", "include-coda"} and file != path:
                    yield Tie(path, file, "include", call.location)


def _decorators(project: Project, xml: list[tuple[str, Call]]) -> Iterator[_Decorator]:
    for root, call in xml:
        if call.name == "decorators":
            folder = _given(call, "defaultdir")
            for one in call.body:
                if one.name == "decorator" and (page := _given(one, "page")):
                    file = page if page.startswith("/") else posixpath.join(folder or "/", page)
                    yield _Decorator(root, posixpath.join(root, file.lstrip("/")), _patterns(one), one.location)
        elif call.name == "mapping" and not _excludes(call):
            for decorator in _said(call, "decorator"):
                file = posixpath.join(root, decorator.lstrip("/"))
                yield _Decorator(root, file, _said(call, "path") or ("/*",), call.location)
    for path, outline in project.of("java"):
        for call in walk(call for one in outline.definitions for call in one.calls):
            said = [text(value) for value in plain(call)]
            if last(call.name) == "addDecoratorPath" and len(said) > 1:
                root = _root(path)
                yield _Decorator(root, posixpath.join(root, said[1].lstrip("/")), (said[0],), call.location)


def _decorated(
    project: Project, endpoints: Sequence[Endpoint], one: _Decorator, excluded: tuple[str, ...]
) -> Iterator[Tie]:
    """Yield the pages that a decorator stands around: by the addresses that show them, else by their own."""
    addresses: dict[str, list[str]] = {}
    for endpoint in endpoints:
        for page in endpoint.pages:
            addresses.setdefault(page, []).append(match.example(endpoint.pattern))
    for path in sorted(project.facts):
        own = _below(path, one.root)
        if not own or not path.endswith(_PAGES) or not project.facts[path].page or path == one.file:
            continue
        shown = addresses.get(path) or ([own] if "/WEB-INF/" not in own else ["/"])
        if any(_matches(address, one.patterns) and not _matches(address, excluded) for address in shown):
            yield Tie(path, one.file, "implicit layout", one.location)


def _below(path: str, root: str) -> str:
    """Return the address of a file below the folder of its application, nothing for one that is elsewhere."""
    return path[len(root) :] if root and path.startswith(f"{root}/") else f"/{path}" if not root else ""


def _matches(address: str, patterns: Sequence[str]) -> bool:
    """Match an address with patterns of servlets: ``/a/*``, ``*.jsp``, ``/``; a star elsewhere is any text."""
    globs = [(one, one.replace("[", "[[]").replace("?", "[?]")) for one in patterns]
    return any(fnmatch.fnmatchcase(address, glob) or address == one.removesuffix("/*") for one, glob in globs)


def _patterns(call: Call) -> tuple[str, ...]:
    return tuple(said for one in call.body if one.name in {"pattern", "url-pattern"} for said in texts(first(one)))


def _excludes(call: Call) -> bool:
    return any(one.name in {"exclude", "exclue"} for one in call.arguments)


def _said(call: Call, name: str) -> tuple[str, ...]:
    """Return what an element says as an attribute, or as elements inside it."""
    return (*texts(given(call, name)), *(said for one in call.body if one.name == name for said in texts(first(one))))


def _given(call: Call, name: str) -> str:
    return text(given(call, name))


def definitions(project: Project) -> dict[str, tuple[str, ...]]:
    """Return the files of each page that Tiles defines: its template and what is put into it."""
    said: dict[str, tuple[str, Call]] = {}
    for path, outline in project.of("xml"):
        for call in walk(outline.calls):
            if call.name == "definition" and (name := _given(call, "name")):
                said[name] = _root(path), call
    return {name: tuple(dict.fromkeys(_files(project, said, name, _DEEPEST))) for name in said}


def _files(project: Project, said: _Said, name: str, room: int) -> Iterator[str]:
    root = said[name][0]
    for value in _put(said, name, _DEEPEST).values():
        file = posixpath.join(root, value.lstrip("/"))
        if value and file in project.facts:
            yield file
        elif value in said and room:
            yield from _files(project, said, value, room - 1)


def _put(said: _Said, name: str, room: int) -> dict[str, str]:
    """Return the values of a definition by the names of its attributes, in place of those that it inherits."""
    if name not in said or not room:
        return {}
    _, call = said[name]
    template = next((file for key in _TEMPLATES if (file := _given(call, key))), "")
    own = {_TEMPLATES[0]: template} if template else {}
    for at, one in enumerate(walk(call.body)):
        if one.name in {"put-attribute", "put", "add-attribute", "add"}:
            own[f"={_given(one, 'name') or at}"] = _given(one, "value")
    return _put(said, _given(call, "extends"), room - 1) | own
