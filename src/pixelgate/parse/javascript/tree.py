"""The syntax tree of one piece of code, entered from the side: from an offset to the node there and up."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

if TYPE_CHECKING:
    from collections.abc import Iterator

FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "arrow_function",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)
SCOPES = FUNCTIONS | {
    "program",
    "statement_block",
    "switch_body",
    "for_statement",
    "for_in_statement",
    "catch_clause",
}
WRAPPERS = frozenset(
    {
        "parenthesized_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "type_assertion",
        "await_expression",
    }
)
"""Expressions that mean what their inner expression means."""


_MANY_ARGUMENTS = 512
_SOME_ARGUMENTS = 64


class Step:
    """A node together with the way back to the root, which tree-sitter would search for anew each time."""

    __slots__ = ("node", "outer", "parent", "scope", "switched_off", "type")

    def __init__(self, node: Node, parent: Step | None) -> None:
        self.node = node
        self.type = node.type
        self.parent = parent
        self.scope: Step = self if parent is None or self.type in SCOPES else parent.scope
        self.outer: Step | None = None
        self.switched_off: bool | None = None if parent else False

    def up(self) -> Iterator[Step]:
        """Yield the ancestors, nearest first."""
        step = self.parent
        while step is not None:
            yield step
            step = step.parent

    @property
    def dead(self) -> bool:
        """Tell whether this stands in a branch that a literal condition switches off."""
        way = [self]
        while way[-1].switched_off is None and way[-1].parent is not None:
            way.append(way[-1].parent)
        known = bool(way.pop().switched_off) if way[-1].switched_off is not None else False
        for step in reversed(way):
            known = known or _switched_off(step)
            step.switched_off = known
        return known


def _switched_off(step: Step) -> bool:
    parent = step.parent
    if parent is None:
        return False
    if parent.type in {"if_statement", "ternary_expression", "while_statement"}:
        truth = _literal_truth(parent.node.child_by_field_name("condition"))
        if truth is None:
            return False
        branch = "alternative" if truth else ("body" if parent.type == "while_statement" else "consequence")
        return parent.node.child_by_field_name(branch) == step.node
    if parent.type == "binary_expression" and parent.node.child_by_field_name("right") == step.node:
        operator = parent.node.child_by_field_name("operator")
        truth = _literal_truth(parent.node.child_by_field_name("left"))
        return operator is not None and (
            (operator.type == "&&" and truth is False) or (operator.type == "||" and truth is True)
        )
    return False


def _literal_truth(node: Node | None) -> bool | None:
    negated = False
    while node is not None and node.type in {"parenthesized_expression", "unary_expression"}:
        if node.type == "unary_expression":
            if node.children[0].type != "!":
                return None
            negated = not negated
        node = first_in(node)
    if node is None or node.type not in {"true", "false", "number"}:
        return None
    truth = node.type == "true" or (node.type == "number" and node.text not in {b"0", b"0.0"})
    return truth != negated


class Tree:
    """A parsed text; ``at`` and ``step`` are cheapest when asked in the order of the text."""

    def __init__(self, data: bytes, language: str) -> None:
        self.root = _parser(language).parse(data).root_node
        self._cursor = self.root.walk()
        self._top = Step(self.root, None)
        self._steps: dict[int, Step] = {}

    def at(self, start: int, end: int) -> Step:
        """Return the smallest node that covers a range."""
        self._rewind(start, end)
        self._descend(start, end, None)
        return self._top

    def step(self, node: Node) -> Step:
        """Return the step of a node of this tree."""
        found = self._steps.get(node.id)
        if found is None:
            found = self._steps[node.id] = self._step(node)
        return found

    def _step(self, node: Node) -> Step:
        start, end, wanted = node.start_byte, node.end_byte, node.id
        self._rewind(start, end)
        probe: Step | None = self._top
        while probe is not None and probe.node.start_byte == start and probe.node.end_byte == end:
            if probe.node.id == wanted:
                return probe
            probe = probe.parent
        self._descend(start, end, wanted)
        return self._top

    def _rewind(self, start: int, end: int) -> None:
        top = self._top
        while top.parent is not None and not (top.node.start_byte <= start and end <= top.node.end_byte):
            self._cursor.goto_parent()
            top = top.parent
        self._top = top

    def _descend(self, start: int, end: int, wanted: int | None) -> None:
        cursor = self._cursor
        while cursor.goto_first_child_for_byte(start) is not None:
            node = cursor.node
            if node is None or node.start_byte > start or node.end_byte < end:
                cursor.goto_parent()
                return
            self._top = Step(node, self._top)
            if node.id == wanted:
                return


@cache
def _parser(language: str) -> Parser:
    match language:
        case "typescript":
            return Parser(Language(tree_sitter_typescript.language_typescript()))
        case "tsx":
            return Parser(Language(tree_sitter_typescript.language_tsx()))
        case _:
            return Parser(Language(tree_sitter_javascript.language()))


def field(node: Node, name: str) -> Node | None:
    """Return a field of a node."""
    return node.child_by_field_name(name)


def bare(node: Node) -> Node:
    """Return the expression inside parentheses, casts and ``await``."""
    while node.type in WRAPPERS:
        inner = last_in(node) if node.type == "type_assertion" else first_in(node)
        if inner is None:
            return node
        node = inner
    return node


def arguments(call: Node) -> list[Node]:
    """Return the argument expressions of a call or construction, comments left out."""
    node = call.child_by_field_name("arguments")
    if node is None or node.type != "arguments":
        return []
    if node.named_child_count > _MANY_ARGUMENTS:
        some = [node.named_child(at) for at in range(_SOME_ARGUMENTS)]
        return [child for child in some if child.type != "comment"]
    return [child for child in node.named_children if child.type != "comment"]


def is_last(step: Step, parent: Step) -> bool:
    """Tell whether a node ends its parent: the last operand of a sequence, which is its value."""
    return step.node.end_byte == parent.node.end_byte


def first_in(node: Node) -> Node | None:
    """Return the first named child."""
    return node.named_child(0) if node.named_child_count else None


def last_in(node: Node) -> Node | None:
    """Return the last named child."""
    return node.named_child(node.named_child_count - 1) if node.named_child_count else None
