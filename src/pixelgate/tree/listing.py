"""Find the files of a folder: what git would list, built output, and links that stay inside."""

from __future__ import annotations

import os
import stat
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pixelgate.tree import git

NEVER = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "__pycache__"})
_LINKED_LIMIT = 200_000


class Listing(msgspec.Struct, frozen=True):
    """The path that is shown -> the name on disk, and what was left out (path, reason).

    ``folders`` are those that git lists files in, analysed or not; ``None`` where git did not make the list.
    """

    files: dict[str, str]
    problems: tuple[tuple[str, str], ...]
    folders: frozenset[str] | None = None


def shown(name: str) -> str:
    r"""Return a file name as text: a byte that is no UTF-8 reads ``\udcXX``, so different names stay different."""
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()


def inside(root: str, path: str) -> bool:
    """Return whether a resolved path is the root or below it."""
    return path == root or path.startswith(root if root.endswith(os.sep) else root + os.sep)


def list_files(root: str, build: tuple[str, ...] = (), *, tracked: bool = False) -> Listing:
    """List a folder; ``root`` is its resolved path. ``build`` folders are walked although git ignores them.

    With ``tracked``, only what is in git's index is listed, where git knows the folder.
    """
    scan = _Scan(root, only_tracked=tracked)
    by_git = scan.folder("")
    for folder in build:
        scan.build(folder.strip("/"))
    scan.follow_links()
    files = {shown(name): name for name in sorted(scan.files, reverse=True)}
    problems = {(shown(name), reason) for name, reason in scan.problems.items()}
    return Listing(files, tuple(sorted(problems)), frozenset(scan.tracked) if by_git else None)


class _Scan:
    def __init__(self, root: str, *, only_tracked: bool) -> None:
        self.root = root
        self.only_tracked = only_tracked
        self.files: set[str] = set()
        self.links: set[str] = set()
        self.tracked: set[str] = set()
        self.problems: dict[str, str] = {}

    def folder(self, folder: str) -> bool:
        """List a folder with git, or walk it where git knows nothing of it; tell whether git did."""
        names = git.listed(Path(self._disk(folder)), tracked=self.only_tracked)
        if names:
            self._git(folder, names)
        else:
            self._walk(folder)
        return bool(names)

    def build(self, folder: str) -> None:
        path = os.path.realpath(self._disk(folder))
        if not inside(self.root, path):
            self.problems[folder] = "a build folder outside the project"
        elif not Path(path).is_dir():
            self.problems[folder] = "a build folder that is not there"
        else:
            self._walk(folder)

    def follow_links(self) -> None:
        """Add what links lead to: a file, or the listed files of a folder under the link's own name, once."""
        listed = sorted(self.files)
        budget = _LINKED_LIMIT
        for link in sorted(self.links):
            target = os.path.realpath(self._disk(link))
            name = os.path.relpath(target, self.root).replace(os.sep, "/") if inside(self.root, target) else None
            reason = self._refusal(link, target, name)
            if reason:
                self.problems[link] = reason
            elif name is not None and not Path(target).is_dir():
                self.files.add(link)
            elif name is not None:
                below = _below(listed, name + "/")
                budget -= len(below)
                if budget < 0:
                    self.problems[link] = "a link to a folder, and links already lead to too many files"
                    return
                self.files.update(link + path[len(name) :] for path in below)

    def _refusal(self, link: str, target: str, name: str | None) -> str:
        if name is None:
            return "a link that leads out of the project"
        try:
            mode = Path(target).stat().st_mode
        except OSError:
            return "a link to nothing, or to itself"
        if stat.S_ISDIR(mode):
            holds = name == "." or (link + "/").startswith(name + "/")
            return "a link to a folder that holds it" if holds else ""
        return "" if stat.S_ISREG(mode) else "a link to something that is not a file"

    def _git(self, folder: str, names: list[str]) -> None:
        kinds: dict[str, dict[str, int]] = {}
        self.tracked |= {_join(folder, name).rpartition("/")[0] for name in names}
        for name in dict.fromkeys(names):
            if not NEVER.isdisjoint(name.split("/")):
                continue
            path = _join(folder, name.rstrip("/"))
            parent, _, last = path.rpartition("/")
            if parent not in kinds:
                kinds[parent] = dict(self._entries(parent))
            kind = kinds[parent].get(last) or self._kind(path)
            if kind == stat.S_IFDIR:
                self._repository(path)
            else:
                self._sort(path, kind)

    def _repository(self, folder: str) -> None:
        """List a repository inside this one: a submodule, or one that was cloned here."""
        self.tracked.add(folder)
        if os.path.lexists(self._disk(_join(folder, ".git"))):
            self.folder(folder)
        elif not any(True for _ in self._entries(folder)):
            self.problems[folder] = "a git submodule that is not checked out"
        else:
            self._walk(folder)

    def _walk(self, folder: str) -> None:
        waiting = [folder]
        while waiting:
            parent = waiting.pop()
            entries = dict(self._entries(parent))
            if parent and "pyvenv.cfg" in entries:
                continue
            for name, kind in entries.items():
                if name in NEVER:
                    continue
                path = _join(parent, name)
                if kind == stat.S_IFDIR:
                    waiting.append(path)
                else:
                    self._sort(path, kind)

    def _sort(self, path: str, kind: int) -> None:
        if kind == stat.S_IFREG:
            self.files.add(path)
        elif kind == stat.S_IFLNK:
            self.links.add(path)
        elif kind:
            self.problems[path] = "a pipe, socket or device, not a file"

    def _entries(self, folder: str) -> Iterator[tuple[str, int]]:
        """Yield the names in a folder with their file type, which costs no call for each on most systems."""
        try:
            with os.scandir(self._disk(folder)) as entries:
                for entry in entries:
                    yield entry.name, _type(entry)
        except FileNotFoundError:
            if not folder:
                self.problems["."] = "no such folder"
        except OSError as error:
            self.problems[folder or "."] = f"a folder that cannot be listed: {(error.strerror or '').lower()}"

    def _kind(self, path: str) -> int:
        """Return the type of what git names otherwise than the folder does (by case or normal form), 0 when gone."""
        try:
            return stat.S_IFMT(os.lstat(self._disk(path)).st_mode)
        except (OSError, ValueError):
            return 0

    def _disk(self, path: str) -> str:
        return f"{self.root}/{path}" if path else self.root


def _type(entry: os.DirEntry[str]) -> int:
    try:
        if entry.is_symlink():
            return stat.S_IFLNK
        if entry.is_file(follow_symlinks=False):
            return stat.S_IFREG
        if entry.is_dir(follow_symlinks=False):
            return stat.S_IFDIR
    except OSError:
        return 0
    return stat.S_IFIFO


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _below(listed: list[str], prefix: str) -> list[str]:
    return listed[bisect_left(listed, prefix) : bisect_left(listed, prefix[:-1] + "0")]
