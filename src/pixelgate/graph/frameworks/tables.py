"""Tables of routes in JavaScript: arrays of objects with a path, what it shows, and more of them below."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from pixelgate.graph.frameworks.patterns import joined
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import (
    calls,
    definition,
    files,
    imported,
    known,
    late,
    module,
    of_name,
    origin_name,
    place,
    strings,
    text,
)
from pixelgate.graph.frameworks.shells import Declared, Shells
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.values import Array, Choice, Constant, Object, Unknown, Value
from pixelgate.source import Location

_DEEPEST = 12
_MOST = 20_000

Reader = Callable[[Project, str, Object, Location], tuple[Guard, ...]]
"""Reads the guards of a record in a file."""


class Keys(msgspec.Struct, frozen=True):
    """What a router calls the parts of a record, and how it says that a login is needed."""

    framework: str
    shows: tuple[str, ...]
    children: tuple[str, ...]
    redirects: tuple[str, ...]
    guards: Reader
    below: Reader = lambda *_: ()  # guards of what is below only
    alias: str = "alias"
    tables: frozenset[str] = frozenset()  # the calls by which a module that loads late gives the router its table


class Around(msgspec.Struct, frozen=True):
    """What stands around a record: its address, the components that it is shown in, their guards, and tables so far."""

    address: str = ""
    pages: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    depth: int = 0


class Table(msgspec.Struct, frozen=True):
    """The value of a table in a file, and what stands around its records."""

    path: str
    value: Value | None
    around: Around = Around()


class Tables:
    """Reads tables of routes, those of other files that they name among them."""

    def __init__(self, project: Project, keys: Keys) -> None:
        self.project = project
        self.keys = keys
        self.shells = Shells(project)
        self.left = _MOST

    def read(self, table: Table) -> Iterator[Endpoint | Tie]:
        """Yield the routes of a table, the outer ones first."""
        queue = [table]
        while queue:
            table = queue.pop()
            for path, record in self._records(table.path, table.value, table.around.depth):
                self.left -= 1
                if self.left > 0:
                    inner, found = self._record(path, record, table.around)
                    queue += inner
                    yield from found

    def _records(self, path: str, value: Value | None, depth: int) -> Iterator[tuple[str, Object]]:
        """Yield the records in a value with the file that each stands in; names are looked up in other files."""
        if depth > _DEEPEST:
            return
        match value:
            case Object():
                yield path, value
            case Array(items=items):
                for item in items:
                    yield from self._records(path, item, depth + 1)
            case Choice(options=options):
                for option in options:
                    yield from self._records(path, option, depth + 1)
            case Unknown():
                for file, inner in self._elsewhere(path, value):
                    yield from self._records(file, inner, depth + 1)
            case _:
                pass

    def _elsewhere(self, path: str, value: Unknown) -> Iterator[tuple[str, Value]]:
        """Yield the value that a name, a spread or a module that loads late stands for, and its file."""
        loaded = late(value) if value.path == "import" else None
        name = value.path.lstrip(".").partition("(")[0].partition(".")[0]
        if loaded:
            file = module(self.project, loaded[0], path)
            names: tuple[str, ...] = (loaded[1] or "default", "routes", "default")
        else:
            file = of_name(self.project, path, name)
            names = (origin_name(self.project, path, name), name)
        found = definition(self.project.outlines.get(file or ""), *names)
        if file and found and found.value is not None and found.value is not value:
            yield file, found.value
        elif file and loaded:
            yield from self._of_module(file)
        elif value.inputs:
            yield from ((path, one) for one in value.inputs)

    def _of_module(self, file: str) -> Iterator[tuple[str, Value]]:
        """Yield the tables that a module of Angular, or the one for its routes that it imports, gives the router."""
        outline = self.project.outlines.get(file)
        imports = (
            module(self.project, one.target.rpartition("#")[0], file) for one in (outline.imports if outline else ())
        )
        for path in dict.fromkeys((file, *(one for one in imports if one and "rout" in one.lower()))):
            for call in calls(self.project.outlines.get(path)):
                if call.name in self.keys.tables and call.arguments:
                    yield path, call.arguments[0].value

    def _record(self, path: str, record: Object, around: Around) -> tuple[list[Table], list[Endpoint | Tie]]:
        """Read one record: the tables below it, and its own route."""
        outline = self.project.outlines[path]
        at = place(outline, path, record.span)
        said = record.get("path")
        shown, below = _held(record, self.keys.shows), _held(record, self.keys.children)
        indexed = isinstance(index := record.get("index"), Constant) and index.value is True
        if not (shown or below or indexed or said is not None):
            return [], []
        address = text(self.project, path, said) if said is not None else None
        whole = _below(around.address, address if address is not None else "*" if said is not None else "")
        pages = (*(f for value in shown for f in files(self.project, path, value) if f != path), *around.pages)
        own = (*around.guards, *self.keys.guards(self.project, path, record, at))
        found: list[Endpoint | Tie] = [
            Tie(path, one, "route", at, apart=True)
            for value in (*shown, *below)
            for one in imported(self.project, path, value)
        ]
        further = Around(whole, pages, (*own, *self.keys.below(self.project, path, record, at)), around.depth + 1)
        inner = [Table(path, value, self._with_table(path, value, further)) for value in below]
        if not below or (said is not None and self._is_shown(path, below, shown)):
            leads = bool(_held(record, self.keys.redirects))
            for name in (whole, *strings(record.get(self.keys.alias))):
                route = Declared(self.keys.framework, path, name, at, pages, own, leads=leads)
                found += self.shells.serve(route)
        return inner, found

    def _with_table(self, path: str, value: Value, around: Around) -> Around:
        """Return what stands around the records of a table; its file, when it loads late, comes with them alone."""
        loaded = late(value) if isinstance(value, Unknown) else None
        file = module(self.project, loaded[0], path) if loaded else None
        return msgspec.structs.replace(around, pages=(file, *around.pages)) if file else around

    def _is_shown(self, path: str, below: list[Value], shown: list[Value]) -> bool:
        """Tell whether a record with others below it is shown by itself: none of them has the same address."""
        inner = (record for value in below for _, record in self._records(path, value, 0))
        return bool(shown) and all(known(one.get("path")) not in {"", "/", None} for one in inner)


def _held(record: Object, keys: tuple[str, ...]) -> list[Value]:
    return [value for key in keys if (value := record.get(key)) is not None]


def _below(outer: str, path: str) -> str:
    """Return the address of a record: one with a slash in front begins anew, unless it says the outer one again."""
    return path if path.startswith("/") else joined(outer.removesuffix("*"), path)
