"""How an expression that only the run time knows is written down: one way of writing for all ways of coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import arguments, bare, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

LONGEST = 200
_DEEPEST = 24
_ROOTS = frozenset({"window", "globalThis", "self"})


def spell(code: Code, node: Node) -> str:
    """Return the canonical access path of an expression, or its source text; both cut at 200 characters.

    Optional chaining, casts, ``!``, parentheses and ``window.`` are removed; keys in quotes become members; constant
    string arguments are written in single quotes.
    """
    return (_path(code, node, 0) or code.text(node))[:LONGEST]


def _path(code: Code, node: Node, depth: int) -> str | None:
    node = bare(node)
    if depth > _DEEPEST:
        return None
    match node.type:
        case "identifier" | "this" | "super" | "property_identifier" | "meta_property" | "import":
            return code.text(node)
        case "member_expression":
            return _member(code, node, depth)
        case "subscript_expression":
            return _subscript(code, node, depth)
        case "call_expression":
            return _call(code, node, depth)
        case _:
            return None


def _receiver(code: Code, node: Node, depth: int) -> str | None:
    owner = field(node, "object")
    if owner is None:
        return None
    owner = bare(owner)
    if owner.type == "identifier" and name_of(owner) in _ROOTS and code.resolve(owner) is None:
        return ""
    return _path(code, owner, depth + 1)


def _member(code: Code, node: Node, depth: int) -> str | None:
    key = field(node, "property")
    owner = _receiver(code, node, depth)
    if owner is None or key is None:
        return None
    return f"{owner}.{code.text(key)}" if owner else code.text(key)


def _subscript(code: Code, node: Node, depth: int) -> str | None:
    index = field(node, "index")
    owner = _receiver(code, node, depth)
    if owner is None or index is None:
        return None
    quoted = code.text(index)[1:-1] if index.type == "string" else ""
    if quoted.isidentifier():
        return f"{owner}.{quoted}" if owner else quoted
    return f"{owner or 'window'}[{_argument(code, index, depth)}]"


def _call(code: Code, node: Node, depth: int) -> str | None:
    callee = field(node, "function")
    name = _path(code, callee, depth + 1) if callee is not None else None
    if name is None:
        return None
    return f"{name}({', '.join(_argument(code, given, depth) for given in arguments(node))})"


def _argument(code: Code, node: Node, depth: int) -> str:
    if node.type == "string":
        inner = code.text(node)[1:-1]
        return f"'{inner}'" if "'" not in inner else code.text(node)
    return _path(code, node, depth + 1) or code.text(node)[:LONGEST]
