"""A tree in memory: for rule pages, tests and standard input."""

from __future__ import annotations

from collections.abc import Mapping

from pixelgate.tree.base import Stamp, Unreadable


class MemoryTree:
    """Files by path. Text is stored as UTF-8."""

    problems: tuple[tuple[str, str], ...] = ()

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        self._files = {
            path: content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            for path, content in files.items()
        }

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self._files))

    def read(self, path: str) -> bytes:
        try:
            return self._files[path]
        except KeyError:
            raise Unreadable(path, "no such file") from None

    def stamp(self, path: str) -> Stamp | None:  # noqa: ARG002 - as a tree
        return None

    def exists(self, path: str) -> bool:
        return path in self._files
