"""Scripts, read with esprima: calls with their first literal argument, and addresses that are loaded or requested."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import esprima

from pixelgate.second.marks import Marks, address, vendor_at, vendor_called
from pixelgate.second.model import Evidence

_LOADING = frozenset({"fetch", "sendBeacon", "importScripts", "getScript", "import", "open"})
_TOO_LARGE = 4_000_000
_SHOWN = 120


def read_script(path: str, code: str, known: Marks, *, line: int = 1, column: int = 1) -> list[Evidence]:
    """Collect the evidence in one script, which begins at ``line`` and ``column`` of the file.

    A script that esprima does not accept (ECMAScript after 2017, TypeScript, JSX) yields nothing.
    """
    tree = _parse(code)
    if tree is None:
        return []
    shadowed = frozenset(_declared(tree))
    found = []
    for node in _nodes(tree):
        at = node.loc.start
        place = (line + at.line - 1, at.column + (column if at.line == 1 else 1))
        found += [Evidence(path, *place, subject, text[:_SHOWN]) for subject, text in _evidence(node, known, shadowed)]
    return found


def _parse(code: str) -> esprima.nodes.Node | None:
    if len(code) > _TOO_LARGE:
        return None
    for parse in (esprima.parseScript, esprima.parseModule):
        tree = _attempt(parse, code)
        if tree is not None:
            return tree
    return None


def _attempt(parse: Callable[..., esprima.nodes.Node], code: str) -> esprima.nodes.Node | None:
    # esprima's port raises these beside its own Error on input that it was not made for
    try:
        return parse(code, {"loc": True, "tolerant": True})
    except (esprima.Error, RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError, OverflowError):
        return None


def _nodes(tree: esprima.nodes.Node) -> Iterator[esprima.nodes.Node]:
    """Yield every node of a tree, without recursion."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, esprima.nodes.Node):
            if node.loc is not None:
                yield node
            stack.extend(value for key, value in vars(node).items() if key not in {"loc", "range"})


def _declared(tree: esprima.nodes.Node) -> Iterator[str]:
    """Yield the names that are parameters, or functions and variables below the top: they may hide a global."""
    for node in _nodes(tree):
        for parameter in getattr(node, "params", None) or ():
            if parameter.type == "Identifier":
                yield parameter.name
        if node.type == "FunctionDeclaration" and node not in (tree.body or ()) and node.id:
            yield node.id.name


def _evidence(node: esprima.nodes.Node, known: Marks, shadowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    if node.type in {"CallExpression", "NewExpression"}:
        callee = _path(node.callee)
        first = _first_literal(node.arguments)
        vendor = vendor_called(known, callee, first) if callee and callee.split(".")[0] not in shadowed else None
        if vendor:
            yield vendor, f"{callee}({first!r}…" if first else f"{callee}(…"
        if callee.rpartition(".")[2] in _LOADING:
            yield from _addresses(node.arguments, known)
    elif node.type == "AssignmentExpression" and _path(node.left).endswith(".src"):
        yield from _addresses([node.right], known)


def _addresses(values: list[esprima.nodes.Node], known: Marks) -> Iterator[tuple[str, str]]:
    for value in values:
        text = value.value if value.type == "Literal" and isinstance(value.value, str) else ""
        where = address(text)
        if where:
            yield vendor_at(known, *where) or where[0], text


def _path(node: esprima.nodes.Node) -> str:
    """Return ``a.b.c`` for a chain of plain members, else the empty text."""
    names: list[str] = []
    while node.type == "MemberExpression":
        name = node.property.name if not node.computed else getattr(node.property, "value", None)
        if not isinstance(name, str):
            return ""
        names.append(name)
        node = node.object
    return ".".join([node.name, *reversed(names)]) if node.type == "Identifier" else ""


def _first_literal(arguments: list[esprima.nodes.Node]) -> str | None:
    first = arguments[0] if arguments else None
    if first is not None and first.type == "ArrayExpression" and first.elements:
        first = first.elements[0]
    return first.value if first is not None and first.type == "Literal" and isinstance(first.value, str) else None
