"""All figures of docs/performance.md, as tables.

A clean portal: 2,000 Django templates that extend and include one another, 40 MB of third-party scripts as they are
published on npm (without npm: scripts made up), and scripts of its own that import one another. It has no tracker, so
all time goes into making sure of that. Beside it ripgrep, searching for the same literals: those of the vendor data's
prefilter that a person could grep for (three characters or more, on one line), in any case as the prefilter does.

Then how time and memory grow, with the files of a repository and with the bytes of one file; and where semgrep is, code
with trackers beside it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks import again, libraries, rival, size, synthetic, tree
from benchmarks.literals import FIRST, SEARCH, searches
from benchmarks.measure import PIXELGATE, Program, Time, by_turns, table, told

from pixelgate.vendors import catalog

CHECK, ALONE, WARM, CHANGED = (
    "check, cold",
    "check, cold, one process",
    "check, nothing changed",
    "check, one file changed",
)
STATUS, VERSION, PYTHON = "git status", "pixelgate --version", "python -c pass"
BARS = ((CHECK, SEARCH, 5), (CHECK, FIRST, 5), (CHANGED, STATUS, 2), (VERSION, PYTHON, 5))
"""program, yardstick, and how many times as long it may take"""


def main() -> int:
    """Measure and print; the exit code tells whether a bar is missed."""
    options = _options()
    missed = [_portal(options)]
    missed += [again.measured(files, options.runs) for files in options.files]
    missed += [size.measured(options.megabytes)] if options.megabytes else []
    missed += [rival.measured(options.code, options.semgrep, 1)] if options.semgrep else []
    return max(missed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=40, metavar="MB", help="of third-party scripts (40)")
    parser.add_argument("--runs", type=int, default=3, help="of each program; the median counts (3)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make the portal there and leave it")
    parser.add_argument(
        "--hits", action="store_true", help="list files that a word of the vendor data sends to the parser"
    )
    parser.add_argument("--files", type=int, nargs="*", default=[1_000, 10_000], help="in repositories (1000 10000)")
    parser.add_argument("--megabytes", type=int, nargs="*", default=[1, 10], help="in one file (1 10)")
    parser.add_argument(
        "--semgrep", default=shutil.which("semgrep"), help="the program; it needs an environment of its own"
    )
    parser.add_argument("--code", type=Path, help="a folder of code with trackers, for semgrep (packages from npm)")
    return parser.parse_args()


def _portal(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        root = options.keep or Path(folder, "portal")
        _build(root, options.size * 1_000_000)
        print(_about(root))
        if options.hits:
            print("".join(f"  parsed whole: {line}\n" for line in _hits(root)))
        times = by_turns(_programs(root, Path(folder)), options.runs)
    times |= by_turns(_starts(Path.cwd()), options.runs * 7)
    return _told(times)


def _build(root: Path, size: int) -> None:
    real = libraries.available()
    if not real:
        print("npm is not here: the scripts are made up")
    tree.write(root, libraries.scripts(size) if real else synthetic.scripts(size))
    identity = ("-c", "user.name=n", "-c", "user.email=e@example.org")
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        subprocess.run(["git", *identity, *command], cwd=root, check=True)


def _programs(root: Path, folder: Path) -> dict[str, Program]:
    page = root / "templates/section00/page07.html"
    cold = [PIXELGATE, "check", "--no-cache"]
    kept = [PIXELGATE, "check"]
    found = {
        CHECK: Program(cold, root),
        ALONE: Program([*cold, "--jobs", "1"], root),
        WARM: Program(kept, root),
        CHANGED: Program(kept, root, prepare=lambda: page.write_text(page.read_text() + "<p>More.</p>\n")),
        STATUS: Program(["git", "status", "--porcelain"], root),
    }
    commands = searches(folder / "literals")
    if not commands:
        print("ripgrep is not here (the Debian package is called ripgrep): nothing to compare the check with\n")
    return found | {name: Program([*command, "."], root, frozenset({0, 1})) for name, command in commands.items()}


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


def _told(times: Mapping[str, Time]) -> int:
    print(f"{table(times)}\n")
    met = [told(times, *bar) for bar in BARS if bar[1] in times]
    print()
    return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
