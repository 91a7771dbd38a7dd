"""What names of Python code stand for, across the modules of a tree."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks.project import Project
from pixelgate.parse.outline import Argument, Call, Definition, Import, Outline
from pixelgate.parse.values import Constant, Value, alternatives, constant
from pixelgate.parse.values import pattern as known_text

_HOPS = 12
"""How often a name may be imported on, and how far calls and base classes are followed."""


class Named(msgspec.Struct, frozen=True):
    """What a name stands for: ``name`` in the module at ``path``; of an installed package, ``path`` is empty.

    ``name`` is then dotted in full (``django.views.generic.ListView``); it is empty for a module of the tree.
    """

    path: str
    name: str

    @property
    def provided(self) -> bool:
        return not self.path


class PythonCode(msgspec.Struct, frozen=True, dict=True):
    """The Python modules of a project."""

    project: Project

    @cached_property
    def modules(self) -> dict[str, Outline]:
        """Outlines by path."""
        return dict(self.project.of("python"))

    @cached_property
    def defined(self) -> dict[str, dict[str, tuple[Definition, ...]]]:
        """Definitions by path and name; a name may be defined several times."""
        found: dict[str, dict[str, list[Definition]]] = {}
        for path, outline in self.modules.items():
            for one in outline.definitions:
                found.setdefault(path, {}).setdefault(one.name, []).append(one)
        return {path: {name: tuple(same) for name, same in names.items()} for path, names in found.items()}

    @cached_property
    def _imports(self) -> dict[str, dict[str, Import]]:
        return {path: {one.name: one for one in outline.imports} for path, outline in self.modules.items()}

    def definitions(self, named: Named) -> tuple[Definition, ...]:
        """Return what defines a name; nothing for what an installed package defines."""
        return self.defined.get(named.path, {}).get(named.name, ())

    def definition(self, named: Named) -> Definition | None:
        """Return what defines a name last."""
        return next(reversed(self.definitions(named)), None)

    def resolve(self, path: str, name: str, room: int = _HOPS) -> Named:
        """Return what a name in a module stands for."""
        if room < _HOPS:
            return self._followed(path, name, room)
        known = self._resolved.get((path, name))
        if known is None:
            known = self._resolved[path, name] = self._followed(path, name, room)
        return known

    @cached_property
    def _resolved(self) -> dict[tuple[str, str], Named]:
        """What names stand for, as far as they were asked for."""
        return {}

    def _followed(self, path: str, name: str, room: int) -> Named:
        head, _, rest = name.partition(".")
        if path not in self.modules or head in self.defined.get(path, {}):
            return Named(path, name)
        imported = self._imports[path].get(head)
        if imported is not None and room:
            return self.absolute(f"{imported.target}.{rest}" if rest else imported.target, path, room - 1)
        for one in self.modules[path].imports if room else ():
            found = self.absolute(f"{one.target}.{name}", path, room - 1) if one.name == "*" else None
            if found and self.definitions(found):
                return found
        return Named("", name)

    def absolute(self, target: str, near: str, room: int = _HOPS) -> Named:
        """Return what a dotted name stands for, as an import in the module ``near`` says it."""
        if target.startswith("."):
            return self._relative(target, near, room)
        parts = target.split(".")
        for cut in range(len(parts), 0, -1):
            module = self._module(".".join(parts[:cut]), near)
            if module is not None:
                rest = ".".join(parts[cut:])
                return self.resolve(module, rest, room) if rest else Named(module, "")
        return Named("", target)

    def _relative(self, target: str, near: str, room: int) -> Named:
        parts = target.lstrip(".").split(".")
        folder = posixpath.dirname(near)
        for _ in range(len(target) - len(target.lstrip(".")) - 1):
            folder = posixpath.dirname(folder)
        for cut in range(len(parts), -1, -1):
            base = posixpath.join(folder, *parts[:cut])
            module = next((p for p in (f"{base}.py", f"{base}/__init__.py") if p in self.project.facts), None)
            if module is not None:
                rest = ".".join(parts[cut:])
                return self.resolve(module, rest, room) if rest and module != near else Named(module, rest)
        return Named("", target)

    def _module(self, name: str, near: str) -> str | None:
        """Return the file of a module, unless the folder that it would have to be found in is a package itself."""
        path = self.project.module(name, near)
        if path is None:
            return None
        above = path.removesuffix(".py").removesuffix("/__init__").removesuffix(name.replace(".", "/")).rstrip("/")
        return None if above and f"{above}/__init__.py" in self.project.facts else path

    def inside(self, path: str, name: str) -> Named | None:
        """Return what a member of a module is, a module in a package too."""
        found = self.resolve(path, name)
        if not found.provided or found.name != name:
            return found
        folder = posixpath.join(posixpath.dirname(path), name)
        tries = (f"{folder}.py", f"{folder}/__init__.py") if path.endswith("__init__.py") else ()
        return next((Named(one, "") for one in tries if one in self.project.facts), None)

    @cached_property
    def importers(self) -> dict[Named, tuple[str, ...]]:
        """The modules that import each variable of another."""
        found: dict[Named, dict[str, None]] = {}
        for path, outline in self.modules.items():
            for one in outline.imports if outline.steps else ():
                named = self.resolve(path, one.name)
                definition = self.definition(named)
                if named.path != path and definition and definition.kind == "variable":
                    found.setdefault(named, {})[path] = None
        return {named: tuple(paths) for named, paths in found.items()}

    def ancestors(self, cls: Named) -> tuple[Named, ...]:
        """Return a class and all that it inherits from, those of installed packages too, as Python looks for members.

        What several classes inherit from comes after the last of them.
        """
        if cls not in self._ancestors:
            self._ancestors[cls] = tuple(self._above(cls))
        return self._ancestors[cls]

    @cached_property
    def _ancestors(self) -> dict[Named, tuple[Named, ...]]:
        """What classes inherit from, as far as it was asked for."""
        return {}

    def _above(self, cls: Named) -> Iterator[Named]:
        found: dict[Named, None] = {}
        stack = [(cls, False)]
        seen: set[Named] = set()
        while stack:
            here, left = stack.pop()
            if left:
                found[here] = None
            elif here not in seen and len(seen) < 100:  # noqa: PLR2004 - no class has so many
                seen.add(here)
                definition = self.definition(here)
                stack.append((here, True))
                stack += [(self.resolve(here.path, base), False) for base in definition.bases] if definition else []
        return reversed(found)

    def attribute(self, cls: Named, name: str, after: Named | None = None) -> tuple[Named, Definition] | None:
        """Return the attribute or method that a class has by a name, and the class that defines it.

        With ``after``, only what stands behind that class among its ancestors counts, as for ``super()``.
        """
        classes = self.ancestors(cls)
        for one in classes[classes.index(after) + 1 :] if after in classes else classes:
            definition = self.definition(Named(one.path, f"{one.name}.{name}")) if one.path else None
            if definition is not None:
                return one, definition
        return None

    def members(self, cls: Named) -> Iterator[tuple[Named, Definition]]:
        """Yield attributes and methods of a class, those that it inherits and does not override too."""
        seen: set[str] = set()
        for one in self.ancestors(cls):
            prefix = f"{one.name}."
            for name, same in self.defined.get(one.path, {}).items() if one.path else ():
                short = name.removeprefix(prefix)
                if name.startswith(prefix) and "." not in short and short not in seen:
                    seen.add(short)
                    yield one, same[-1]

    def called(self, path: str, calls: tuple[Call, ...], room: int = 3) -> Iterator[tuple[str, Call]]:
        """Yield some calls, those in their arguments, and those of the project's functions that they call."""
        seen: set[Named] = set()
        stack = [(path, call, room) for call in reversed(calls)]
        while stack:
            where, call, left = stack.pop()
            yield where, call
            stack += [(where, inner, left) for inner in (*reversed(call.chained), *reversed(call.body))]
            target = (
                self.resolve(where, call.name) if left and call.name and not call.name.startswith("self.") else None
            )
            before = self.definitions(target) if target and target.path and target not in seen else ()
            function = next((one for one in reversed(before) if one.kind != "variable"), None)
            if target and function and function.kind == "function":
                seen.add(target)
                stack += [(target.path, inner, left - 1) for inner in reversed(function.calls)]


