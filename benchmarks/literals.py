"""The literals of the vendor data's prefilter, for ripgrep to search for: the least that reading a file costs."""

from __future__ import annotations

import shutil
from pathlib import Path

from pixelgate.vendors import catalog

SEARCH, FIRST, CASE = "ripgrep -i", "ripgrep -i -l", "ripgrep"
SHORTEST = 3
"""Words of two characters stand everywhere; a person would not search for them."""


def searches(file: Path) -> dict[str, list[str | Path]]:
    """Write the literals to a file and return the commands that search for them; none where there is no ripgrep.

    ``FIRST`` leaves a file at the first word, as the prefilter does at the first that counts. Without ``--ignore-case``
    ripgrep can use a much quicker algorithm, and does not find what the prefilter finds.
    """
    words = sorted({word.literal for word in catalog.load()._words()})  # noqa: SLF001 - what the prefilter looks for
    file.write_bytes(b"".join(word + b"\n" for word in words if len(word) >= SHORTEST and b"\n" not in word))
    if not (ripgrep := shutil.which("rg")):
        return {}
    search: list[str | Path] = [ripgrep, "--fixed-strings", "--file", file]
    return {
        SEARCH: [*search, "--count", "--ignore-case"],
        FIRST: [*search, "--files-with-matches", "--ignore-case"],
        CASE: [*search, "--count"],
    }
