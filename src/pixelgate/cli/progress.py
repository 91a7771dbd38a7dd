"""A progress bar on standard error, on a terminal, once the work takes over a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pixelgate.reading import Progress

PATIENCE, PACE, WIDTH = 1.0, 0.1, 30


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress | None]:
    """Yield what the pipeline calls after each file, or nothing where nobody watches; take the bar away at the end."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bar = Bar()
    try:
        yield bar.draw
    finally:
        bar.clear()


class Bar:
    """How many files are read, drawn at most ten times a second."""

    def __init__(self) -> None:
        self._next = time.monotonic() + PATIENCE
        self._drawn = False

    def draw(self, done: int, total: int) -> None:
        """Draw the bar if it is time."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next, self._drawn = now + PACE, True
        filled = WIDTH * done // max(1, total)
        sys.stderr.write(f"\r\x1b[K  reading {'━' * filled}{'─' * (WIDTH - filled)} {done:,} of {total:,} files")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
