"""Hold the two readings against each other, over a folder of real code: ``python -m tests.corpus.oracle DIR``.

Prints one line for each piece of evidence that only the second reading has, tab separated (file, line, column, subject,
text), then on stderr how many files and pieces of code were read twice, and how many once, for which reasons.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from pixelgate import second
from pixelgate.facts import extract
from pixelgate.findings.disagreements import unseen
from pixelgate.parse import dialect_of
from pixelgate.second import Evidence, Unread
from pixelgate.second.marks import Marks, marks
from pixelgate.vendors import catalog


class Compared(msgspec.Struct, frozen=True):
    """One file: what only the second reading saw, how much it saw, and what it could not read."""

    path: str
    only: tuple[Evidence, ...]
    seen: int
    unread: tuple[Unread, ...]


def compare(root: Path, path: str) -> Compared:
    """Read one file with both readings."""
    known = catalog.load()
    data = (root / path).read_bytes()
    reading = second.read(path, data, _marks())
    only = tuple(unseen(reading.evidence, extract(path, data, known))) if reading.evidence else ()
    return Compared(path, only, len(reading.evidence), reading.unread)


def compare_all(root: Path) -> Iterator[Compared]:
    """Read every file of a known kind below a folder with both readings, in the order of their paths."""
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    known = [path for path in paths if dialect_of(path)]
    with ProcessPoolExecutor() as pool:
        yield from pool.map(compare, [root] * len(known), known, chunksize=16)


_kept: dict[str, Marks] = {}


def _marks() -> Marks:
    if not _kept:
        _kept["marks"] = marks(catalog.load().vendors)
    return _kept["marks"]


def main() -> int:
    files = seen = only = 0
    reasons: Counter[str] = Counter()
    for compared in compare_all(Path(sys.argv[1])):
        files += 1
        seen += compared.seen
        only += len(compared.only)
        reasons.update(re.sub(r"Line \d+: |\d+", "", one.reason) for one in compared.unread)
        for item in compared.only:
            text = " ".join(item.text.split())
            print(item.path, item.line, item.column, item.subject, text, sep="\t", flush=True)
    print(f"{files:,} files; second reading: {seen:,} pieces of evidence, {only:,} of them its own", file=sys.stderr)
    for reason, count in reasons.most_common(12):
        print(f"{count:7,} read once: {reason}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
