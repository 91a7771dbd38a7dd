"""Slim and FastRoute: routes that PHP gives a collector, in groups, and the templates that their handlers render."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.patterns import joined, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import holed, last, of_braces, plain, text, texts, walk
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Array, Constant, Function, Text, Unknown, Value

NAME = "slim"
_PACKAGES = ("FastRoute.", "Slim.")
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "any"})
_LISTED = frozenset({"addRoute", "map"})
_GROUPS = frozenset({"addGroup", "group"})
_RENDERS = frozenset({"render", "fetch", "renderView", "renderTemplate"})
_ENDS = ("", ".twig", ".html.twig", ".html", ".phtml", ".php", ".latte", ".tpl")
_ANSWERS = re.compile(r"(?i)(?:add|append|set|with|write|show|display)_?html\w*")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|script|div|main|form|h\d|p|link|meta)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"(?i)\w*(?:auth(?!or(?!i))\w*|log(?:ged)?_?in\w*|session_?(?:guard|required)|(?:user|admin|member)_?(?:guard|required|only|gate)|jwt\w*)"
)
_OPENS = re.compile(r"(?i)\w*(?:guest|anonymous|optional)\w*")
_DEEPEST = 40
_FAR = 200
"""No route calls more methods of the project than are looked into."""


class _Around(msgspec.Struct, frozen=True):
    """What stands around a route: the address of its groups, the guards before it, and its file."""

    path: str
    prefix: str = ""
    guards: tuple[Guard, ...] = ()
    depth: int = 0


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of every file that names a collector of FastRoute or an application of Slim."""
    reader = _Reader(Classes(project, "php"))
    for path, outline in project.of("php"):
        if any(one.target.startswith(_PACKAGES) for one in outline.imports):
            calls = _calls(outline)
            whole = tuple(guard for call in calls for guard in _guard(call)) if _is_slim(outline) else ()
            yield from reader.routes(calls, _Around(path, guards=whole))


def _is_slim(outline: Outline) -> bool:
    return any(one.target.startswith("Slim.") for one in outline.imports)


def _calls(outline: Outline) -> tuple[Call, ...]:
    """Return the calls at the top of a file and those of its functions, whatever they are called on."""
    return (*outline.calls, *(call for one in outline.definitions for call in one.calls))


class _Reader(msgspec.Struct, frozen=True):
    """Reads collectors, and follows a route to the method that answers it."""

    classes: Classes

    def routes(self, calls: tuple[Call, ...], around: _Around) -> Iterator[Endpoint]:
        """Yield the routes that calls add, those of groups below their address."""
        for call in calls if around.depth < _DEEPEST else ():
            given, method = plain(call), last(call.name)
            own = (*around.guards, *(guard for one in call.chained for guard in _guard(one)))
            if method in _GROUPS and given and isinstance(given[0], Constant):
                prefix = around.prefix + text(given[0])
                yield from self.routes(call.body, _Around(around.path, prefix, own, around.depth + 1))
            elif (route := _route(call, bool(around.depth))) is not None:
                yield from self._endpoints(call, route, msgspec.structs.replace(around, guards=own))
            else:
                yield from self.routes(call.body, msgspec.structs.replace(around, depth=around.depth + 1))

    def _endpoints(self, call: Call, route: tuple[str, Value], around: _Around) -> Iterator[Endpoint]:
        said, handler = route
        pages, unknown, shows, name = self._shown(call, handler, around.path)
        patterns = (valid(joined(of_braces(path))) for path in _variants(around.prefix + said))
        for pattern in dict.fromkeys(patterns):
            yield Endpoint(NAME, pattern, call.location, pages, around.guards, name, unknown, shows)

    def _shown(self, call: Call, handler: Value, near: str) -> tuple[tuple[str, ...], str, Shows, str]:
        """Return the templates of a handler, why there are none, what it shows, and its name."""
        owner, method = _handler(handler)
        cls = self.classes.find(owner, near) if owner else None
        found = self.classes.member(cls, method) if cls else None
        name = f"{last(owner)}::{method}" if owner else ""
        if owner and (cls is None or found is None):
            return (), f"no file defines {owner}::{method}", Shows.PROVIDED, name
        calls = (
            list(self._called(cls, found[1].calls, set()))
            if cls and found
            else [(near, one) for one in walk(call.body)]
        )
        rendered = [(path, one) for path, one in calls if last(one.name) in _RENDERS and plain(one)]
        names = [(path, said) for path, one in rendered for value in plain(one)[:2] for said in texts(value)[:1]]
        inside = (path for path, one in calls for value in plain(one) if any(map(_MARKUP.search, texts(value))))
        pages = tuple(dict.fromkeys((*(file for path, said in names for file in self._find(said, path)), *inside)))
        if pages:
            return pages, "", Shows.PAGE, name
        if rendered:
            why = f"no template {names[0][1]}" if names else "the name of its template is computed"
            return (), why, Shows.PAGE, name
        if any(_ANSWERS.fullmatch(last(one.name)) for _, one in calls):
            return (), "its markup is made by code", Shows.PAGE, name
        return (), "answers with data or a redirect", Shows.DATA, name

    def _called(self, cls: Class, calls: tuple[Call, ...], seen: set[tuple[str, str]]) -> Iterator[tuple[str, Call]]:
        """Yield the calls of a method with their files, and those of the project's own methods that it calls."""
        for call in walk(calls):
            owner, _, method = call.name.rpartition(".")
            inner = self._owner(cls, owner) if method not in _RENDERS else None
            found = self.classes.member(inner, method) if inner else None
            if inner is None or found is None:
                yield cls.path, call
            elif (inner.name, method) not in seen and len(seen) < _FAR:
                seen.add((inner.name, method))
                yield from self._called(inner, found[1].calls, seen)

    def _owner(self, cls: Class, name: str) -> Class | None:
        """Return the class of what a method is called on: itself, one so named, or what its constructor is given."""
        if name in {"this", "self", "static", "parent"}:
            return cls
        if not name.startswith("this."):
            return self.classes.find(name, cls.path) if name[:1].isupper() else None
        for one in self.classes.ancestors(cls):
            made = one.members.get("__construct")
            for given in made.parameters if made else ():
                if f"this.{given.name}" == name and isinstance(given.value, Unknown):
                    return self.classes.find(given.value.path.lstrip("?\\").replace("\\", "."), one.path)
        return None

    def _find(self, name: str, near: str) -> tuple[str, ...]:
        tries = (self.classes.project.templates(f"{name}{end}", near) for end in _ENDS if end or "." in name)
        return next((found for found in tries if found), ())


