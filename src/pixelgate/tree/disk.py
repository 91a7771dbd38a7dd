"""A folder on disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from pixelgate.tree.base import Stamp, Unreadable
from pixelgate.tree.brought import brings
from pixelgate.tree.glob import any_of
from pixelgate.tree.listing import Listing, inside, list_files

LIMIT = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class DiskTree:
    """The files below a folder, as git lists them, with the ``build`` folders and without what ``exclude`` matches.

    With ``tracked``, files that are not in git's index are left out: what is not committed is not checked elsewhere
    either. The listing is made once, when it is first asked for.
    """

    def __init__(
        self,
        root: Path | str,
        build: Sequence[str] = (),
        exclude: Sequence[str] = (),
        *,
        tracked: bool = False,
        limit: int = LIMIT,
    ) -> None:
        self.root = os.path.realpath(root)
        self._build = tuple(build)
        self._exclude = tuple(exclude)
        self._tracked = tracked
        self._limit = limit

    @cached_property
    def _listing(self) -> Listing:
        found = list_files(self.root, self._build, tracked=self._tracked)
        excluded = any_of(self._exclude)
        return Listing(
            {path: found.files[path] for path in sorted(found.files) if not excluded(path)},
            tuple(problem for problem in found.problems if not excluded(problem[0])),
            found.folders,
        )

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        return self._listing.problems

    def paths(self) -> tuple[str, ...]:
        return tuple(self._listing.files)

    def stamp(self, path: str) -> Stamp | None:
        name = self._listing.files.get(path)
        try:
            status = os.stat(self._disk(name) if name is not None else self._resolved(path))  # noqa: PTH116 - ten thousand times
        except (Unreadable, OSError, ValueError):
            return None
        return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def brings(self, folder: Path) -> bool:
        """Tell whether the project may bring files in a folder: whoever writes the project decides what these hold."""
        return brings(self.root, self._listing.folders, folder)

    def exists(self, path: str) -> bool:
        if path in self._listing.files:
            return True
        try:
            return Path(self._resolved(path)).is_file()
        except (Unreadable, OSError, ValueError):
            return False

    def read(self, path: str) -> bytes:
        name = self._listing.files.get(path)
        try:
            return self._bytes(path, self._disk(name) if name is not None else self._resolved(path))
        except FileNotFoundError:
            raise Unreadable(path, "no such file") from None
        except OSError as error:
            raise Unreadable(path, (error.strerror or type(error).__name__).lower()) from error
        except ValueError as error:
            raise Unreadable(path, "not a file name") from error

    def _bytes(self, path: str, disk: str) -> bytes:
        with open(disk, "rb", opener=_open) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable(path, "not a regular file")
            data = file.read(status.st_size + 1) if status.st_size <= self._limit else b""
            if len(data) > status.st_size:  # it grows while it is read, or its size is made up, as in /proc
                data += file.read(self._limit)
        if status.st_size > self._limit or len(data) > self._limit:
            raise Unreadable(path, f"larger than {self._limit:,} bytes")
        return data

    def _resolved(self, path: str) -> str:
        """Return the disk path of a file that is not listed; only below the root, links followed."""
        disk = os.path.realpath(self._disk(path))
        if not inside(self.root, disk):
            raise Unreadable(path, "outside the project")
        return disk

    def _disk(self, name: str) -> str:
        return f"{self.root}/{name}"


def _open(path: str, flags: int) -> int:
    """Open without waiting for the other end of a pipe."""
    return os.open(path, flags | _FLAGS)
