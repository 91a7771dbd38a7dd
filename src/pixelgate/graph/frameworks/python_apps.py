"""Applications and routers of Flask, FastAPI and Starlette: objects on which routes are declared, one in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.python_code import Named, PythonCode, argument, last
from pixelgate.graph.frameworks.rendered import Rendered, pages
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Unknown
from pixelgate.source import Location

_DEPTH = 10
_OTHERS = ("ninja.", "rest_framework.", "django.")
"""Packages whose routers are called as those of Starlette are."""


class Scoped(msgspec.Struct, frozen=True):
    """A call and the function that it is made in, by name; nothing at the top of a module."""

    path: str
    scope: str
    call: Call


class Mount(msgspec.Struct, frozen=True):
    """That one object hangs in another: below which prefix, and behind which guards."""

    parent: Named | None
    prefix: str = ""
    guards: tuple[Guard, ...] = ()


class Apps(msgspec.Struct, frozen=True, dict=True):
    """The objects of some classes in a project."""

    code: PythonCode
    classes: frozenset[str]

    @cached_property
    def made(self) -> dict[Named, Call]:
        """The objects by the variable that holds them, and the call that made each."""
        found: dict[Named, Call] = {}
        for path, names in self.code.defined.items():
            for name, same in names.items():
                calls = [call for one in same if one.kind == "variable" for call in one.calls[:1]]
                if calls and last(calls[-1].name) in self.classes and not self._foreign(path, calls[-1].name):
                    found[Named(path, name)] = calls[-1]
        return found

    def _foreign(self, path: str, name: str) -> bool:
        return self.code.resolve(path, name).name.startswith(_OTHERS)

    def object(self, path: str, scope: str, name: str, room: int = 1) -> Named:
        """Return the object that a name means in a function of a module, one of its own before one of the module."""
        parts = scope.split(".") if scope else []
        for cut in range(len(parts), 0, -1):
            inner = Named(path, ".".join([*parts[:cut], name]))
            if inner in self.made:
                return inner
        handed = self._handed(Named(path, scope), name) if room and scope and "." not in name else None
        return handed or self.code.resolve(path, name)

    def _handed(self, function: Named, name: str) -> Named | None:
        """Return the object that a function is given for a parameter where it is called."""
        definition = self.code.definition(function)
        expected = [one.name for one in definition.parameters] if definition else []
        if name not in expected:
            return None
        for at in self.calls(last(function.name)):
            value = argument(at.call, expected.index(name), name)
            if isinstance(value, Unknown) and self.code.resolve(at.path, at.call.name) == function:
                found = self.object(at.path, at.scope, value.path, 0)
                if found in self.made:
                    return found
        return None

    def objects(self, at: Scoped, name: str) -> list[Named]:
        """Return the object that a name means where a call is made, or those that a function makes that is called."""
        if all(inner.name != name for inner in at.call.body):
            return [self.object(at.path, at.scope, name)]
        maker = self.code.resolve(at.path, name)
        return [one for one in self.made if one.path == maker.path and one.name.startswith(f"{maker.name}.")]

    def owner(self, path: str, scope: str, call: Call) -> Named:
        """Return the object that a call or decorator is made on."""
        return self.object(path, scope, call.name.rpartition(".")[0])

    def calls(self, *words: str) -> Iterator[Scoped]:
        """Yield the calls whose name ends in one of these words, wherever they are made."""
        for path, outline in self.code.modules.items():
            yield from (Scoped(path, "", call) for call in outline.calls if last(call.name) in words)
            for one in outline.definitions:
                scope = one.name if one.kind == "function" else one.name.rpartition(".")[0]
                yield from (Scoped(path, scope, call) for call in one.calls if last(call.name) in words)

    def marked(self, *words: str) -> Iterator[tuple[str, Definition, int, Call]]:
        """Yield functions that a decorator of such a name declares: path, definition, which decorator, and it."""
        for path, outline in self.code.modules.items():
            for one in outline.definitions:
                for at, mark in enumerate(one.marks):
                    if last(mark.name) in words and "." in mark.name:
                        yield path, one, at, mark

    def ways(self, start: Named, mounts: Callable[[Named], Iterator[Mount]]) -> list[tuple[str, tuple[Guard, ...]]]:
        """Return every prefix below which an object answers, and the guards around it, the outermost first."""
        found: list[tuple[str, tuple[Guard, ...]]] = []
        stack: list[tuple[Named, str, tuple[Guard, ...], tuple[Named, ...]]] = [(start, "", (), ())]
        while stack:
            here, prefix, guards, seen = stack.pop()
            for mount in mounts(here):
                below = (mount.prefix + "/" + prefix, (*mount.guards, *guards))
                if mount.parent is None:
                    found.append(below)
                elif mount.parent not in seen and len(seen) < _DEPTH:
                    stack.append((mount.parent, *below, (*seen, here)))
        return list(dict.fromkeys(found))


def told(project: Project, framework: str, handler: Named, said: Rendered, folders: tuple[str, ...] = ()) -> Endpoint:
    """Return an endpoint without its address from what its handler renders; ``folders`` are looked into last."""
    found, missing = pages(project, said.names, handler.path, folders)
    found = (*found, *said.files)
    why = said.unknown
    if not found and missing:
        why = "no template " + " or ".join(f"“{name}”" for name in missing) + " in the tree"
    shows = Shows.PAGE if found or why else Shows.DATA
    answer = why if found or why else "answers without a template"
    return Endpoint(framework, "", Location(handler.path), found, (), handler.name, answer, shows)
