"""The layout that a view engine of Express puts around every view that names none.

As express-handlebars, hbs and express-ejs-layouts document it: each has a default, a setting, and a local ``layout`` of
``render`` that overrides both.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.graph.frameworks import views
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import calls, known, strings
from pixelgate.graph.model import Endpoint
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Constant, Object, Value
from pixelgate.source import Location

_HANDLEBARS = (".hbs", ".handlebars")
_ENGINES = {
    "express-handlebars": (_HANDLEBARS, "main"),
    "hbs": (_HANDLEBARS, "layout"),
    "express-ejs-layouts": ((".ejs",), "layout"),
}
"""The extensions of each package's views, and the name of its layout where nothing is said."""

_PARTS = frozenset({"layouts", "partials"})


class _Layout(msgspec.Struct, frozen=True):
    """A default layout: its file, the extensions of the views that it stands around, and where that is said."""

    file: str
    extensions: tuple[str, ...]
    location: Location


def ties(project: Project, _: Sequence[Endpoint]) -> Iterator[Tie]:
    """Yield the default layout of every view, or the layouts that those who render it name instead."""
    found = {one.file: one for path, outline in project.of("javascript") for one in _defaults(project, path, outline)}
    named = _named(project) if found else {}
    for layout in found.values():
        root = posixpath.dirname(layout.file).removesuffix("/layouts")
        for path in sorted(project.facts):
            if path.startswith(f"{root}/") and path.endswith(layout.extensions) and _is_view(project, path):
                chosen = named.get(path, {layout.file: layout.location, "": layout.location})
                around = {**chosen, layout.file: layout.location} if "" in chosen else chosen
                yield from (
                    Tie(path, file, "implicit layout", at) for file, at in around.items() if file != path and file
                )


def _is_view(project: Project, path: str) -> bool:
    """Tell whether a layout stands around a template: it is no part of another, and names no layout itself."""
    inside = _PARTS.intersection(path.split("/"))
    return not inside and not any(one.kind == "extends" for one in project.facts[path].references)


def _defaults(project: Project, path: str, outline: Outline) -> Iterator[_Layout]:
    """Yield the layouts that one file sets up, by what it imports."""
    imported = {one.name: one.target.partition("#")[0] for one in outline.imports}
    for package in sorted(_ENGINES.keys() & imported.values()):
        extensions, usual = _ENGINES[package]
        at = next(one.location for one in outline.imports if imported[one.name] == package)
        for value, place in list(_said(package, imported, outline)) or [(None, at)]:
            name = usual if value is None else _text(value)
            files = _files(project, name, extensions, path) if name else ()
            yield from (_Layout(file, extensions, place) for file in files[:1])


def _said(package: str, imported: dict[str, str], outline: Outline) -> Iterator[tuple[Value | None, Location]]:
    """Yield what the settings of a package say of its default layout."""
    for call in calls(outline):
        if package == "express-handlebars":
            if imported.get(call.name.partition(".")[0]) == package:
                yield _option(call, "defaultLayout"), call.location
        elif call.name.endswith(".set") and len(call.arguments) > 1:
            key, value = known(call.arguments[0].value), call.arguments[1].value
            if key == "layout" and package != "hbs":
                yield value, call.location
            elif key == "view options" and package == "hbs":
                yield _option(call, "layout"), call.location


def _named(project: Project) -> dict[str, dict[str, Location]]:
    """Return the layouts that ``render`` gives to views; the empty name is for the default one."""
    found: dict[str, dict[str, Location]] = {}
    for path, outline in project.of("javascript"):
        for call in calls(outline):
            name = known(call.arguments[0].value) if call.arguments and call.name.endswith(".render") else None
            for view in views.view(project, name, path) if name else ():
                chosen = found.setdefault(view, {})
                given = _option(call, "layout")
                text = _text(given) if given is not None else None
                ends = (posixpath.splitext(view)[1],)
                layouts = ("",) if text is None else _files(project, text, ends, path) if text else ()
                chosen.update((layout, call.location) for layout in layouts[:1])
    return found


def _option(call: Call, key: str) -> Value | None:
    """Return an option of a call, where one says it."""
    objects = (one.value for one in call.arguments if isinstance(one.value, Object))
    return next((value for one in objects if (value := one.get(key)) is not None), None)


def _text(value: Value) -> str | None:
    """Return the name of a layout, empty where there shall be none, ``None`` where it is computed."""
    if isinstance(value, Constant) and not isinstance(value.value, str):
        return ""
    return known(value) or "/".join(strings(value)).lstrip("./") or None


def _files(project: Project, name: str, extensions: tuple[str, ...], near: str) -> tuple[str, ...]:
    """Return the files of a layout: below ``layouts`` of the views, else where its name says."""
    stem = name.removesuffix(posixpath.splitext(name)[1]) if name.endswith(extensions) else name
    tries = (f"{folder}{stem}{end}" for folder in ("layouts/", "") for end in extensions)
    return next((found for one in tries if (found := project.templates(one, near))), ())
