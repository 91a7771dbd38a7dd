"""How functions are entered: called where they stand, as a promise's callback, by the name of a local one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.javascript.tree import FUNCTIONS, Step, arguments, bare, field

if TYPE_CHECKING:
    from tree_sitter import Node


def immediate_call(step: Step) -> Step | None:
    """Return the call that runs a function expression at once: ``(function(){})(…)``, ``!function(){}.call(…)``."""
    parent = step.parent
    while parent is not None and parent.type == "parenthesized_expression":
        step, parent = parent, parent.parent
    if parent is None:
        return None
    if parent.type == "call_expression" and field(parent.node, "function") == step.node:
        return parent
    if parent.type == "member_expression" and field(parent.node, "object") == step.node:
        method, outer = field(parent.node, "property"), parent.parent
        if method is None or outer is None or outer.type != "call_expression" or method.text not in {b"call", b"apply"}:
            return None
        return outer if field(outer.node, "function") == parent.node else None
    return None


def immediate_arguments(step: Step) -> list[Node] | None:
    """Return the arguments that an immediately called function receives, ``this`` removed."""
    call = immediate_call(step)
    if call is None:
        return None
    given = arguments(call.node)
    callee = field(call.node, "function")
    callee = bare(callee) if callee is not None else None
    if callee is None or callee.type in FUNCTIONS:
        return given
    method = field(callee, "property")
    if method is not None and method.text == b"apply":
        listed = given[1] if len(given) > 1 else None
        return [c for c in listed.named_children if c.type != "comment"] if listed and listed.type == "array" else []
    return given[1:]


def promised(function: Step) -> Node | None:
    """Return the promise whose ``then`` a function is the callback of."""
    call = function.parent.parent if function.parent is not None and function.parent.type == "arguments" else None
    callee = field(call.node, "function") if call is not None else None
    if (
        call is None
        or callee is None
        or callee.type != "member_expression"
        or arguments(call.node)[:1] != [function.node]
    ):
        return None
    method = field(callee, "property")
    return field(callee, "object") if method is not None and method.text == b"then" else None
