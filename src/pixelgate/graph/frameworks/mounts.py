"""Where the routes of code in Express stand: below the addresses of routers, behind the guards put before them."""

from __future__ import annotations

import re

import msgspec

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined
from pixelgate.graph.frameworks.scripts import known, setting
from pixelgate.graph.frameworks.units import METHODS, MOUNTS, RECEIVER, Unit, units
from pixelgate.graph.model import Guard
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Unknown, Value
from pixelgate.source import Location

_MADE = re.compile(r"(?:\w+\.)?(?:Router|express|fastify|Fastify|Koa|polka|Hono)\b")
_DEEPEST = 8

Place = tuple[str, str]
"""A file, and a function in it that sets up a router, or nothing for the rest of the file."""


class Mount(msgspec.Struct, frozen=True):
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


class Guarded(msgspec.Struct, frozen=True):
    """Guards that a router has from here on, below an address."""

    receiver: str
    prefix: str
    guards: tuple[Guard, ...]


class State(msgspec.Struct):
    """What is known of the routers of one file while its calls are read in order."""

    mount: Mount
    prefixes: dict[str, tuple[str, tuple[Guard, ...]]]
    guarded: list[Guarded]
    at: Location | None = None  # the call that hands on a router, or gives the text that it hands on

    def around(self, receiver: str, address: str) -> tuple[str, tuple[Guard, ...]]:
        """Return the address of a router's route, and the guards before it."""
        prefix, outer = self.prefixes.get(receiver, ("", ()))
        own = (
            g for one in self.guarded if one.receiver == receiver and _begins(address, one.prefix) for g in one.guards
        )
        return joined(self.mount.prefix, prefix, address), (*self.mount.guards, *outer, *own)


def local(outline: Outline, unit: Unit) -> dict[str, tuple[str, tuple[Guard, ...]]]:
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


def _begins(address: str, prefix: str) -> bool:
    return address == prefix or address.startswith(prefix.rstrip("/") + "/") or prefix in {"", "/"}
