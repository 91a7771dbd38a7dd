"""What a framework may ask about the tree: outlines of its code, modules by name, templates by name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property

import msgspec

from pixelgate.facts.model import FileFacts, Reference
from pixelgate.facts.store import Facts
from pixelgate.graph.resolve import Resolver
from pixelgate.parse.outline import Outline
from pixelgate.source import Location


class Tie(msgspec.Struct, frozen=True):
    """Two files that a framework joins by where they stand, or keeps apart, though neither says so.

    A page with one brings the other along, and ``kind`` says as what (``implicit layout``, ``shell``, ``plugin``). When
    they are ``apart``, the reference of ``source`` to ``target`` brings nothing: a table of routes names every page,
    and each page belongs to its own route alone. With ``part``, only that region of the target comes along.
    """

    source: str
    target: str
    kind: str
    location: Location
    apart: bool = False
    part: str = ""


class Project(msgspec.Struct, frozen=True, dict=True):
    """The facts of a tree by path, and the look-up of names in it."""

    facts: Facts
    resolver: Resolver

    @property
    def paths(self) -> frozenset[str]:
        """All files of the tree, also those without facts."""
        return frozenset(self.resolver.paths)

    @cached_property
    def outlines(self) -> dict[str, Outline]:
        """Outlines of the code by path, without tests and documentation, in the order of the paths."""
        found = sorted(self.facts.shared.items())
        return {path: file.outline for path, file in found if file.outline and not file.documentation}

    def of(self, language: str) -> Iterator[tuple[str, Outline]]:
        """Yield path and outline of all code in a language."""
        return ((path, outline) for path, outline in self.outlines.items() if outline.language == language)

    def templates(self, name: str, near: str = "", dialect: str = "") -> tuple[str, ...]:
        """Return the files that a template's name may mean, as code in the file ``near`` says it.

        ``dialect`` is the engine that would render it: it decides which extensions a name goes without.
        """
        asks = Reference("render", "template", (name,), Location(near))
        found = self.resolver.resolve(asks, FileFacts(near, dialect)).paths
        return tuple(path for path in found if path in self.facts)

    def module(self, name: str, near: str = "") -> str | None:
        """Return the file of a Python module (``portal.views``), whatever folder its package lies in.

        Of several, the one that shares most folders with ``near``, then the one nearest to the root.
        """
        tail = name.replace(".", "/")
        tries = [path for path in self._modules.get(name.rpartition(".")[2], ()) if _ends(path, tail)]
        return min(tries, key=lambda path: (-_shared(path, near), path.count("/"), path), default=None)

    @cached_property
    def _modules(self) -> dict[str, list[str]]:
        """Python files by the last word of their module's name."""
        found: dict[str, list[str]] = {}
        for path in self.facts:
            if path.endswith(".py"):
                found.setdefault(posixpath.basename(_bare(path)), []).append(path)
        return found


def _bare(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__")


def _ends(path: str, tail: str) -> bool:
    return f"/{_bare(path)}".endswith(f"/{tail}")


def _shared(path: str, near: str) -> int:
    return len(posixpath.commonpath([posixpath.dirname(path), posixpath.dirname(near)])) if near else 0
