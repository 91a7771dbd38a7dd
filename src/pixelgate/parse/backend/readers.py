"""Readers of the expressions that languages have in common."""

from __future__ import annotations

from collections.abc import Mapping

from pixelgate.parse.backend.code import Code, Reader, children, joined, number, operands, span
from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.values import Array, Choice, Constant, Function, Value


def items(code: Code, node: Node, depth: int) -> Value:
    """Read a list."""
    return Array(tuple(code.value(item, depth) for item in children(node)), span(node))


def binary(plus: str, otherwise: str = "") -> Reader:
    """Return what reads texts put together by one operator, and alternatives that another one separates."""

    def read(code: Code, node: Node, depth: int) -> Value:
        terms = operands(node, frozenset({plus}))
        if len(terms) > 1:
            return joined((code.value(term, depth) for term in terms), span(node))
        options = operands(node, frozenset({otherwise}))
        return _choice(code, options, node, depth) if len(options) > 1 else code.unknown(node)

    return read


def conditional(consequence: str) -> Reader:
    """Return what reads ``a ? b : c`` of a grammar that calls ``b`` so."""

    def read(code: Code, node: Node, depth: int) -> Value:
        options = (node.child_by_field_name(consequence), node.child_by_field_name("alternative"))
        return _choice(code, [option for option in options if option], node, depth)

    return read


def _choice(code: Code, options: list[Node], node: Node, depth: int) -> Value:
    return Choice(tuple(code.value(option, depth) for option in options), span(node))


def inner(code: Code, node: Node, depth: int) -> Value:
    """Read what stands in parentheses, after a cast or after ``await``: the last there is."""
    *_, last = [node, *children(node)]
    return code.value(last, depth) if last.id != node.id else code.unknown(node)


def numeral(code: Code, node: Node, _: int) -> Value:
    """Read a number."""
    read = number(code.text(node))
    return code.unknown(node) if read is None else Constant(read, span(node))


def function(_code: Code, node: Node, _: int) -> Value:
    """Read a function without a name: that it is one."""
    return Function("", (), span(node))


def words(known: Mapping[str, bool | None]) -> Reader:
    """Return what reads ``true``, ``false`` and ``null``, in letters of either case."""

    def read(code: Code, node: Node, _: int) -> Value:
        text = code.text(node).lower()
        return Constant(known[text], span(node)) if text in known else code.unknown(node)

    return read
