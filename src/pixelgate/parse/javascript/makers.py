"""Which parameters an expression is made from, and what a call gives them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.calls import Environment, values
from pixelgate.parse.javascript.names import ALL
from pixelgate.parse.javascript.scopes import parameters
from pixelgate.parse.javascript.tree import FUNCTIONS, Step, arguments, bare, field
from pixelgate.parse.values import Array, Constant, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration

_WORD = re.compile(rb"(?<![\w$])(?:(?<!\.)|(?<=\.\.\.))[A-Za-z_$][\w$]*")
_KEYWORDS = frozenset({b"true", b"false", b"null", b"void", b"new", b"typeof", b"window", b"this", b"undefined"})
_LOCAL = frozenset({"const", "let", "var"})
_HOPS = 3
_LONGEST = 4_000
_MANY = 8


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


def makers_of(code: Code, node: Node) -> list[Node]:
    """Return the functions whose parameters an expression is made from, through local names too, each once."""
    return list({found.id: found for found in _makers(code, node, 0)}.values())


def _makers(code: Code, node: Node, hops: int) -> Iterator[Node]:
    last = min(node.end_byte, node.start_byte + _LONGEST)
    for match in _WORD.finditer(code.data, node.start_byte, last):
        if match.group() in _KEYWORDS:
            continue
        step = code.tree.at(match.start(), match.end())
        if step.type not in {"identifier", "shorthand_property_identifier"}:
            continue
        declaration = code.lookup(match.group().decode("ascii"), step)
        if declaration is None:
            if match.group() == b"arguments":
                yield from (up.node for up in step.up() if up.type in FUNCTIONS and up.type != "arrow_function")
        elif declaration.function is not None:
            yield declaration.function
            given = code.argument(declaration) if hops < _HOPS else None
            yield from _makers(code, given, hops + 1) if given is not None else ()
        elif hops < _HOPS and declaration.kind in _LOCAL:
            yield from _behind(code, declaration, hops + 1)


def _behind(code: Code, declaration: Declaration, hops: int) -> tuple[Node, ...]:
    known = code.makers.get(id(declaration))
    if known is None:
        code.makers[id(declaration)] = ()
        found = {node.id: node for node in _makers_of_values(code, declaration, hops)}
        known = code.makers[id(declaration)] = tuple(found.values())
    return known


def _makers_of_values(code: Code, declaration: Declaration, hops: int) -> Iterator[Node]:
    for value in code.values(declaration)[:_MANY]:
        if bare(value).type not in FUNCTIONS:
            yield from _makers(code, value, hops)
    for _, key, right in code.property_writes(declaration)[:_MANY]:
        yield from _makers(code, right, hops)
        each = code.resolve(key) if key.type == "identifier" else None
        if each is not None and each.kind == "each" and each.value is not None:
            yield from _makers(code, each.value, hops)
