"""The exports of a module, as it writes them: the statements of ECMAScript and TypeScript, and those of CommonJS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.javascript.fold import string_of
from pixelgate.parse.javascript.scopes import leaves, name_of
from pixelgate.parse.javascript.structures import key_name
from pixelgate.parse.javascript.tree import field, first_in
from pixelgate.parse.modules import EVERY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.modules import Keys

_MANY = 200


def exported(code: Code) -> Iterator[tuple[Keys, Node | str]]:
    """Yield the exports of a script: their path, and the expression, or the export of another module (``./x#y``)."""
    for statement in code.tree.root.named_children:
        if statement.type == "export_statement":
            yield from _statement(code, statement)
    yield from _common(code)


def _statement(code: Code, statement: Node) -> Iterator[tuple[Keys, Node | str]]:
    source = field(statement, "source")
    module = string_of(code, source) if source is not None else None
    declared, value = field(statement, "declaration"), field(statement, "value")
    default = any(child.type == "default" for child in statement.children)
    if value is not None:
        yield ("default",), value
    elif declared is not None:
        yield from _declared(code, declared, default=default)
    elif module is not None and any(child.type == "*" for child in statement.children):
        yield EVERY, f"{module}#"
    if any(child.type == "=" for child in statement.children) and (whole := first_in(statement)) is not None:
        yield ("default",), whole
    for child in statement.named_children:
        if child.type == "export_clause":
            yield from _clause(child, module)
        elif child.type == "namespace_export" and module is not None:
            name = first_in(child)
            if name is not None:
                yield (key_name(name),), f"{module}#"


def _declared(code: Code, declared: Node, *, default: bool) -> Iterator[tuple[Keys, Node | str]]:
    name = field(declared, "name")
    if default:
        yield ("default",), declared
    elif name is not None and declared.type == "internal_module":
        body = field(declared, "body")
        for statement in body.named_children if body is not None else ():
            if statement.type == "export_statement":
                yield from (((name_of(name), *keys), node) for keys, node in _statement(code, statement))
    elif name is not None:
        yield (name_of(name),), name if declared.type == "enum_declaration" else declared
    else:
        for declarator in declared.named_children:
            bound = field(declarator, "name") if declarator.type == "variable_declarator" else None
            for leaf in leaves(bound) if bound is not None else ():
                yield (name_of(leaf.node),), leaf.node


def _clause(clause: Node, module: str | None) -> Iterator[tuple[Keys, Node | str]]:
    for specifier in clause.named_children:
        name = field(specifier, "name")
        alias = field(specifier, "alias") or name
        if name is not None and alias is not None:
            yield (key_name(alias),), name if module is None else f"{module}#{key_name(name)}"


def _common(code: Code) -> Iterator[tuple[Keys, Node]]:
    """Yield what a CommonJS module puts on ``exports``."""
    if b"exports" not in code.data:
        return
    for at in code.places.of("exports")[:_MANY]:
        step = code.tree.at(at, at + len("exports"))
        parent = step.parent
        if step.type == "property_identifier" and parent is not None:
            owner = field(parent.node, "object")
            if owner is None or owner.text != b"module":
                continue
            step, parent = parent, parent.parent
        elif step.type != "identifier" or code.lookup("exports", step) is not None:
            continue
        keys: list[str] = []
        while parent is not None and parent.type == "member_expression" and field(parent.node, "object") == step.node:
            key = field(parent.node, "property")
            keys.append(name_of(key) if key is not None else "")
            step, parent = parent, parent.parent
        if parent is not None and parent.type == "assignment_expression" and field(parent.node, "left") == step.node:
            right = field(parent.node, "right")
            if right is not None:
                yield tuple(keys) or ("default",), right
