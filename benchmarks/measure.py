"""Wall clock, processor time and memory of programs, run by turns so that a busy machine slows all of them alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

PIXELGATE = str(Path(sys.executable).with_name("pixelgate"))


class Program(msgspec.Struct, frozen=True):
    """A command, the folder it runs in, the exit codes that are no failure, and what is done before each run of it."""

    command: Sequence[str | Path]
    folder: Path
    codes: frozenset[int] = frozenset({0})
    prepare: Callable[[], object] = int


class Run(msgspec.Struct, frozen=True):
    """One run: seconds by the clock, seconds of processors (its children's too), and the most memory of one process."""

    seconds: float
    cpu: float
    memory: int


class Time(msgspec.Struct, frozen=True):
    """All runs of a program."""

    runs: tuple[Run, ...]

    @property
    def median(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def fastest(self) -> float:
        return min(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(run.cpu for run in self.runs)

    @property
    def memory(self) -> int:
        return max(run.memory for run in self.runs)


def table(times: Mapping[str, Time]) -> str:
    """Return the times as a table."""
    lines = [f"{'':<32} {'median':>10} {'fastest':>10} {'processors':>11} {'memory':>8}"]
    lines += [
        f"{name:<32} {one.median:>8.3f} s {one.fastest:>8.3f} s {one.cpu:>9.3f} s {one.memory / 1e6:>5.0f} MB"
        for name, one in times.items()
    ]
    return "\n".join(lines)


def told(times: Mapping[str, Time], name: str, yardstick: str, bar: float) -> bool:
    """Say how many times as long a program takes as another, by the clock and by processors; both must meet a bar."""
    clock, cpu = times[name].median / times[yardstick].median, times[name].cpu / times[yardstick].cpu
    met = max(clock, cpu) <= bar
    print(
        f"{name}: {clock:.2g} times as long as {yardstick} by the clock, {cpu:.2g} by processors; the bar is {bar:g}:",
        "met" if met else "missed",
    )
    return met


def by_turns(programs: Mapping[str, Program], runs: int) -> dict[str, Time]:
    """Run all programs ``runs`` times by turns, after one round that is not counted: files are in memory for all."""
    rounds = [{name: once(program) for name, program in programs.items()} for _ in range(runs + 1)][1:]
    return {name: Time(tuple(each[name] for each in rounds)) for name in programs}


def once(program: Program) -> Run:
    """Run a program to its end."""
    program.prepare()
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
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
