"""Express, Koa and Fastify: routes with their handlers, routers below a path, and middleware that later routes pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import guards, views
from pixelgate.graph.frameworks.exported import follow, required
from pixelgate.graph.frameworks.patterns import joined, of_braces, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import homes, known, late, setting, text
from pixelgate.graph.frameworks.units import METHODS, MOUNTS, RECEIVER, Unit, declares, given, route, units
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Array, Constant, Object, Text, Unknown, Value
from pixelgate.source import Location

NAME = "express"
_PACKAGES = ("express", "koa", "@koa/router", "koa-router", "fastify", "restify", "polka", "hono")
_MADE = re.compile(r"(?:\w+\.)?(?:Router|express|fastify|Fastify|Koa|polka|Hono)\b")
_ADDRESS = re.compile(r"(?i).*(?:path|url|prefix|base|root)\w*(?:\(.*)?")
_REQUIRED = re.compile(r"require\(['\"]([^'\"]+)['\"]\)")
_DEEPEST = 8
_MOST = 5_000

Place = tuple[str, str]
"""A file, and a function in it that sets up a router, or nothing for the rest of the file."""


class _Mount(msgspec.Struct, frozen=True):
    """Code whose routes stand below an address, behind guards; ``way`` is the code that mounted it.

    ``given`` is what a function is given for its parameters, by the call at ``location``.
    """

    place: Place
    prefix: str = ""
    guards: tuple[Guard, ...] = ()
    way: tuple[Place, ...] = ()
    given: tuple[tuple[str, Value], ...] = ()
    location: Location | None = None

    @property
    def path(self) -> str:
        return self.place[0]

    def admits(self, place: Place) -> bool:
        """Tell whether other code may be mounted: not in a circle, and not too deep."""
        return place != self.place and place not in self.way and len(self.way) < _DEEPEST


class _Guarded(msgspec.Struct, frozen=True):
    """Guards that a router has from here on, below an address."""

    receiver: str
    prefix: str
    guards: tuple[Guard, ...]


class _State(msgspec.Struct):
    """What is known of the routers of one file while its calls are read in order."""

    mount: _Mount
    prefixes: dict[str, tuple[str, tuple[Guard, ...]]]
    guarded: list[_Guarded]
    at: Location | None = None  # the call that hands on a router, or gives the text that it hands on

    def around(self, receiver: str, address: str) -> tuple[str, tuple[Guard, ...]]:
        """Return the address of a router's route, and the guards before it."""
        prefix, outer = self.prefixes.get(receiver, ("", ()))
        own = (
            g for one in self.guarded if one.receiver == receiver and _begins(address, one.prefix) for g in one.guards
        )
        return joined(self.mount.prefix, prefix, address), (*self.mount.guards, *outer, *own)


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of every server, those of routers where they are mounted."""
    inside = _homes(project)
    code = _Code(project)
    listed = ((path, outline) for path, outline in project.of("javascript") if path.startswith(inside))
    queue = [
        _Mount((path, name))
        for path, _ in sorted(listed, key=lambda one: (not _makes(one[1]), one[0]))
        for name, unit in code.units(path).items()
        if declares(unit)
    ]
    found: dict[_Mount, list[Endpoint]] = {}
    for mount in queue:
        if mount in found or len(found) > _MOST:
            continue
        found[mount] = []
        for one in code.read(mount):
            if isinstance(one, _Mount):
                queue.append(one)
            else:
                found[mount].append(one)
    mounted = {mount.place for mount in found if mount.way}
    for mount, routes in found.items():
        if (mount.way or (mount.place,))[0] not in mounted:
            yield from routes


def _homes(project: Project) -> tuple[str, ...]:
    """Return what paths begin with where a package is used: as package.json says, else as the code does."""
    found = {f"{home}/" if home else "" for package in _PACKAGES for home in homes(project, package)}
    for path, outline in project.of("javascript"):
        if not path.startswith(tuple(found)) and any(
            one.target.rpartition("#")[0] in _PACKAGES for one in outline.imports
        ):
            folder, slash, _ = path.partition("/")
            found.add(folder + slash if slash else "")
    return tuple(found)


def _makes(outline: Outline) -> bool:
    """Tell whether a file makes a server, so that its routes are not below another's."""
    made = {"express", "fastify", "Fastify", "Koa", "polka"}
    return any(call.name in made for unit in units(outline).values() for call in unit.calls)


