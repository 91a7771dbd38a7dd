"""What a command works on: the folder, its manifest, its files and the knowledge of vendors."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from pixelgate.errors import ManifestError, UsageError
from pixelgate.findings.draft.site import built
from pixelgate.findings.model import RuleInfo
from pixelgate.manifest import Known, find_manifest, load_manifest
from pixelgate.manifest.known import FRAMEWORKS
from pixelgate.manifest.model import Manifest, Site
from pixelgate.tree import DiskTree
from pixelgate.vendors import catalog as vendor_data
from pixelgate.vendors.catalog import Catalog

EXAMPLE = """\
  help: `pixelgate init` writes one from what the code says. Or write `pixelgate.toml` at the root of the web code:

    version = 1

    [site]
    origins = ["https://www.example-health.org"]   # your own hosts

    [[route]]
    path   = "/appointments/:id"
    access = "authenticated"                       # public | authenticated
    phi    = ["appointment", "provider"]           # what the page bears; [] = no health information
    pages  = ["templates/appointments/*.html"]

  `pixelgate sightings` lists the trackers in the code without a manifest; `pixelgate schema` prints its JSON Schema.
"""


class MissingManifestError(ManifestError):
    """Stop because there is no manifest."""


class Project(msgspec.Struct, frozen=True):
    """``root`` is the folder of the manifest (or of the scan), ``shown`` the paths below it that the user asked for."""

    root: Path
    manifest: Manifest
    tree: DiskTree
    catalog: Catalog
    shown: tuple[str, ...] = ()


def load(manifest: Path | None, paths: Sequence[Path] = (), *, tracked: bool = False) -> Project:
    """Find and read the manifest; with ``tracked``, the tree has only what is in git's index.

    Raises:
        ManifestError: There is none, or it is wrong.
        UsageError: A path is not there, or not in the project.

    """
    _exist(paths)
    file = manifest or _found(paths)
    if file is None:
        raise MissingManifestError("there is no pixelgate.toml here, nor above up to the root of the repository")
    catalog = vendor_data.load()
    return _project(file.parent, _read(file, catalog), catalog, paths, tracked=tracked)


def load_loosely(manifest: Path | None, paths: Sequence[Path] = ()) -> Project:
    """Return a project for commands that need no manifest and use one where it is."""
    _exist(paths)
    file = manifest or _found(paths)
    catalog = vendor_data.load()
    if file is not None:
        return _project(file.parent, _read(file, catalog), catalog, paths)
    here = Path.cwd()
    outside = paths and not all(path.resolve().is_relative_to(here) for path in paths)
    return _project(_common(paths) if outside else here, Manifest("", Site()), catalog, paths)


def fresh(root: Path, name: str) -> Project:
    """Return the project of a folder without a manifest, which is to be called ``name``."""
    if not root.is_dir():
        raise UsageError(f"there is no folder {_shown(root)}")
    folders = built(lambda path: (root / path).is_file())
    return _project(root, Manifest(name, Site(build=folders)), vendor_data.load(), ())


def _project(
    root: Path, manifest: Manifest, catalog: Catalog, paths: Sequence[Path], *, tracked: bool = False
) -> Project:
    root = root.resolve()
    tree = DiskTree(root, manifest.site.build, manifest.site.exclude, tracked=tracked)
    return Project(root, manifest, tree, catalog, _below(root, paths))


def _exist(paths: Sequence[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder {_shown(path)}")


def _found(paths: Sequence[Path]) -> Path | None:
    """Return the manifest in the one folder that is named, else that of the current folder, else that of the paths."""
    if len(paths) == 1 and paths[0].is_dir():
        inside = find_manifest(paths[0])
        if inside is not None and inside.parent == paths[0].resolve():
            return inside
    return find_manifest(Path.cwd()) or (find_manifest(_common(paths)) if paths else None)


def _common(paths: Sequence[Path]) -> Path:
    shared = Path(os.path.commonpath([path.resolve() for path in paths]))
    return shared if shared.is_dir() else shared.parent


def _below(root: Path, paths: Sequence[Path]) -> tuple[str, ...]:
    """Return paths relative to the root; the root itself narrows nothing."""
    found = []
    for path in paths:
        resolved = path.resolve()
        if not resolved.is_relative_to(root):
            raise UsageError(f"{_shown(path)} is not in the project, which is {_shown(root)}")
        if resolved == root:
            return ()
        found.append(resolved.relative_to(root).as_posix())
    return tuple(found)


def _read(file: Path, catalog: Catalog) -> Manifest:
    if file.exists() and not file.is_file():
        kind = "a folder" if file.is_dir() else "a pipe or device"
        raise ManifestError(f"{_shown(file)} is {kind}, expected a file: rename it, or name the manifest by --manifest")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ManifestError(f"cannot read {_shown(file)}: {error.strerror or error}") from error
    try:
        return load_manifest(data, file.name, known(catalog))
    except ManifestError as error:
        complaints = (msgspec.structs.replace(complaint, path=_shown(file)) for complaint in error.complaints)
        raise ManifestError(error.message, tuple(complaints)) from error


def known(catalog: Catalog) -> Known:
    """Return the names that a manifest may mention."""
    rules: dict[str, str] = {info.code: info.name for info in rule_infos()}
    aliases = {alias: slug for slug, vendor in catalog.vendors.items() for alias in vendor.aliases}
    return Known(frozenset(catalog.vendors), rules, FRAMEWORKS, aliases)


def rule_infos() -> tuple[RuleInfo, ...]:
    """Return the metadata of every rule."""
    from pixelgate.rules import ALL_RULES

    return tuple(rule.info for rule in ALL_RULES)


def _shown(path: Path) -> str:
    """Return a path as the user would type it."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)
