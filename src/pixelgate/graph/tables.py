"""What the files of a tree declare together: entries of assets, templates inside others, packages and aliases."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from pixelgate.facts.aliases import configures
from pixelgate.facts.model import FileFacts
from pixelgate.graph.modules import Mapped, Modules

_CHAIN = 8


def entry_table(facts: Mapping[str, FileFacts]) -> dict[str, tuple[str, ...]]:
    """Collect what the manifests of assets list: what is behind the name of an entry."""
    found: dict[str, dict[str, None]] = {}
    for name, target in (pair for _, file in sorted(facts.items()) for pair in file.entries):
        found.setdefault(name, {})[target] = None
    return {name: tuple(targets) for name, targets in found.items()}


def defined_table(facts: Mapping[str, FileFacts]) -> dict[str, tuple[str, ...]]:
    """Collect which files define a template inside them, by its name."""
    found: dict[str, dict[str, None]] = {}
    for path, file in sorted(facts.items()):
        for region in file.regions:
            if region.kind == "define":
                found.setdefault(region.name, {})[path] = None
    return {name: tuple(paths) for name, paths in found.items()}


def module_table(facts: Mapping[str, FileFacts]) -> Modules:
    """Collect what package.json, tsconfig and import maps of a tree declare; longer aliases first.

    Two pages may map one name to different files: all of them are kept. What a configuration extends is its own where
    it says nothing itself; a folder may have several configurations. The name of a package holds in all other packages
    of the tree, as in a workspace.
    """
    packages = {posixpath.dirname(p): frozenset(f.packages) for p, f in facts.items() if f.packages}
    everywhere: set[tuple[str, str]] = set()
    scoped: dict[str, set[tuple[str, str]]] = {}
    own: dict[str, Mapped] = {}
    mapped: set[tuple[str, str]] = set()
    for path, file in facts.items():
        if file.dialect == "json" or configures(path):
            said = _inherited(path, facts)
            named = {alias for alias in said if _is_name_of_package(path, alias[0]) and not file.documentation}
            everywhere |= named
            scoped.setdefault(posixpath.dirname(path), set()).update(set(said) - named)
        elif file.aliases:
            mapped.update(file.aliases)
            own[path] = _grouped(file.aliases)
    declared = {folder: _longest(found) for folder, found in scoped.items() if found}
    return Modules(packages, _longest(everywhere), declared, own, _grouped(mapped))


def _is_name_of_package(path: str, prefix: str) -> bool:
    """Tell a package's own name from what its code may import under names of its own, which begin with ``#``."""
    return posixpath.basename(path) == "package.json" and not prefix.startswith("#")


def _inherited(path: str, facts: Mapping[str, FileFacts], hops: int = 0) -> tuple[tuple[str, str], ...]:
    """Return the aliases of a configuration, or those that it takes over from one that it extends."""
    file = facts.get(path)
    said = file.aliases if file is not None else ()
    own = tuple(alias for alias in said if alias[0])
    if own or hops > _CHAIN:
        return own
    return next((found for _, other in said if (found := _inherited(other, facts, hops + 1))), ())


def _longest(aliases: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(aliases, key=lambda alias: (-len(alias[0]), alias)))


def _grouped(aliases: Iterable[tuple[str, str]]) -> Mapped:
    return tuple((key, tuple(to for _, to in listed)) for key, listed in groupby(_longest(aliases), itemgetter(0)))
