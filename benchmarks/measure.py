"""Wall clock and memory of programs, run by turns so that a busy machine slows all of them alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec


class Program(msgspec.Struct, frozen=True):
    """A command, the folder it runs in, and the exit codes that are no failure."""

    command: Sequence[str | Path]
    folder: Path
    codes: frozenset[int] = frozenset({0})


class Time(msgspec.Struct, frozen=True):
    """Seconds of each run, and the most memory that a run took, in bytes."""

    runs: tuple[float, ...]
    memory: int

    @property
    def median(self) -> float:
        return statistics.median(self.runs)


def by_turns(programs: Mapping[str, Program], runs: int) -> dict[str, Time]:
    """Run all programs ``runs`` times by turns, after one round that is not counted: files are in memory for all."""
    rounds = [{name: once(program) for name, program in programs.items()} for _ in range(runs + 1)][1:]
    return {
        name: Time(tuple(each[name][0] for each in rounds), max(each[name][1] for each in rounds)) for name in programs
    }


def once(program: Program) -> tuple[float, int]:
    """Run a program; return seconds and bytes of memory."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in program.command],
        cwd=program.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in program.codes:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(map(str, program.command))}")
    return seconds, used.ru_maxrss * 1024
