"""Measure what following values costs beside parsing: ``python -m benchmarks.flow FOLDER…``.

Following is what the parser reads of where a value is computed from (measured by parsing once more without it), the
ways back from the calls, what the rest of the file tells of them, and the joining with the fields of the routes when
the rules ask. Processor time of one process, the best of some runs; files that show a tracker are pages of one route.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest import mock

from benchmarks.precision import LARGEST, judged, pages_of

from pixelgate.facts import extract, reads
from pixelgate.facts.nearby import placed
from pixelgate.facts.trails import trails
from pixelgate.findings.flows import Flows
from pixelgate.parse import parse
from pixelgate.parse.javascript.fold import Folder
from pixelgate.vendors import catalog

_P = ParamSpec("_P")
_T = TypeVar("_T")
Read = tuple[tuple[str, bytes], ...]


class Clock:
    """Adds up the processor time that functions take; one that runs inside another counts once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._running = False

    def timed(self, function: Callable[_P, _T]) -> Callable[_P, _T]:
        """Return the function, whose time is added."""

        def run(*given: _P.args, **named: _P.kwargs) -> _T:
            if self._running:
                return function(*given, **named)
            self._running, start = True, time.process_time()
            try:
                return function(*given, **named)
            finally:
                self.seconds += time.process_time() - start
                self._running = False

        return run


def main() -> None:
    """Print the times and the share of following in the time that parsing takes without it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flow", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    held = tuple(_files(given.folders))
    _read(held)
    with_it, without = [], []
    for _ in range(given.runs):
        with_it.append(_read(held))
        with _unfollowed():
            without.append(_read(held)[0])
    parsed, ways = (min(times) for times in zip(*with_it, strict=True))
    plain = min(without)
    joined = _joined(given.folders)
    following = max(0.0, parsed - plain) + ways + joined
    size = sum(len(data) for _, data in held)
    print(f"{len(held):,} files, {size / 1e6:.1f} MB: parsing takes {plain:.2f} s")
    print(f"inputs of values {parsed - plain:.2f} s, ways back {ways:.2f} s, joining {joined:.2f} s")
    print(f"following takes {following:.2f} s, {following / plain:.0%} of the time of parsing")


def _files(folders: list[Path]) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in sorted(one for one in folder.rglob("*") if one.is_file() and reads(one.name)):
            if path.stat().st_size <= LARGEST:
                yield str(path), path.read_bytes()


def _read(held: Read) -> tuple[float, float]:
    """Return the time of parsing, and that of the ways back, over all files."""
    parsing, ways = Clock(), Clock()
    with (
        mock.patch("pixelgate.facts.files.parse", parsing.timed(parse)),
        mock.patch("pixelgate.facts.payload.trails", ways.timed(trails)),
        mock.patch("pixelgate.facts.trackers.placed", ways.timed(placed)),
    ):
        for path, data in held:
            extract(path, data, catalog.load())
    return parsing.seconds, ways.seconds


def _joined(folders: list[Path]) -> float:
    """Return the time in which the rules find the fields that values come from."""
    joining = Clock()
    with mock.patch.object(Flows, "values", joining.timed(Flows.values)):
        for folder in folders:
            list(judged(folder, pages_of(folder)[0]))
    return joining.seconds


@contextmanager
def _unfollowed() -> Iterator[None]:
    """Have the parser read no value's inputs."""
    made = Folder.__init__

    def without(self: Folder, *given: object, **named: object) -> None:
        made(self, *given, **{**named, "inputs": False})  # type: ignore[arg-type]  # handed on as it came

    with mock.patch.object(Folder, "__init__", without):
        yield


if __name__ == "__main__":
    main()
