"""Count which references between the files of applications are followed: ``python -m benchmarks.coverage FOLDER…``.

A reference is literal when the code writes its names out. It is followed to files of the tree; or somebody provides
it (an installed package, the platform, whoever loads a bundle); or it may be missing, because the engine or the code
looks for it first, or because no code can come in through it (style sheets). What is left is not found. References
whose names are computed are counted beside them; on a guarded route they are problems, as what is not found is.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from pixelgate import pipeline
from pixelgate.facts.model import Reference
from pixelgate.graph.build import resolver_of
from pixelgate.graph.reach import Walker
from pixelgate.graph.resolve import Resolution
from pixelgate.graph.survey import unresolved
from pixelgate.manifest.model import Manifest, Site
from pixelgate.reading import Reader
from pixelgate.tree import DiskTree
from pixelgate.vendors import catalog

FOLLOWED, PROVIDED, OPTIONAL = "followed", "provided", "may be missing"
MISSING, COMPUTED = "not found", "computed"


class Told(msgspec.Struct, frozen=True):
    """What became of one reference."""

    reference: Reference
    outcome: str
    why: str = ""


def main() -> int:
    """Print a row for each folder, as ``docs/coverage.md`` shows them."""
    options = _options()
    print("| application | literal references | followed | provided | may be missing | not found | computed |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for folder in options.folders:
        told = list(references(folder, options.exclude))
        print(_row(folder.name, told))
        lines = [*(_kinds(told) if options.kinds else ()), *_examples(told, options.examples)]
        print("".join(f"  {line}\n" for line in lines), end="")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--kinds", action="store_true", help="count each kind of reference apart")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="of what is not found, for each kind")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="files that are not looked at")
    return parser.parse_args()


def references(folder: Path, exclude: Sequence[str] = ()) -> Iterator[Told]:
    """Yield what became of every reference in the files of a folder that a page or script acts on."""
    site = Site()
    reader = Reader(DiskTree(folder, exclude=exclude), catalog.load())
    found = pipeline.link(reader, Manifest(""), pipeline.join(reader, site, pipeline.read(reader)))
    walker = Walker(found.files, resolver_of(site, found.files, (*reader.tree.paths(), *found.files)), {})
    for path in found.files:
        yield from (_told(reference, resolution) for reference, resolution in walker.references(path))


def _told(reference: Reference, resolution: Resolution) -> Told:
    if reference.computed or not reference.names:
        return Told(reference, COMPUTED, reference.expression)
    if not resolution.reason and resolution.paths:
        return Told(reference, FOLLOWED)
    if resolution.provided:
        return Told(reference, PROVIDED, resolution.provided)
    if unresolved(reference, resolution) is None:
        return Told(reference, OPTIONAL)
    return Told(reference, MISSING, resolution.reason)


def _row(name: str, told: list[Told]) -> str:
    outcomes = Counter(one.outcome for one in told)
    literal = sum(outcomes.values()) - outcomes[COMPUTED]
    parts = [f"{outcomes[one]:,}" for one in (FOLLOWED, PROVIDED, OPTIONAL)]
    missing = f"{outcomes[MISSING]:,} ({outcomes[MISSING] / max(1, literal):.1%})"
    return f"| {name} | {literal:,} | {' | '.join(parts)} | {missing} | {outcomes[COMPUTED]:,} |"


def _kinds(told: list[Told]) -> Iterator[str]:
    counts = Counter((one.reference.kind, one.reference.space, one.outcome) for one in told)
    yield from (f"{count:6}  {' '.join(kind)}" for kind, count in sorted(counts.items()))


def _examples(told: list[Told], most: int) -> Iterator[str]:
    for kind in sorted({one.reference.kind for one in told}):
        missing = [one for one in told if one.reference.kind == kind and one.outcome == MISSING]
        for one in missing[:: max(1, len(missing) // max(1, most))][:most]:
            where = one.reference.location
            yield f"{where.path}:{where.line}: {kind} {one.why[:150]}"


if __name__ == "__main__":
    sys.exit(main())
