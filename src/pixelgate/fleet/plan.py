"""Which units a fleet has today, and which of them belong to one shard."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path

import msgspec

from pixelgate import __version__
from pixelgate.fleet.clones import CloneError, commit_of
from pixelgate.fleet.model import Fleet, Repository, Unit
from pixelgate.tree import git
from pixelgate.tree.listing import NEVER

ASKED = 8
"""How many servers are asked at the same time."""

_OURS = ".pixelgate_cache"


def share(repositories: Sequence[Repository], number: int, of: int) -> tuple[Repository, ...]:
    """Return shard ``number`` of ``of``, counted from 1: every repository is in one shard, whoever asks."""
    return tuple(repositories[number - 1 :: of])


def plan(fleet: Fleet, repositories: Sequence[Repository], *, day: str) -> tuple[Unit, ...]:
    """Return a unit for each repository, with the commit that it is at now."""
    with ThreadPoolExecutor(ASKED) as asked:
        return tuple(asked.map(_planned(fleet, day), repositories))


def _planned(fleet: Fleet, day: str) -> Callable[[Repository], Unit]:
    def _unit(repository: Repository) -> Unit:
        limited = msgspec.structs.replace(
            repository,
            seconds=repository.seconds or fleet.seconds,
            megabytes=repository.megabytes or fleet.megabytes,
        )
        try:
            state, trouble = _state(repository), ""
        except CloneError as error:
            state, trouble = "", str(error)
        return Unit(limited, state, __version__, day, fleet.fail_on, trouble)

    return _unit


def _state(repository: Repository) -> str:
    if repository.git:
        return commit_of(repository)
    folder = Path(repository.path)
    if not folder.is_dir():
        raise CloneError(f"there is no folder {repository.path}")
    digest = blake2b(digest_size=8)
    for line in _stamps(folder):
        digest.update(line)
    return f"{git.commit(folder, 'HEAD') or 'no commit'}, files {digest.hexdigest()}"


def _stamps(folder: Path) -> Iterator[bytes]:
    """Yield name, size and times of each file, whatever git says of it: built output is checked too."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in NEVER and name != _OURS)
        for name in sorted(names):
            path = os.path.join(at, name)  # noqa: PTH118 - once for each file of a fleet
            try:
                status = os.lstat(path)
            except OSError:
                continue
            stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
            yield f"{os.path.relpath(path, folder)}\0{stamp}\n".encode("utf-8", "surrogateescape")


def key(unit: Unit) -> str:
    """Return what stands for all that the result of a unit depends on."""
    return blake2b(msgspec.msgpack.encode(unit), digest_size=12).hexdigest()
