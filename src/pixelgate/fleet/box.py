"""Become a program that may take only so much memory, and that ends with whoever started it.

    python -m pixelgate.fleet.box MEGABYTES PROGRAM [ARGUMENT ...]

A process of its own sets its limits and is then replaced by the program: no code runs between fork and exec of a
process with threads. Where the system has no such limits (Windows), only the time is limited, by who started it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of Linux; it outlives exec."""


def main() -> None:
    """Set the limits and become the program."""
    megabytes, program, *arguments = sys.argv[1:]
    _limit(int(megabytes) * 1_000_000)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    os.execv(program, [program, *arguments])  # noqa: S606 - our own interpreter, named by who started us


def _limit(size: int) -> None:
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
