"""What the files of a tree say: packed until it is asked for, since there may be a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import msgspec

from pixelgate.facts.model import FileFacts, Region
from pixelgate.facts.packed import packed, unpacker

RECENT = 1024
"""How many files' facts stay unpacked: those of layouts, partials and shared scripts, asked for with every page."""

_CALLED = frozenset({"define", "function"})
_unpacked = unpacker(FileFacts)
_ENCODER = msgspec.msgpack.Encoder()
_PAIR = msgspec.msgpack.Decoder(tuple[bytes, bytes])
_NOTHING: Mapping[str, FileFacts] = MappingProxyType({})
_OWN: dict[str, tuple[object, ...]] = dict.fromkeys(
    ("references", "connections", "fields", "problems", "inlines", "mentions"), ()
)


class Facts(Mapping[str, FileFacts]):
    """The facts of files by path.

    ``shared`` are those of them that say something to other files, or to the tree as a whole, and only that: what a
    page shows by itself is left out. They stay unpacked, since every join asks for them and few files have any.
    """

    def __init__(self, files: Mapping[str, FileFacts] = _NOTHING) -> None:
        self._held: dict[str, bytes | FileFacts] = {}
        self.shared: dict[str, FileFacts] = {}
        self._recent = _remembering(self._held)
        for path, file in files.items():
            self._held[path] = file
            if shared := _shared(file):
                self.shared[path] = shared

    def __getitem__(self, path: str) -> FileFacts:
        held = self._held[path]
        return self._recent(path) if isinstance(held, bytes) else held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, path: object) -> bool:
        return path in self._held

    def add(self, path: str, data: bytes) -> None:
        """Add facts as :func:`stored` made them; only whoever has just made the whole does so.

        Raises:
            msgspec.DecodeError: They are damaged.

        """
        shared, self._held[path] = _PAIR.decode(data)
        if shared:
            self.shared[path] = _unpacked(shared)

    def of(self, paths: Iterable[str]) -> Facts:
        """Return the facts of some files, in the order of the paths."""
        return Facts._made({path: self._held[path] for path in paths}, self.shared)

    def __or__(self, others: Mapping[str, FileFacts]) -> Facts:
        """Return these facts, with those of others in their places."""
        new = others if isinstance(others, Facts) else Facts(others)
        kept = {path: file for path, file in self.shared.items() if path not in new}
        return Facts._made(self._held | new._held, kept | new.shared)

    @classmethod
    def _made(cls, held: Mapping[str, bytes | FileFacts], shared: Mapping[str, FileFacts]) -> Facts:
        found = cls()
        found._held.update(held)
        found.shared.update((path, shared[path]) for path in held if path in shared)
        return found


def stored(file: FileFacts) -> bytes:
    """Return facts as they are kept: what they share and all of them, each packed, so that most are never unpacked."""
    shared = _shared(file)
    return _ENCODER.encode((packed(shared) if shared else b"", packed(file)))


def _remembering(held: Mapping[str, bytes | FileFacts]) -> Callable[[str], FileFacts]:
    @lru_cache(RECENT)
    def recent(path: str) -> FileFacts:
        data = held[path]
        return _unpacked(data) if isinstance(data, bytes) else data

    return recent


def _shared(file: FileFacts) -> FileFacts | None:
    """Return what a file says to others, if it says anything."""
    said = msgspec.structs.replace(file, regions=_called(file), **_OWN)
    silent = FileFacts(
        file.path,
        file.dialect,
        page=file.page,
        title=file.title,
        documentation=file.documentation,
        shows=file.shows,
    )
    return said if said != silent or (file.page and file.dialect == "html") else None


def _called(file: FileFacts) -> tuple[Region, ...]:
    """Return the regions of a file that any other may ask for by their names."""
    return tuple([region for region in file.regions if region.kind in _CALLED])
