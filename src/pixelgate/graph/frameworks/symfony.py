"""Symfony: routes of attributes, annotations and YAML, the Twig templates they render, and who must log in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks import leaving
from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.patterns import joined, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import first, given, holed, last, of_braces, plain, text, texts, walk
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.manifest import match
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Array, Object, Text, Unknown, Value
from pixelgate.parse.values import pattern as known_text

NAME = "symfony"
_TEMPLATE = re.compile(r"(?:.*/)?(?:templates|Resources/views|views)/(?P<name>.+\.twig)")
_RENDERS = re.compile(r"(?:(?:this|twig|this\.twig|environment)\.)?render(?:View|Form|Block)?")
_CAPTURES = re.compile(r"(?<!\\)\((?!\?)")
_FIELD = re.compile(r"\{!?(?P<name>\w+)(?::[\w.]+)?(?:<(?P<narrow>(?:[^<>]|<[^<>]*>)*)>)?(?P<may>\?[^{}]*)?\}")
_CONTROL = re.compile(r".*access_control(?:\.(?:roles?|allow_if))?")
_VOTES = re.compile(r"PUBLIC_ACCESS|IS_AUTHENTICATED_ANONYMOUSLY|IS_ANONYMOUS")
_LOCAL = re.compile(r"(?:this|self|static|parent)\.(\w+)")
_READS = frozenset({"GET", "HEAD", "get"})


class Rule(msgspec.Struct, frozen=True):
    """A rule of ``access_control``: a regular expression for paths, and what it asks for."""

    path: str
    guard: Guard


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of controllers, then those of YAML, XML and PHP that name one, or a template."""
    reader = _Reader(Classes(project, "php"))
    for cls in (cls for same in reader.classes.all.values() for cls in same):
        yield from reader.controller(cls)
    yield from reader.listed()
    yield from reader.written()


class _Reader(msgspec.Struct, frozen=True, dict=True):
    """Reads the controllers and settings of a project."""

    classes: Classes

    @cached_property
    def templates(self) -> dict[str, list[str]]:
        """Templates by name (``visits/show.html.twig``)."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.classes.project.facts):
            named = _TEMPLATE.fullmatch(path)
            if named:
                found.setdefault(named["name"], []).append(path)
        return found

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of ``access_control``, in their order; a short list of roles stands beside its key."""
        said: list[tuple[Definition, list[str]]] = []
        for _, outline in self.classes.project.of("yaml"):
            for one in outline.definitions:
                key = one.name.partition("access_control")[2]
                if key == ".path":
                    said.append((one, []))
                elif said and _CONTROL.fullmatch(one.name):
                    said[-1][1].extend(role for role in texts(one.value) if not role.endswith(":"))
        return tuple(_rule(path, asked) for path, asked in said)

    def controller(self, cls: Class) -> Iterator[Endpoint]:
        """Yield the routes of a class; one on the class itself is a prefix, or the route of ``__invoke``."""
        around = [mark for mark in cls.definition.marks if last(mark.name) == "Route"]
        prefixes = [path for mark in around for path in _paths(mark)] or [""]
        found = False
        for name, method in cls.methods:
            for mark in method.marks:
                if last(mark.name) == "Route":
                    found = True
                    for path in _paths(mark) or [""]:
                        yield from (self._endpoint(joined(p, path), mark, cls, name) for p in prefixes)
        if around and not found and "__invoke" in cls.members:
            yield from (self._endpoint(path, around[0], cls, "__invoke") for path in prefixes)

    def _endpoint(self, path: str, route: Call, cls: Class, name: str) -> Endpoint:
        method = cls.members[name]
        pattern = valid(joined(of_braces(_bare(path))))
        pages, unknown = self._pages(cls, method)
        verbs = texts(given(route, "methods"))
        reads = not verbs or bool(set(verbs) & _READS)
        data = not pages and (not unknown or not reads)
        asked = (*self.of_path(pattern), *_marked(cls, method), *self._denied(cls, method))
        handler = f"{last(cls.name)}::{name}"
        why = "" if pages else unknown or "answers with data or a redirect"
        return Endpoint(NAME, pattern, route.location, pages, asked, handler, why, Shows.DATA if data else Shows.PAGE)

    def _pages(self, cls: Class, method: Definition) -> tuple[tuple[str, ...], str]:
        """Return the templates that a method renders, or why they are not known; nothing where it renders none."""
        calls = [call for call in self._called(cls, method) if _RENDERS.fullmatch(call.name)]
        values = [given(call, "view", "name") or first(call) for call in calls]
        values += [first(mark) or given(mark, "template") for mark in method.marks if last(mark.name) == "Template"]
        names = [name for value in values for name in (texts(value) or _parts(value))]
        found = [path for name in names for path in self._find(name)]
        if found or not values:
            return tuple(dict.fromkeys(found)), ""
        return (), f"no template {names[0]}" if names else "the name of its template is computed"

    def _find(self, name: str) -> list[str]:
        bare = re.sub(r"^@!?\w+/", "", name).replace(":", "/").lstrip("/")
        if "{}" not in bare:
            return self.templates.get(bare, [])
        like = re.compile("[^/]*".join(map(re.escape, bare.split("{}"))))
        return [path for known, paths in self.templates.items() if like.fullmatch(known) for path in paths]

    def _called(self, cls: Class, method: Definition, room: int = 2) -> Iterator[Call]:
        for call in walk(method.calls):
            yield call
            local = _LOCAL.fullmatch(call.name)
            inner = self.classes.member(cls, local[1]) if local and room else None
            if inner is not None and not _RENDERS.fullmatch(call.name):
                yield from self._called(cls, inner[1], room - 1)

    def _denied(self, cls: Class, method: Definition) -> Iterator[Guard]:
        for call in self._called(cls, method):
            if last(call.name) == "denyAccessUnlessGranted":
                yield Guard(
                    "denyAccessUnlessGranted", call.location, opens=bool(_VOTES.search(" ".join(texts(first(call)))))
                )

    def of_path(self, pattern: str) -> tuple[Guard, ...]:
        """Return what the first rule says that takes in a path."""
        return next(((rule.guard,) for rule in self.rules if _searches(rule.path, pattern)), ())

    def listed(self) -> Iterator[Endpoint]:
        """Yield the routes of YAML: ``path`` with ``controller``, or with the template of ``TemplateController``."""
        for file, outline in self.classes.project.of("yaml"):
            rows: dict[str, dict[str, Definition]] = {}
            for one in outline.definitions:
                name, _, key = one.name.partition(".")
                rows.setdefault(name, {})[key] = one
            for name, row in rows.items() if "routes" in file else ():
                if "path" in row and ("controller" in row or "defaults._controller" in row):
                    yield self._row(name, row, file)

    def written(self) -> Iterator[Endpoint]:
        """Yield the routes of XML, and those that PHP adds to a configurator."""
        for file, outline in self.classes.project.of("xml"):
            for call in walk(outline.calls):
                path, said = text(given(call, "path")), text(given(call, "controller"))
                if call.name == "route" and path and said:
                    yield from self._answered(path, said, call, file)
        for file, outline in self.classes.project.of("php"):
            inner = (call for one in outline.definitions for call in one.calls)
            for call in walk((*outline.calls, *inner)):
                chained = next((one for one in call.chained if one.name == "controller"), None)
                if last(call.name) == "add" and chained is not None and len(plain(call)) > 1:
                    yield from self._answered(text(plain(call)[1]), _controller(first(chained)), call, file)

    def _answered(self, path: str, said: str, route: Call, near: str) -> Iterator[Endpoint]:
        """Yield a route that a method answers, by the name of its class and its own."""
        owner, _, method = said.replace("\\", ".").lstrip(".").partition("::")
        cls = self.classes.find(owner, near)
        if cls is not None and (method or "__invoke") in cls.members:
            yield self._endpoint(path, route, cls, method or "__invoke")

    def _row(self, name: str, row: dict[str, Definition], file: str) -> Endpoint:
        said = text((row.get("controller") or row["defaults._controller"]).value).replace("\\", ".")
        owner, _, method = said.partition("::")
        cls = self.classes.find(owner, file)
        route = Call(name, (), row["path"].location)
        path = text(row["path"].value)
        if cls is not None and (method or "__invoke") in cls.members:
            return self._endpoint(path, route, cls, method or "__invoke")
        template = text(row["defaults.template"].value) if "defaults.template" in row else ""
        pages = tuple(self._find(template))
        pattern = valid(joined(of_braces(path)))
        unknown = "" if pages else f"no template {template}" if template else f"no file defines {said}"
        shows = Shows.PAGE if template or pages else Shows.PROVIDED
        return Endpoint(NAME, pattern, route.location, pages, self.of_path(pattern), last(said), unknown, shows)


