"""On what terms a project is judged: the day, what lies beside its manifest, and the gate as it was at a revision."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from pixelgate.cli.deliver import prefix
from pixelgate.cli.project import Project, known
from pixelgate.errors import ManifestError, UsageError
from pixelgate.findings import baseline
from pixelgate.findings.baseline import Entry
from pixelgate.findings.relaxations import Previous
from pixelgate.findings.terms import Terms
from pixelgate.manifest import load_manifest
from pixelgate.manifest.find import NAMES
from pixelgate.manifest.model import Manifest
from pixelgate.tree import git
from pixelgate.tree.owners import FILES, owners


def terms(project: Project, base: str | None = None) -> Terms:
    """Return the terms of today.

    Raises:
        ManifestError: The baseline or the approvals are wrong.
        UsageError: There is no such revision in this clone.

    """
    today = dt.date.today()  # noqa: DTZ011 - an exemption ends with the local day
    accepted = beside(project.root, baseline.FILE)
    if base is None:
        return Terms(today, accepted)
    commit = _commit(project.root, base)
    approvals = beside(project.root, baseline.APPROVALS) if owned(project.root, commit) else ()
    return Terms(today, accepted, approvals, _previous(project, base, commit))


def beside(root: Path, name: str) -> tuple[Entry, ...]:
    """Return the entries of a file beside the manifest; none when it is not there."""
    try:
        data = (root / name).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ManifestError(f"cannot read {name}: {error.strerror or error}") from error
    return baseline.load(data, name)


def _commit(root: Path, base: str) -> str:
    found = git.commit(root, base)
    if found is None:
        raise UsageError(
            f"--base {base}: this clone has no such revision; fetch it first"
            " (actions/checkout: `fetch-depth: 0`), or name one that `git rev-parse` knows"
        )
    return found


def owned(root: Path, commit: str) -> bool:
    """Tell whether someone owned the approvals at a commit: else whoever wants one writes it for himself."""
    above = prefix(root)
    top = root if not above else Path(str(root)[: -len(above)])
    for name in FILES:
        data = git.blob(top, commit, name)
        if data is not None:
            return bool(owners(data.decode("utf-8", "replace"), above + baseline.APPROVALS))
    return False


def _previous(project: Project, base: str, commit: str) -> Previous | None:
    """Return the gate as it was; nothing where there was none."""
    read = partial(git.blob, project.root, commit)
    names = dict.fromkeys((Path(project.manifest.path).name, *NAMES))
    found = ((name, read(name)) for name in names)
    name, data = next(((name, data) for name, data in found if data is not None), ("", b""))
    if not name:
        return None
    try:
        manifest = load_manifest(data, name, known(project.catalog))
        entries = baseline.load(read(baseline.FILE) or b"", baseline.FILE)
    except ManifestError as error:
        return Previous(base, Manifest(name), read, unreadable=f"{error.message}.")
    return Previous(base, manifest, read, entries, changed=git.changed(project.root, commit))
