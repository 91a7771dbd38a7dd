"""Count what tag managers' containers in folders say: ``python -m benchmarks.containers FOLDER…``.

A tag brings a vendor that the knowledge base names, or one listed as ``unknown:<type>``; or it is paused; or it brings
nobody, since it only listens or its code sends nothing. Each trigger is decided for one guarded route, as a check does.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pixelgate.facts import extract
from pixelgate.facts.containers import UNKNOWN
from pixelgate.facts.model import Container, Tagged
from pixelgate.graph.containers.conditions import Addresses
from pixelgate.graph.containers.triggers import Page, fires
from pixelgate.parse.containers.gtm import SERVER
from pixelgate.parse.containers.model import Firing
from pixelgate.vendors import catalog
from pixelgate.vendors.catalog import Catalog

NAMED, STRANGE, PAUSED, NOBODY = "named", "unknown", "paused", "brings nobody"
HEAD = ("format", "containers", "tags", NAMED, STRANGE, PAUSED, NOBODY, "triggers", "always", "maybe", "never")


def main() -> int:
    """Print a row for each format, as ``docs/coverage.md`` shows them, and the types that nobody knows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.containers", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--files", action="store_true", help="one line a file instead")
    options = parser.parse_args()
    rows: dict[str, Counter[str]] = {}
    strange: Counter[str] = Counter()
    for path, one in _containers(options.folders, catalog.load()):
        rows.setdefault(str(path) if options.files else one.manager, Counter()).update(counted(one))
        strange.update(vendor for tag in one.tags for vendor in _strangers(tag))
    print(f"| {' | '.join(HEAD)} |\n|---|{'--:|' * (len(HEAD) - 1)}")
    for name, row in sorted(rows.items()):
        print(f"| {name} | {' | '.join(f'{row[key]:,}' for key in HEAD[1:])} |")
    print("\n" + ", ".join(f"`{name}` {count}" for name, count in strange.most_common()))
    return 0


def _containers(folders: list[Path], known: Catalog) -> Iterator[tuple[Path, Container]]:
    for folder in folders:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            told = extract(path.relative_to(folder).as_posix(), path.read_bytes(), known)
            for problem in told.problems:
                print(f"{path}:{problem.location.line}: {problem.message}")
            yield from ((path, one) for one in told.containers)


def counted(container: Container) -> Counter[str]:
    """Return how many tags of a container are named, and how its triggers are decided for a guarded route."""
    route = "/patients/:id/chart"
    page = Page(Addresses(route, ("https://portal.example",)), more=container.manager == SERVER)
    triggers = {one.id: one for one in container.triggers}
    held = Counter(fires((Firing(one),), triggers, page)[0].name.lower() for one in triggers)
    told = Counter(_outcome(tag) for tag in container.tags)
    return Counter({"containers": 1, "tags": len(container.tags), "triggers": len(triggers)}) + told + held


def _outcome(tag: Tagged) -> str:
    if tag.paused:
        return PAUSED
    if any(not one.vendor.startswith(UNKNOWN) for one in tag.sightings):
        return NAMED
    return STRANGE if tag.sightings else NOBODY


def _strangers(tag: Tagged) -> Iterator[str]:
    if not tag.paused:
        yield from (one.vendor for one in tag.sightings if one.vendor.startswith(UNKNOWN))


if __name__ == "__main__":
    raise SystemExit(main())
