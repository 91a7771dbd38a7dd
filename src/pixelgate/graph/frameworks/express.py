"""Express, Koa and Fastify: routes with their handlers, routers below a path, and middleware that later routes pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.graph.frameworks import guards, views
from pixelgate.graph.frameworks.exported import follow, required
from pixelgate.graph.frameworks.mounts import Guarded, Mount, Place, State, local
from pixelgate.graph.frameworks.patterns import joined, of_braces, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import homes, known, late, text
from pixelgate.graph.frameworks.units import METHODS, MOUNTS, RECEIVER, Unit, declares, given, route, units
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Array, Constant, Object, Text, Unknown, Value
from pixelgate.source import Location

NAME = "express"
_PACKAGES = ("express", "koa", "@koa/router", "koa-router", "fastify", "restify", "polka", "hono")
_ADDRESS = re.compile(r"(?i).*(?:path|url|prefix|base|root)\w*(?:\(.*)?")
_REQUIRED = re.compile(r"require\(['\"]([^'\"]+)['\"]\)")
_MOST = 5_000


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of every server, those of routers where they are mounted."""
    inside = _homes(project)
    code = _Code(project)
    listed = ((path, outline) for path, outline in project.of("javascript") if path.startswith(inside))
    queue = [
        Mount((path, name))
        for path, _ in sorted(listed, key=lambda one: (not _makes(one[1]), one[0]))
        for name, unit in code.units(path).items()
        if declares(unit)
    ]
    found: dict[Mount, list[Endpoint]] = {}
    for mount in queue:
        if mount in found or len(found) > _MOST:
            continue
        found[mount] = []
        for one in code.read(mount):
            if isinstance(one, Mount):
                queue.append(one)
            else:
                found[mount].append(one)
    below = _below(found)
    for mount, routes in found.items():
        if (mount.way or (mount.place,))[0] not in below:
            yield from routes


def _below(mounts: Iterable[Mount]) -> set[Place]:
    """Return the code that other code mounts, so that it has no routes by itself; of a circle, one is left."""
    outer: dict[Place, set[Place]] = {}
    for mount in mounts:
        outer.setdefault(mount.place, set()).update(mount.way[:1])
    below: set[Place] = set()
    for place, roots in outer.items():
        if roots - below - {place}:
            below.add(place)
    return below


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


class _Code(msgspec.Struct, frozen=True):
    """Reads the code that sets up routers, function by function."""

    project: Project
    known: dict[str, dict[str, Unit]] = msgspec.field(default_factory=dict)

    def units(self, path: str) -> dict[str, Unit]:
        """Return the functions of a file that set up routers, and the rest of it."""
        if path not in self.known:
            self.known[path] = units(self.project.outlines[path])
        return self.known[path]

    def read(self, mount: Mount) -> Iterator[Endpoint | Mount]:
        """Yield the routes that some code declares, and the code that it mounts or hands its router to."""
        unit = self.units(mount.path)[mount.place[1]]
        state = State(mount, local(self.project.outlines[mount.path], unit), [])
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

    def _mounts(self, state: State, call: Call, receiver: str) -> Iterator[Mount]:
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
            state.guarded.append(Guarded(receiver, prefix, tuple(own)))

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

    def _handed(self, state: State, call: Call) -> Iterator[Mount]:
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
        self, state: State, place: Place, around: tuple[str, tuple[Guard, ...]], call: Call | None
    ) -> Iterator[Mount]:
        """Yield code as it is mounted, with what a call gives it; with what a module is comes the rest of its file."""
        unit = self.units(place[0])[place[1]]
        listed = [one.value for one in call.arguments] if call else []
        values = tuple((name, value) for name, value in zip(unit.parameters, listed, strict=False) if name)
        way = (*state.mount.way, state.mount.place)
        yield Mount(place, *around, way, values, state.at if values else None)
        rest = (place[0], "")
        if place[1] == "default" and place[0] != state.mount.path and declares(self.units(place[0])[""]):
            yield Mount(rest, *around, way)

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


def _origin(mount: Mount, written: Call, call: Call) -> Location | None:
    """Return the call that gave a function the text which one of its own calls is made with."""
    pairs = zip(written.arguments, call.arguments, strict=True)
    made = any(isinstance(new.value, Constant | Text) and old.value != new.value for old, new in pairs)
    return mount.location if made else None


def _is_call(value: Value, call: Call) -> bool:
    return isinstance(value, Unknown) and value.path.startswith(f"{call.name}(")


def _routes(project: Project, state: State, call: Call, at: Location | None) -> Iterator[Endpoint]:
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
                project,
                state,
                _Declared(one, receiver, known(item), tuple(handlers), at or one.location, _spelled(item)),
            )


class _Declared(msgspec.Struct, frozen=True):
    """A route: the call that declares it, its router, its path, and its handlers in order; how a path is ``said``."""

    call: Call
    receiver: str
    address: str | None
    handlers: tuple[Value, ...]
    location: Location
    said: str = ""


def _spelled(address: Value | None) -> str:
    return address.path if isinstance(address, Unknown) else ""


def _endpoint(project: Project, state: State, route: _Declared) -> Iterator[Endpoint]:
    path = _holder(project, state.mount, route.handlers)
    whole, around = state.around(route.receiver, route.address if route.address is not None else "*")
    before = (one for value in route.handlers[:-1] for one in (value.items if isinstance(value, Array) else (value,)))
    own = [guard for value in before for guard in guards.of_function(project, path, value, route.location)]
    shown = views.of(project, path, route.call, route.handlers)
    computed = route.address is None
    yield Endpoint(
        NAME,
        valid(joined(of_braces(whole))),
        route.location,
        () if computed else shown.files,
        (*around, *own, *shown.guards),
        "" if computed else shown.handler,
        f"its address is computed ({route.said})" if computed else shown.unknown,
        Shows.PAGE if shown.page else Shows.DATA,
    )


def _holder(project: Project, mount: Mount, handlers: tuple[Value, ...]) -> str:
    """Return the file in which the name of a handler means something: its own, or that of who gave it."""
    name = handlers[-1].path if handlers and isinstance(handlers[-1], Unknown) else ""
    files = dict.fromkeys((mount.path, *(path for path, _ in reversed(mount.way)))) if mount.given else ()
    return next((path for path in files if follow(project, path, name)), mount.path)
