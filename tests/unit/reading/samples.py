"""Small projects to read."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from pixelgate.facts import reads
from pixelgate.facts.store import Facts
from pixelgate.reading import How, Place, Reader, place
from pixelgate.tree import DiskTree, Stamp, Tree
from pixelgate.vendors import catalog

PIXEL = "fbq('init', '1234567890');\nfbq('track', 'Schedule', {content_name: 'Cardiology'});\n"
FILES = {
    "a/base.html": f"<!doctype html><title>Portal</title><script>{PIXEL}</script>\n",
    "a/page.html": "{% extends 'a/base.html' %}{% block content %}<input name=email>{% endblock %}\n",
    "b/app.js": f"import './other.js';\n{PIXEL}",
    "b/other.js": "export const x = 1;\n",
    "b/view.vue": "<template><a href='/x'>x</a></template><script>import './app.js'</script>\n",
    "package.json": '{"dependencies": {"react-ga4": "1"}}\n',
}


def project(root: Path, files: dict[str, str] | None = None) -> Path:
    """Make a git repository of files that were written long ago."""
    for name, text in (files or FILES).items():
        write(root / name, text)
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True, env=kept | settings)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


class Old(DiskTree):
    """A tree that says of each file that it was changed an hour before it was, and that counts what is read."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.opened: list[str] = []

    def stamp(self, path: str) -> Stamp | None:
        found = super().stamp(path)
        return found and Stamp(found.size, found.modified - 10**13, found.changed - 10**13, found.inode)

    def read(self, path: str) -> bytes:
        self.opened.append(path)
        return super().read(path)


def read(tree: Tree, at: Place | None, *, thorough: bool = False, jobs: int = 1) -> Facts:
    """Read all of a tree in a run of its own."""
    reader = Reader(tree, catalog.load(), How(jobs, at))
    return reader.facts([path for path in tree.paths() if reads(path)], thorough=thorough)


def cached(root: Path) -> Place:
    """Return the place of a project's cache, which is trusted."""
    found = place(DiskTree(root))
    assert found is not None
    return found
