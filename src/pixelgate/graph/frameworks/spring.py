"""Spring MVC: mappings of controllers and of ``ViewControllerRegistry``, the views that they name, who must log in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.jsp import definitions
from pixelgate.graph.frameworks.patterns import joined, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import first, given, last, of_braces, text, walk
from pixelgate.graph.frameworks.spring_security import Security
from pixelgate.graph.model import Endpoint, Shows
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Array, Choice, Constant, Text, Unknown, Value

NAME = "spring"
_MAPPINGS = re.compile(r"(Request|Get|Post|Put|Delete|Patch)Mapping")
_CONTROLLERS = frozenset({"Controller", "RestController"})
_NAMING = re.compile(r"(?i:view|page|template|form|name)|^(?:\w+\.)*[A-Z][A-Z_0-9]+$")
_DATA = frozenset({"RestController", "ResponseBody"})
_VIEW = re.compile(
    r"(?:.*/)?(?:(?:src/main/)?resources/(?:META-INF/resources/)?templates/|(?:src/main/webapp|WebContent|web|webapp)/"
    r"(?:WEB-INF/)?(?:(?:views?|jsps?|pages|templates|html|ftl)/)?)(?P<name>.+)\.(?:html|jsp|jspx|ftl|ftlh|vm|mustache|hbs|peb)"
)


class _Mapping(msgspec.Struct, frozen=True):
    """What a mapping says: its paths and whether a browser gets there by a link."""

    paths: tuple[str, ...]
    reads: bool


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of controllers, then those that only name a view."""
    reader = _Reader(Classes(project, "java"))
    for cls in (cls for same in reader.classes.all.values() for cls in same):
        if any(last(mark.name) in _CONTROLLERS for mark in cls.definition.marks):
            yield from reader.controller(cls)
    yield from reader.registered()


