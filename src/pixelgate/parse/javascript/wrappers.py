"""Calls that reach a vendor through a function, of the same file or an imported one, with what they hand over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.document import Call, State
from pixelgate.parse.javascript.callers import callers
from pixelgate.parse.javascript.calls import Environment, call_values
from pixelgate.parse.javascript.jsx import element_at
from pixelgate.parse.javascript.makers import environment, makers_of
from pixelgate.parse.javascript.paths import Path, is_stub, path_of
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import Step, arguments, field
from pixelgate.parse.modules import WINDOW, filled
from pixelgate.parse.values import Array, Constant, Entry, Function, Object, Value, alternatives
from pixelgate.source import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.trace import Called, Used
    from pixelgate.parse.modules import Relay
    from pixelgate.source import Span

_DEEPEST = 3
_MOST = 20_000


class Reached(NamedTuple):
    """A call that reaches a vendor: what it calls in the end, and its arguments where parameters around it have values.

    ``origin`` is the vendor's own call where ``step`` is that of a wrapper, ``via`` its place where it is in another
    file; ``handed`` is what it hands over where nothing around it is known, once that was read; ``made`` the
    expressions that this is made from, where they are not the arguments of ``step``.
    """

    step: Step
    callee: str
    evaluate: Callable[[Environment], tuple[tuple[Value, ...], bool]]
    constructed: bool = False
    aliased: bool = False
    injected: bool = False
    via: Location | Span | None = None
    origin: Step | None = None
    handed: tuple[tuple[Value, ...], bool] | None = None
    made: tuple[Node, ...] = ()

    @property
    def source(self) -> Step:
        """The call that is furthest inside in this file."""
        return self.origin or self.step


def reached(code: Code, called: Called) -> tuple[Reached, ...]:
    """Return what a call reaches: what it calls, or what the imported function that it calls does.

    Both, where what it calls may be a package's: the package's own words tell more than its code.
    """
    evaluate = partial(call_values, code, called)
    path, given = called.path, code.interest.given
    relays = given.relays(path.module or WINDOW, path.keys) if not called.constructed else ()
    through = tuple(_by(called.step, relay, partial(_through, code, called, relay)) for relay in relays)
    if relays and path.module not in code.packed and all(path.module != module for module, _ in given.packages):
        return through
    own = Reached(called.step, meaning(code, path), evaluate, called.constructed, path.aliased, path.injected)
    return (*through, own)


def rendered(code: Code, used: Used) -> tuple[Reached, ...]:
    """Return what a component of another file reaches with the properties that it is given."""
    relays = code.interest.given.relays(used.path.module, used.path.keys) if used.path.module else ()
    return tuple(_by(used.step, relay, partial(_given_properties, code, used, relay)) for relay in relays)


def _by(step: Step, relay: Relay, evaluate: Callable[[Environment], tuple[tuple[Value, ...], bool]]) -> Reached:
    """Return what a wrapper of another file reaches from a place."""
    return Reached(step, relay.callee, evaluate, relay.constructed, aliased=True, via=relay.place or relay.span)


def _given_properties(code: Code, used: Used, relay: Relay, _given: Environment) -> tuple[tuple[Value, ...], bool]:
    span = code.span(used.step.node)
    element = element_at(code, used.step, State.ACTIVE, used.path)
    listed = element.attributes if element is not None else ()
    known = (Entry(one.name, one.value or Constant(value=True, span=one.span), one.span) for one in listed)
    whole = filled(Array(relay.arguments, span), (Object(tuple(known), span),), span)
    return (whole.items if isinstance(whole, Array) else ()), False


def meaning(code: Code, path: Path) -> str:
    """Return what a path is in truth, where the file was told of the module that it begins with."""
    alias = code.interest.given.alias(path.module or WINDOW, path.keys)
    return alias or str(path)


def _through(code: Code, called: Called, relay: Relay, given: Environment) -> tuple[tuple[Value, ...], bool]:
    listed, _ = call_values(code, called, given)
    whole = filled(Array(relay.arguments, code.span(called.step.node)), listed, code.span(called.step.node))
    items = whole.items if isinstance(whole, Array) else ()
    return items, relay.spread and len(items) == 1 and not isinstance(items[0], Constant)


def call(code: Code, found: Reached, state: State) -> Call:
    """Return a call that reaches a vendor."""
    listed, spread = found.evaluate({})
    return Call(
        callee=found.callee,
        arguments=listed,
        span=code.span(found.step.node),
        constructed=found.constructed,
        state=State.INACTIVE if found.step.dead else state,
        aliased=found.aliased,
        via=found.via,
        spread=spread,
        injected=found.injected,
    )


class Wrapped(NamedTuple):
    """A function around a call that reaches a vendor, whose parameters the call's arguments are made from."""

    function: Step
    reached: Reached


