"""What the modules of a bundle hold and export, as the files of the same build say: vendors' packages, wrappers."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from pixelgate.facts.bundled import PREFIX
from pixelgate.facts.model import Bundled, FileFacts, Link
from pixelgate.facts.store import Facts
from pixelgate.graph.chunks import nearest
from pixelgate.parse.modules import Alias, Exports, Known, Relay

IMPORTING = frozenset({"module", "dynamic-import", "require"})
Offered = TypeVar("Offered", Alias, Relay, Known)
Targets = Callable[[str, str], tuple[str, ...]]
"""Returns the files that a specifier of a file means."""


def links(facts: Facts, targets: Targets) -> dict[str, tuple[Link, ...]]:
    """Return, for each file that asks for modules of a chunk that holds packages, what these modules hold."""
    holding = {path: file.bundled for path, file in facts.shared.items() if file.bundled}
    if not holding:
        return {}
    families = _families(facts.shared)
    found = (
        (path, dict.fromkeys((*_imported(file, holding, targets), *_shared(file, families))))
        for path, file in facts.items()
    )
    return {path: tuple(one) for path, one in found if one}


def _imported(file: FileFacts, holding: Mapping[str, Sequence[Bundled]], targets: Targets) -> Iterator[Link]:
    """Yield the chunks that a file imports and that hold packages; any of their exports may be the package's."""
    for name in specifiers(file):
        packages = (one.package for target in targets(file.path, name) for one in holding.get(target, ()))
        yield from (Link(name, package) for package in packages)


def specifiers(file: FileFacts) -> Iterator[str]:
    """Yield the names under which a file imports modules."""
    for reference in file.references:
        if reference.kind in IMPORTING and reference.space == "module" and not reference.computed:
            yield from reference.names


def _families(facts: Mapping[str, FileFacts]) -> dict[str, list[tuple[str, Link]]]:
    """Return, for each bundle, the modules that hold packages and the files that say so."""
    table: dict[str, list[tuple[str, Link]]] = {}
    for path, file in facts.items():
        for family in {chunk.family for chunk in file.chunks}:
            table.setdefault(family, []).extend(
                (path, Link(one.module, one.package)) for one in file.bundled if one.module
            )
    return table


def _shared(file: FileFacts, families: Mapping[str, list[tuple[str, Link]]]) -> Iterator[Link]:
    for family in dict.fromkeys(chunk.family for chunk in file.chunks):
        yield from (link for path, link in families.get(family, ()) if path != file.path)


def offers(facts: Mapping[str, FileFacts]) -> dict[str, tuple[tuple[str, Exports], ...]]:
    """Return, for each file of a bundle, what modules of the bundle export: its own, else of the nearest files."""
    families: dict[str, dict[str, dict[str, Exports]]] = {}
    for path, file in facts.items():
        split = _split(file)
        for family in bundles_of(file) if split else ():
            for module, exports in split.items():
                families.setdefault(family, {}).setdefault(module, {})[path] = exports
    return {path: found for path, file in facts.items() if (found := tuple(_of_bundle(file, families)))}


def bundles_of(file: FileFacts) -> tuple[str, ...]:
    """Return the bundles that a file is of; one of a single file has no name but the file's."""
    return tuple(dict.fromkeys(chunk.family for chunk in file.chunks)) or (file.path,)


def families(facts: Mapping[str, FileFacts]) -> dict[str, tuple[str, ...]]:
    """Return, for each file that asks for constants of its bundle's modules, the files of its bundle."""
    asking = [path for path, file in facts.items() if any(name.startswith(PREFIX) for name, _ in file.wanted)]
    members: dict[str, list[str]] = {}
    for path, file in facts.items() if asking else ():
        for family in bundles_of(file):
            members.setdefault(family, []).append(path)
    return {path: tuple(one for family in bundles_of(facts[path]) for one in members[family]) for path in asking}


def _split(file: FileFacts) -> dict[str, Exports]:
    """Return what each of a file's modules exports, under the names of its exports alone."""
    exports, found = file.exports, dict[str, Exports]()
    keys = [one.keys for one in exports.aliases]
    keys += [one.keys for one in exports.relays]
    keys += [one.keys for one in exports.known]
    for module in {first for first, *_ in keys}:
        if module.startswith(PREFIX):
            found[module] = below(exports, module)
    return found


def below(exports: Exports, module: str) -> Exports:
    """Return what a file offers of one module inside it, under the names of that module's exports alone."""
    return Exports(
        tuple(_below(exports.aliases, module)),
        tuple(_below(exports.relays, module)),
        tuple(_below(exports.known, module)),
    )


def _below(found: Iterable[Offered], module: str) -> Iterator[Offered]:
    for one in found:
        if one.keys[0] == module:
            yield msgspec.structs.replace(one, keys=one.keys[1:])


def _of_bundle(file: FileFacts, families: Mapping[str, dict[str, dict[str, Exports]]]) -> Iterator[tuple[str, Exports]]:
    for family in bundles_of(file):
        for module, offered in sorted(families.get(family, {}).items()):
            if file.path in offered:
                yield module, own(offered[file.path], file.path)
            else:
                near = (path for path in offered if _is_one_build(path, file.path))
                yield from ((module, offered[path]) for path in nearest(near, file.path))


def own(exports: Exports, path: str) -> Exports:
    """Return what modules offer a file, one of which may be its own: the places in it are its own."""
    relays = (
        msgspec.structs.replace(one, place=None) if one.place and one.place.path == path else one
        for one in exports.relays
    )
    return msgspec.structs.replace(exports, relays=tuple(relays))


def _is_one_build(one: str, other: str) -> bool:
    """Tell whether two files may be of one build: the folder of one lies within that of the other."""
    folders = sorted((f"{posixpath.dirname(one)}/", f"{posixpath.dirname(other)}/"), key=len)
    return folders[0] == "/" or folders[1].startswith(folders[0])