def _route(call: Call, inside: bool) -> tuple[str, Value] | None:
    """Return path and handler of a call that adds a route; in a group the path may be empty."""
    method, given = last(call.name), plain(call)
    at = 1 if method in _LISTED else 0
    if (method not in _METHODS and method not in _LISTED) or "." not in call.name or len(given) <= at + 1:
        return None
    path, handler = given[at], given[at + 1]
    if isinstance(path, Constant):
        said = text(path)
        return (said, handler) if said.startswith(("/", "[", "{")) or (inside and path.value == "") else None
    handled = isinstance(handler, Function | Array) or (
        isinstance(handler, Unknown) and handler.path.endswith(".class")
    )
    return (holed(path) or "/{*address}", handler) if handled else None


def _variants(path: str) -> Iterator[str]:
    """Yield the addresses of a path whose tail may be left out, the shortest first: ``/news[/{year}[/{month}]]``."""
    deep, pieces = 0, [""]
    for letter in path:
        deep += (letter == "{") - (letter == "}")
        if not deep and letter == "[":
            pieces.append("")
        elif deep or letter != "]":
            pieces[-1] += letter
    for at in range(len(pieces)):
        yield "".join(pieces[: at + 1])


def _handler(value: Value) -> tuple[str, str]:
    """Return class and method of a handler: ``X::class``, ``[X::class, 'show']``, ``'X:show'``; none of a closure."""
    if isinstance(value, Array):
        named = value.items[0].path if value.items and isinstance(value.items[0], Unknown) else ""
        return named.removesuffix(".class"), text(value.items[1]) if len(value.items) > 1 else "__invoke"
    pieces = value.parts if isinstance(value, Text) else (value,)
    whole = "".join(one.path.removesuffix(".class") if isinstance(one, Unknown) else text(one) for one in pieces)
    owner, _, method = whole.replace("\\", ".").strip(".").replace("::", ":").partition(":")
    return owner, method or "__invoke"


def _guard(call: Call) -> Iterator[Guard]:
    """Yield the guard that ``add`` puts in front, by the name of its middleware."""
    given = plain(call)
    if last(call.name) in {"add", "addMiddleware"} and given and isinstance(given[0], Unknown):
        name = last(re.sub(r"^new\s+|\(.*|[.:]+class$", "", given[0].path).replace("\\", "."))
        if _OPENS.fullmatch(name):
            yield Guard(name, call.location, opens=True)
        elif _ASKS.fullmatch(name):
            yield Guard(name, call.location)
