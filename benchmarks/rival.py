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

from benchmarks import libraries
from benchmarks.measure import PIXELGATE, Program, by_turns, table

RULES = Path(__file__).with_name("semgrep") / "trackers.yml"
OURS, RIVAL = "pixelgate sightings", "semgrep"
BAR = 30
PACKAGES = {
    "tarteaucitronjs@1.34.0": ["*.js", "*.html"],
    "angulartics2@14.1.0": ["*.mjs", "*.ts"],
    "hexo-theme-butterfly@5.7.0": ["*.js", "*.pug"],
    "react-facebook-pixel@1.0.4": ["*.js"],
}
"""npm packages with trackers -> the files taken from them, where no folder is named."""


def main() -> int:
    """Measure and print; the exit code tells whether the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rival", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="of code, such as unpacked packages (some from npm)")
    parser.add_argument(
        "--semgrep", default=shutil.which("semgrep"), help="the program; it stays out of our environment"
    )
    parser.add_argument("--runs", type=int, default=1, help="of each program; the median counts (1)")
    options = parser.parse_args()
    if not options.semgrep:
        print("semgrep is not here: install it into an environment of its own, and name it by --semgrep")
        return 0
    return measured(options.folder, options.semgrep, options.runs)


def measured(folder: Path | None, semgrep: str, runs: int) -> int:
    """Measure and print; tell whether the bar is missed."""
    scan = [semgrep, "scan", "--metrics=off", "--disable-version-check", "--no-git-ignore", "--quiet"]
    scan += ["--config", str(RULES)]
    with tempfile.TemporaryDirectory() as made:
        root, code = Path(made, "code"), folder or Path(made, "npm")
        if folder is None:
            _fetch(code)
        size = _copy(code, root, _scanned([*scan, "--json", "."], code))
        ours = [PIXELGATE, "sightings", "--no-cache", "--format", "json", "."]
        codes = frozenset({0, 1})
        times = by_turns({OURS: Program(ours, root, codes), RIVAL: Program([*scan, "--json", "."], root, codes)}, runs)
    print(f"{size[0]:,} files, {size[1] / 1e6:.1f} MB\n\n{table(times)}")
    clock, cpu = times[RIVAL].median / times[OURS].median, times[RIVAL].cpu / times[OURS].cpu
    met = "met" if min(clock, cpu) >= BAR else "missed"
    print(f"{OURS} is {clock:.1f} times as fast by the clock, {cpu:.1f} by processors; the bar is {BAR}: {met}\n")
    return int(min(clock, cpu) < BAR)


def _fetch(folder: Path) -> None:
    for package, patterns in PACKAGES.items():
        for name, data in libraries.of({package: patterns}):
            path = folder / package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _scanned(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
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
