"""Values that stand in other modules: what an expression takes from an import, or from the build's environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.javascript.packed import asked_for
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.structures import key_name, relocated
from pixelgate.parse.javascript.tree import arguments, bare, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration
    from pixelgate.parse.modules import Keys
    from pixelgate.parse.values import Value

_ENVIRONMENTS = frozenset({b"process.env", b"import.meta.env"})
_DEEPEST = 8
_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})
_CALLED = "()"


class Origin(NamedTuple):
    """A module, by its specifier, and the keys that lead from its exports; ``()`` for what a call returns."""

    module: str
    keys: Keys = ()

    def then(self, *keys: str) -> Origin:
        return self._replace(keys=(*self.keys, *keys))


def value_elsewhere(code: Code, node: Node) -> Value | None:
    """Return the value of an expression that begins in another module, as far as the file was told of it.

    Note that it is wanted, known or not.
    """
    found = origin(code, node)
    if found is None:
        return None
    code.want(found.module, found.keys[0] if found.keys else "*")
    value = code.interest.given.value(*found)
    return relocated(value, code.span(node)) if value is not None else None


def origin(code: Code, node: Node, depth: int = 0) -> Origin | None:
    """Return where in another module an expression begins, ``None`` where it begins in this one."""
    node = bare(node)
    if depth > _DEEPEST:
        return None
    if node.type in _NAMES:
        declaration = None if code.is_hole(node) else code.resolve(node)
        return _declared(code, declaration, depth + 1) if declaration is not None else None
    if node.type in _MEMBERS:
        return _member(code, node, depth + 1)
    if node.type == "call_expression":
        return _call(code, node, depth + 1)
    if node.type == "sequence_expression" and node.named_children:
        return origin(code, node.named_children[-1], depth + 1)
    return None


def _declared(code: Code, declaration: Declaration, depth: int) -> Origin | None:
    if declaration.kind == "import":
        if declaration.module is None:
            return None
        module = Origin(code.text(declaration.module)[1:-1])
        return module if declaration.export in {"=", "*"} else module.then(declaration.export)
    value = code.constant_value(declaration)
    found = origin(code, value, depth) if value is not None else None
    return found.then(*declaration.keys) if found is not None and "..." not in declaration.keys else None


def _member(code: Code, node: Node, depth: int) -> Origin | None:
    owner = field(node, "object")
    if node.text in _ENVIRONMENTS:
        return Origin(code.text(node))
    key = field(node, "property") or field(node, "index")
    if owner is None or key is None or (node.type == "subscript_expression" and key.type != "string"):
        return None
    found = origin(code, owner, depth)
    return found.then(key_name(key)) if found is not None else None


def _call(code: Code, node: Node, depth: int) -> Origin | None:
    callee, given = field(node, "function"), arguments(node)
    if callee is None:
        return None
    if callee.type == "import" or (callee.type == "identifier" and name_of(callee) == "require"):
        return Origin(key_name(given[0])) if given and given[0].type == "string" else None
    asked = asked_for(code, callee, given)
    if asked:
        return Origin(asked)
    found = origin(code, callee, depth)
    return found.then(_CALLED) if found is not None and found.keys else None
