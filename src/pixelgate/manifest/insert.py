"""Put new rows into a manifest without touching a character of what stands there."""

from __future__ import annotations

from collections.abc import Mapping

from pixelgate import toml
from pixelgate.toml import KeyPath, Positions


def inserted(text: str, blocks: Mapping[int, str], base: KeyPath = ()) -> str:
    """Return the text with each block behind the row of that index, ``-1`` for behind the last row there is.

    A block ends in a line feed; without rows it comes last. ``base`` is the table that the manifest stands in.
    """
    known = toml.positions(text.encode())
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    ends = _ends(known, base)
    for row, block in sorted(blocks.items(), key=lambda one: -_at(one[0], ends, len(lines))):
        at = _at(row, ends, len(lines))
        lines.insert(at, f"\n{block}")
    return "".join(lines)


def _at(row: int, ends: Mapping[int, int], last: int) -> int:
    if row < 0:
        return max(ends.values(), default=last)
    return ends.get(row, last)


def _ends(known: Positions, base: KeyPath) -> dict[int, int]:
    """Return the number of the last line of each row."""
    found: dict[int, int] = {}
    depth = len(base) + 1
    for path, place in (*known.keys.items(), *known.values.items()):
        if path[:depth] == (*base, "route") and len(path) > depth and isinstance(row := path[depth], int):
            found[row] = max(found.get(row, 0), place.end_line)
    return found
