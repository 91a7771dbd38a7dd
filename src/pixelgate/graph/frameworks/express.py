"""Express, Koa and Fastify: routes with their handlers, routers below a path, and middleware that later routes pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import guards, views
from pixelgate.graph.frameworks.patterns import joined, of_braces, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import homes, known, late, module, of_name, setting
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Array, Object, Unknown, Value

NAME = "express"
_PACKAGES = ("express", "koa", "@koa/router", "koa-router", "fastify", "restify", "polka", "hono")
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "del", "head", "options", "all", "route"})
_RECEIVER = re.compile(r"(?i)(?:this\.)?(?:\w*(?:app|router|server|fastify|koa|instance)|routes?)")
_MADE = re.compile(r"(?:\w+\.)?(?:Router|express|fastify|Fastify|Koa|polka|Hono)\b")
_MOUNTS = frozenset({"use", "register", "lazyUse", "mount"})
_ADDRESS = re.compile(r"(?i).*(?:path|url|prefix|base|root)\w*(?:\(.*)?")
_PATH = re.compile(r"[/*({].*|")
_DEEPEST = 8
_MOST = 5_000


class _Mount(msgspec.Struct, frozen=True):
    """A file whose routes stand below an address, behind guards; ``way`` are the files that mounted it."""

    path: str
    prefix: str = ""
    guards: tuple[Guard, ...] = ()
    way: tuple[str, ...] = ()


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

    def around(self, receiver: str, address: str) -> tuple[str, tuple[Guard, ...]]:
        """Return the address of a router's route, and the guards before it."""
        prefix, outer = self.prefixes.get(receiver, ("", ()))
        own = (
            g for one in self.guarded if one.receiver == receiver and _begins(address, one.prefix) for g in one.guards
        )
        return joined(self.mount.prefix, prefix, address), (*self.mount.guards, *outer, *own)


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of every server, those of routers where they are mounted."""
    inside = tuple({f"{home}/" if home else "" for package in _PACKAGES for home in homes(project, package)})
    if not inside:
        return
    queue = [
        _Mount(path) for path, outline in project.of("javascript") if path.startswith(inside) and _is_server(outline)
    ]
    queue.sort(key=lambda one: (not _makes(project.outlines[one.path]), one.path))
    found: dict[_Mount, list[Endpoint]] = {}
    for mount in queue:
        if mount in found or len(found) > _MOST:
            continue
        found[mount] = []
        state = _State(mount, _local(project.outlines[mount.path]), [])
        for call in _in_order(project.outlines[mount.path]):
            for one in _of_call(project, state, call):
                if isinstance(one, _Mount):
                    queue.append(one)
                else:
                    found[mount].append(one)
    mounted = {mount.path for mount in found if mount.way}
    for mount, routes in found.items():
        if (mount.way or (mount.path,))[0] not in mounted:
            yield from routes


def _is_server(outline: Outline) -> bool:
    return any(_route(call) is not None or call.name.rpartition(".")[2] in _MOUNTS for call in _in_order(outline))


def _makes(outline: Outline) -> bool:
    """Tell whether a file makes a server, so that its routes are not below another's."""
    return any(call.name in {"express", "fastify", "Fastify", "Koa", "polka"} for call in _in_order(outline))


def _in_order(outline: Outline) -> list[Call]:
    """Return the calls that routers are set up with, in the order of the file; those inside handlers are left out."""
    found: list[Call] = []
    queue = [*outline.calls, *(call for one in outline.definitions for call in one.calls)]
    while queue:
        call = queue.pop()
        found.append(call)
        if _route(call) is None:
            queue += call.body
    return sorted(found, key=lambda call: call.location)


def _local(outline: Outline) -> dict[str, tuple[str, tuple[Guard, ...]]]:
    """Return the routers of a file that it mounts itself: their prefixes, and the guards before them."""
    made = {one.name for one in outline.definitions if isinstance(one.value, Unknown) and _MADE.match(one.value.path)}
    found: dict[str, tuple[str, tuple[Guard, ...]]] = {}
    for one in outline.definitions:
        prefix = known(setting(Outline("", definitions=(one,)), "prefix")) if one.name in made else None
        found.update({one.name: (prefix, ())} if prefix else {})
    for call in _in_order(outline):
        name = call.arguments[-1].value if call.arguments else None
        target = name.path.partition(".")[0] if isinstance(name, Unknown) else ""
        if call.name.rpartition(".")[2] == "use" and target in made:
            prefix, middle = _split(call)
            found[target] = (
                prefix,
                tuple(g for value in middle for g in guards.in_value(value, call.location, placed=True)),
            )
    return found


def _split(call: Call) -> tuple[str, list[Value]]:
    """Return the path of a ``use``, and what stands between it and the router."""
    given = [argument.value for argument in call.arguments]
    path = known(given[0]) if given else None
    return (path, given[1:-1]) if path is not None else ("", given[:-1])


