"""Drupal: routes of modules, the themes around every page with all they build on, and what modules attach to it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from pixelgate.facts.model import FileFacts, Reference
from pixelgate.graph.frameworks.classes import Classes
from pixelgate.graph.frameworks.patterns import joined, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.said import of_braces, text, texts
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Definition, Outline
from pixelgate.parse.template.drupal import of_name
from pixelgate.parse.template.php_functions import KIND
from pixelgate.source import Location

NAME = "drupal"
_INFO, _ROUTING = ".info.yml", ".routing.yml"
_SHELLS = ("page", "html")
_PLACES = ("templates/", "templates/layout/", "templates/system/", "")
_ANSWERS = ("_controller", "_form", "_entity_form", "_entity_view", "_entity_list")
_SETTING = re.compile(r"(?P<route>.+?)\.(?:path|(?:defaults|requirements)\.(?P<key>.+))")
"""A setting of a route, whose own name may hold dots."""

_DEEPEST = 20
_EVERYWHERE = re.compile(
    r"(?P<owner>\w+)_(?:page_attachments(?:_alter)?|page_top|page_bottom|preprocess_(?:html|page)|js_alter)"
)
"""Functions by whose name Drupal runs them for every page."""

_MODULE = re.compile(r"(?P<folder>(?:.*/)?(?P<name>\w+))\.(?:module|theme|inc|install)")


class Theme(msgspec.Struct, frozen=True):
    """A theme: its folder, the theme it builds on, and the libraries that it loads with every page."""

    folder: str
    base: str
    libraries: tuple[str, ...]
    location: Location


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes that modules declare, then what stands around every page."""
    site = _Site(project)
    yield from site.routes()
    yield from site.ties()


class _Site(msgspec.Struct, frozen=True, dict=True):
    """The themes and modules of a project."""

    project: Project

    @cached_property
    def themes(self) -> dict[str, Theme]:
        """Themes by name."""
        found = {}
        for path, outline in self._named(_INFO):
            said = _table(outline)
            if "type" in said and text(said["type"][0].value) == "theme":
                name = posixpath.basename(path).removesuffix(_INFO)
                base = text(said["base theme"][0].value) if "base theme" in said else ""
                libraries = tuple(name for one in said.get("libraries", ()) for name in texts(one.value))
                found[name] = Theme(posixpath.dirname(path), base, libraries, Location(path))
        return found

    def _named(self, ending: str) -> Iterator[tuple[str, Outline]]:
        return ((path, outline) for path, outline in self.project.of("yaml") if path.endswith(ending))

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The themes that pages are shown in: those that no other builds on."""
        bases = {theme.base for theme in self.themes.values()}
        return tuple(sorted(name for name in self.themes if name not in bases))

    def _chain(self, name: str, room: int = _DEEPEST) -> tuple[Theme, ...]:
        theme = self.themes.get(name) if room else None
        return (theme, *self._chain(theme.base, room - 1)) if theme else ()

    def ties(self) -> Iterator[Tie]:
        """Yield the shells of each template and, for every page, the libraries of its themes and what hooks attach."""
        if not self.themes:
            return
        hooks = tuple(self._hooks())
        for path in sorted(self.project.facts):
            if path.endswith(".html.twig") or path in self.controllers:
                for name in self._themes_of(path):
                    yield from self._shell(path, self._chain(name))
                yield from (Tie(path, file, "include", Location(file), part=part) for file, part in hooks)

    def _themes_of(self, path: str) -> tuple[str, ...]:
        """Return the themes that a template is shown in: all that build on its own, or all where it is a module's."""
        own = [name for name, theme in self.themes.items() if path.startswith(f"{theme.folder}/")]
        within = [name for name in self.shown if any(self.themes[one] in self._chain(name) for one in own)]
        return tuple(within) if own else self.shown

    def _shell(self, path: str, chain: tuple[Theme, ...]) -> Iterator[Tie]:
        for theme in chain:
            yield from self._libraries(path, theme)
        stem = posixpath.basename(path)
        around = _SHELLS[1:] if stem.startswith("page") else () if stem.startswith("html") else _SHELLS
        for shell in around:
            tries = (f"{theme.folder}/{place}{shell}.html.twig" for theme in chain for place in _PLACES)
            found = next((one for one in tries if one in self.project.facts), None)
            if found and found != path:
                yield Tie(path, found, "implicit layout", Location(found))

    def _libraries(self, path: str, theme: Theme) -> Iterator[Tie]:
        for name in theme.libraries:
            naming = of_name(name)
            asked = Reference("script", "entry", naming.names, theme.location)
            for target in self.project.resolver.resolve(asked, FileFacts(path, "twig")).paths:
                yield Tie(path, target, "script", theme.location, part=naming.part)

    def _hooks(self) -> Iterator[tuple[str, str]]:
        """Yield the functions that run for every page: those of modules, and those of the themes that are shown."""
        for path, file in sorted(self.project.facts.shared.items()):
            module = _MODULE.fullmatch(path)
            for region in file.regions if module and not file.documentation else ():
                hook = _EVERYWHERE.fullmatch(region.name) if region.kind == KIND else None
                if module and hook and hook["owner"] == module["name"].partition(".")[0]:
                    yield path, region.name

    @cached_property
    def controllers(self) -> frozenset[str]:
        """The files of code whose methods answer routes."""
        return frozenset(page for one in self.routes() for page in one.pages if page.endswith(".php"))

    def routes(self) -> Iterator[Endpoint]:
        """Yield the routes of modules."""
        classes = Classes(self.project, "php")
        for path, outline in self._named(_ROUTING):
            rows: dict[str, dict[str, Definition]] = {}
            for one in outline.definitions:
                if found := _SETTING.fullmatch(one.name):
                    rows.setdefault(found["route"], {})[found["key"] or "path"] = one
            for row in rows.values():
                if "path" in row:
                    yield self._route(row, classes, path)

    def _route(self, row: Mapping[str, Definition], classes: Classes, near: str) -> Endpoint:
        pattern = valid(joined(of_braces(text(row["path"].value))))
        said = next((text(row[key].value) for key in _ANSWERS if key in row), "")
        owner = said.partition("::")[0].lstrip("\\").replace("\\", ".")
        cls = classes.find(owner, near) if owner else None
        file = cls.path if cls else self._beside(owner, near)
        guards = tuple(_guards(row))
        unknown = "" if file else f"no file defines {said or 'what answers'}"
        shows = Shows.PAGE if file or said else Shows.PROVIDED
        return Endpoint(NAME, pattern, row["path"].location, (file,) if file else (), guards, owner, unknown, shows)

    def _beside(self, owner: str, near: str) -> str:
        """Return the file of a class by the folders of its name, where its code holds nothing that is outlined."""
        tail = "/".join(owner.split(".")[2:])
        path = posixpath.join(posixpath.dirname(near), f"src/{tail}.php")
        return path if tail and path in self.project.facts else ""


def _guards(row: Mapping[str, Definition]) -> Iterator[Guard]:
    for key in ("_permission", "_role", "_user_is_logged_in", "_custom_access", "_entity_access"):
        if key in row:
            said = text(row[key].value)
            open_to_all = said in {"access content", "FALSE", "anonymous"}
            yield Guard(f"{key} {said}", row[key].location, opens=open_to_all)


def _table(outline: Outline) -> dict[str, list[Definition]]:
    found: dict[str, list[Definition]] = {}
    for one in outline.definitions:
        found.setdefault(one.name, []).append(one)
    return found
