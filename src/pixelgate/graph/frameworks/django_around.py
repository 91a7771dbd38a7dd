"""What Django runs around every page, as settings name it: middleware, and what adds to the context of templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.python_code import PythonCode
from pixelgate.graph.model import Endpoint
from pixelgate.parse.values import Array, Constant, Object, Value
from pixelgate.source import Location

_KINDS = {"MIDDLEWARE": "middleware", "MIDDLEWARE_CLASSES": "middleware", "context_processors": "context processor"}


def ties(project: Project, code: PythonCode, endpoints: Iterable[Endpoint]) -> Iterator[Tie]:
    """Yield the code of the project that writes a tracker around pages, tied to each of them."""
    around = dict(_around(project, code))
    pages = dict.fromkeys(page for one in endpoints for page in one.pages) if around else {}
    for page in pages:
        yield from (Tie(page, path, kind, Location(page)) for path, kind in around.items() if path != page)


def _around(project: Project, code: PythonCode) -> Iterator[tuple[str, str]]:
    for path, names in code.defined.items():
        for name in ("MIDDLEWARE", "MIDDLEWARE_CLASSES", "TEMPLATES"):
            for one in names.get(name, ()):
                for kind, dotted in _named(one.value, _KINDS.get(name, "")):
                    file = project.module(dotted.rpartition(".")[0], path)
                    if file and project.facts[file].sightings:
                        yield file, kind


def _named(value: Value | None, kind: str) -> Iterator[tuple[str, str]]:
    """Yield what is named below a value that has a kind, or under a key that has one."""
    if isinstance(value, Array):
        for item in value.items:
            yield from _named(item, kind)
    elif isinstance(value, Object):
        for entry in value.entries:
            yield from _named(entry.value, kind or _KINDS.get(entry.key or "", ""))
    elif isinstance(value, Constant) and isinstance(value.value, str) and kind:
        yield kind, value.value