class _Reader(msgspec.Struct, frozen=True, dict=True):
    """Reads the controllers of a project."""

    classes: Classes

    @cached_property
    def security(self) -> Security:
        return Security(self.classes)

    @cached_property
    def views(self) -> dict[str, list[str]]:
        """Views by name (``visits/show``), and the definitions of Tiles."""
        found: dict[str, list[str]] = {name: list(files) for name, files in definitions(self.classes.project).items()}
        for path in sorted(self.classes.project.facts):
            view = _VIEW.fullmatch(path)
            if view:
                found.setdefault(view["name"], []).append(path)
        return found

    def controller(self, cls: Class) -> Iterator[Endpoint]:
        """Yield the routes of a controller and of what it inherits from."""
        marks = [mark for one in self.classes.ancestors(cls) for mark in one.definition.marks]
        around = [path for mark in marks if mark.name == "RequestMapping" for path in self._mapping(mark, cls).paths]
        seen: set[str] = set()
        for one in self.classes.ancestors(cls):
            mapped = [(name, method, mark) for name, method in one.methods if (mark := _mapped(method))]
            for name, method, mark in mapped:
                if name not in seen:
                    yield from self._method(cls, method, mark, around or [""])
            seen.update(name for name, _, _ in mapped)

    def _method(self, cls: Class, method: Definition, mapped: Call, around: list[str]) -> Iterator[Endpoint]:
        mapping = self._mapping(mapped, cls)
        data = any(last(mark.name) in _DATA for mark in (*cls.definition.marks, *method.marks))
        names, computed = self._names(cls, method) if not data else ([], False)
        pages = tuple(dict.fromkeys(path for name in names for path in self._find(name)))
        missing = [name for name in names if not self._find(name)]
        unknown = f"no view {missing[0]}" if missing else "the name of its view is computed" if computed else ""
        handler = f"{last(cls.name)}.{last(method.name)}"
        shows = Shows.PAGE if pages or (mapping.reads and unknown) else Shows.DATA
        for prefix in around:
            for path in mapping.paths or ("",):
                pattern = valid(joined(of_braces(prefix), of_braces(path)))
                why = "" if pages else unknown or "answers with data or a redirect"
                guards = (
                    *self.security.of_path(pattern),
                    *self.security.of_method(self.classes.ancestors(cls), method),
                )
                yield Endpoint(NAME, pattern, mapped.location, pages, guards, handler, why, shows)

    def _mapping(self, mark: Call, cls: Class) -> _Mapping:
        said = given(mark, "value", "path") or first(mark)
        verbs = given(mark, "method")
        words = " ".join(
            one.path for one in (verbs.items if isinstance(verbs, Array) else [verbs]) if isinstance(one, Unknown)
        )
        word = last(mark.name)
        reads = word == "GetMapping" or (word == "RequestMapping" and (not words or "GET" in words))
        return _Mapping(tuple(self._texts(said, cls)), reads)

    def _texts(self, value: Value | None, cls: Class, room: int = 4) -> Iterator[str]:
        """Yield the texts that a value may be; constants by their names."""
        for one in _alternatives(value):
            if isinstance(one, Unknown):
                known = self.classes.constant(one.path, cls) if room else None
                yield from self._texts(known, cls, room - 1)
            elif isinstance(one, Text):
                known_parts = ((next(self._texts(part, cls, room - 1), "") if room else "") for part in one.parts)
                yield "".join(known or "{}" for known in known_parts)
            elif isinstance(one, Constant) and isinstance(one.value, str):
                yield one.value

    def _names(self, cls: Class, method: Definition) -> tuple[list[str], bool]:
        """Return the names of views that a method returns, without redirects, and whether there may be others."""
        names: list[str] = []
        computed = False
        for call in walk(method.calls):
            word = last(call.name)
            if word not in {"return", "ModelAndView", "setViewName"}:
                continue
            value = first(call)
            found = list(self._texts(value, cls))
            names += [name for name in found if not name.startswith(("redirect:", "forward:"))]
            computed |= value is not None and not found and _may_name(value)
        names = [name for name in names if name and not name.startswith("{}")]
        return list(dict.fromkeys(names)), computed and not names

    def _find(self, name: str) -> list[str]:
        """Return the files of a view; where its name is only partly known, all that it may mean."""
        plain_name = re.sub(r"\s*::.*$", "", name).strip("/")
        if "{}" in plain_name:
            like = re.compile(
                "".join(".*" if part == "{}" else re.escape(part) for part in re.split(r"(\{\})", plain_name))
            )
            return [path for known, paths in self.views.items() if like.fullmatch(known) for path in paths]
        bare = re.sub(r"\.(?:html|jsp)$", "", plain_name)
        return self.views.get(bare) or [
            path for known, paths in self.views.items() if known.endswith(f"/{bare}") for path in paths
        ]

    def registered(self) -> Iterator[Endpoint]:
        """Yield what ``registry.addViewController("/x").setViewName("y")`` declares, and ``<mvc:view-controller>``."""
        calls = [
            call for outline in self.classes.files.values() for one in outline.definitions for call in walk(one.calls)
        ]
        for call in calls:
            if last(call.name) == "addViewController":
                named = [text(first(link)) for link in call.chained if last(link.name) == "setViewName"]
                yield self._view(text(first(call)), named[0] if named else "", call)
        for _, outline in self.classes.project.of("xml"):
            for call in walk(outline.calls):
                if last(call.name.replace(":", ".")) == "view-controller":
                    yield self._view(text(given(call, "path")), text(given(call, "view-name")), call)

    def _view(self, path: str, name: str, call: Call) -> Endpoint:
        pattern = valid(joined(of_braces(path)))
        name = name or path.strip("/")
        pages = tuple(self._find(name))
        data = name.startswith(("redirect:", "forward:"))
        unknown = "" if pages else "a redirect" if data else f"no view {name}"
        return Endpoint(
            NAME,
            pattern,
            call.location,
            pages,
            self.security.of_path(pattern),
            "",
            unknown,
            Shows.DATA if data else Shows.PAGE,
        )


def _mapped(method: Definition) -> Call | None:
    return next((mark for mark in method.marks if _MAPPINGS.fullmatch(last(mark.name))), None)


def _alternatives(value: Value | None) -> Iterator[Value]:
    if isinstance(value, Array | Choice):
        for one in value.items if isinstance(value, Array) else value.options:
            yield from _alternatives(one)
    elif value is not None:
        yield value


def _may_name(value: Value) -> bool:
    """Tell whether a value may be the name of a view: what is given to a page is no such name."""
    named = isinstance(value, Unknown) and _NAMING.search(value.path) is not None
    return named or isinstance(value, Text)
