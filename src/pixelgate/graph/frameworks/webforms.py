"""Web Forms: the master page that ``web.config`` gives to all pages, and the scripts that code behind registers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from pixelgate.facts.model import FileFacts, Reference
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.said import given, last, plain, text, texts, walk
from pixelgate.graph.model import Endpoint
from pixelgate.parse.values import Text
from pixelgate.parse.values import pattern as known_text
from pixelgate.source import Location

_INCLUDES = frozenset({"RegisterClientScriptInclude", "ScriptReference", "ResolveUrl", "ResolveClientUrl"})
_CODE = (".aspx.cs", ".ascx.cs", ".master.cs")


def ties(project: Project, _: Sequence[Endpoint]) -> Iterator[Tie]:
    """Yield the master pages of pages that name none, then the scripts that code registers."""
    masters = sorted(_masters(project), key=lambda found: -len(found[0]))
    for path in sorted(path for path in project.facts if path.lower().endswith(".aspx")):
        if _fills(project.facts[path]):
            inside = (one for one in masters if not one[0] or path.startswith(f"{one[0]}/"))
            for folder, name, place in list(inside)[:1]:
                target = posixpath.join(folder, name.removeprefix("~").lstrip("/"))
                yield Tie(path, target, "extends", place)
    for path, outline in project.of("csharp"):
        page = path.removesuffix(".cs")
        if path.lower().endswith(_CODE) and page in project.facts:
            for call in walk(call for one in outline.definitions for call in one.calls):
                said = (name for value in plain(call) for name in (*texts(value), *_parts(value)))
                for name in said if last(call.name) in _INCLUDES else ():
                    yield from _registered(project, page, name, call.location)


def _masters(project: Project) -> Iterator[tuple[str, str, Location]]:
    """Yield the folder of each configuration with the master page that it names."""
    for path, outline in project.of("xml"):
        for call in walk(outline.calls):
            name = text(given(call, "masterPageFile", "MasterPageFile"))
            if call.name == "pages" and name:
                yield posixpath.dirname(path), name, call.location


def _fills(file: FileFacts) -> bool:
    return bool(file.regions) and not any(one.kind == "extends" for one in file.references)


def _parts(value: object) -> tuple[str, ...]:
    return (known_text(value),) if isinstance(value, Text) else ()


def _registered(project: Project, page: str, name: str, place: Location) -> Iterator[Tie]:
    plain_name = name.partition("?")[0].replace("{}", "").removeprefix("~").lstrip("/")
    if plain_name.endswith(".js"):
        asked = Reference("include", "template", (f"/{plain_name}",), place)
        for target in project.resolver.resolve(asked, FileFacts(page, "webforms")).paths:
            yield Tie(page, target, "script", place)
