"""Calls and writes as values: the arguments folded, ``call``, ``apply``, ``bind`` and spreads undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.document import Assignment, State
from pixelgate.parse.javascript.fold import Folder
from pixelgate.parse.javascript.structures import spread_items
from pixelgate.parse.javascript.tree import arguments
from pixelgate.parse.values import Array, Constant, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.trace import Called, Written

Environment = dict[tuple[int, int], Value]


def call_values(
    code: Code, found: Called, environment: Mapping[tuple[int, int], Value]
) -> tuple[tuple[Value, ...], bool]:
    """Return the arguments that reach the function, and whether all of them are one unknown array."""
    given = arguments(found.step.node)
    if found.method:
        given = given[1:]
    if found.method == "apply":
        listed, spread = _applied(code, given, environment)
    else:
        listed, spread = values(code, given, environment)
    bound, _ = values(code, list(found.path.bound), environment)
    return (*bound, *listed), spread and not bound


def _applied(
    code: Code, given: list[Node], environment: Mapping[tuple[int, int], Value]
) -> tuple[tuple[Value, ...], bool]:
    if not given:
        return (), False
    value = Folder(code, environment).value(given[0])
    if isinstance(value, Array):
        return value.items, False
    return (value,), True


def values(
    code: Code, given: list[Node], environment: Mapping[tuple[int, int], Value]
) -> tuple[tuple[Value, ...], bool]:
    """Return the values of arguments, known spreads expanded, and whether an unknown spread is all there is."""
    listed: list[Value] = []
    for node in given:
        folder = Folder(code, environment)
        if node.type == "spread_element":
            listed += spread_items(folder, node, 0)
        else:
            listed.append(folder.value(node))
    alone = len(listed) == 1 and bool(given) and given[0].type == "spread_element" and isinstance(listed[0], Unknown)
    return tuple(listed), alone


def assignment(code: Code, found: Written, state: State) -> Assignment:
    """Return a write that was found."""
    span = code.span(found.step.node)
    value = Folder(code).value(found.value) if found.value is not None else Constant(None, span)
    return Assignment(str(found.path), value, span, State.INACTIVE if found.step.dead else state)
