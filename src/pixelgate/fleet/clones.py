"""What the user's own git brings: which commit a revision is, and the files of a commit.

This is the only use of a network, and only for the addresses that stand in fleet.toml. Hooks do not run, submodules and
large files are left out, and nobody is asked for a password.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from pixelgate.fleet.model import Repository

COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_OPTIONS = ("-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never", "-c", "advice.detachedHead=false")
_SILENT = {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "GIT_LFS_SKIP_SMUDGE": "1", "LC_ALL": "C"}
_SECONDS = 120
"""The longest that a server may take to say which commit a name means."""


class CloneError(Exception):
    """Git could not bring a repository, for the reason that it gave."""


def commit_of(repository: Repository) -> str:
    """Return the commit that a repository's revision is now.

    Raises:
        CloneError: There is no such revision, or no answer.

    """
    wanted = repository.revision or "HEAD"
    if COMMIT.fullmatch(wanted):
        return wanted
    said = _git("ls-remote", "--quiet", "--", repository.git, wanted, f"{wanted}^{{}}", seconds=_SECONDS)
    refs = {name: commit for commit, _, name in (line.partition("\t") for line in said.splitlines())}
    for name in (wanted, f"refs/heads/{wanted}", f"refs/tags/{wanted}^{{}}", f"refs/tags/{wanted}"):
        if COMMIT.fullmatch(refs.get(name, "")):
            return refs[name]
    raise CloneError(f"{repository.git} has no branch or tag `{wanted}`")


def bring(repository: Repository, commit: str, folder: Path, *, seconds: float) -> None:
    """Put the files of a commit into an empty folder.

    Raises:
        CloneError: Git could not, or brought another commit.

    """
    _git("init", "--quiet", "--template=", str(folder), seconds=seconds)
    at = ("-C", str(folder))
    wanted = commit if COMMIT.fullmatch(repository.revision) else repository.revision or "HEAD"
    fetch = ("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules")
    _git(*at, *fetch, "--", repository.git, wanted, seconds=seconds)
    found = _git(*at, "rev-parse", "FETCH_HEAD^{commit}", seconds=seconds).strip()
    if found != commit:
        raise CloneError(f"`{wanted}` moved from {commit[:12]} to {found[:12]} meanwhile; run again")
    _git(*at, "checkout", "--quiet", "--detach", commit, seconds=seconds)


def _git(*arguments: str, seconds: float) -> str:
    environment = {name: text for name, text in os.environ.items() if name not in {"GIT_DIR", "GIT_WORK_TREE"}}
    try:
        done = subprocess.run(  # noqa: S603 - the user's git and the user's list; no shell, no hooks
            ["git", *_OPTIONS, *arguments],  # noqa: S607 - the user's own git is meant, wherever it lies
            env=environment | _SILENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CloneError(f"git {arguments[0]} took longer than {seconds:g} seconds") from None
    except OSError as error:
        raise CloneError(f"git could not be run: {error.strerror or error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {done.returncode}"]
        raise CloneError(f"git: {next((line for line in said if line.startswith('fatal: ')), said[-1])}")
    return done.stdout.decode("utf-8", "replace")
