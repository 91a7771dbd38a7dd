"""ASP.NET: controllers by convention or attribute, Razor Pages, components, Web Forms, and who is asked to log in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks.aspnet_guards import Guards
from pixelgate.graph.frameworks.aspnet_pages import pages
from pixelgate.graph.frameworks.aspnet_views import Shown, Views
from pixelgate.graph.frameworks.classes import Class, Classes, shared
from pixelgate.graph.frameworks.patterns import joined, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import first, given, last, of_braces, plain, text, walk
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Object
from pixelgate.source import Location

NAME = "aspnet"
_MAPS = {"MapControllerRoute": 1, "MapAreaControllerRoute": 2, "MapRoute": 1, "MapAreaRoute": 2}
_DEFAULT = "{controller=Home}/{action=Index}/{id?}"
_VERB = re.compile(r"Http(Get|Post|Put|Patch|Delete|Head|Options)(?:Attribute)?")
_MINIMAL = re.compile(r"(?:\w+\.)*Map(Get|Post|Put|Delete|Patch|Methods|Fallback|FallbackToFile)")
_BASES = ("Controller", "ControllerBase", "ApiController", "AsyncController", "SurfaceController", "RenderController")
_TOKEN = re.compile(r"\[(controller|action|area)\]", re.IGNORECASE)
_SEGMENT = re.compile(r"\{(controller|action|area)(?::\w+)?(?:=(\w*))?(\?)?\}", re.IGNORECASE)


class _Route:
    """A route by convention: its template with the defaults of controller and action, and where it is declared."""

    def __init__(self, call: Call, template: str, defaults: dict[str, str], area: str) -> None:
        self.call = call
        self.template = template
        self.defaults = defaults
        self.area = area
        self.guarded = any(last(link.name) == "RequireAuthorization" for link in call.chained)


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of controllers, then Razor pages, components and Web Forms."""
    classes = Classes(project, "csharp")
    site = _Site(Guards(classes), Views(classes), tuple(_conventions(classes)))
    for cls in _controllers(classes):
        for name, method in _actions(classes, cls):
            yield from _of_action(site, cls, name, method)
    yield from _minimal(classes, site.guards)
    yield from pages(project, classes, site.guards)


class _Site(msgspec.Struct, frozen=True):
    """What every action of a project is read with."""

    guards: Guards
    views: Views
    routes: tuple[_Route, ...]


def _controllers(classes: Classes) -> Iterator[Class]:
    for cls in (cls for same in classes.all.values() for cls in same):
        marks = {mark.name for mark in cls.definition.marks}
        named = cls.name.endswith("Controller") or classes.inherits(cls, *_BASES)
        if named and cls.definition.kind == "class" and not marks & {"abstract", "NonController"}:
            yield cls


def _actions(classes: Classes, cls: Class) -> Iterator[tuple[str, Definition]]:
    """Yield the actions of a controller, those it inherits too."""
    seen: set[str] = set()
    for one in classes.ancestors(cls):
        for name, method in one.methods:
            marks = {mark.name for mark in method.marks}
            hidden = marks & {"NonAction", "static", "override", "private", "protected", "internal"}
            if "public" in marks and not hidden and name not in seen and name != last(one.name):
                yield name, method
        seen.update(one.members)


def _conventions(classes: Classes) -> Iterator[_Route]:
    for outline in classes.files.values():
        methods = (call for one in outline.definitions for call in one.calls)
        for call in walk((*outline.calls, *methods)):
            word = last(call.name)
            if word in {"MapDefaultControllerRoute", "UseMvcWithDefaultRoute"}:
                yield _Route(call, _DEFAULT, {}, "")
            elif word in _MAPS:
                plain_ = [text(value) for value in plain(call)]
                at = _MAPS[word] if word.startswith("Map") else 0
                template = text(given(call, "pattern", "template", "url")) or (plain_[at] if len(plain_) > at else "")
                said = given(call, "defaults") or next((v for v in plain(call) if isinstance(v, Object)), None)
                entries = said.entries if isinstance(said, Object) else ()
                defaults = {(entry.key or "").lower(): text(entry.value) for entry in entries}
                area = text(given(call, "areaName")) or (
                    plain_[1] if word == "MapAreaControllerRoute" and len(plain_) > 1 else ""
                )
                optional = {key for key, value in defaults.items() if not value}
                for key in optional:
                    template = template.replace(f"{{{key}}}", f"{{{key}?}}")
                yield _Route(call, template, defaults, area or _area_of(call.location.path))


