"""The classes of a back end's code across its files: what a name means, what is inherited, which methods there are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import last
from pixelgate.parse.outline import Definition, Outline
from pixelgate.parse.values import Value

_ANCESTORS = 60
"""No class has more; what has is a circle."""


class Class(msgspec.Struct, frozen=True):
    """A class or module: its full name, its file, its definition, and what is defined in it.

    ``members`` by name, the last where there are several; ``methods`` are all, with those of one name.
    """

    name: str
    path: str
    definition: Definition
    members: dict[str, Definition]
    methods: list[tuple[str, Definition]]


class Classes(msgspec.Struct, frozen=True, dict=True):
    """All classes of the code in one language."""

    project: Project
    language: str

    @cached_property
    def files(self) -> dict[str, Outline]:
        return dict(self.project.of(self.language))

    @cached_property
    def all(self) -> dict[str, tuple[Class, ...]]:
        """Classes by full name; one that is opened again in another file is there once for each."""
        found: dict[str, list[Class]] = {}
        for path, outline in self.files.items():
            prefix = f"{outline.package}." if outline.package else ""
            here: dict[str, Class] = {}
            for one in outline.definitions:
                if one.kind in {"class", "module"}:
                    known = here.get(one.name)
                    members, methods = (known.members, known.methods) if known else ({}, [])
                    here[one.name] = Class(prefix + one.name, path, one, members, methods)
                    continue
                owner, _, name = one.name.rpartition(".")
                if owner in here:
                    here[owner].members[name] = one
                    if one.kind == "function":
                        here[owner].methods.append((name, one))
            for cls in here.values():
                found.setdefault(cls.name, []).append(cls)
        return {name: tuple(same) for name, same in found.items()}

    @cached_property
    def _short(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.all:
            found.setdefault(last(name), []).append(name)
        return found

    def find(self, name: str, near: str) -> Class | None:
        """Return the class that a name means in a file: imported, of the same namespace, else the nearest so named."""
        for full in self._tries(name, near):
            if full in self.all:
                return self.all[full][0]
        wanted = f".{name}"
        alike = [self.all[full][0] for full in self._short.get(last(name), ()) if f".{full}".endswith(wanted)]
        return max(alike, key=lambda cls: (shared(cls.path, near), -len(cls.path), cls.name), default=None)

    def _tries(self, name: str, near: str) -> Iterator[str]:
        outline = self.files.get(near)
        if outline is None:
            yield name
            return
        head, _, rest = name.partition(".")
        for one in outline.imports:
            if one.name == head:
                yield f"{one.target}.{rest}" if rest else one.target
        if outline.package:
            yield f"{outline.package}.{name}"
        for one in outline.imports:
            if one.name == "*":
                yield f"{one.target}.{name}"
        yield name

    def full(self, name: str, near: str) -> str:
        """Return a name in full as a file's imports tell it, be it of the project or of a package."""
        found = self.find(name, near)
        return found.name if found else next(self._tries(name, near), name)

    def ancestors(self, cls: Class) -> tuple[Class, ...]:
        """Return a class and all of the project that it inherits from, nearer ones first."""
        found: dict[str, Class] = {}
        stack = [cls]
        while stack and len(found) < _ANCESTORS:
            here = stack.pop()
            if here.name not in found:
                found[here.name] = here
                stack += [base for name in reversed(here.definition.bases) if (base := self.base(name, here))]
        return tuple(found.values())

    def base(self, name: str, of: Class) -> Class | None:
        """Return the class that a base's name means in a class: in the namespaces around it first."""
        scope = of.name
        while scope:
            scope = scope.rpartition(".")[0]
            full = f"{scope}.{name}" if scope else name
            if full in self.all and full != of.name:
                return self.all[full][0]
        found = self.find(name, of.path)
        return found if found and found.name != of.name else None

    def inherits(self, cls: Class, *names: str) -> bool:
        """Tell whether a class has a base of one of these names, of the project or of a package."""
        return any(last(base) in names for one in self.ancestors(cls) for base in one.definition.bases)

    def member(self, cls: Class, name: str) -> tuple[Class, Definition] | None:
        """Return a method or attribute of a class by name, and the class that defines it."""
        return next(((one, one.members[name]) for one in self.ancestors(cls) if name in one.members), None)

    def constant(self, name: str, cls: Class) -> Value | None:
        """Return the value of a constant that code in a class names (``VIEW``, ``self.VIEW``, ``Views.LIST``)."""
        owner, _, short = name.rpartition(".")
        holder = cls if owner in {"", "self", "static", "this"} else self.find(owner, cls.path)
        found = self.member(holder, short) if holder else None
        return found[1].value if found else None


def shared(path: str, near: str) -> int:
    """Return how many folders two files have in common."""
    mine, other = posixpath.dirname(path).split("/"), posixpath.dirname(near).split("/")
    return next((at for at, (a, b) in enumerate(zip(mine, other, strict=False)) if a != b), min(len(mine), len(other)))
