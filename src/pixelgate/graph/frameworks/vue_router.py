"""Vue Router: tables of records, lazy components, ``meta`` that children inherit, and guards before navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import calls, homes, known
from pixelgate.graph.frameworks.tables import Around, Keys, Table, Tables
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Constant, Object, Unknown, Value
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
    listed = list(project.of("javascript"))
    built = [one for one in listed if one[1].package == NAME]
    used = homes(project, "vue-router") or homes(project, "vue")
    found = list(_of_files(project, [one for one in listed if one[1].package != NAME])) if used else []
    yield from found or _of_files(project, built)


def _of_files(project: Project, listed: list[tuple[str, Outline]]) -> Iterator[Endpoint | Tie]:
    """Yield the routes of the routers that files make: of the sources, or where there are none, of a build."""
    tables = Tables(project, _KEYS)
    for path, outline in listed:
        for call in calls(outline):
            if _ROUTERS.fullmatch(call.name):
                routes = list(_of_call(tables, path, call))
                yield from _all_guarded(routes, outline)


def _of_call(tables: Tables, path: str, call: Call) -> Iterator[Endpoint | Tie]:
    added = call.name.rpartition(".")[2].startswith("addRoute")
    for argument in call.arguments:
        value = (
            argument.value if added else argument.value.get("routes") if isinstance(argument.value, Object) else None
        )
        if value is not None:
            base = "" if added else _base(argument.value)
            for one in tables.read(Table(path, value, Around())):
                if base and isinstance(one, Endpoint):
                    yield msgspec.structs.replace(one, pattern=valid(joined(base, one.pattern)))
                else:
                    yield one


def _base(options: Value) -> str:
    """Return the address that all routes stand below: ``createWebHistory('/app/')``."""
    history = options.get("history") if isinstance(options, Object) else None
    if not isinstance(history, Unknown) or "Hash" in history.path or "Memory" in history.path:
        return ""
    return next((text for one in history.inputs if (text := known(one))), "").strip("/")


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
