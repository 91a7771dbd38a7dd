"""Files to facts: known ones from the cache, the others by carrying out the task on each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import TypeVar

import msgspec

from pixelgate.facts.bundled import PREFIX, asks_for
from pixelgate.facts.model import FileFacts, Problem
from pixelgate.parse.modules import Given
from pixelgate.reading.cache import Cache, Shard, shard_of
from pixelgate.reading.how import How
from pixelgate.reading.knowledge import fingerprint
from pixelgate.reading.task import Job, Outcome, Task
from pixelgate.reading.work import outcomes
from pixelgate.second.model import Reading, Unread
from pixelgate.source import Location
from pixelgate.tree import Stamp, Tree, Unreadable
from pixelgate.vendors.catalog import Catalog

T = TypeVar("T")
Stamps = Mapping[str, Stamp | None]
"""The stamps of files, ordered by the shards of their paths."""


class Reader:
    """Reads files of a tree. What it finds depends on their bytes and the catalog, not on how they are read."""

    def __init__(self, tree: Tree, catalog: Catalog, how: How | None = None) -> None:
        self.tree = tree
        self.catalog = catalog
        self._how = how or How()
        self._began = time.time_ns()
        place = self._how.cache
        self._cache = Cache(place.generation(fingerprint(catalog)) if place else None)

    def facts(self, paths: Iterable[str], *, thorough: bool = False) -> dict[str, FileFacts]:
        """Return the facts of files, in the order of the paths; one that cannot be read has a problem that says why."""
        job = self._job(Task.THOROUGH if thorough else Task.FACTS)
        return self._read(job, tuple(paths), FileFacts, unreadable)

    def told(self, given: Mapping[str, Given]) -> dict[str, FileFacts]:
        """Return the facts of files that are told what the modules hold and offer that they ask for.

        A file that is told of modules in its bundle alone, and asks for none of them, is left out.
        """
        asking = tuple(path for path, one in given.items() if self._asks(path, one))
        return self._read(self._job(Task.TOLD, given), asking, FileFacts, unreadable)

    def names_relay(self, path: str) -> bool:
        """Tell whether a file may name an address of the site's own that passes on to a vendor."""
        try:
            data = self.tree.read(path)
        except Unreadable:
            return False
        return any(word in data for word in self.catalog.relay_words)

    def _asks(self, path: str, given: Given) -> bool:
        names = given.names()
        packed = [name for name in names if name.startswith(PREFIX)]
        try:
            return len(packed) < len(names) or not names or asks_for(self.tree.read(path), packed)
        except Unreadable:
            return False

    def again(self, paths: Iterable[str]) -> dict[str, Reading]:
        """Return what the second reading says of files, in the order of the paths."""
        return self._read(self._job(Task.SECOND), tuple(paths), Reading, _unread)

    def _job(self, task: Task, told: Mapping[str, Given] = MappingProxyType({})) -> Job:
        return Job(task, self.tree, self.catalog, self._how.seconds, dict(told))

    def _read(self, job: Job, paths: tuple[str, ...], form: type[T], failed: Callable[[str, str], T]) -> dict[str, T]:
        stamps = {path: self.tree.stamp(path) for path in sorted(paths, key=lambda path: (shard_of(path), path))}
        decode = msgspec.msgpack.Decoder(form).decode
        found = dict(self._known(job, stamps, decode))
        left = {path: stamp for path, stamp in stamps.items() if path not in found}
        for outcome in self._fresh(job, left):
            path, reason = outcome.path, outcome.reason
            found[path] = failed(path, reason) if reason else decode(outcome.result)
            if self._how.progress:
                self._how.progress(len(found), len(paths))
        if self._cache.written and self._how.cache:
            self._how.cache.sweep(self._cache.folder)
        return {path: found[path] for path in paths}

    def _known(self, job: Job, stamps: Stamps, decode: Callable[[msgspec.Raw], T]) -> Iterator[tuple[str, T]]:
        for number, paths in groupby(stamps if self._cache.folder else (), key=shard_of):
            shard = self._cache.load(number)
            for path in paths:
                result = self._recalled(shard, job, path, stamps[path])
                try:
                    if result is not None:
                        yield path, decode(result)
                except msgspec.DecodeError:
                    continue  # not of our making; carried out anew, it is replaced
            self._cache.save(number, shard)

    def _recalled(self, shard: Shard, job: Job, path: str, stamp: Stamp | None) -> msgspec.Raw | None:
        """Return the cached result of a file, by its stamp or else by its bytes."""
        result = shard.by_stamp(job.task, path, stamp) if stamp and job.by_stamp else None
        if result is None and shard.knows(job.task, path):
            try:
                found = job.digest(path, self.tree.read(path))
                return shard.by_digest(job.task, path, found, self._settled(stamp))
            except Unreadable:
                return None
        return result

    def _fresh(self, job: Job, stamps: Stamps) -> Iterator[Outcome]:
        """Carry out the task on files and remember the results, but not why one could not be read: that may pass."""
        items = [(path, stamp.size if stamp else -1) for path, stamp in stamps.items()]
        made = outcomes(job, items, jobs=self._how.jobs)
        for number, group in groupby(made, key=lambda outcome: shard_of(outcome.path)):
            shard = self._cache.load(number)
            for outcome in group:
                if not outcome.reason:
                    stamp = self._settled(stamps[outcome.path])
                    shard.remember(job.task, outcome.path, outcome.digest, stamp, outcome.result)
                yield outcome
            self._cache.save(number, shard)

    def _settled(self, stamp: Stamp | None) -> Stamp | None:
        """Return a stamp that will tell the next change; one that was taken too early after a change may not."""
        return stamp if stamp and stamp.settled(self._began) else None


def unreadable(path: str, reason: str) -> FileFacts:
    """Return the facts of a file that could not be read: that it could not."""
    return FileFacts(path, problems=(Problem("unparsable-file", f"could not be read: {reason}", Location(path)),))


def _unread(path: str, reason: str) -> Reading:
    return Reading(unread=(Unread(path, 1, reason),))
