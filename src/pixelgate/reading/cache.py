"""Results by path and content, on disk: thirty-two files, each written as a whole.

An unchanged file is known by its stamp and not even opened, as in git's index; a file with a new stamp is known by the
digest of its bytes, as after a checkout. Runs at the same time may lose each other's additions and never spoil them: a
file is replaced at once, and one whose checksum is wrong counts as empty. No trouble with the cache ends a run.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
import zlib
from hashlib import blake2b
from pathlib import Path

import msgspec

from pixelgate.reading.task import Task
from pixelgate.tree import Stamp

SHARDS = 32
LIMIT = 256 * 1024 * 1024
"""Bytes of results that are kept, enough for a hundred thousand templates; the least recently used go first."""
KEPT = 6
"""Results that are kept of one path: branches, and tasks, take turns."""
DAYS = 30
"""After so many days without use a result goes."""
DAY = 24 * 3600
_SUM = 16
_OVERHEAD = 100


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A result and what it was made from. ``stamp`` is absent where it may not tell the next change; ``day`` of use."""

    task: Task
    digest: bytes
    stamp: Stamp | None
    day: int
    result: bytes


Entries = dict[str, tuple[Entry, ...]]


class Shard:
    """The entries of some paths, the last used first."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self.changed = False
        self._today = int(time.time()) // DAY

    def by_stamp(self, task: Task, path: str, stamp: Stamp) -> bytes | None:
        """Return the result for a file that did not change since."""
        for entry in self.entries.get(path, ()):
            if entry.stamp == stamp and entry.task is task:
                return self._used(path, entry, stamp)
        return None

    def by_digest(self, task: Task, path: str, digest: bytes, stamp: Stamp | None) -> bytes | None:
        """Return the result for the same bytes, and remember their new stamp."""
        for entry in self.entries.get(path, ()):
            if entry.digest == digest and entry.task is task:
                return self._used(path, entry, stamp)
        return None

    def knows(self, task: Task, path: str) -> bool:
        """Tell whether there is any result for a path, so that it is worth while to look at its bytes."""
        return any(entry.task is task for entry in self.entries.get(path, ()))

    def add(self, path: str, entry: Entry) -> None:
        """Put an entry first, and in place of the one for the same bytes."""
        others = (e for e in self.entries.get(path, ()) if (e.task, e.digest) != (entry.task, entry.digest))
        self.entries[path] = (entry, *others)[:KEPT]
        self.changed = True

    def remember(self, task: Task, path: str, digest: bytes, stamp: Stamp | None, result: bytes) -> None:
        """Add a result of today."""
        self.add(path, Entry(task, digest, stamp, self._today, result))

    def _used(self, path: str, entry: Entry, stamp: Stamp | None) -> bytes:
        if entry.stamp != stamp or entry.day != self._today:
            self.add(path, msgspec.structs.replace(entry, stamp=stamp, day=self._today))
        return entry.result

    def within(self, limit: int) -> Entries:
        """Return the entries to keep: of the last days, and the last used of them, up to some bytes."""
        kept: Entries = {}
        dated = ((entry.day, path, entry) for path, entries in self.entries.items() for entry in entries)
        for day, path, entry in sorted(dated, key=lambda item: -item[0]):
            limit -= len(entry.result) + len(path) + _OVERHEAD
            if limit < 0 or day < self._today - DAYS:
                break
            kept[path] = (*kept.get(path, ()), entry)
        return kept


class Cache:
    """The shards in a folder; without a folder, always empty ones."""

    def __init__(self, folder: Path | None, *, limit: int = LIMIT) -> None:
        self.folder = folder
        self.written = False
        self._limit = limit // SHARDS

    def load(self, number: int) -> Shard:
        """Read a shard; one that is not there, or not whole, is empty."""
        if self.folder is None:
            return Shard({})
        try:
            data = (self.folder / f"{number:02x}").read_bytes()
            if blake2b(data[_SUM:], digest_size=_SUM).digest() == data[:_SUM]:
                return Shard(_DECODER.decode(memoryview(data)[_SUM:]))
        except (OSError, msgspec.DecodeError):
            pass
        return Shard({})

    def save(self, number: int, shard: Shard) -> None:
        """Write a shard that changed, in one step."""
        if self.folder is None or not shard.changed:
            return
        body = msgspec.msgpack.encode(shard.within(self._limit))
        with contextlib.suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            _replace(self.folder / f"{number:02x}", blake2b(body, digest_size=_SUM).digest() + body)
            self.written = True


_DECODER = msgspec.msgpack.Decoder(Entries)


def shard_of(path: str) -> int:
    """Return the number of the shard that holds a path."""
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % SHARDS


def _replace(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all."""
    number, name = tempfile.mkstemp(suffix=".tmp", dir=path.parent)
    try:
        with open(number, "wb") as file:  # noqa: PTH123 - an open file
            file.write(data)
        os.replace(name, path)  # noqa: PTH105
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
