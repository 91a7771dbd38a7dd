"""Pages of ASP.NET that are files: Razor Pages, components with ``@page``, Web Forms."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.graph.frameworks.aspnet_guards import Guards
from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.patterns import joined, literal, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import first, last, of_braces, plain, text
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.outline import LEAVES, Call, Outline
from pixelgate.parse.values import Unknown
from pixelgate.source import Location

NAME = "aspnet"
_PAGE = re.compile(r"(?:.*/)?(?:Areas/(?P<area>[^/]+)/)?Pages/(?P<name>.+)\.cshtml")


def pages(project: Project, classes: Classes, guards: Guards) -> Iterator[Endpoint]:
    """Yield the routes of pages that are files."""
    for path, outline in project.of("razor"):
        said = [call for call in outline.calls if call.name == "page"]
        if path.endswith(".razor"):
            yield from _components(path, said, outline, guards)
        elif said and _PAGE.fullmatch(path):
            model = _model(path, outline, classes)
            inherited = reversed(classes.ancestors(model)) if model else ()
            shown = (model.members.get(name) for name in ("OnGet", "OnGetAsync")) if model else ()
            ends = (mark for one in shown if one for mark in one.marks if mark.name == LEAVES)
            marks = (*(mark for one in inherited for mark in one.definition.marks), *outline.calls, *ends)
            for address, asked in _addresses(path, text(first(said[0])), guards, marks):
                handler = last(model.name) if model else ""
                yield Endpoint(NAME, valid(address), said[0].location, (path,), asked, handler)
    yield from _forms(project, guards)


def _addresses(
    path: str, template: str, guards: Guards, marks: tuple[Call, ...]
) -> Iterator[tuple[str, tuple[Guard, ...]]]:
    """Yield the addresses of a Razor page with its guards: by its folder and template, and those that are added."""
    place = _PAGE.fullmatch(path)
    if place is None:
        return
    name, area = place["name"], place["area"] or ""
    asked = guards.of_page(f"/{name}", area, marks)
    bare = re.sub(r"(?:^|/)Index$", "", name)
    own = joined(*map(literal, (area, bare)))
    yield (
        of_braces(template.removeprefix("~")) if template.startswith(("/", "~/")) else joined(own, of_braces(template)),
        asked,
    )
    for call in guards.calls:
        if last(call.name) in {"AddPageRoute", "AddAreaPageRoute"}:
            *names, address = [text(value) for value in plain(call)] or [""]
            if f"/{name}" in names:
                yield joined(of_braces(address)), asked


def _model(path: str, outline: Outline, classes: Classes) -> Class | None:
    """Return the page's model: the class that it names, else the one in the file beside it."""
    for call in outline.calls:
        value = first(call)
        if call.name == "model" and isinstance(value, Unknown):
            return classes.find(value.path, f"{path}.cs")
    beside = classes.files.get(f"{path}.cs")
    found = (
        (classes.find(one.name, f"{path}.cs") for one in beside.definitions if one.kind == "class") if beside else ()
    )
    return next(filter(None, found), None)


def _components(path: str, said: list[Call], outline: Outline, guards: Guards) -> Iterator[Endpoint]:
    for call in said:
        address = text(first(call))
        if address:
            asked = guards.of_page("", "", outline.calls)
            yield Endpoint(NAME, valid(joined(of_braces(address))), call.location, (path,), asked)


def _forms(project: Project, guards: Guards) -> Iterator[Endpoint]:
    """Yield the pages of Web Forms, by their path below the application, the outermost folder with a ``web.config``."""
    roots = sorted(guards.settings, key=len)
    for path in sorted(project.facts):
        if not path.lower().endswith(".aspx") or re.search(r"(?:^|/)Views/", path):
            continue
        root = next((root for root in roots if not root or path.startswith(f"{root}/")), "")
        address = joined(*map(literal, path[len(root) :].split("/")))
        yield Endpoint(NAME, valid(address), Location(path), (path,), guards.of_file(path), posixpath.basename(path))
