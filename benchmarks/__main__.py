"""Check a large clean portal, beside ripgrep's search for the same literals; and how fast the program starts.

The portal: 2,000 Django templates that extend and include one another, 40 MB of third-party scripts as they are
published on npm (without npm: scripts made up), and scripts of its own that import one another. It has no tracker, so
all time goes into making sure of that. Nothing is kept from run to run.

The literals are those of the vendor data's prefilter that a person could grep for: three characters or more, on one
line. Hosts are the same in any case, and the prefilter finds every word in any case before it looks how it is spelled:
ripgrep does the same work with `--ignore-case`; the row without it is there to be seen.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import libraries, synthetic, tree
from benchmarks.literals import SEARCH, searches
from benchmarks.measure import Program, Time, by_turns

from pixelgate.vendors import catalog

PIXELGATE = Path(sys.executable).with_name("pixelgate")
CHECK, VERSION, PYTHON = "pixelgate check", "pixelgate --version", "python -c pass"
BARS = {(CHECK, SEARCH): 20, (VERSION, PYTHON): 5}
"""program and yardstick -> how many times as long it may take"""


def main() -> int:
    """Measure and print; the exit code tells whether a bar is missed."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        root = options.keep or Path(folder, "portal")
        _build(root, options.size * 1_000_000)
        print(_about(root))
        if options.hits:
            print("".join(f"  parsed whole: {line}\n" for line in _hits(root)))
        times = by_turns(_searches(root, Path(folder, "literals")), options.runs)
    times |= by_turns(_starts(Path.cwd()), options.runs * 7)
    return _told(times)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=40, metavar="MB", help="of third-party scripts (40)")
    parser.add_argument("--runs", type=int, default=3, help="of each program; the median counts (3)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make the portal there and leave it")
    parser.add_argument(
        "--hits", action="store_true", help="list files that a word of the vendor data sends to the parser"
    )
    return parser.parse_args()


def _build(root: Path, size: int) -> None:
    real = libraries.available()
    if not real:
        print("npm is not here: the scripts are made up")
    tree.write(root, libraries.scripts(size) if real else synthetic.scripts(size))
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=root, check=True)


def _searches(root: Path, literals: Path) -> dict[str, Program]:
    found = {CHECK: Program([PIXELGATE, "check", "--no-cache"], root)}
    codes = frozenset({0, 1})
    commands = searches(literals)
    if not commands:
        print("ripgrep is not here (the Debian package is called ripgrep): nothing to compare the check with\n")
    return found | {name: Program([*command, "."], root, codes) for name, command in commands.items()}


def _starts(folder: Path) -> dict[str, Program]:
    return {VERSION: Program([PIXELGATE, "--version"], folder), PYTHON: Program([sys.executable, "-c", "pass"], folder)}


def _about(root: Path) -> str:
    files = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]
    parts = {kind: [path for path in files if path.suffix in suffixes] for kind, suffixes in KINDS.items()}
    return "".join(f"{len(paths):>7,} {kind}, {_megabytes(paths):.1f} MB\n" for kind, paths in parts.items())


KINDS = {"templates": {".html"}, "scripts": {".js", ".mjs"}}


def _megabytes(paths: Iterable[Path]) -> float:
    return sum(path.stat().st_size for path in paths) / 1_000_000


def _hits(root: Path) -> Iterator[str]:
    known = catalog.load()
    for path in sorted(root.rglob("*")):
        if path.is_file() and ".git" not in path.parts and (words := known.hit_words(path.read_bytes())):
            yield f"{path.relative_to(root)}, for {', '.join(sorted(words))}"


def _told(times: dict[str, Time]) -> int:
    print(f"{'program':<22} {'median':>9} {'fastest':>9} {'processors':>10}")
    for name, time in times.items():
        print(f"{name:<22} {time.median:>7.3f} s {time.fastest:>7.3f} s {time.cpu:>8.3f} s")
    print(f"\n{CHECK} takes at most {times[CHECK].memory / 1e6:.0f} MB of memory")
    met = [_met(times, *pair, bar) for pair, bar in BARS.items() if pair[1] in times]
    return 0 if all(met) else 1


def _met(times: dict[str, Time], name: str, yardstick: str, bar: float) -> bool:
    ratio = times[name].median / times[yardstick].median
    met = ratio <= bar
    print(f"{name} takes {ratio:.1f} times as long as {yardstick}; the bar is {bar}: {'met' if met else 'missed'}")
    return met


if __name__ == "__main__":
    sys.exit(main())