def _local(outline: Outline, unit: Unit) -> dict[str, tuple[str, tuple[Guard, ...]]]:
    """Return the routers of a file that it mounts itself: their prefixes, and the guards before them."""
    made = {one.name for one in outline.definitions if isinstance(one.value, Unknown) and _MADE.match(one.value.path)}
    found: dict[str, tuple[str, tuple[Guard, ...]]] = {}
    for one in outline.definitions:
        prefix = known(setting(Outline("", definitions=(one,)), "prefix")) if one.name in made else None
        found.update({one.name: (prefix, ())} if prefix else {})
    inner = {one.name.rpartition(".")[0] for one in unit.calls if one.name.rpartition(".")[2] in METHODS | MOUNTS}
    inner = {name for name in inner if RECEIVER.fullmatch(name) and name not in unit.parameters}
    all_calls = (call for one in units(outline).values() for call in one.calls)
    for calls, names in ((all_calls, made), (unit.calls, inner - _top(outline))):
        for call in calls:
            name = call.arguments[-1].value if call.arguments else None
            target = name.path.partition(".")[0] if isinstance(name, Unknown) else ""
            if call.name.rpartition(".")[2] == "use" and target in names and target != call.name.rpartition(".")[0]:
                prefix, middle = _split(call)
                found[target] = (
                    prefix,
                    tuple(g for value in middle for g in guards.in_value(value, call.location, placed=True)),
                )
    return found


def _top(outline: Outline) -> set[str]:
    """Return the names that a file defines or imports at its top."""
    return {one.name for one in outline.definitions} | {one.name for one in outline.imports}


def _split(call: Call) -> tuple[str, list[Value]]:
    """Return the path of a ``use``, and what stands between it and the router."""
    given = [argument.value for argument in call.arguments]
    path = known(given[0]) if given else None
    return (path, given[1:-1]) if path is not None else ("", given[:-1])


class _Code(msgspec.Struct, frozen=True):
    """Reads the code that sets up routers, function by function."""

    project: Project
    known: dict[str, dict[str, Unit]] = msgspec.field(default_factory=dict)

    def units(self, path: str) -> dict[str, Unit]:
        """Return the functions of a file that set up routers, and the rest of it."""
        if path not in self.known:
            self.known[path] = units(self.project.outlines[path])
        return self.known[path]

    def read(self, mount: _Mount) -> Iterator[Endpoint | _Mount]:
        """Yield the routes that some code declares, and the code that it mounts or hands its router to."""
        unit = self.units(mount.path)[mount.place[1]]
        state = _State(mount, _local(self.project.outlines[mount.path], unit), [])
        values = dict(mount.given)
        for written in unit.calls:
            call = given(written, values) if values else written
            receiver, _, method = call.name.rpartition(".")
            if route(call, unit.parameters if values else ()) is not None:
                yield from _routes(self.project, state, call, _origin(mount, written, call))
            elif method in MOUNTS and receiver:
                yield from self._mounts(state, call, receiver)
            else:
                state.at = _origin(mount, written, call) or call.location
                yield from self._handed(state, call)

    def _mounts(self, state: _State, call: Call, receiver: str) -> Iterator[_Mount]:
        """Yield the routers that a call puts below an address; keep the guards that it puts before what follows."""
        prefix, rest = self._address(state.mount.path, call)
        own: list[Guard] = []
        for value in rest:
            place = self._target(state.mount.path, value)
            found = tuple(guards.in_value(value, call.location, placed=True)) or (
                () if place else tuple(guards.of_function(self.project, state.mount.path, value, call.location))
            )
            if place is not None and state.mount.admits(place):
                whole, around = state.around(receiver, prefix)
                made = next((given(one, dict(state.mount.given)) for one in call.body if _is_call(value, one)), None)
                state.at = call.location
                yield from self._below(state, place, (whole, (*around, *own)), made)
            elif found:
                own += found
        if own and not any(isinstance(one, Unknown) and one.path.partition(".")[0] in state.prefixes for one in rest):
            state.guarded.append(_Guarded(receiver, prefix, tuple(own)))

    def _address(self, path: str, call: Call) -> tuple[str, list[Value]]:
        """Return the address that a call mounts at, and what it mounts there."""
        listed = [argument.value for argument in call.arguments]
        options = listed[-1] if listed and isinstance(listed[-1], Object) else None
        first = listed[0] if listed else None
        said = text(self.project, path, first)
        computed = said is None and len(listed) > 1 and isinstance(first, Unknown)
        computed = computed and isinstance(first, Unknown) and _ADDRESS.fullmatch(first.path) is not None
        prefix = ":base*" if computed else said or (known(options.get("prefix")) if options else "") or ""
        rest = [one for one in listed[int(computed or said is not None) :] if one is not options]
        return prefix, [item for one in rest for item in (one.items if isinstance(one, Array) else (one,))]

    def _handed(self, state: _State, call: Call) -> Iterator[_Mount]:
        """Yield the code that is given the server to add its routes: ``require('./routes')(app)``, ``routes(app)``."""
        named = (one.value.path for one in call.arguments if isinstance(one.value, Unknown))
        router = next((name for name in named if RECEIVER.fullmatch(name)), None)
        if router is None:
            return
        asked = _REQUIRED.match(call.name)
        path = state.mount.path
        place = self._of(required(self.project, path, asked[1]) if asked else follow(self.project, path, call.name))
        if place is not None and state.mount.admits(place):
            yield from self._below(state, place, state.around(router, ""), call)

    def _below(
        self, state: _State, place: Place, around: tuple[str, tuple[Guard, ...]], call: Call | None
    ) -> Iterator[_Mount]:
        """Yield code as it is mounted, with what a call gives it; with what a module is comes the rest of its file."""
        unit = self.units(place[0])[place[1]]
        listed = [one.value for one in call.arguments] if call else []
        values = tuple((name, value) for name, value in zip(unit.parameters, listed, strict=False) if name)
        way = (*state.mount.way, state.mount.place)
        yield _Mount(place, *around, way, values, state.at if values else None)
        rest = (place[0], "")
        if place[1] == "default" and place[0] != state.mount.path and declares(self.units(place[0])[""]):
            yield _Mount(rest, *around, way)

    def _target(self, path: str, value: Value) -> Place | None:
        """Return the code of a router: required on the spot, or of a name, called or not."""
        name = value.path.partition("(")[0] if isinstance(value, Unknown) else ""
        found = self._of(follow(self.project, path, name))
        loaded = late(value) if found is None else None
        found = self._of(required(self.project, path, loaded[0])) if loaded else found
        return None if found == (path, "") else found

    def _of(self, found: Place | None) -> Place | None:
        """Return the code of a definition: the function, where it sets up a router, or the rest of its file."""
        if found is None or found[0] not in self.project.outlines:
            return None
        there = self.units(found[0])
        if found[1] in there and found[1]:
            return found
        return (found[0], "") if declares(there[""]) else None


