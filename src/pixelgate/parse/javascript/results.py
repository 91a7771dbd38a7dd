"""Values of calls: text functions, split strings, frozen objects, functions of the file that return one expression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.javascript import concat
from pixelgate.parse.javascript.elsewhere import value_elsewhere
from pixelgate.parse.javascript.own import own_function
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.structures import parsed, relocated
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field, first_in
from pixelgate.parse.values import Array, Constant, How, Object, Value, constant

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.fold import Folder

_MANY_PARTS = 1_000
_MANY_RETURNS = 4
_MADE = frozenset({b"map", b"flatMap", b"from", b"reduce", b"then"})
"""Methods whose result is made of what their callback returns."""

_SELECTING = re.compile(rb"^use\w*(?:Selector|Store)$")
"""Hooks whose result is what their callback takes from a store."""

_BRANCHES = frozenset({"statement_block", "if_statement", "else_clause", "try_statement"})


def call(folder: Folder, node: Node, depth: int) -> Value:
    """Return the value of a call where it can be known, else its path with receiver and arguments as inputs."""
    made = concat.called(folder, node, depth)
    if made is not None:
        return concat.as_value(folder, node, made)
    callee = field(node, "function")
    callee = bare(callee) if callee is not None else None
    if callee is None:
        return folder.unknown(node)
    known = value_elsewhere(folder.code, node)
    given: list[Value] | None = None
    if known is not None:
        return known
    if callee.type == "member_expression":
        known = _method(folder, node, callee, depth)
    elif callee.type == "identifier" or callee.type in FUNCTIONS:
        known, given = _returned(folder, node, callee, depth)
    if known is not None:
        return known
    owner = field(callee, "object") if callee.type == "member_expression" else None
    own = own_function(folder.code, callee) if owner is not None and folder.inputs else None
    if own is not None:
        return folder.computed(node, (*_returns(own), *arguments(node)), depth)
    inner = _results(folder, node, callee) if folder.inputs else []
    if given is not None:  # each is asked once: twice at every call would double with every call inside another
        return folder.computed(node, inner, depth, given=given)
    return folder.computed(node, (owner, *inner, *arguments(node)), depth)


def _results(folder: Folder, node: Node, callee: Node) -> list[Node]:
    """Return what a function of the file, or a callback, returns: for following what the result is made of."""
    function = (
        callee if callee.type in FUNCTIONS else _function(folder, callee) if callee.type == "identifier" else None
    )
    method = field(callee, "property") if callee.type == "member_expression" else None
    called = [function] if function is not None else []
    made = method is not None and method.text in _MADE
    if made or (callee.type == "identifier" and _SELECTING.search(callee.text or b"")):
        called = [given for given in arguments(node) if given.type in FUNCTIONS]
    return [found for one in called for found in _returns(one)]


def _returns(function: Node) -> list[Node]:
    single = returned_expression(function)
    return [single] if single is not None else returned_expressions(function)


def _method(folder: Folder, node: Node, callee: Node, depth: int) -> Value | None:
    owner, method = field(callee, "object"), field(callee, "property")
    given = arguments(node)
    if owner is None or method is None:
        return None
    match name_of(method):
        case "split" if given:
            return _split(folder, node, owner, depth)
        case "reverse" if not given:
            value = folder.value(owner, depth)
            return Array(value.items[::-1], value.span) if isinstance(value, Array) else None
        case "concat" if bare(owner).type == "array":
            listed = [folder.value(part, depth) for part in (owner, *given)]
            items = [item for part in listed for item in (part.items if isinstance(part, Array) else (part,))]
            return Array(tuple(items), folder.code.span(node))
        case "assign" if name_of(owner) == "Object":
            merged = [folder.value(part, depth) for part in given]
            if all(isinstance(part, Object) for part in merged):
                entries = tuple(e for part in merged if isinstance(part, Object) for e in part.entries)
                return Object(entries, folder.code.span(node))
        case "freeze" | "seal" if given and name_of(owner) == "Object":
            return folder.value(given[0], depth)
        case "parse" if given and name_of(owner) == "JSON":
            text = constant(folder.value(given[0], depth))
            return parsed(text, folder.code.span(node)) if text else None
    return None


def _split(folder: Folder, node: Node, owner: Node, depth: int) -> Value | None:
    text = constant(folder.value(owner, depth))
    separator = constant(folder.value(arguments(node)[0], depth))
    if text is None or separator is None:
        return None
    parts = text.split(separator) if separator else list(text)
    if len(parts) > _MANY_PARTS:
        return None
    span = folder.code.span(node)
    return Array(tuple(Constant(part, span, How.FOLDED) for part in parts), span)


def _returned(folder: Folder, node: Node, callee: Node, depth: int) -> tuple[Value | None, list[Value] | None]:
    """Return the value of a function that is nothing but one returned expression; else the object that it returns.

    With it, the values of the arguments, where they were asked for.
    """
    function = callee if callee.type in FUNCTIONS else _function(folder, callee)
    if function is None:
        return None, None
    body = returned_expression(function)
    bodies = [body] if body is not None else returned_expressions(function)
    kinds = Constant | Object | Array if body is not None else Object
    values: list[Value] | None = None
    for one in bodies:
        if not folder.spend(depth):
            return None, values
        if values is None:
            values = [folder.value(given, depth) for given in arguments(node)]
        inner = folder.within({(function.id, at): value for at, value in enumerate(values)})
        value = inner.value(one, depth)
        folder.left = inner.left
        if isinstance(value, kinds):
            return relocated(value, folder.code.span(node)), values
    return None, values


def _function(folder: Folder, callee: Node) -> Node | None:
    declaration = folder.code.resolve(callee)
    made = folder.code.constant_value(declaration) if declaration is not None and not declaration.keys else None
    return bare(made) if made is not None and bare(made).type in FUNCTIONS else None


def returned_expressions(function: Node) -> list[Node]:
    """Return what the ``return`` statements at the end of a function and in its branches return, the last first."""
    body = field(function, "body")
    found: list[Node] = []
    queue = [body] if body is not None else []
    while queue and len(found) < _MANY_RETURNS:
        node = queue.pop()
        if node.type == "return_statement":
            expression = first_in(node)
            found += [expression] if expression is not None else []
        elif node.type in _BRANCHES:
            queue += node.named_children
    return found


def returned_expression(function: Node) -> Node | None:
    """Return the expression of an arrow function or of a body that is a single ``return``."""
    body = field(function, "body")
    if body is None:
        return None
    if body.type != "statement_block":
        return body
    statements = [child for child in body.named_children if child.type != "comment"]
    if len(statements) != 1 or statements[0].type != "return_statement":
        return None
    return first_in(statements[0])
