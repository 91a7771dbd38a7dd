"""One cell of the matrix: what pixelgate says of an application that a bundler has built, against what it must say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from pixelgate import pipeline
from pixelgate.facts.model import Parameter, Sighting
from pixelgate.graph.model import RouteGraph
from pixelgate.manifest import Known, load_manifest
from pixelgate.manifest.known import FRAMEWORKS
from pixelgate.reading import How, Reader
from pixelgate.tree.memory import MemoryTree
from pixelgate.vendors import catalog as vendor_data

HERE = Path(__file__).parent
ASPECTS = {
    "vendor": "the vendor is on both routes",
    "id": "its ID is read",
    "events": "the events of both routes are named",
    "parameters": "the keys of their parameters are named",
    "user": "the keys of personal data are named",
    "routes": "what only the guarded page's chunk says is on no other route, and every reference leads somewhere",
    "original": "with source maps, the guarded page's event is placed at its line of the original file",
}
MANIFEST = b"""version = 1
[[route]]
path = "/"
access = "public"
phi = []
pages = ["index.html", ".next/server/app/index.html"]
[[route]]
path = "/portal"
access = "authenticated"
phi = ["appointment"]
pages = ["portal.html", ".next/server/app/portal.html"]
"""


class Said(msgspec.Struct, frozen=True):
    """An event with the keys of its parameters and of personal data."""

    event: str
    parameters: tuple[str, ...] = ()
    user: tuple[str, ...] = ()


class Application(msgspec.Struct, frozen=True):
    """What an application says to its vendor."""

    vendor: str
    id: str
    home: Said
    visit: Said


def applications() -> dict[str, Application]:
    """Return what every application must yield."""
    table = tomllib.loads((HERE / "matrix.toml").read_text())["applications"]
    return msgspec.convert(table, dict[str, Application])


def files_of(folder: Path, *, maps: bool = False) -> dict[str, bytes]:
    """Return the files of a build; without maps, what points to them is left out too."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and (maps or path.suffix != ".map"))
    return {path.relative_to(folder).as_posix(): _bytes(path, maps=maps) for path in found}


def _bytes(path: Path, *, maps: bool) -> bytes:
    data = path.read_bytes()
    at = data.rfind(b"//# sourceMappingURL=") if path.suffix == ".js" and not maps else -1
    return data if at < 0 else data[:at]


def graph_of(files: Mapping[str, bytes]) -> RouteGraph:
    """Follow both routes through the files of a build."""
    tree = MemoryTree({path: data for path, data in files.items() if path != "pixelgate.toml"})
    manifest = load_manifest(MANIFEST, "pixelgate.toml", Known(frameworks=FRAMEWORKS))
    reader = Reader(tree, vendor_data.load(), How(jobs=1))
    facts = pipeline.join(reader, manifest.site, pipeline.read(reader))
    return pipeline.sourced(reader, pipeline.link(reader, manifest, facts))


def missing(graph: RouteGraph, wanted: Application, line: int = 0) -> tuple[str, ...]:
    """Return the aspects that a build does not yield; ``line`` is that of the event in ``visit.js``, if maps tell."""
    home, portal = (tuple(_of(graph, wanted.vendor, route)) for route in (0, 1))
    checks = {
        "vendor": bool(home) and bool(portal),
        "id": not wanted.id or all(any(s.id == wanted.id for s in found) for found in (home, portal)),
        "events": _has(home, wanted.home.event) and _has(portal, wanted.visit.event),
        "parameters": _keys(home, wanted.home) and _keys(portal, wanted.visit),
        "user": {*wanted.visit.user} <= {*_names(p for s in portal for p in s.parameters)},
        "routes": not _has(home, wanted.visit.event) and not any(reach.chains for reach in graph.problems),
        "original": not line or any(_is_at(s, graph, line) for s in portal if s.event == wanted.visit.event),
    }
    return tuple(aspect for aspect, good in checks.items() if not good)


def _of(graph: RouteGraph, vendor: str, route: int) -> Iterator[Sighting]:
    for reach in graph.sightings:
        if reach.fact.vendor == vendor and any(chain.route == route for chain in reach.chains):
            yield reach.fact


def _has(found: Iterable[Sighting], event: str) -> bool:
    return any(sighting.event == event for sighting in found)


def _keys(found: Iterable[Sighting], said: Said) -> bool:
    """Tell whether an event is said with its parameters, all in one sighting."""
    return any(s.event == said.event and {*said.parameters} <= {*_names(s.parameters)} for s in found)


def _names(parameters: Iterable[Parameter]) -> Iterator[str]:
    for parameter in parameters:
        yield parameter.name
        yield from _names(parameter.children)


def _is_at(sighting: Sighting, graph: RouteGraph, line: int) -> bool:
    place = graph.origins.places.get(sighting.location)
    return place is not None and place.path.endswith("visit.js") and place.line == line


def line_of(name: str, event: str) -> int:
    """Return the line of an application's own code that says an event of the guarded page."""
    lines = (HERE / "sdks" / name / "visit.js").read_text().splitlines()
    return next(number for number, text in enumerate(lines, 1) if event in text)
