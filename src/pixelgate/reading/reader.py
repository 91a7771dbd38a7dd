"""Files to facts: known ones from the cache, the others by carrying out the task on each."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

import msgspec

from pixelgate.facts.bundled import PREFIX, asks_for, holds
from pixelgate.facts.helpers import words
from pixelgate.facts.model import FileFacts, Problem
from pixelgate.facts.packed import unpacker
from pixelgate.facts.store import Facts
from pixelgate.parse import dialect_of
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

Keep = Callable[[str, bytes], None]
"""Takes the packed result for a path; raises ``msgspec.DecodeError`` where it is damaged."""

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

    def facts(self, paths: Iterable[str], *, thorough: bool = False) -> Facts:
        """Return the facts of files, in the order of the paths; one that cannot be read has a problem that says why."""
        return self._facts(self._job(Task.THOROUGH if thorough else Task.FACTS), tuple(paths))

    def told(self, given: Mapping[str, Given]) -> Facts:
        """Return the facts of files that are told what the modules hold and offer that they ask for.

        A file that is told of modules in its bundle alone, and asks for none of them, is left out.
        """
        asking = tuple(path for path, one in given.items() if self._asks(path, one))
        return self._facts(self._job(Task.TOLD, given), asking)

    def names_relay(self, path: str) -> bool:
        """Tell whether a file may name an address of the site's own that passes on to a vendor."""
        try:
            data = self.tree.read(path)
        except Unreadable:
            return False
        return any(word in data for word in self.catalog.relay_words)

    def naming(self, paths: Iterable[str], words: frozenset[str]) -> tuple[str, ...]:
        """Return the files with scripts that hold one of some names."""
        sought = {word.encode(): re.compile(rb"(?<![\w$])%s(?![\w$])" % re.escape(word.encode())) for word in words}
        return tuple(path for path in paths if dialect_of(path) is not None and self._holds(path, sought))

    def _holds(self, path: str, sought: Mapping[bytes, re.Pattern[bytes]]) -> bool:
        try:
            data = self.tree.read(path)
        except Unreadable:
            return False
        return any(word in data and pattern.search(data) for word, pattern in sought.items())

    def _asks(self, path: str, given: Given) -> bool:
        names = given.names()
        packed = [name for name in names if name.startswith(PREFIX)]
        inner = [name for name in given.asked if name.startswith(PREFIX)]
        try:
            if inner and len(inner) == len(given.asked) and holds(self.tree.read(path), inner):
                return True
            if inner and not packed and not names:
                return False
            if given.helpers and not (names or given.asked):
                data = self.tree.read(path)
                return any(word.encode() in data for word in words(given.helpers))
            return len(packed) < len(names) or not names or asks_for(self.tree.read(path), packed)
        except Unreadable:
            return False

    def again(self, paths: Iterable[str]) -> dict[str, Reading]:
        """Return what the second reading says of files, in the order of the paths."""
        paths, found, unpacked = tuple(paths), dict[str, Reading](), unpacker(Reading)

        def keep(path: str, data: bytes) -> None:
            found[path] = unpacked(data)

        failed = self._read(self._job(Task.SECOND), paths, keep)
        return {path: found[path] if path in found else _unread(path, failed[path]) for path in paths}

    def _facts(self, job: Job, paths: tuple[str, ...]) -> Facts:
        found = Facts()
        failed = self._read(job, paths, found.add)
        return (found | {path: unreadable(path, reason) for path, reason in failed.items()}).of(paths)

    def _job(self, task: Task, told: Mapping[str, Given] = MappingProxyType({})) -> Job:
        return Job(task, self.tree, self.catalog, self._how.seconds, dict(told))

    def _read(self, job: Job, paths: Collection[str], keep: Keep) -> dict[str, str]:
        """Hand what a task makes of files to ``keep``; return of those that could not be read why."""
        left = self._known(job, sorted(paths, key=lambda path: (shard_of(path), path)), keep)
        failed: dict[str, str] = {}
        known = len(paths) - len(left)
        for done, outcome in enumerate(self._fresh(job, left), known + 1):
            if outcome.reason:
                failed[outcome.path] = outcome.reason
            else:
                keep(outcome.path, outcome.result)
            if self._how.progress:
                self._how.progress(done, len(paths))
        if self._cache.written and self._how.cache:
            self._how.cache.sweep(self._cache.folder)
        return failed

    def _known(self, job: Job, paths: Iterable[str], keep: Keep) -> Stamps:
        """Hand the known results of files to ``keep``; return the stamps of the others."""
        left: dict[str, Stamp | None] = {}
        for number, same in groupby(paths, key=shard_of):
            shard = self._cache.load(number)
            for path in same:
                stamp = self.tree.stamp(path)
                result = self._recalled(shard, job, path, stamp)
                try:
                    if result is None:
                        left[path] = stamp
                    else:
                        keep(path, result)
                except msgspec.DecodeError:
                    left[path] = stamp  # not of our making; carried out anew, it is replaced
            self._cache.save(number, shard)
        return left

    def _recalled(self, shard: Shard, job: Job, path: str, stamp: Stamp | None) -> bytes | None:
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