def wrappers(code: Code, found: list[Reached]) -> tuple[list[Wrapped], list[Reached]]:
    """Return the functions around calls found, and every call of one."""
    around: list[Wrapped] = []
    outer: list[Reached] = []
    for first in found:
        queue = [(first, 0)]
        while queue and len(outer) < _MOST:
            inner, depth = queue.pop()
            function = wrapper(code, inner)
            if function is None:
                continue
            around.append(Wrapped(function, inner))
            for step in callers(code, function):
                if not _stands_in(step, function):
                    evaluate = partial(_within, code, inner, (function, step))
                    handed = evaluate({})
                    further = inner._replace(step=step, evaluate=evaluate, origin=inner.source, handed=handed, made=())
                    outer.append(further)
                    if depth + 1 < _DEEPEST and not all(map(_is_told, handed[0])):
                        queue.append((further, depth + 1))
    return around, outer


def _stands_in(step: Step, function: Step) -> bool:
    """Tell whether a call is one that a function makes of itself: it hands on what the function is given."""
    return function.node.start_byte <= step.node.start_byte < function.node.end_byte


def _within(code: Code, inner: Reached, call: tuple[Step, Step], given: Environment) -> tuple[tuple[Value, ...], bool]:
    function, outer = call
    return inner.evaluate(environment(code, function, outer, given))


def wrapped_calls(code: Code, found: list[Reached], state: State) -> Iterator[Call]:
    """Yield a call for every call of a local wrapper around the calls found, arguments substituted."""
    for outer in found:
        listed, spread = outer.handed or outer.evaluate({})
        yield Call(
            callee=outer.callee,
            arguments=listed,
            span=code.span(outer.step.node),
            constructed=outer.constructed,
            state=State.INACTIVE if outer.step.dead or outer.source.dead else state,
            aliased=True,
            via=outer.via if isinstance(outer.via, Location) else code.span(outer.source.node),
            spread=spread,
            injected=outer.injected,
        )


def _is_told(value: Value) -> bool:
    """Tell whether an argument is known, or a structure whose entries a caller further out would not change much."""
    return all(isinstance(o, Constant | Object | Array | Function) for o in alternatives(value))


def wrapper(code: Code, found: Reached) -> Step | None:
    """Return the nearest function around a call whose parameters its arguments are made from."""
    made = found.made or arguments(found.step.node)
    makers = {maker.id for node in made for maker in makers_of(code, node)}
    for up in found.step.up() if makers else ():
        if up.node.id in makers:
            return None if is_stub(up.node) and _stands_for_global(code, up) else up
    return None


def _stands_for_global(code: Code, function: Step) -> bool:
    """Tell whether a stub is the asked-for global itself, whose calls are found without it."""
    name = field(function.node, "name")
    parent = function.parent
    if name is None and parent is not None:
        target = field(parent.node, "left") or field(parent.node, "name")
        path = path_of(code, target)
        if path is not None and path.keys:
            return path.keys[0] in code.interest.names
        name = target
    return name is not None and name.type == "identifier" and name_of(name) in code.interest.names
