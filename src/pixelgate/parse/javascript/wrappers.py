"""Calls that reach a vendor through a function of the same file, with the arguments they hand over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.document import Call, State
from pixelgate.parse.javascript.callers import callers
from pixelgate.parse.javascript.calls import Environment, call_values
from pixelgate.parse.javascript.makers import environment, makers_of
from pixelgate.parse.javascript.paths import is_stub, path_of
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import Step, arguments, field
from pixelgate.parse.values import Array, Constant, Function, Object, Value, alternatives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.trace import Called

_DEEPEST = 3
_MOST = 20_000


class _Reached(NamedTuple):
    """A call whose arguments depend on the parameters of a function around it."""

    step: Step
    evaluate: Callable[[Environment], tuple[tuple[Value, ...], bool]]


def wrapped_calls(code: Code, found: list[Called], state: State) -> Iterator[Call]:
    """Yield a call for every call of a local wrapper around the calls found, arguments substituted."""
    left = _MOST
    for called in found:
        queue = [(_Reached(called.step, partial(call_values, code, called)), 0)]
        while queue and left > 0:
            reached, depth = queue.pop()
            function = _wrapper(code, reached.step)
            for outer in callers(code, function) if function is not None else ():
                if outer.node == reached.step.node or function is None:
                    continue
                left -= 1
                call = _call(code, called, reached, (function, outer), state)
                yield call
                if depth + 1 < _DEEPEST and not all(map(_is_told, call.arguments)):
                    queue.append((_further(code, reached, function, outer), depth + 1))


def _call(code: Code, called: Called, reached: _Reached, through: tuple[Step, Step], state: State) -> Call:
    function, outer = through
    listed, spread = reached.evaluate(environment(code, function, outer, {}))
    return Call(
        callee=str(called.path),
        arguments=listed,
        span=code.span(outer.node),
        constructed=called.constructed,
        state=State.INACTIVE if outer.dead or called.step.dead else state,
        aliased=True,
        via=code.span(called.step.node),
        spread=spread,
        injected=called.path.injected,
    )


def _is_told(value: Value) -> bool:
    """Tell whether an argument is known, or a structure whose entries a caller further out would not change much."""
    return all(isinstance(o, Constant | Object | Array | Function) for o in alternatives(value))


def _further(code: Code, reached: _Reached, function: Step, outer: Step) -> _Reached:
    return _Reached(outer, lambda given: reached.evaluate(environment(code, function, outer, given)))


def _wrapper(code: Code, step: Step) -> Step | None:
    """Return the nearest function around a call whose parameters its arguments are made from."""
    makers = {found.id for node in arguments(step.node) for found in makers_of(code, node)}
    for up in step.up() if makers else ():
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
