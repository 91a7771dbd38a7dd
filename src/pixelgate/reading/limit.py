"""The processor time that one file may take: the clock would tell more of the machine's other work than of the file.

Python code is interrupted by an exception. Code of a library that does not come back is out of reach of that: a
process of the pool is ended by the system once it has computed for twice the time, which the pool reports
(:mod:`pixelgate.reading.pool`). Where the system has no such timers (Windows), and outside the main thread, there is
no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

GRACE = 2
"""After how many times the limit a process is ended."""


class TooLongError(Exception):
    """A file took longer than it may."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooLongError when what is done within computes for longer than some seconds."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _raise)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def end_after(seconds: float) -> None:
    """Have the system end this process after it has computed for some seconds; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _raise(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a signal handler's arguments
    raise TooLongError
