"""What is put into a list after it was made: ``answers.push(x)``; for following data only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from pixelgate.parse.javascript.structures import spread_items
from pixelgate.parse.javascript.tree import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.fold import Folder
    from pixelgate.parse.javascript.scopes import Declaration
    from pixelgate.parse.values import Array, Value

_MANY = 50
_PUSH = re.compile(rb"\s*\.\s*(?:push|unshift)\s*\(")


def with_later_items(folder: Folder, declaration: Declaration, value: Array, depth: int) -> Array:
    """Return a list with what is pushed into it, wherever that happens."""
    later: list[Value] = []
    for node in _pushed(folder.code, declaration):
        later += spread_items(folder, node, depth) if node.type == "spread_element" else [folder.value(node, depth)]
    return msgspec.structs.replace(value, items=(*value.items, *later)) if later else value


def _pushed(code: Code, declaration: Declaration) -> Iterator[Node]:
    """Yield the arguments of ``push`` and ``unshift`` of a local list, so many calls at most."""
    scope, width = declaration.scope.node, len(declaration.name)
    found = 0
    for at in code.places.between(declaration.name, scope.start_byte, scope.end_byte):
        if found >= _MANY or not _PUSH.match(code.data, at + width):
            continue
        step = code.tree.at(at, at + width)
        call = step.parent.parent if step.parent is not None else None
        if call is not None and call.type == "call_expression" and code.lookup(declaration.name, step) is declaration:
            found += 1
            yield from arguments(call.node)
