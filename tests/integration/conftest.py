from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
ISOLATED = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "test@example.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}
"""What keeps the settings of whoever runs the tests away from the repositories that the tests make."""


class Ran(msgspec.Struct, frozen=True):
    """How a program ended, and what it printed."""

    code: int
    out: str
    err: str


Program = Callable[..., Ran]


def environment(**more: str) -> dict[str, str]:
    """Return the environment without what a surrounding git or a code host has set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "PYTEST_"))}
    return kept | ISOLATED | more


def run(*command: str | Path, cwd: Path, **more: str) -> Ran:
    """Run a program to its end."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def git(repository: Path, *arguments: str) -> str:
    """Run git, which must succeed, and return what it printed."""
    done = run("git", *arguments, cwd=repository)
    assert done.code == 0, done.err
    return done.out


def repository(folder: Path, *, of: Path | None = None) -> Path:
    """Make a git repository, of a copy of another folder's files."""
    if of is not None:
        shutil.copytree(of, folder, dirs_exist_ok=True)
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


@pytest.fixture
def pixelgate(tmp_path: Path) -> Program:
    """Run the real command line in a process of its own, in the test's folder unless told otherwise."""

    def _run(*arguments: str | Path, cwd: Path = tmp_path, **more: str) -> Ran:
        return run(sys.executable, "-m", "pixelgate", *arguments, cwd=cwd, **more)

    return _run
