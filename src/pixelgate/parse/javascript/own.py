"""Functions that belong to an object or a class of the same file: ``page.reason()``, ``this.reason()``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.structures import key_name
from pixelgate.parse.javascript.tree import FUNCTIONS, bare, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

_FIELDS = frozenset({"pair", "public_field_definition", "field_definition"})
_HOLDERS = frozenset({"object", "class_body"})
_MEMBERS = frozenset({"method_definition", "function_expression", "public_field_definition", "field_definition"})
"""What stands in an object or a class and gives ``this`` its meaning."""

_CLASSES = frozenset({"class", "class_declaration"})


def own_function(code: Code, callee: Node) -> Node | None:
    """Return the function that a call of a member means, where the file itself shows the owner."""
    owner, key = field(callee, "object"), field(callee, "property")
    holder = _holder(code, bare(owner)) if owner is not None else None
    if holder is None or key is None:
        return None
    for child in holder.named_children:
        name = field(child, "name") or field(child, "key") or field(child, "property")
        if name is None or key_name(name) != name_of(key):
            continue
        held = field(child, "value") if child.type in _FIELDS else child
        held = bare(held) if held is not None else None
        if held is not None and held.type in FUNCTIONS:
            return held
    return None


def _holder(code: Code, owner: Node) -> Node | None:
    """Return the object literal, or the body of the class, that an expression holds."""
    if owner.type == "this":
        member = next((up for up in code.tree.step(owner).up() if up.type in _MEMBERS), None)
        return next((up.node for up in member.up() if up.type in _HOLDERS), None) if member is not None else None
    if owner.type == "new_expression":
        made = field(owner, "constructor")
        return _body(code, made) if made is not None else None
    if owner.type != "identifier":
        return owner if owner.type == "object" else None
    return _body(code, owner)


def _body(code: Code, name: Node) -> Node | None:
    declaration = code.resolve(name) if name.type == "identifier" else None
    if declaration is None or declaration.keys:
        return None
    held = declaration.value if declaration.kind == "class" else code.constant_value(declaration)
    held = bare(held) if held is not None else None
    if held is None:
        return None
    if held.type == "new_expression" and (made := field(held, "constructor")) is not None and made != name:
        return _body(code, made) if _is_of_class(code, made) else None
    return field(held, "body") if held.type in _CLASSES else held if held.type == "object" else None


def _is_of_class(code: Code, name: Node) -> bool:
    declaration = code.resolve(name) if name.type == "identifier" else None
    return declaration is not None and declaration.kind == "class"