def _origin(mount: _Mount, written: Call, call: Call) -> Location | None:
    """Return the call that gave a function the text which one of its own calls is made with."""
    pairs = zip(written.arguments, call.arguments, strict=True)
    made = any(isinstance(new.value, Constant | Text) and old.value != new.value for old, new in pairs)
    return mount.location if made else None


def _is_call(value: Value, call: Call) -> bool:
    return isinstance(value, Unknown) and value.path.startswith(f"{call.name}(")


def _routes(project: Project, state: _State, call: Call, at: Location | None) -> Iterator[Endpoint]:
    receiver = call.name.rpartition(".")[0]
    listed = call.arguments[0].value
    options = listed if isinstance(listed, Object) else None
    said = options.get("url") or options.get("path") if options else listed
    chained = [one for one in call.chained if one.name in METHODS] if call.name.endswith(".route") else [call]
    for one in chained or [call]:
        handlers = [a.value for a in one.arguments][0 if one is not call else 1 :]
        if options is not None:
            before = [value for key in ("preHandler", "onRequest", "preValidation") if (value := options.get(key))]
            handlers = [*before, *((handler,) if (handler := options.get("handler")) else ())]
        elif handlers and isinstance(handlers[0], Object):
            handlers = [
                *(v for k in ("preHandler", "onRequest", "preValidation") if (v := handlers[0].get(k))),
                *handlers[1:],
            ]
        for item in said.items if isinstance(said, Array) else (said,):
            yield from _endpoint(
                project, state, _Declared(one, receiver, known(item), tuple(handlers), at or one.location)
            )


class _Declared(msgspec.Struct, frozen=True):
    """A route: the call that declares it, its router, its path, and its handlers in order."""

    call: Call
    receiver: str
    address: str | None
    handlers: tuple[Value, ...]
    location: Location


def _endpoint(project: Project, state: _State, route: _Declared) -> Iterator[Endpoint]:
    path = _holder(project, state.mount, route.handlers)
    whole, around = state.around(route.receiver, route.address if route.address is not None else "*")
    before = (one for value in route.handlers[:-1] for one in (value.items if isinstance(value, Array) else (value,)))
    own = [guard for value in before for guard in guards.of_function(project, path, value, route.location)]
    shown = views.of(project, path, route.call, route.handlers)
    yield Endpoint(
        NAME,
        valid(joined(of_braces(whole))),
        route.location,
        shown.files,
        (*around, *own, *shown.guards),
        shown.handler,
        shown.unknown,
        Shows.PAGE if shown.page else Shows.DATA,
    )


def _holder(project: Project, mount: _Mount, handlers: tuple[Value, ...]) -> str:
    """Return the file in which the name of a handler means something: its own, or that of who gave it."""
    name = handlers[-1].path if handlers and isinstance(handlers[-1], Unknown) else ""
    files = dict.fromkeys((mount.path, *(path for path, _ in reversed(mount.way)))) if mount.given else ()
    return next((path for path in files if follow(project, path, name)), mount.path)


def _begins(address: str, prefix: str) -> bool:
    return address == prefix or address.startswith(prefix.rstrip("/") + "/") or prefix in {"", "/"}
