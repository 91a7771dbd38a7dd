"""Ask git what it lists and what a file was, without letting the repository's own settings run anything."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_TIMEOUT = 60
_OPTIONS = (
    "--no-optional-locks",
    "--no-pager",
    "-c", "core.fsmonitor=false",
    "-c", "core.untrackedCache=false",
    "-c", "core.excludesFile=",
    "-c", "core.hooksPath=/dev/null",
    "-c", "protocol.allow=never",
    "-c", "safe.directory=*",
)  # fmt: skip
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}


def listed(folder: Path, *, tracked: bool = False) -> list[str] | None:
    """Return what git tracks below a folder, and unless ``tracked`` would offer to add; ``None`` where it cannot say.

    Paths are relative to the folder, decoded as the file system's names are; nested repositories end in ``/`` or name a
    folder. The user's own ignore file is not read: every machine gets the same list.
    """
    kinds = "-c" if tracked else "-co"
    names = _asked(folder, "ls-files", kinds, "--exclude-standard", "-z")
    return None if names is None else [os.fsdecode(name) for name in names.split(b"\0") if name]


def commit(folder: Path, revision: str) -> str | None:
    """Return the name of the commit that a revision means, or ``None`` when this clone has none of that name."""
    found = _asked(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    return found.decode("ascii", "replace").strip() if found else None


def blob(folder: Path, commit: str, path: str) -> bytes | None:
    """Return a file as it was in a commit, or ``None`` where there was none; ``path`` is relative to the folder."""
    return _asked(folder, "cat-file", "blob", f"{commit}:./{path}")


def changed(folder: Path, commit: str) -> tuple[str, ...]:
    """Return the files below a folder that git tracks and that may not be as they were in a commit, sorted.

    Nothing is compared byte by byte: ``git diff`` would run what the repository names as a filter.
    """
    names = _asked(folder, "diff-index", "--name-only", "--no-renames", "--relative", "-z", commit, "--", ".")
    return tuple(sorted(os.fsdecode(name) for name in (names or b"").split(b"\0") if name))


def _asked(folder: Path, *arguments: str) -> bytes | None:
    """Return what git answers, or ``None`` when there is no git, no repository, or no answer."""
    git = _executable(folder)
    if git is None:
        return None
    command = [git, *_OPTIONS, "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - an absolute path outside the project, no shell, no hooks
            command, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    """Return the environment without what a hook or the user set for git: the folder alone decides the repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | _ENVIRONMENT


def _executable(folder: Path) -> str | None:
    """Return git from the search path, and never a program that lies in the scanned project."""
    root = folder.resolve()
    for entry in os.environ.get("PATH", "").split(os.pathsep):
        path = Path(entry, "git.exe" if os.name == "nt" else "git")
        if path.is_absolute() and not path.resolve().is_relative_to(root) and os.access(path, os.X_OK):
            return str(path)
    return None
