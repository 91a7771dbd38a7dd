"""Check a large repository again: nothing, one file or every stamp changed; beside git and ripgrep.

    python -m benchmarks.again --files 1000 10000 100000

The repository is made of copies of the clean portal of :mod:`benchmarks.tree`, with its own scripts and none of others,
so that there are many files and each is small: that is where opening files costs most. It has no tracker.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks import tree
from benchmarks.literals import searches
from benchmarks.measure import PIXELGATE, Program, Run, Time, once, table

HEAD = """version = 1

[site]
origins = ["https://portal.example-health.org"]
framework = "django"
static = { "/static/" = "site0/static" }
"""
ROUTE = """
[[route]]
path = "/site{copy}/section{section:02}/:page"
access = "authenticated"
phi = ["appointment"]
pages = ["site{copy}/templates/section{section:02}/page*.html"]
"""
CHANGED, STATUS = "check, one file changed", "git status"
BARS = {"seconds for 10,000 files": 1.0, "times git status": 2.0}


def main() -> int:
    """Measure and print; the exit code tells whether a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.again", description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, nargs="+", default=[10_000], help="in the repository, about (10,000)")
    parser.add_argument("--runs", type=int, default=5, help="of each program; the median counts (5)")
    options = parser.parse_args()
    return max([measured(files, options.runs) for files in options.files])


def measured(files: int, runs: int) -> int:
    """Measure one size; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "portal")
        found = _build(root, files)
        time.sleep(3)  # files as old as the clocks of file systems are coarse are told apart by their stamps
        print(f"{found:,} files\n")
        return _told({name: Time(_runs(program, runs)) for name, program in _rows(root).items()}, found)


def _build(root: Path, files: int) -> int:
    """Write copies of the portal, or some sections of it, and commit them; return how many files there are."""
    sections = min(tree.SECTIONS, max(1, files // (tree.EACH + 1)))
    stubs = [(f"static/{name}", "window.ready = true;\n") for name in tree.SHARED.values()]
    portal = [item for item in (*tree.templates(), *tree.modules(), *stubs) if _section(item[0]) < sections]
    copies = max(1, round(files / len(portal)))
    for copy in range(copies):
        for name, text in portal:
            path = root / f"site{copy}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    folders = ", ".join(f'"site{copy}/templates"' for copy in range(copies))
    routes = "".join(ROUTE.format(copy=copy, section=section) for copy in range(copies) for section in range(sections))
    (root / "pixelgate.toml").write_text(f"{HEAD}templates = [{folders}]\n{routes}")
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        identity = ("-c", "user.name=n", "-c", "user.email=e@example.org")
        subprocess.run(["git", *identity, *command], cwd=root, check=True)
    return copies * len(portal)


def _section(name: str) -> int:
    """Return the number of the section that a file belongs to; -1 for what all share."""
    found = re.search(r"/section(\d+)", name)
    return int(found[1]) if found else -1


def _rows(root: Path) -> dict[str, Program]:
    page = root / "site0/templates/section00/page07.html"
    codes = frozenset({0, 1})
    command = [PIXELGATE, "check", "--quiet"]
    rows = {
        "check without cache, one job": Program([*command, "--no-cache", "--jobs", "1"], root, codes),
        "check without cache": Program([*command, "--no-cache"], root, codes),
        "check, empty cache": Program(
            command, root, codes, lambda: shutil.rmtree(root / ".pixelgate_cache", ignore_errors=True)
        ),
        "check, nothing changed": Program(command, root, codes),
        CHANGED: Program(command, root, codes, lambda: page.write_text(page.read_text() + "<p>More.</p>\n")),
        "check, all checked out anew": Program(command, root, codes, lambda: _touch(root)),
        STATUS: Program(
            ["git", "status", "--porcelain"], root, prepare=lambda: page.write_text(page.read_text() + "\n")
        ),
    }
    for name, search in searches(root.parent / "literals").items():
        rows[name] = Program([*search, "."], root, codes)
    return rows


def _runs(program: Program, runs: int) -> tuple[Run, ...]:
    return tuple(once(program) for _ in range(runs))


def _touch(root: Path) -> None:
    for path in root.glob("site*/**/*.*"):
        os.utime(path, ns=(10**18, 10**18))


def _told(times: Mapping[str, Time], files: int) -> int:
    print(table(times))
    reached = {
        "seconds for 10,000 files": times[CHANGED].median / files * 10_000,
        "times git status": times[CHANGED].median / times[STATUS].median,
    }
    for name, value in reached.items():
        print(f"{CHANGED}: {value:.2f} {name}; the bar is {BARS[name]:g}: {'met' if value <= BARS[name] else 'missed'}")
    print()
    return int(any(value > BARS[name] for name, value in reached.items()))


if __name__ == "__main__":
    sys.exit(main())
