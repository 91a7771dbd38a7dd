"""Which modules that a file asks for hold a vendor's package, as other files of the same build say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pixelgate.facts.model import FileFacts, Link

IMPORTING = frozenset({"module", "dynamic-import", "require"})
Targets = Callable[[str, str], tuple[str, ...]]
"""Returns the files that a specifier of a file means."""


def links(facts: Mapping[str, FileFacts], targets: Targets) -> dict[str, tuple[Link, ...]]:
    """Return, for each file that asks for modules of a chunk that holds packages, what these modules hold."""
    families = _families(facts)
    found = {
        path: dict.fromkeys((*_imported(facts, targets, path), *_shared(file, families)))
        for path, file in facts.items()
    }
    return {path: tuple(one) for path, one in found.items() if one}


def _imported(facts: Mapping[str, FileFacts], targets: Targets, path: str) -> Iterator[Link]:
    """Yield the chunks that a file imports and that hold packages; any of their exports may be the package's."""
    if not any(file.bundled for file in facts.values()):
        return
    for name in specifiers(facts[path]):
        packages = (one.package for target in targets(path, name) for one in facts[target].bundled)
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
