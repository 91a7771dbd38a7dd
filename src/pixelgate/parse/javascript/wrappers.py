"""Calls that reach a vendor through a function of the same file, with the arguments they hand over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.document import Call, State
from pixelgate.parse.javascript.callers import callers
from pixelgate.parse.javascript.calls import Environment, call_values, values
from pixelgate.parse.javascript.names import ALL
from pixelgate.parse.javascript.paths import is_stub, path_of
from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.tree import FUNCTIONS, Step, arguments, bare, field
from pixelgate.parse.values import Array, Constant, Function, Object, Unknown, Value, alternatives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration
    from pixelgate.parse.javascript.trace import Called

_DEEPEST = 3
_MOST = 20_000
_WORD = re.compile(rb"(?<![\w$])(?:(?<!\.)|(?<=\.\.\.))[A-Za-z_$][\w$]*")
_KEYWORDS = frozenset({b"true", b"false", b"null", b"void", b"new", b"typeof", b"window", b"this", b"undefined"})
_HOPS = 2
_LONGEST = 4_000


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
    )


def _is_told(value: Value) -> bool:
    """Tell whether an argument is known, or a structure whose entries a caller further out would not change much."""
    return all(isinstance(o, Constant | Object | Array | Function) for o in alternatives(value))


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
    """Return the nearest function around a call whose parameters its arguments are made from."""
    makers = {found.id for node in arguments(step.node) for found in _makers(code, node, 0)}
    for up in step.up():
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


def _makers(code: Code, node: Node, hops: int) -> Iterator[Node]:
    """Yield the functions whose parameters an expression is made from, through local names too."""
    for match in _WORD.finditer(code.data, node.start_byte, min(node.end_byte, node.start_byte + _LONGEST)):
        word = match.group()
        if word in _KEYWORDS:
            continue
        step = code.tree.at(match.start(), match.end())
        if step.type not in {"identifier", "shorthand_property_identifier"}:
            continue
        declaration = code.lookup(word.decode("ascii"), step)
        if declaration is None:
            if word == b"arguments":
                function = next((up for up in step.up() if up.type in FUNCTIONS and up.type != "arrow_function"), None)
                yield from () if function is None else (function.node,)
        elif declaration.function is not None:
            yield declaration.function
        elif hops < _HOPS and declaration.kind in {"const", "let", "var"}:
            yield from _behind(code, declaration, hops + 1)


def _behind(code: Code, declaration: Declaration, hops: int) -> Iterator[Node]:
    for value in code.values(declaration)[:4]:
        if bare(value).type not in FUNCTIONS:
            yield from _makers(code, value, hops)
    for _, key, right in code.property_writes(declaration)[:8]:
        yield from _makers(code, right, hops)
        each = code.resolve(key) if key.type == "identifier" else None
        if each is not None and each.kind == "each" and each.value is not None:
            yield from _makers(code, each.value, hops)
