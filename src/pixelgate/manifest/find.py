"""Find the manifest of a project."""

from __future__ import annotations

import os
from pathlib import Path

from pixelgate import toml

NAMES = ("pixelgate.toml", ".pixelgate.toml")


def find_manifest(start: Path) -> Path | None:
    """Return the nearest manifest from a folder (or a file's folder) up to the root of its repository.

    In one folder ``pixelgate.toml`` wins over ``.pixelgate.toml``, and that over ``[tool.pixelgate]`` in
    ``pyproject.toml``. Nothing is merged.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in NAMES:
            if os.path.lexists(folder / name):  # a folder or a dead link of that name is told, not passed over
                return folder / name
        if has_table(folder / "pyproject.toml"):
            return folder / "pyproject.toml"
        if (folder / ".git").exists():
            return None
    return None


def has_table(pyproject: Path) -> bool:
    """Tell whether a ``pyproject.toml`` holds a manifest, right or wrong."""
    try:
        data = pyproject.read_bytes()
    except OSError:
        return False
    if b"pixelgate" not in data:
        return False
    try:
        tool = toml.load(data).get("tool")
    except toml.TomlError:
        return b"tool.pixelgate" in data
    return isinstance(tool, dict) and "pixelgate" in tool
