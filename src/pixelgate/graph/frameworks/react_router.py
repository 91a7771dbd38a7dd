"""React Router and Remix: tables of routes, ``<Route>`` elements, ``routes.ts``, and files of ``app/routes``."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import guards, route_elements, route_files
from pixelgate.graph.frameworks.patterns import joined, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import calls, homes, known
from pixelgate.graph.frameworks.tables import Around, Keys, Table, Tables
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Array, Object
from pixelgate.source import Location

NAME = "react-router"
_PACKAGES = ("react-router-dom", "react-router", "react-router-dom-v5-compat", "@remix-run/react", "@remix-run/router")
_ROUTERS = re.compile(r"create(?:Browser|Hash|Memory|Static)?Router|(?:\w+\.)*useRoutes|createRoutesFromElements")
_SERVED = ("loader", "middleware", "clientLoader", "clientMiddleware", "unstable_middleware")


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes of every router, and the shell of each application: of sources, or without any, of a build."""
    yield from list(_of_sources(project)) or _of_bundles(project)


def _of_sources(project: Project) -> Iterator[Endpoint | Tie]:
    places = sorted({home for package in _PACKAGES for home in homes(project, package)})
    inside = tuple(f"{home}/" if home else "" for home in places)
    tables = Tables(project, _KEYS)
    files = [one for one in project.of("javascript") if one[0].startswith(inside) and one[1].package != NAME]
    for path, outline in files:
        yield from _tabled(tables, path, outline)
    for home in places:
        yield from route_files.endpoints(project, home)
    if places:
        yield from route_elements.Elements(project, tables.shells).read([path for path, _ in files])


def _of_bundles(project: Project) -> Iterator[Endpoint | Tie]:
    tables = Tables(project, _KEYS)
    for path, outline in project.of("javascript"):
        if outline.package == NAME:
            yield from _tabled(tables, path, outline)


def _tabled(tables: Tables, path: str, outline: Outline) -> Iterator[Endpoint | Tie]:
    """Yield the routes of the tables in a file; a router's base stands before whole paths too."""
    for call in calls(outline):
        if _ROUTERS.fullmatch(call.name) and call.arguments:
            base = _base(call.arguments[1:])
            for one in tables.read(Table(path, call.arguments[0].value, Around())):
                yield _below(base, one) if base and isinstance(one, Endpoint) else one


def _below(base: str, endpoint: Endpoint) -> Endpoint:
    return msgspec.structs.replace(endpoint, pattern=valid(joined(base, endpoint.pattern)))


def _base(given: tuple[object, ...]) -> str:
    options = next((value for one in given if isinstance(value := getattr(one, "value", None), Object)), None)
    return known(options.get("basename")) or "" if options else ""


def _guards(project: Project, path: str, record: Object, at: Location) -> tuple[Guard, ...]:
    """Return the guards of a record: wrappers around its element, and functions that run before it is shown."""
    found: list[Guard] = []
    for key in _SERVED:
        value = record.get(key)
        for one in value.items if isinstance(value, Array) else (value,):
            found += guards.of_function(project, path, one, at)
    for key in ("element", "Component", "component", "render"):
        found += guards.of_element(project, path, record.get(key), at)
    return tuple(found)


_KEYS = Keys(
    NAME,
    ("element", "Component", "component", "render", "lazy"),
    ("children", "routes"),
    (),
    _guards,
)
