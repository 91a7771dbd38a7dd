"""Read a code base with trackers beside semgrep, which is given a rule pack of our own: the files that semgrep reads.

    python -m benchmarks.rival FOLDER --semgrep /path/to/semgrep

Semgrep is asked first which files it reads; a copy of exactly these is what both programs are then measured on. Neither
has a cache or a network. ``pixelgate sightings`` reads the same way as the check, and prints what it finds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Program, by_turns

PIXELGATE = Path(sys.executable).with_name("pixelgate")
RULES = Path(__file__).with_name("semgrep") / "trackers.yml"
OURS, RIVAL = "pixelgate sightings", "semgrep"
BAR = 30


def main() -> int:
    """Measure and print; the exit code tells whether the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rival", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="of code, such as unpacked packages")
    parser.add_argument(
        "--semgrep", default=shutil.which("semgrep"), help="the program; it stays out of our environment"
    )
    parser.add_argument("--runs", type=int, default=1, help="of each program; the median counts (1)")
    options = parser.parse_args()
    if not options.semgrep:
        print("semgrep is not here: install it into an environment of its own, and name it by --semgrep")
        return 0
    scan = [options.semgrep, "scan", "--metrics=off", "--disable-version-check", "--no-git-ignore", "--quiet"]
    scan += ["--config", RULES]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "code")
        size = _copy(options.folder, root, _scanned([*scan, "--json", "."], options.folder))
        times = by_turns(
            {
                OURS: Program([PIXELGATE, "sightings", "--no-cache", "--format", "json", "."], root, frozenset({0, 1})),
                RIVAL: Program([*scan, "--json", "."], root, frozenset({0, 1})),
            },
            options.runs,
        )
    print(f"{size[0]:,} files, {size[1] / 1e6:.1f} MB\n\n{'':<22} {'median':>9} {'processors':>10} {'memory':>9}")
    for name, time in times.items():
        print(f"{name:<22} {time.median:>7.1f} s {time.cpu:>8.1f} s {time.memory / 1e6:>6.0f} MB")
    clock, cpu = times[RIVAL].median / times[OURS].median, times[RIVAL].cpu / times[OURS].cpu
    print(f"\n{OURS} is {clock:.1f} times as fast by the clock, {cpu:.1f} by processors; the bar is {BAR}")
    return int(clock < BAR)


def _scanned(command: list[str | Path], folder: Path) -> list[str]:
    done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, check=False)
    paths: list[str] = json.loads(done.stdout)["paths"]["scanned"]
    return paths


def _copy(source: Path, target: Path, names: list[str]) -> tuple[int, int]:
    """Copy files; return how many there are, and their bytes."""
    size = 0
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)
        size += (target / name).stat().st_size
    return len(names), size


if __name__ == "__main__":
    sys.exit(main())
