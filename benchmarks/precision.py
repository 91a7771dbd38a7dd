"""List what is said about patient data in packages, for a reader to judge: ``python -m benchmarks.precision FOLDER…``.

Every file that shows a tracker is taken for a page of one public route, once as bearing every category and once as
bearing none: the strictest reading. A row is the package, the rule, the place, the vendor and what is said.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pixelgate import pipeline
from pixelgate.findings.model import Finding
from pixelgate.findings.terms import Terms
from pixelgate.manifest.model import Access, Manifest, Phi, Route
from pixelgate.reading import Reader
from pixelgate.reporters import clean, wording
from pixelgate.source import Location
from pixelgate.tree import DiskTree
from pixelgate.vendors import catalog

FLOWS = "PG2"
LARGEST = 1_500_000


def main() -> None:
    """Print the findings, and how many sightings of how many files they come from."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    files = sightings = 0
    for folder in parser.parse_args().folders:
        pages, seen = pages_of(folder)
        files, sightings = files + len(pages), sightings + seen
        for found in judged(folder, pages):
            place = f"{found.location.path}:{found.location.line}:{found.location.column}"
            told = "; ".join((found.message.what, *map(wording.leaving, found.message.leaves)))
            print(folder.name, found.rule.code, place, found.vendor, clean.plain(told, 600), sep="\t")
    print(f"# {sightings:,} sightings in {files:,} files")


def judged(folder: Path, pages: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the findings about patient data on a public route that all of some files render, each place once.

    It is judged twice, as bearing every category and as bearing none: there the flow rules tell of user data too.
    """
    told: set[tuple[str, Location, str]] = set()
    for phi in (tuple(Phi), ()):
        route = Route("/judged", Access.PUBLIC, phi, pages, Location("pixelgate.toml", 1, 1))
        manifest = Manifest("pixelgate.toml", routes=(route,))
        for found in pipeline.check(_tree(folder), manifest, catalog.load(), Terms(dt.date.max)).findings:
            key = (found.rule.code, found.location, found.vendor)
            if found.rule.code.startswith(FLOWS) and key not in told:
                told.add(key)
                yield found


def pages_of(folder: Path) -> tuple[tuple[str, ...], int]:
    """Return the files of a folder that show a tracker, and how many sightings they hold."""
    facts = pipeline.read(Reader(_tree(folder), catalog.load()))
    told = {path: file.sightings for path, file in facts.items() if any(one.active for one in file.sightings)}
    small = {path: seen for path, seen in told.items() if (folder / path).stat().st_size <= LARGEST}
    return tuple(small), sum(map(len, small.values()))


def _tree(folder: Path) -> DiskTree:
    return DiskTree(folder, (), ())


if __name__ == "__main__":
    main()
