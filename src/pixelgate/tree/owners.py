"""Code owners: who must approve a change to a file, as code hosts read it."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.tree.glob import glob_matches

FILES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where code hosts look, in this order; the first that is there counts."""


def owners(text: str, path: str) -> tuple[str, ...]:
    """Return the owners of a file, by the last line whose pattern takes it in; none where that line names none.

    Source: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
    """
    found: tuple[str, ...] = ()
    for pattern, names in _lines(text):
        if _takes_in(pattern, path):
            found = names
    return found


def _lines(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in text.splitlines():
        words = line.split("#", 1)[0].split()
        if words:
            yield words[0], tuple(words[1:])


def _takes_in(pattern: str, path: str) -> bool:
    """Read a pattern as ignore files do: a slash at its beginning or in its middle ties it to the root."""
    tied = "/" in pattern.rstrip("/")
    shape = pattern.strip("/")
    return bool(shape) and glob_matches(shape if tied else f"**/{shape}", path)
