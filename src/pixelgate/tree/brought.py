"""Whether a folder may hold what the scanned project brought, and not only what this program keeps there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pixelgate.tree.listing import inside


def brings(root: str, listed: Iterable[str] | None, folder: Path) -> bool:
    """Tell whether the project may bring files in a folder: git lists some, or does not say, or a link leads there.

    ``listed`` are the folders that git lists files in, relative to ``root``; ``None`` where git did not make the list.
    Folders are compared by identity, for file systems have many spellings of a name (case, composition, short names).
    A folder outside the root is not the project's.
    """
    if any(place.is_symlink() and inside(root, str(place.parent.resolve())) for place in (folder, *folder.parents)):
        return True
    real = folder.resolve()
    if not inside(root, str(real)):
        return False
    if listed is None:
        return True
    depth = len(real.relative_to(root).parts)
    tops = {parts[:depth] for name in listed if len(parts := tuple(name.split("/"))) >= depth}
    return depth == 0 or any(_same(Path(root, *parts), real) for parts in tops)


def _same(path: Path, folder: Path) -> bool:
    try:
        return path.samefile(folder)
    except OSError:
        return False
