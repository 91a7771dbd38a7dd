"""Which modules that a file asks for hold a vendor's package, as other files of the same build say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pixelgate.facts.model import FileFacts, Link
from pixelgate.graph.reach import Walker

_IMPORTING = frozenset({"module", "dynamic-import", "require"})


def links(facts: Mapping[str, FileFacts], walker: Walker) -> dict[str, tuple[Link, ...]]:
    """Return, for each file that asks for modules of a chunk that holds packages, what these modules hold."""
    families = _families(facts)
    found = {
        path: dict.fromkeys((*_imported(facts, walker, path), *_shared(file, families))) for path, file in facts.items()
    }
    return {path: tuple(one) for path, one in found.items() if one}


def _imported(facts: Mapping[str, FileFacts], walker: Walker, path: str) -> Iterator[Link]:
    """Yield the chunks that a file imports and that hold packages; any of their exports may be the package's."""
    if not any(file.bundled for file in facts.values()):
        return
    for reference, resolution in walker.references(path):
        if reference.kind in _IMPORTING and reference.space == "module":
            packages = (one.package for p in resolution.paths if p in facts for one in facts[p].bundled if p != path)
            yield from (Link(reference.names[0], package) for package in packages)


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
