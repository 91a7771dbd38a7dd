"""A pool of processes that outlives its processes: a file that ends one becomes an outcome with a reason.

Processes read the files themselves; only paths and results travel. They are forked where that is safe (Linux, one
thread), which takes some milliseconds, else started anew.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import connection
from multiprocessing.process import BaseProcess

import msgspec

from pixelgate.reading.limit import GRACE, end_after
from pixelgate.reading.task import Job, Outcome

ENDED = "the process that read it was ended: it took too much memory or time"

_job: ContextVar[Job] = ContextVar("job")


def spread(job: Job, chunks: Sequence[tuple[str, ...]], *, jobs: int) -> Iterator[Outcome]:
    """Yield the outcomes of all chunks in order, carried out by at most ``jobs`` processes at once.

    When a process dies, the first chunk without outcomes is read file by file, and the others by a new pool.
    """
    at = 0
    while at < len(chunks):
        try:
            with _pool(job, min(jobs, len(chunks) - at)) as pool:
                with _submitting():
                    results = pool.executor.map(_carry_out, chunks[at:])
                for outcomes in results:
                    yield from outcomes
                    at += 1
        except BrokenProcessPool:
            yield from _carefully(job, chunks[at])
            at += 1
        except (OSError, NotImplementedError, ImportError):  # this system gives no processes, or no semaphores
            yield from (job(path) for chunk in chunks[at:] for path in chunk)
            return


def _carefully(job: Job, paths: Sequence[str]) -> Iterator[Outcome]:
    """Read one file at a time, so that it is known which one ends the process that reads it."""
    left = deque(paths)
    while left:
        with _pool(job, 1) as pool:
            alive = _attempt(pool) is not None
            if not alive:
                break
            while left and alive:
                outcome = _attempt(pool, path := left.popleft())
                alive = bool(outcome)
                yield from outcome or (Outcome(path, reason=ENDED),)
    yield from (job(path) for path in left)


def _attempt(pool: _Pool, *paths: str) -> tuple[Outcome, ...] | None:
    try:
        with _submitting():
            future = pool.executor.submit(_carry_out, paths)
        return future.result()
    except BrokenProcessPool:
        pool.end()
        return None


@contextmanager
def _submitting() -> Iterator[None]:
    """Take for a broken pool that its pipes were closed while it started a process: CPython raises ValueError then."""
    try:
        yield
    except ValueError as error:
        raise BrokenProcessPool("a process died while another was started") from error


class _Pool(msgspec.Struct, frozen=True):
    """An executor, and the processes that were there before it."""

    executor: ProcessPoolExecutor
    others: frozenset[BaseProcess]

    def end(self) -> None:
        """End what is left of a broken executor: it waits for a process that it started while another died."""
        for process in multiprocessing.active_children():
            if process not in self.others:
                process.kill()


@contextmanager
def _pool(job: Job, jobs: int) -> Iterator[_Pool]:
    forks = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    others = frozenset(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(job,)) as executor:
        pool = _Pool(executor, others)
        try:
            yield pool
        except BrokenProcessPool:
            pool.end()
            raise


def _begin(job: Job) -> None:
    """Prepare a process of the pool: it ends at once when the user or its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _job.set(job)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _carry_out(paths: Sequence[str]) -> tuple[Outcome, ...]:
    return tuple(_bounded(_job.get(), path) for path in paths)


def _bounded(job: Job, path: str) -> Outcome:
    end_after(GRACE * job.seconds)
    try:
        return job(path)
    finally:
        end_after(0)
