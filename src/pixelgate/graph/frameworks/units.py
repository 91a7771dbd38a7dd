"""The functions that declare routes with a router which they are given or make, and the calls that set them up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from pixelgate.graph.frameworks.scripts import known
from pixelgate.parse.outline import Argument, Call, Outline
from pixelgate.parse.values import Array, Choice, Constant, Entry, Function, Object, Text, Unknown, Value

METHODS = frozenset({"get", "post", "put", "patch", "delete", "del", "head", "options", "all", "route"})
MOUNTS = frozenset({"use", "register", "lazyUse", "mount", "mountRouter", "registerRouter", "addRouter", "useRouter"})
RECEIVER = re.compile(r"(?i)(?:this\.)?(?:\w*(?:app|router|server|fastify|koa|instance)|routes?)")
_MADE = re.compile(r"(?:\w+\.)?(?:Router|express|fastify|Fastify|Koa|polka|Hono)")
_PATH = re.compile(r"[/*({].*|")


class Unit(msgspec.Struct, frozen=True):
    """Code that sets up routers, read as one: a function with its parameters, or what is left of a file."""

    parameters: tuple[str, ...]
    calls: tuple[Call, ...]


def units(outline: Outline) -> dict[str, Unit]:
    """Return the functions of a file that are given a router or make one, by name, and under ``""`` the rest of it."""
    found: dict[str, Unit] = {}
    rest = list(outline.calls)
    for one in outline.definitions:
        names = tuple(parameter.name for parameter in one.parameters)
        calls = _in_order(one.calls)
        if one.kind == "function" and one.name not in found and _stands_alone(names, calls):
            found[one.name] = Unit(names, calls)
        else:
            rest += one.calls
    return {**found, "": Unit((), _in_order(rest))}


def declares(unit: Unit) -> bool:
    """Tell whether code declares a route, mounts a router or hands one on."""
    return any(route(one) is not None or one.name.rpartition(".")[2] in MOUNTS or _handed(one) for one in unit.calls)


def _handed(call: Call) -> frozenset[str]:
    """Return what a call hands on that is a router by its name."""
    named = (one.value.path for one in call.arguments if isinstance(one.value, Unknown))
    return frozenset(name for name in named if RECEIVER.fullmatch(name))


def _stands_alone(parameters: Sequence[str], calls: Sequence[Call]) -> bool:
    setting = [one for one in calls if one.name.rpartition(".")[2] in METHODS | MOUNTS and one.arguments]
    made = any(_MADE.fullmatch(one.name) for one in calls)
    given = set(parameters)
    if any(given & _handed(one) for one in calls):
        return True
    return any(
        (receiver := one.name.rpartition(".")[0]) in given
        and (RECEIVER.fullmatch(receiver) or _is_address(one.arguments[0].value, given))
        for one in setting
    ) or (made and any(route(one) is not None or one.name.endswith(".use") or _handed(one) for one in calls))


def _is_address(value: Value, parameters: set[str]) -> bool:
    """Tell whether a value is a path, or made of a parameter."""
    named = {one.path for one in (value.parts if isinstance(value, Text) else (value,)) if isinstance(one, Unknown)}
    text = known(value)
    return bool(named & parameters) or bool(text and _PATH.fullmatch(text))


def _in_order(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Return the calls that routers are set up with, in the order of the file; those inside handlers are left out."""
    found: list[Call] = []
    queue = list(calls)
    while queue:
        call = queue.pop()
        found.append(call)
        if route(call) is None:
            queue += call.body
    return tuple(sorted(found, key=lambda call: call.location))


def route(call: Call, routers: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return receiver and method of a call that declares a route; ``routers`` are receivers whatever their names."""
    receiver, _, method = call.name.rpartition(".")
    named = receiver and (receiver in routers or RECEIVER.fullmatch(receiver))
    if method not in METHODS or not named or not call.arguments:
        return None
    given = call.arguments[0].value
    if method == "route" and isinstance(given, Object):
        return receiver, method
    if isinstance(given, Unknown) and _handles(call.arguments[-1].value):
        return receiver, method
    texts = [known(one) for one in (given.items if isinstance(given, Array) else (given,))]
    more = len(call.arguments) > 1 or (method == "route" and bool(call.chained))
    return (receiver, method) if more and all(t is not None and _PATH.fullmatch(t) for t in texts) else None


def _handles(value: Value) -> bool:
    """Tell whether a function is given what was asked, and what to answer with."""
    return isinstance(value, Function) and len(value.parameters) > 1


def given(call: Call, values: Mapping[str, Value]) -> Call:
    """Return a call of a function's body with what the function was given in the place of its parameters."""
    return msgspec.structs.replace(
        call,
        arguments=tuple(Argument(one.name, filled(one.value, values)) for one in call.arguments),
        chained=tuple(given(one, values) for one in call.chained),
    )


def filled(value: Value, values: Mapping[str, Value]) -> Value:
    """Return a value with others in the place of names."""
    match value:
        case Unknown(path=path) if path in values:
            return values[path]
        case Unknown(path=path, span=span, inputs=inputs):
            head, dot, rest = path.partition(".")
            outer = values.get(head)
            said = f"{outer.path}{dot}{rest}" if dot and isinstance(outer, Unknown) else path
            return Unknown(said, span, tuple(filled(one, values) for one in inputs))
        case Text(parts=parts, span=span):
            inner = [filled(one, values) for one in parts]
            flat = [piece for one in inner for piece in (one.parts if isinstance(one, Text) else (one,))]
            if all(isinstance(one, Constant) and isinstance(one.value, str) for one in flat):
                return Constant("".join(str(one.value) for one in flat if isinstance(one, Constant)), span)
            return Text(tuple(one for one in flat if isinstance(one, Constant | Unknown)), span)
        case Array(items=items, span=span):
            return Array(tuple(filled(one, values) for one in items), span)
        case Choice(options=options, span=span):
            return Choice(tuple(filled(one, values) for one in options), span)
        case Object(entries=entries, span=span):
            return Object(tuple(Entry(one.key, filled(one.value, values), one.span) for one in entries), span)
        case _:
            return value
