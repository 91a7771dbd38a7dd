"""Angular: tables of routes, lazy components and tables, guards; scripts that ``angular.json`` puts into every page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import calls, definition, homes, known, parts, strings
from pixelgate.graph.frameworks.tables import Around, Keys, Table, Tables
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Constant, Object
from pixelgate.source import Location

NAME = "angular"
_ROUTERS = frozenset({"RouterModule.forRoot", "provideRouter", "router.resetConfig", "this.router.resetConfig"})
_TABLES = frozenset({"RouterModule.forChild", *_ROUTERS})
_OWN = ("canActivate", "canMatch", "canLoad")
_BUILT = re.compile(r"(?:.*\.)?(?:architect|targets)\.build\.options\.(?P<what>scripts|index|main|browser)(?:\.input)?")


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes of every application, its shell, and what its configuration puts into every page."""
    if not homes(project, "@angular/core"):
        return
    tables = Tables(project, _KEYS)
    pages: dict[str, None] = {}
    for path, outline in project.of("javascript"):
        for call in calls(outline):
            if call.name in _ROUTERS and call.arguments:
                for one in tables.read(Table(path, call.arguments[0].value, Around())):
                    pages.update(dict.fromkeys(one.pages) if isinstance(one, Endpoint) else {})
                    yield one
    yield from _injected(project, pages)
    yield from _templates(project)


def _templates(project: Project) -> Iterator[Tie]:
    """Yield the template of each component that has it in a file of its own."""
    for path, outline in project.of("javascript"):
        for mark in (mark for one in outline.definitions for mark in one.marks if mark.name == "Component"):
            given = mark.arguments[0].value if mark.arguments else None
            name = known(given.get("templateUrl")) if isinstance(given, Object) else None
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else ""
            if target in project.facts:
                yield Tie(path, target, "template", mark.location)


def _injected(project: Project, pages: dict[str, None]) -> Iterator[Tie]:
    """Yield the files that a build puts into the page, whatever the route: scripts, the document and the entry."""
    for path, outline in project.of("settings"):
        if posixpath.basename(path) not in {"angular.json", "workspace.json", "project.json"}:
            continue
        documents = _documents(project, path, outline)
        for one in outline.definitions:
            found = _BUILT.fullmatch(one.name)
            shown = (*pages, *documents) if found and found["what"] == "scripts" else tuple(pages)
            kind = "shell" if found and found["what"] != "scripts" else "configuration"
            aside = _aside(outline, one.name) if found else ()
            for text in (said for said in strings(one.value) if said not in aside) if found else ():
                target = _file(project, path, text)
                yield from (Tie(page, target, kind, one.location) for page in shown if target and target != page)


def _documents(project: Project, path: str, outline: Outline) -> tuple[str, ...]:
    """Return the document that a build puts its scripts into, which a row may name as its page."""
    named = (one for one in outline.definitions if (found := _BUILT.fullmatch(one.name)) and found["what"] == "index")
    files = (_file(project, path, text) for one in named for text in strings(one.value))
    return tuple(dict.fromkeys(file for file in files if file))


def _aside(outline: Outline, name: str) -> tuple[str, ...]:
    """Return the scripts that are built but not put into the page (``"inject": false``).

    Only where each entry says whether it is: else nobody can tell which of them a word is about.
    """
    given, held = definition(outline, name), definition(outline, name.removesuffix("input") + "inject")
    inputs = strings(given.value) if given and name.endswith("scripts.input") else []
    injected = [one.value for one in parts(held.value) if isinstance(one, Constant)] if held else []
    pairs = zip(inputs, injected, strict=True) if len(inputs) == len(injected) else ()
    return tuple(text for text, put in pairs if put is False)


def _file(project: Project, path: str, text: str) -> str | None:
    near = posixpath.normpath(posixpath.join(posixpath.dirname(path), text))
    return next((one for one in (near, posixpath.normpath(text)) if one in project.facts), None)


def _guards(project: Project, path: str, record: Object, at: Location) -> tuple[Guard, ...]:
    """Return the guards of a record: functions and classes by name, else by where what they do leads."""
    return tuple(guard for key in _OWN for guard in guards.of_function(project, path, record.get(key), at))


def _below(project: Project, path: str, record: Object, at: Location) -> tuple[Guard, ...]:
    return tuple(guards.of_function(project, path, record.get("canActivateChild"), at))


_KEYS = Keys(
    NAME,
    ("component", "loadComponent"),
    ("children", "loadChildren"),
    ("redirectTo",),
    _guards,
    _below,
    tables=_TABLES,
)
