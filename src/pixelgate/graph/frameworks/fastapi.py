"""FastAPI and Starlette: routes of applications and routers, and the dependencies that ask for a login."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks import addresses, login
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.python_apps import Apps, Mount, told
from pixelgate.graph.frameworks.python_code import Named, PythonCode, argument, last, positional, texts, walk
from pixelgate.graph.frameworks.python_guards import Guards
from pixelgate.graph.frameworks.rendered import rendered
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.outline import Argument, Call, Definition
from pixelgate.parse.values import Unknown
from pixelgate.source import Location

NAME = "fastapi"
_CLASSES = frozenset({"FastAPI", "APIRouter", "Starlette", "Router"})
_METHODS = ("get", "post", "put", "patch", "delete", "api_route", "route")
_DEPENDS = frozenset({"Depends", "Security"})
_DEPTH = 5
_DEEP = 10
_MOST = 10_000
_TABLE = frozenset({"Route", "Mount"})


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of every application and router in the tree."""
    code = PythonCode(project)
    apps = Apps(code, _CLASSES)
    if apps.made:
        yield from _FastAPI(code, apps, Guards(code), project).endpoints()


class _FastAPI(msgspec.Struct, frozen=True, dict=True):
    code: PythonCode
    apps: Apps
    guards: Guards
    project: Project

    def endpoints(self) -> Iterator[Endpoint]:
        """Yield what decorators declare, then the tables of Starlette."""
        for path, function, _, mark in self.apps.marked(*_METHODS):
            owner = self.apps.owner(path, function.name.rpartition(".")[0], mark)
            if owner in self.apps.made:
                guards = (*self._depended(path, mark), *self._of_function(path, function))
                yield from self._at(owner, mark, Named(path, function.name), guards)
        for owner, made in self.apps.made.items():
            for prefix, around in self.apps.ways(owner, self._mounts):
                yield from self._table(made, prefix, around)

    def _at(self, owner: Named, call: Call, handler: Named, inner: tuple[Guard, ...]) -> Iterator[Endpoint]:
        """Yield the endpoint of a handler below every prefix of the object that it is declared on."""
        for rule in texts(argument(call, 0, "path"))[0] or ("/{part}",):
            for prefix, guards in self.apps.ways(owner, self._mounts):
                yield self._endpoint(f"{prefix}/{rule}", call.location, handler, (*guards, *inner))

    def _endpoint(self, rule: str, place: Location, handler: Named, guards: tuple[Guard, ...]) -> Endpoint:
        definition = self.code.definition(handler)
        members = [one for _, one in self.code.members(handler)] if definition and definition.kind == "class" else []
        calls = [call for one in (definition, *members) if one and one.kind == "function" for call in one.calls]
        pattern = addresses.joined(addresses.braces(rule.replace("{}", "{part}")))
        said = rendered(self.code, handler.path, calls)
        return msgspec.structs.replace(
            told(self.project, NAME, handler, said), pattern=pattern, location=place, guards=guards
        )

    def _mounts(self, owner: Named) -> Iterator[Mount]:
        """Yield where an application or router hangs, with the dependencies that it is included with."""
        made = self.apps.made.get(owner)
        own = next(iter(texts(argument(made, None, "prefix"))[0]), "") if made else ""
        guards = tuple(self._depended(owner.path, made)) if made else ()
        included = self._included.get(owner, [])
        for parent, path, call in included:
            word = last(call.name)
            said = argument(call, 0, "path") if word == "mount" else argument(call, None, "prefix")
            prefix = next(iter(texts(said)[0]), "")
            around = (*self._depended(path, call), *guards)
            yield Mount(parent if parent in self.apps.made else None, f"{prefix}/{own}", around)
        if not included:
            yield Mount(None, own, guards)

    @cached_property
    def _included(self) -> dict[Named, list[tuple[Named, str, Call]]]:
        """What each router is included in, in which module, and the call that does it."""
        found: dict[Named, list[tuple[Named, str, Call]]] = {}
        for one in self.apps.calls("include_router", "mount"):
            at = 1 if last(one.call.name) == "mount" else 0
            value = argument(one.call, at, "router", "app")
            if isinstance(value, Unknown):
                parent = self.apps.owner(one.path, one.scope, one.call)
                for child in self.apps.objects(one, value.path):
                    found.setdefault(child, []).append((parent, one.path, one.call))
        return found

    def _listed(self, call: Call) -> tuple[Call, ...]:
        """Return the routes that stand in a call, or in the list by whose name they are given to it."""
        named = [
            one.value.path for one in call.arguments if isinstance(one.value, Unknown) and one.name in {"routes", ""}
        ]
        lists = [one for name in named for one in self.code.definitions(self.code.resolve(call.location.path, name))]
        own = [inner for inner in call.body if last(inner.name) in _TABLE]
        tables = [inner for one in lists if one.kind == "variable" for inner in one.calls if last(inner.name) in _TABLE]
        return (*own, *tables)

    def _table(self, made: Call, prefix: str, around: tuple[Guard, ...]) -> Iterator[Endpoint]:
        """Yield the routes of ``routes=[Route(…), Mount(…, routes=[…])]``, as many as people write."""
        stack = [(call, prefix) for call in reversed(self._listed(made))]
        for _ in range(_MOST):
            call, above = stack.pop() if stack else (None, "")
            if call is None:
                return
            rule = f"{above}/{next(iter(texts(argument(call, 0, 'path'))[0]), '')}"
            if last(call.name) == "Mount" and rule.count("/") < _DEEP:
                stack += [(inner, rule) for inner in reversed(self._listed(call))]
            elif last(call.name) == "Route" and isinstance(value := argument(call, 1, "endpoint"), Unknown):
                handler = self.code.resolve(call.location.path, value.path)
                definition = self.code.definition(handler)
                inner = tuple(self._of_function(handler.path, definition)) if definition else ()
                yield self._endpoint(rule, call.location, handler, (*around, *inner))

    def _depended(self, path: str, call: Call) -> Iterator[Guard]:
        """Yield the guards among the ``dependencies`` of a call."""
        for one in walk(call.body):
            value = next((a.value for a in positional(one)), None) if last(one.name) in _DEPENDS else None
            if isinstance(value, Unknown) and self._asks(path, value.path):
                yield Guard(last(value.path), one.location)

    def _of_function(self, path: str, function: Definition) -> Iterator[Guard]:
        """Yield the guards of a handler: its decorators, then the parameters that depend on a login."""
        for mark in function.marks:
            yield from self.guards.of(path, mark)
        for parameter in function.parameters:
            for name in self._dependencies(path, parameter):
                if self._asks(path, name):
                    yield Guard(last(name), function.location)

    def _dependencies(self, path: str, parameter: Argument, room: int = _DEPTH) -> Iterator[str]:
        """Yield what a parameter depends on, also through the name of an ``Annotated`` type."""
        value = parameter.value
        names = [one.path for one in value.inputs if isinstance(one, Unknown)] if isinstance(value, Unknown) else []
        if any(last(name) in _DEPENDS for name in names):
            yield from (name for name in names if last(name) not in {*_DEPENDS, "Annotated"})
        elif names and room:
            definition = self.code.definition(self.code.resolve(path, names[0]))
            for call in walk(definition.calls) if definition and definition.kind == "variable" else ():
                if last(call.name) in _DEPENDS:
                    yield from (one.value.path for one in positional(call) if isinstance(one.value, Unknown))

    def _asks(self, path: str, name: str, room: int = _DEPTH) -> bool:
        """Tell whether a dependency asks for a login: by its name, by what it does, or by what it depends on."""
        if login.is_dependency(last(name)):
            return True
        named = self.code.resolve(path, name)
        function = self.code.definition(named)
        if function is None or function.kind != "function" or not room:
            return False
        inner = (one for parameter in function.parameters for one in self._dependencies(named.path, parameter))
        return self.guards.refuses(function) or any(self._asks(named.path, one, room - 1) for one in inner)