def walk(calls: tuple[Call, ...]) -> Iterator[Call]:
    """Yield calls and all that stands in their arguments or is made of their results."""
    stack = list(reversed(calls))
    while stack:
        call = stack.pop()
        yield call
        stack += [*reversed(call.chained), *reversed(call.body)]


def argument(call: Call, at: int | None = None, *names: str) -> Value | None:
    """Return an argument of a call by its keyword, else by its position."""
    for one in call.arguments:
        if one.name in names:
            return one.value
    plain = positional(call)
    return plain[at].value if at is not None and at < len(plain) else None


def positional(call: Call) -> tuple[Argument, ...]:
    """Return the arguments of a call that have no keyword."""
    return tuple(one for one in call.arguments if not one.name)


def last(name: str) -> str:
    """Return the last word of a dotted name."""
    return name.rpartition(".")[2]


def texts(value: Value | None) -> tuple[tuple[str, ...], bool]:
    """Return the texts that a value may be, ``{}`` in them for what is not known, and whether there may be others."""
    found: list[str] = []
    more = value is None
    for option in alternatives(value) if value is not None else ():
        text = constant(option) if isinstance(option, Constant) else known_text(option)
        if text is not None and (not text or text.strip("{}")):
            found.append(text)
        elif not isinstance(option, Constant):
            more = True
    return tuple(found), more