def _rule(path: Definition, asked: list[str]) -> Rule:
    roles = ", ".join(asked)
    guard = Guard(f"access_control {roles}".rstrip(), path.location, opens=_VOTES.search(roles) is not None)
    return Rule(text(path.value), guard)


def _parts(value: Value | None) -> tuple[str, ...]:
    """Return a name of which only parts are known, ``{}`` for the others (``blog/index.{}.twig``)."""
    return (known_text(value),) if isinstance(value, Text) else ()


def _controller(value: Value | None) -> str:
    """Return what ``[News::class, 'show']`` or ``News::class`` names, as ``News::show``."""
    items = value.items if isinstance(value, Array) else (value,) if value is not None else ()
    owner = (
        items[0].path.removesuffix("::class").removesuffix(".class") if items and isinstance(items[0], Unknown) else ""
    )
    return f"{owner}::{text(items[1])}" if len(items) > 1 else owner or text(value)


def _paths(mark: Call) -> list[str]:
    """Return the paths of a route, one for each language."""
    value: Value | None = given(mark, "path") or first(mark)
    if isinstance(value, Object):
        return [holed(entry.value) for entry in value.entries]
    if isinstance(value, Array):
        return list(texts(value))
    return [holed(value)] if value is not None else []


def _bare(path: str) -> str:
    """Return a path without what narrows or fills its fields, each then ``{x}``, ``{x?}`` or ``{*x}``."""
    return _FIELD.sub(_field, path)


def _field(found: re.Match[str]) -> str:
    several = "*" if "." in (found["narrow"] or "") else ""
    return f"{{{several}{found['name']}{'?' if found['may'] else ''}}}"


def _marked(cls: Class, method: Definition) -> Iterator[Guard]:
    for mark in (*cls.definition.marks, *method.marks):
        if last(mark.name) in {"IsGranted", "Security"}:
            asked = " ".join(texts(first(mark)))
            yield Guard(last(mark.name), mark.location, opens=bool(_VOTES.search(asked)))
    yield from leaving.guards(method.marks)


def _searches(expression: str, pattern: str) -> bool:
    """Tell whether a rule's regular expression finds something in the paths of a pattern."""
    bare = expression.removeprefix("^").removesuffix("$").replace("\\/", "/")
    start = "" if expression.startswith("^/") else "(?:.*/)?" if bare.startswith("/") else ".*"
    body = _CAPTURES.sub("(?:", bare.removeprefix("/"))
    rule = f"/({start}{body}{'' if expression.endswith('$') else '.*'})"
    try:
        return match.covers(rule, pattern) or match.matches(rule, match.example(pattern))
    except match.PatternError:
        return False
