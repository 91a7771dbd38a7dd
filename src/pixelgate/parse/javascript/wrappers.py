"""Calls that reach a vendor through a function of the same file, with the arguments they hand over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.document import Call, State
from pixelgate.parse.javascript.callers import callers
from pixelgate.parse.javascript.calls import Environment, call_values, values
from pixelgate.parse.javascript.names import ALL
from pixelgate.parse.javascript.paths import is_stub, path_of
from pixelgate.parse.javascript.scopes import leaves, name_of, parameters
from pixelgate.parse.javascript.tree import FUNCTIONS, Step, arguments, field
from pixelgate.parse.values import Array, Constant, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.trace import Called

_DEEPEST = 3
_MOST = 20_000
_WORD = re.compile(rb"[A-Za-z_$][\w$]*")


class _Reached(NamedTuple):
    """A call whose arguments depend on the parameters of a function around it."""

    step: Step
    evaluate: Callable[[Environment], tuple[tuple[Value, ...], bool]]


def wrapped_calls(code: Code, found: list[Called], state: State) -> Iterator[Call]:
    """Yield a call for every call of a local wrapper around the calls found, arguments substituted."""
    left = _MOST
    for called in found:
        first = _Reached(called.step, lambda given, called=called: call_values(code, called, given))
        queue = [(first, 0)]
        while queue and left > 0:
            reached, depth = queue.pop()
            function = _wrapper(code, reached.step)
            for outer in callers(code, function) if function is not None else ():
                if outer.node == reached.step.node or function is None:
                    continue
                left -= 1
                yield _call(code, called, reached, (function, outer), state)
                if depth + 1 < _DEEPEST:
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
    )


def _further(code: Code, reached: _Reached, function: Step, outer: Step) -> _Reached:
    return _Reached(outer, lambda given: reached.evaluate(environment(code, function, outer, given)))


def environment(code: Code, function: Step, call: Step, given: Environment) -> Environment:
    """Return the values that a call gives the parameters of a function."""
    listed, _ = values(code, arguments(call.node), given)
    span = code.span(call.node)
    found: Environment = {(function.node.id, at): value for at, value in enumerate(listed)}
    for at, parameter in enumerate(parameters(function.node)):
        if _is_rest(parameter):
            found[function.node.id, at] = Array(listed[at:], span)
        elif at >= len(listed) and parameter.type == "identifier" and not _has_spread(listed):
            found[function.node.id, at] = Constant(None, span)
    found[function.node.id, ALL] = Array(listed, span)
    return found


def _is_rest(parameter: Node) -> bool:
    inner = field(parameter, "pattern") or parameter
    return inner.type == "rest_pattern"


def _has_spread(listed: tuple[Value, ...]) -> bool:
    return any(isinstance(value, Unknown) and value.path.startswith("...") for value in listed)


def _wrapper(code: Code, step: Step) -> Step | None:
    """Return the nearest function around a call whose parameters its arguments use."""
    used = _used(code, step)
    for up in step.up():
        if up.type not in FUNCTIONS:
            continue
        if is_stub(up.node) and _stands_for_global(code, up):
            return None
        names = {name_of(leaf.node) for parameter in parameters(up.node) for leaf in leaves(parameter)}
        if used & names or ("arguments" in used and up.type != "arrow_function"):
            return up
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


def _used(code: Code, step: Step) -> set[str]:
    words: set[str] = set()
    for node in arguments(step.node):
        words |= {word.decode("ascii") for word in _WORD.findall(code.data, node.start_byte, node.end_byte)}
    return words
