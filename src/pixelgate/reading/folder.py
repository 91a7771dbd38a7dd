"""Where the cache lies, whom to believe about it, and how much of it may stay."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

from pixelgate.reading.cache import DAY, DAYS, LIMIT
from pixelgate.tree import DiskTree

NAME = ".pixelgate_cache"
TOTAL = 2 * LIMIT
"""Bytes of all caches in a folder: of several versions, and of several projects where they share one."""

_GENERATION = re.compile(r"[0-9a-f]{8}-[0-9a-f]{24}")
_FILE = re.compile(r"[0-9a-f]{2}|\w+\.tmp")
_HOUR = 3600
_TAG = "CACHEDIR.TAG"
_MARKS = {
    ".gitignore": "*\n",
    _TAG: "Signature: 8a477f597d28d172789f06886806bc55\n# Made by pixelgate; may be deleted. https://bford.info/cachedir/\n",
}


class Place(msgspec.Struct, frozen=True):
    """A folder of caches, and the name of the project in it."""

    folder: Path
    project: str

    def generation(self, fingerprint: str) -> Path | None:
        """Return the folder of what one version made, its parents ready; ``None`` where nothing can be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _mark(self.folder)
        except OSError:
            return None
        return self.folder / f"{self.project}-{fingerprint}"

    def sweep(self, current: Path | None) -> None:
        """Remove what was not used for long, and beyond the limit the least recently used."""
        left = TOTAL
        for used, size, generation in sorted(_generations(self.folder, current), reverse=True):
            left -= size
            old = left < 0 or used < time.time() - DAYS * DAY
            _remove(generation, everything=old and generation != current)


def place(tree: DiskTree, *, chosen: str = "") -> Place | None:
    """Return where the cache of a tree lies: in the folder that is chosen, else at its root.

    ``None`` where the project may bring its own: who can commit facts could commit a verdict. At the root that is so
    unless git says that none of the project's files lie in it.
    """
    if chosen:
        folder = Path(chosen).absolute()
        named = blake2b(tree.root.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
    else:
        folder, named = Path(tree.root, NAME), "0" * 8
        with contextlib.suppress(OSError):
            if folder.is_dir() and not folder.is_symlink():
                _mark(folder)
    return None if tree.brings(folder) else Place(folder, named)


def _mark(folder: Path) -> None:
    """Mark a folder of ours, so that git, backups and indexers pass over it; one with other things in it is not."""
    if not (folder / _TAG).is_file() and any(entry.name not in _MARKS for entry in folder.iterdir()):
        return
    for name, text in _MARKS.items():
        mark = folder / name
        if mark.is_file() and mark.stat().st_size:
            continue
        mark.unlink(missing_ok=True)
        with mark.open("x", encoding="utf-8") as file:
            file.write(text)


def _generations(folder: Path, current: Path | None) -> Iterator[tuple[float, int, Path]]:
    """Yield time of last use, size and folder of each cache; the current one is used now."""
    with contextlib.suppress(OSError):
        for generation in folder.iterdir():
            if _GENERATION.fullmatch(generation.name) and not generation.is_symlink():
                with contextlib.suppress(OSError):
                    used = float("inf") if generation == current else generation.stat().st_mtime
                    yield used, sum(file.stat().st_size for file in generation.iterdir()), generation


def _remove(generation: Path, *, everything: bool) -> None:
    """Remove a cache, or only what killed runs left in it."""
    with contextlib.suppress(OSError):
        for file in generation.iterdir():
            unfinished = file.suffix == ".tmp" and file.stat().st_mtime < time.time() - _HOUR
            if unfinished or (everything and _FILE.fullmatch(file.name)):
                file.unlink()
        if everything:
            generation.rmdir()