def _of_action(site: _Site, cls: Class, name: str, method: Definition) -> Iterator[Endpoint]:
    controller = last(cls.name).removesuffix("Controller")
    named = [text(first(mark)) for mark in method.marks if mark.name == "ActionName"]
    action = (named or [name])[0].removesuffix("Async")
    area = _area(cls)
    shown = site.views.shown(cls, method, controller, action, area)
    verbs = {found[1] for mark in method.marks if (found := _VERB.fullmatch(mark.name))}
    if verbs and "Get" not in verbs and not shown.pages:
        shown = Shown(data=True, unknown=shown.unknown)
    asked = site.guards.of_action(cls, method)
    templates = list(_attributed(cls, method))
    if templates:
        for template, place in templates:
            path = _TOKEN.sub(
                lambda t: {"controller": controller, "action": action, "area": area}[t[1].lower()], template
            )
            yield _endpoint(joined(of_braces(path)), place, shown, asked, f"{controller}.{action}")
        return
    for route in _near(site.routes, cls):
        for path in _filled(route, controller, action, area):
            own = site.guards.required(route.call) if route.guarded else ()
            yield _endpoint(path, method.location, shown, (*own, *asked), f"{controller}.{action}")


def _near(routes: tuple[_Route, ...], cls: Class) -> Iterator[_Route]:
    """Yield the routes of the application that a controller belongs to, where one tree holds several."""
    shares = [shared(route.call.location.path, cls.path) for route in routes]
    yield from (route for route, share in zip(routes, shares, strict=True) if share == max(shares))


def _attributed(cls: Class, method: Definition) -> Iterator[tuple[str, Location]]:
    """Yield the templates of attributes, those of the class before them; ``/x`` and ``~/x`` stand alone."""
    prefixes = [text(first(mark)) for mark in cls.definition.marks if mark.name in {"Route", "RoutePrefix"}]
    own = [mark for mark in method.marks if mark.name == "Route" or _VERB.fullmatch(mark.name)]
    said = [(text(first(mark)), mark.location) for mark in own if first(mark) is not None]
    if not said and any(mark.name == "Route" for mark in cls.definition.marks):
        said = [("", method.location)]
    for template, place in said:
        if template.startswith(("/", "~/")) or not prefixes:
            yield template.removeprefix("~"), place
        else:
            yield from ((f"{prefix}/{template}", place) for prefix in prefixes)


def _filled(route: _Route, controller: str, action: str, area: str) -> Iterator[str]:
    """Yield the addresses that a route by convention gives an action: in full, and with what defaults leave out."""
    said = {"controller": controller, "action": action, "area": area}
    defaults = {"area": route.area, **route.defaults}
    defaults |= {found[1].lower(): found[2] for found in _SEGMENT.finditer(route.template) if found[2]}
    words = {found[1].lower() for found in _SEGMENT.finditer(route.template)}
    for word in ("controller", "action", "area"):
        if word not in words and defaults.get(word, "").lower() != said[word].lower():
            return
    if "area" in words and not area:
        return
    yield joined(of_braces(_SEGMENT.sub(lambda found: said[found[1].lower()], route.template)))
    segments = [s for s in route.template.strip("/").split("/") if s and not re.fullmatch(r"\{\w+\?\}", s)]
    while segments:
        found = _SEGMENT.fullmatch(segments.pop())
        if found is None or defaults.get(found[1].lower(), "").lower() != said[found[1].lower()].lower():
            return
        yield joined(of_braces(_SEGMENT.sub(lambda one: said[one[1].lower()], "/".join(segments))))


def _endpoint(path: str, place: Location, shown: Shown, asked: tuple[Guard, ...], handler: str) -> Endpoint:
    why = shown.unknown or ("answers with data or a redirect" if shown.data else "")
    return Endpoint(
        NAME, valid(path), place, shown.pages, asked, handler, why, Shows.DATA if shown.data else Shows.PAGE
    )


def _minimal(classes: Classes, guards: Guards) -> Iterator[Endpoint]:
    """Yield the endpoints of minimal APIs, which answer with data."""
    for outline in classes.files.values():
        methods = (call for one in outline.definitions for call in one.calls)
        for call in walk((*outline.calls, *methods)):
            path = text(first(call))
            if _MINIMAL.fullmatch(call.name) and path:
                asked = guards.required(call)
                yield Endpoint(
                    NAME, valid(joined(of_braces(path))), call.location, (), asked, "", "answers with data", Shows.DATA
                )


def _area(cls: Class) -> str:
    said = [text(first(mark)) for mark in cls.definition.marks if mark.name == "Area"]
    return said[0] if said else _area_of(cls.path)


def _area_of(path: str) -> str:
    found = re.search(r"(?:^|/)Areas/([^/]+)/", path)
    return found[1] if found else ""
