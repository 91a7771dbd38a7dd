"""Carry out a job on many files: here, or over a pool of processes where that pays."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from pixelgate.reading.task import Job, Outcome

ENOUGH = 1_000_000
"""Bytes to read from which a pool is started. It takes as long as reading a third of them."""

FILE = 2_000
"""What a file costs beside its bytes, in bytes."""

CHUNK_FILES, CHUNK_BYTES = 256, 256 * 1024
"""At most so many files, and about so many bytes at least, are given to a process at once."""

SHARE = 16
"""How many chunks each process gets, so that all end at the same time."""


def outcomes(job: Job, items: Sequence[tuple[str, int]], *, jobs: int = 0) -> Iterator[Outcome]:
    """Yield the outcome of each file, in order; ``items`` are paths and sizes, ``jobs`` the most processes (0: cores).

    The outcomes are the same whatever carries them out.
    """
    jobs = min(jobs or cores(), len(items))
    work = sum(size + FILE for _, size in items if size >= 0)
    if jobs < 2 or work < ENOUGH or any(size < 0 for _, size in items):  # noqa: PLR2004 - a pool of one
        yield from (job(path) for path, _ in items)
    else:
        from pixelgate.reading.pool import spread

        yield from spread(job, tuple(_chunks(items, max(CHUNK_BYTES, work // (jobs * SHARE)))), jobs=jobs)


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _chunks(items: Sequence[tuple[str, int]], target: int) -> Iterator[tuple[str, ...]]:
    """Yield runs of paths of about equal work."""
    chunk: list[str] = []
    work = 0
    for path, size in items:
        chunk.append(path)
        work += size + FILE
        if work >= target or len(chunk) >= CHUNK_FILES:
            yield tuple(chunk)
            chunk, work = [], 0
    if chunk:
        yield tuple(chunk)
