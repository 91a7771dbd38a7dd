"""Read every file of the unpacked corpus with both readings and note what each of the tests asks for."""

from __future__ import annotations

import json
import os
import tomllib
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from html import unescape
from pathlib import Path

import msgspec
from tests.corpus.detect import detections

from pixelgate import second
from pixelgate.facts import extract, reads
from pixelgate.facts.model import Confidence, FileFacts
from pixelgate.findings.disagreements import unseen
from pixelgate.parse.decode import decode
from pixelgate.reporters import sightings
from pixelgate.reporters.sightings import Facts
from pixelgate.second import Evidence
from pixelgate.second.marks import Marks, marks
from pixelgate.source import Location
from pixelgate.tree import DiskTree
from pixelgate.vendors import catalog

HERE = Path(__file__).parent
ROOT = Path(os.environ.get("PIXELGATE_CORPUS") or HERE.parents[1] / ".corpus")


class Examined(msgspec.Struct, frozen=True):
    """One file of a package: what was detected, what went wrong, what only the second reading saw."""

    package: str
    path: str
    detections: tuple[dict[str, str | int], ...] = ()
    crash: str = ""
    outside: tuple[str, ...] = ()  # places that are not in the file
    strange: tuple[str, ...] = ()  # places whose text does not hold what the sighting says
    only: tuple[Evidence, ...] = ()
    seen: int = 0
    unread: int = 0


def packages(root: Path = ROOT) -> dict[str, dict[str, object]]:
    """Return the packages that are unpacked, with what packages.toml says of them."""
    known = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))
    return {name: about for name, about in known.items() if (root / name).is_dir()}


def examine_all(root: Path = ROOT) -> Iterator[Examined]:
    """Examine every file of every package that is there."""
    files = [(root, name, path) for name in packages(root) for path in DiskTree(root / name).paths() if reads(path)]
    with ProcessPoolExecutor() as pool:
        yield from pool.map(examine, files, chunksize=16)


def examine(file: tuple[Path, str, str]) -> Examined:
    """Examine one file; ``path`` is as the command line shows it when it runs in the package's folder."""
    root, package, path = file
    data = (root / package / path).read_bytes()
    try:
        facts = extract(path, data, catalog.load())
        reading = second.read(path, data, _marks())
    except Exception:  # noqa: BLE001 - to report whatever it is
        return Examined(package, path, crash=traceback.format_exc(limit=-3))
    lines = (decode(data, markup=True) or "").split("\n")
    return Examined(
        package,
        path,
        tuple(detections(package, json.loads(sightings.json(Facts(facts.sightings, (), 1)))["sightings"])),
        outside=tuple(str(place) for place in _places(facts) if not _is_inside(place, lines)),
        strange=tuple(_strange(facts, lines)),
        only=tuple(unseen(reading.evidence, facts)),
        seen=len(reading.evidence),
        unread=len(reading.unread),
    )


@cache
def _marks() -> Marks:
    return marks(catalog.load().vendors)


def _places(value: object) -> Iterator[Location]:
    if isinstance(value, Location):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _places(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _places(item)


def _is_inside(place: Location, lines: list[str]) -> bool:
    start, end = (place.line, place.column), (place.end_line, place.end_column)
    return start <= end and all(
        1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in (start, end)
    )


def _strange(facts: FileFacts, lines: list[str]) -> Iterator[str]:
    """Yield the surest sightings of known addresses whose host is not in the text of their place."""
    for one in facts.sightings:
        host = one.url.partition("//")[2].partition("/")[0] if "//" in one.url else ""
        if one.confidence is Confidence.HIGH and host and "{" not in host and not one.via:
            place = one.location
            told = unescape("\n".join(lines[place.line - 1 : place.end_line]))
            if ".".join(host.lower().split(".")[-2:]) not in told.lower():
                yield f"{place.path}:{place.line}: {one.url}"
