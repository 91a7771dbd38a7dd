"""What static reading knows about an expression: constants folded, structures kept, the rest by its access path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.javascript import concat, handlers, names, results, structures
from pixelgate.parse.javascript.spell import spell
from pixelgate.parse.javascript.text import unescaped
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field
from pixelgate.parse.values import Choice, Constant, Function, Hole, How, Text, Unknown, Value, alternatives
from pixelgate.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration

_DEEPEST = 32
_BUDGET = 8_000
_PLAIN = frozenset({"null", "undefined", "true", "false", "number"})
_TYPES: dict[type, str] = {str: "string", float: "number", bool: "boolean"}
_DECIDABLE = frozenset({"true", "false", "binary_expression"})
_STRINGS = frozenset({"string", "template_string"})


class Folder:
    """Reads expressions of one piece of code, with a budget that no cleverly built code can exceed.

    ``environment`` gives parameters values: (id of the function's node, index) to the value of the argument. Without
    ``inputs``, what an unknown value is computed from is not read: enough for the text of a string.
    """

    def __init__(
        self,
        code: Code,
        environment: Mapping[tuple[int, int], Value] | None = None,
        *,
        inputs: bool = True,
        budget: int = _BUDGET,
    ) -> None:
        self.code = code
        self.environment = environment or {}
        self.inputs = inputs
        self.left = budget

    def within(self, more: Mapping[tuple[int, int], Value]) -> Folder:
        """Return a folder that also knows the arguments of a call, and shares this one's budget."""
        return Folder(self.code, {**self.environment, **more}, inputs=self.inputs, budget=self.left)

    def spend(self, depth: int) -> bool:
        """Take one step; false when depth or budget are used up."""
        self.left -= 1
        return depth <= _DEEPEST and self.left > 0

    def unknown(self, node: Node, inputs: tuple[Value, ...] = ()) -> Unknown:
        """Return the value of an expression that only the run time knows."""
        return Unknown(spell(self.code, node), self.code.span(node), inputs)

    def computed(
        self, node: Node, operands: Iterable[Node | None], depth: int, *, given: Iterable[Value] = ()
    ) -> Unknown:
        """Return the value of an expression that is computed from others in a way that is not followed.

        ``given`` are the values of those that were read before.
        """
        if not self.inputs:
            return self.unknown(node)
        listed = (self.value(operand, depth) for operand in operands if operand is not None)
        return self.unknown(node, tuple(value for value in (*listed, *given) if not isinstance(value, Function)))

    def holes(self, start: int, end: int) -> list[Hole | Unknown]:
        """Return the holes of a range of hole characters; one without a record where nobody recorded any."""
        return self.code.holes_in(start, end) or [Hole("", self.code.fragment.span(start, end))]

    def value(self, node: Node, depth: int = 0) -> Value:
        """Return what is known about an expression."""
        node = bare(node)
        if not self.spend(depth):
            return self.unknown(node)
        if node.type == "string" and not self.code.is_hole(node):
            return Constant(unescaped(self.code.text(node)[1:-1]), self.code.span(node))
        if node.type in _STRINGS:
            return concat.as_value(self, node, concat.pieces(self, node, depth))
        reader = _READERS.get(node.type)
        if reader is not None:
            return reader(self, node, depth + 1)
        if node.type in FUNCTIONS:
            return structures.function(self.code, node)
        return self.unknown(node)

    def given(self, declaration: Declaration) -> Value | None:
        """Return the value that the environment gives a parameter."""
        if declaration.function is None:
            return None
        return self.environment.get((declaration.function.id, declaration.index))


def fold(code: Code, node: Node | None, *, inputs: bool = True) -> Value:
    """Return what is known about an expression; ``undefined`` for no expression."""
    if node is None:
        return Constant(None, Span(0, 0))
    return Folder(code, inputs=inputs).value(node)


def string_of(code: Code, node: Node | None) -> str | None:
    """Return the constant text of an expression."""
    if node is None:
        return None
    if node.type == "string" and not code.is_hole(node):
        return unescaped(code.text(node)[1:-1])
    value = Folder(code, inputs=False).value(node)
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None


def _binary(folder: Folder, node: Node, depth: int) -> Value:
    operator = field(node, "operator")
    left, right = field(node, "left"), field(node, "right")
    if operator is None or left is None or right is None:
        return folder.unknown(node)
    match operator.type:
        case "&&":
            return folder.value(right, depth)
        case "||" | "??":
            return _either(folder, node, (left, right), depth)
        case "+":
            return _sum(folder, node, depth)
        case "===" | "==" | "!==" | "!=" if left.type not in _PLAIN or right.type not in _PLAIN:
            return _comparison(folder, node, (left, right), depth)
        case _:
            return folder.computed(node, (left, right), depth)


def _comparison(folder: Folder, node: Node, operands: tuple[Node, Node], depth: int) -> Value:
    left, right = (folder.value(operand, depth) for operand in operands)
    if isinstance(left, Constant) and isinstance(right, Constant) and isinstance(left.value, str | float):
        operator = field(node, "operator")
        equal = left.value == right.value
        return Constant(equal == (operator is not None and operator.type[0] == "="), folder.code.span(node), How.FOLDED)
    return folder.unknown(node, (left, right) if folder.inputs else ())


def _sum(folder: Folder, node: Node, depth: int) -> Value:
    addends = concat.addends(node)
    if any(addend.type in _STRINGS for addend in addends):
        return concat.as_value(folder, node, concat.pieces(folder, node, depth))
    operands = [folder.value(addend, depth) for addend in addends]
    numbers = [v.value for v in operands if isinstance(v, Constant) and isinstance(v.value, float)]
    if len(numbers) == len(operands):
        return Constant(sum(numbers), folder.code.span(node), How.FOLDED)
    if any(_is_text(option) for value in operands for option in alternatives(value)):
        return concat.as_value(folder, node, [piece for value in operands for piece in concat.pieces_of(value)])
    return folder.unknown(node, tuple(operands) if folder.inputs else ())


def _is_text(value: Value) -> bool:
    return isinstance(value, Text | Hole) or (isinstance(value, Constant) and isinstance(value.value, str))


def _either(folder: Folder, node: Node, operands: tuple[Node, Node], depth: int) -> Value:
    left, right = (folder.value(operand, depth) for operand in operands)
    if isinstance(left, Constant):
        return left if left.value else right
    return choice((left, right), folder.code.span(node))


def choice(options: tuple[Value, ...], span: Span) -> Value:
    """Return one of several values, nested choices flattened."""
    flat = tuple(found for option in options for found in alternatives(option))
    return flat[0] if len(flat) == 1 else Choice(flat, span)


def _ternary(folder: Folder, node: Node, depth: int) -> Value:
    condition = field(node, "condition")
    branches = (field(node, "consequence"), field(node, "alternative"))
    if condition is None or branches[0] is None or branches[1] is None:
        return folder.unknown(node)
    decidable = bare(condition).type in _DECIDABLE or (bare(condition).type == "identifier" and folder.environment)
    known = folder.value(condition, depth) if decidable else None
    if isinstance(known, Constant) and isinstance(known.value, bool):
        return folder.value(branches[0] if known.value else branches[1], depth)
    options = (folder.value(branches[0], depth), folder.value(branches[1], depth))
    return choice(options, folder.code.span(node))


def _unary(folder: Folder, node: Node, depth: int) -> Value:
    operator, operand = field(node, "operator"), field(node, "argument")
    if operator is None or operand is None:
        return folder.unknown(node)
    span = folder.code.span(node)
    if operator.type == "void":
        return Constant(None, span)
    value = folder.value(operand, depth)
    if operator.type == "typeof" and isinstance(value, Constant) and value.value is not None:
        return Constant(_TYPES[type(value.value)], span, How.FOLDED)
    if isinstance(value, Constant):
        if operator.type == "!":
            return Constant(not value.value, span)
        if operator.type in {"-", "+"} and isinstance(value.value, float):
            return Constant(-value.value if operator.type == "-" else value.value, span)
        if operator.type == "+" and isinstance(value.value, str) and value.value.isdigit():
            return structures.digits(value.value, span, How.FOLDED)
    return folder.unknown(node, (value,))


def _assignment(folder: Folder, node: Node, depth: int) -> Value:
    right = field(node, "right")
    return folder.value(right, depth) if right is not None else folder.unknown(node)


def _sequence(folder: Folder, node: Node, depth: int) -> Value:
    listed = node.named_children
    return folder.value(listed[-1], depth) if listed else folder.unknown(node)


def _new(folder: Folder, node: Node, depth: int) -> Value:
    return folder.computed(node, arguments(node), depth)


_READERS: dict[str, Callable[[Folder, Node, int], Value]] = {
    "identifier": names.identifier,
    "shorthand_property_identifier": names.identifier,
    "shorthand_property_identifier_pattern": names.identifier,
    "this": handlers.this,
    "undefined": lambda folder, node, _: Constant(None, folder.code.span(node)),
    "null": lambda folder, node, _: Constant(None, folder.code.span(node)),
    "true": lambda folder, node, _: Constant(value=True, span=folder.code.span(node)),
    "false": lambda folder, node, _: Constant(value=False, span=folder.code.span(node)),
    "number": lambda folder, node, _: structures.number(folder.code, node),
    "member_expression": names.member,
    "subscript_expression": names.member,
    "call_expression": results.call,
    "new_expression": _new,
    "object": structures.object_literal,
    "array": structures.array,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "ternary_expression": _ternary,
    "assignment_expression": _assignment,
    "sequence_expression": _sequence,
}