def _route(call: Call) -> tuple[str, str] | None:
    """Return receiver and method of a call that declares a route."""
    receiver, _, method = call.name.rpartition(".")
    if method not in _METHODS or not receiver or not _RECEIVER.fullmatch(receiver) or not call.arguments:
        return None
    given = call.arguments[0].value
    if method == "route" and isinstance(given, Object):
        return receiver, method
    texts = [known(one) for one in (given.items if isinstance(given, Array) else (given,))]
    more = len(call.arguments) > 1 or (method == "route" and bool(call.chained))
    return (receiver, method) if more and all(t is not None and _PATH.fullmatch(t) for t in texts) else None


def _of_call(project: Project, state: _State, call: Call) -> Iterator[Endpoint | _Mount]:
    """Yield the routes that a call declares, and the files that it mounts."""
    route = _route(call)
    receiver, _, method = call.name.rpartition(".")
    if route is not None:
        yield from _routes(project, state, call, receiver)
    elif method in _MOUNTS and receiver:
        yield from _mounts(project, state, call, receiver)
    else:
        yield from _handed(project, state, call)


def _routes(project: Project, state: _State, call: Call, receiver: str) -> Iterator[Endpoint]:
    given = call.arguments[0].value
    options = given if isinstance(given, Object) else None
    said = options.get("url") or options.get("path") if options else given
    chained = [one for one in call.chained if one.name in _METHODS] if call.name.endswith(".route") else [call]
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
            yield from _endpoint(project, state, _Declared(one, receiver, known(item), tuple(handlers)))


class _Declared(msgspec.Struct, frozen=True):
    """A route: the call that declares it, its router, its path, and its handlers in order."""

    call: Call
    receiver: str
    address: str | None
    handlers: tuple[Value, ...]


def _endpoint(project: Project, state: _State, route: _Declared) -> Iterator[Endpoint]:
    path, call = state.mount.path, route.call
    whole, around = state.around(route.receiver, route.address if route.address is not None else "*")
    before = (one for value in route.handlers[:-1] for one in (value.items if isinstance(value, Array) else (value,)))
    own = [guard for value in before for guard in guards.of_function(project, path, value, call.location)]
    shown = views.of(project, path, call, route.handlers)
    yield Endpoint(
        NAME,
        valid(joined(of_braces(whole))),
        call.location,
        shown.files,
        (*around, *own),
        shown.handler,
        shown.unknown,
        Shows.PAGE if shown.page else Shows.DATA,
    )


def _mounts(project: Project, state: _State, call: Call, receiver: str) -> Iterator[_Mount]:
    """Yield the routers that a call puts below an address; keep the guards that it puts before what follows."""
    given = [argument.value for argument in call.arguments]
    options = given[-1] if given and isinstance(given[-1], Object) else None
    prefix = (
        known(given[0]) if given and known(given[0]) is not None else known(options.get("prefix")) if options else ""
    )
    computed = len(given) > 1 and isinstance(given[0], Unknown) and _ADDRESS.fullmatch(given[0].path) is not None
    prefix = ":base*" if computed else prefix
    rest = [one for one in given[int(computed) :] if one is not options and known(one) is None]
    rest = [item for one in rest for item in (one.items if isinstance(one, Array) else (one,))]
    own: list[Guard] = []
    for value in rest:
        file = _file(project, state.mount.path, value)
        found = tuple(guards.in_value(value, call.location, placed=True)) or (
            () if file else tuple(guards.of_function(project, state.mount.path, value, call.location))
        )
        server = file is not None and file != state.mount.path and _is_server(project.outlines[file])
        if server and file is not None and len(state.mount.way) < _DEEPEST and file not in state.mount.way:
            whole, around = state.around(receiver, prefix or "")
            yield _Mount(file, whole, (*around, *own), (*state.mount.way, state.mount.path))
        elif found:
            own += found
    if own and not any(isinstance(one, Unknown) and one.path.partition(".")[0] in state.prefixes for one in rest):
        state.guarded.append(_Guarded(receiver, prefix or "", tuple(own)))


def _handed(project: Project, state: _State, call: Call) -> Iterator[_Mount]:
    """Yield the file that is given the server to add its routes: ``require('./routes')(app)``, ``routes(app)``."""
    given = [one.value for one in call.arguments]
    if not any(isinstance(one, Unknown) and _RECEIVER.fullmatch(one.path) for one in given):
        return
    required = re.match(r"require\(['\"]([^'\"]+)['\"]\)", call.name)
    file = (
        module(project, required[1], state.mount.path)
        if required
        else of_name(project, state.mount.path, call.name.partition(".")[0])
    )
    if file and file in project.outlines and file != state.mount.path and file not in state.mount.way:
        yield _Mount(file, state.mount.prefix, state.mount.guards, (*state.mount.way, state.mount.path))


def _file(project: Project, path: str, value: Value) -> str | None:
    """Return the file of a router: required on the spot, or of a name."""
    loaded = late(value)
    if loaded:
        found = module(project, loaded[0], path)
    else:
        name = value.path.partition(".")[0].partition("(")[0] if isinstance(value, Unknown) else ""
        found = of_name(project, path, name) if name.isidentifier() else None
    return found if found in project.outlines else None


def _begins(address: str, prefix: str) -> bool:
    return address == prefix or address.startswith(prefix.rstrip("/") + "/") or prefix in {"", "/"}
