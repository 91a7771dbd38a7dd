"""The chunks of the tree's bundles: which file is which, by what chunks say of themselves and runtimes of them."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import msgspec

from pixelgate.facts.model import Chunk, FileFacts
from pixelgate.regular import Language, TooLargeError, UnsupportedError, literal, meet, read

_UNKNOWN = "{}"
_SHARED = "whoever loads the bundle: its runtime takes the modules of this chunk from there"


class Chunks(msgspec.Struct, frozen=True):
    """By family and ID, the files that are a chunk; by family, the names that a runtime at a path gives.

    ``shared``: by family, the expressions of the IDs for which a runtime loads no file.
    """

    files: Mapping[tuple[str, str], tuple[str, ...]] = {}
    names: Mapping[str, tuple[tuple[str, Chunk], ...]] = {}
    shared: Mapping[str, tuple[str, ...]] = {}

    def find(self, name: str, source: str, paths: AbstractSet[str]) -> tuple[str, ...]:
        """Return the files that a chunk (``family:id``) means in a file.

        What a runtime names is meant; without one, every file near the source that says it is that chunk, since old
        builds may lie beside the new one.
        """
        family, _, chunk = name.rpartition(":")
        own = nearest(self.files.get((family, chunk), ()), source)
        named = nearest(self._named(family, chunk, paths), source)
        return tuple(path for path in own if path in named) or own or named

    def provider(self, name: str) -> str:
        """Say who provides the modules of a chunk that has no file of its own, or nothing."""
        family, _, chunk = name.rpartition(":")
        return _SHARED if any(_matches(one, chunk) for one in self.shared.get(family, ())) else ""

    def _named(self, family: str, chunk: str, paths: AbstractSet[str]) -> tuple[str, ...]:
        named = self.names.get(family, ())
        listed = [(runtime, one.name, one.public) for runtime, one in named if one.id == chunk]
        others = [(runtime, one.name.replace(_UNKNOWN, chunk), one.public) for runtime, one in named if not one.id]
        return tuple(found for one in listed or others if (found := _file(*one, paths)))


def _file(runtime: str, name: str, public: str, paths: AbstractSet[str]) -> str:
    """Return the file of a name that a runtime makes: beside it, or below a folder above it, as its path is served."""
    folder = posixpath.dirname(runtime)
    served = public.partition("://")[2].partition("/")[2] if "://" in public else public
    while True:
        for path in (name, posixpath.join(served.lstrip("/"), name)):
            candidate = posixpath.normpath(posixpath.join(folder, path))
            if candidate in paths:
                return candidate
        if not folder:
            return ""
        folder = posixpath.dirname(folder)


@functools.lru_cache(maxsize=65536)
def _matches(expression: str, chunk: str) -> bool:
    try:
        return meet(Language(literal(chunk)), Language.found_in(read(expression)))
    except (UnsupportedError, TooLargeError):
        return False


def nearest(found: Iterable[str], source: str) -> tuple[str, ...]:
    """Return the files that share most of their folders with another."""
    shared = {path: len(posixpath.commonpath((f"/{path}", f"/{source}"))) for path in found}
    most = max(shared.values(), default=0)
    return tuple(path for path, count in shared.items() if count == most)


def chunk_table(facts: Mapping[str, FileFacts]) -> Chunks:
    """Collect what the files of a tree say of chunks."""
    files: dict[tuple[str, str], list[str]] = {}
    names: dict[str, list[tuple[str, Chunk]]] = {}
    shared: dict[str, dict[str, None]] = {}
    for path, file in sorted(facts.items()):
        for chunk in file.chunks:
            if chunk.name:
                names.setdefault(chunk.family, []).append((path, chunk))
            elif chunk.id:
                files.setdefault((chunk.family, chunk.id), []).append(path)
            elif chunk.shared:
                shared.setdefault(chunk.family, {})[chunk.shared] = None
    return Chunks(
        {key: tuple(paths) for key, paths in files.items()},
        {key: tuple(of) for key, of in names.items()},
        {key: tuple(of) for key, of in shared.items()},
    )
