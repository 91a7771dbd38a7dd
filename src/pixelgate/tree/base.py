"""What a tree of files is, however it is stored."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Unreadable(Exception):  # noqa: N818 - names what is so, as the rule that reports it does
    """A file that is there and cannot be read; ``reason`` completes "could not be read: …"."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str]]:
        return Unreadable, (self.path, self.reason)


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """What changes whenever the bytes of a file do: size, and modification, change (both in ns) and inode number.

    A file that was written to within the clock's grain may change once more and keep its stamp: see ``settled``.
    """

    size: int
    modified: int
    changed: int
    inode: int

    def settled(self, now: int) -> bool:
        """Tell whether the file is old enough, at a time in ns, for its next change to change the stamp."""
        return max(self.modified, self.changed) < now - GRAIN


GRAIN = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system (FAT)."""


class Tree(Protocol):
    """The files of a web codebase. Paths are relative to its root, with ``/``, and never lead out of it."""

    def paths(self) -> tuple[str, ...]:
        """Return the files to analyse, sorted."""
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            Unreadable: It is gone, too large, not a regular file, or outside the root.

        """
        ...

    def stamp(self, path: str) -> Stamp | None:
        """Return the stamp of a file without reading it, or ``None`` where there is none."""
        ...

    def exists(self, path: str) -> bool:
        """Return whether a file is there, among those to analyse or not."""
        ...

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """What was left out of ``paths()`` though it was asked for: path and reason, sorted."""
        ...
