"""Vue Router: tables of records, lazy components, ``meta`` that children inherit, and guards before navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import calls, homes
from pixelgate.graph.frameworks.tables import Around, Keys, Table, Tables
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Constant, Object, Value
from pixelgate.source import Location

NAME = "vue-router"
_ROUTERS = re.compile(r"createRouter|(?:Vue)?Router|\w+\.addRoutes?|createVueRouter")
_ASKS = re.compile(
    r"(?i)(?:requires?|needs?)_?(?:auth\w*|login\w*)|auth(?:enticated|required|orize|orization|entication)?|protected|private|secured?|loginrequired|login"
)
_OPEN = re.compile(
    r"(?i)(?:is)?_?(?:public|guest|anonymous|unauthenticated|(?:allow|requires?)_?(?:guest|anonymous)|no_?auth)"
)


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes of every router, and the shell of each application."""
    if not homes(project, "vue-router") and not homes(project, "vue"):
        return
    tables = Tables(project, _KEYS)
    for path, outline in project.of("javascript"):
        for call in calls(outline):
            if _ROUTERS.fullmatch(call.name):
                found = list(_of_call(tables, path, call))
                yield from _all_guarded(found, outline)


def _of_call(tables: Tables, path: str, call: Call) -> Iterator[Endpoint | Tie]:
    added = call.name.rpartition(".")[2].startswith("addRoute")
    for argument in call.arguments:
        value = (
            argument.value if added else argument.value.get("routes") if isinstance(argument.value, Object) else None
        )
        if value is not None:
            yield from tables.read(Table(path, value, Around()))


def _guards(project: Project, path: str, record: Object, at: Location) -> tuple[Guard, ...]:
    """Return what a record says of logins: in its ``meta``, and by the function before it is entered."""
    meta = record.get("meta")
    said = [
        guard
        for entry in (meta.entries if isinstance(meta, Object) else ())
        for guard in _of_meta(entry.key, entry.value, at)
    ]
    return (*said, *guards.of_function(project, path, record.get("beforeEnter"), at))


def _of_meta(key: str | None, value: Value, at: Location) -> Iterator[Guard]:
    if key is None:
        return
    on = not (isinstance(value, Constant) and value.value in {False, None, ""})
    if _OPEN.fullmatch(key) and on:
        yield Guard(f"meta.{key}", at, opens=True)
    elif _ASKS.fullmatch(key):
        yield Guard(f"meta.{key}", at, opens=not on)


def _all_guarded(found: list[Endpoint | Tie], outline: Outline) -> Iterator[Endpoint | Tie]:
    """Yield routes; guarded are all but those that say they are open, where some do, and a guard runs before each."""
    marks = [guard for one in found if isinstance(one, Endpoint) for guard in one.guards]
    before = [call for call in calls(outline) if call.name.endswith(".beforeEach") and guards.leads_to_login(call.body)]
    if before and any(mark.opens for mark in marks) and all(mark.opens for mark in marks):
        outer = Guard("beforeEach", before[0].location)
        for one in found:
            yield one if isinstance(one, Tie) else msgspec.structs.replace(one, guards=(outer, *one.guards))
    else:
        yield from found


_KEYS = Keys(NAME, ("component", "components"), ("children",), ("redirect",), _guards)
