"""Expressions over a string array: numbers, strings, and calls of the functions that look a string up."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.javascript.decoders import from_base64, parse_int, rc4
from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.text import unescaped
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field, first_in

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration
    from pixelgate.parse.javascript.tree import Step

_STEPS = 2_000_000
_KEYED, _SEARCH = 256, 2_000
_DEEPEST = 60
_NUMERAL = re.compile(r"\s*(?:0[xX](?P<hex>[0-9a-fA-F]{1,200})|\d{1,200}(?:\.\d{0,200})?(?:[eE][+-]?\d{1,3})?)\s*")

Bound = dict[tuple[int, int], "float | str"]
"""Values of parameters, by function and index."""


class UnknownError(Exception):
    """An expression is none of those that are understood, or takes too many steps."""


class _NotANumberError(UnknownError):
    """``parseInt`` finds no number: the array is not turned right."""


class Budget:
    """How many steps all expressions of one piece of code may take."""

    def __init__(self) -> None:
        self._left = _STEPS

    def spend(self, steps: int = 1) -> None:
        self._left -= steps
        if self._left < 0:
            raise UnknownError


class Decoder(NamedTuple):
    """A function that looks a string up: what it takes off its index, and how it decodes what it finds."""

    step: Step
    offset: Node | None
    alphabet: str
    keyed: bool

    @property
    def function(self) -> int:
        return self.step.node.id


class Reader:
    """Reads expressions; ``decoders`` are by the node of their function."""

    def __init__(self, code: Code, strings: list[str], decoders: dict[int, Decoder], budget: Budget) -> None:
        self._code = code
        self._strings = strings
        self._decoders = decoders
        self._budget = budget
        self._turned = 0
        self._offsets: dict[int, float] = {}
        self._decoded: dict[tuple[int, str, str], str | None] = {}

    def turn(self, total: Node, target: float) -> None:
        """Turn the array until an expression is a number."""
        for turned in range(len(self._strings)):
            self._turned = turned
            try:
                if self.number(total) == target:
                    return
            except _NotANumberError:
                continue
        raise UnknownError

    def turn_by(self, times: float) -> None:
        """Turn the array a number of times."""
        if not times.is_integer():
            raise UnknownError
        self._turned = int(times) % len(self._strings)

    def number(self, node: Node) -> float:
        """Return the number that an expression is."""
        return _number(self.value(node))

    def value(self, node: Node, bound: Bound | None = None, depth: int = 0) -> float | str:
        """Return the number or string that an expression is, with the values of parameters."""
        self._budget.spend()
        if depth > _DEEPEST:
            raise UnknownError
        node, bound = bare(node), bound or {}
        match node.type:
            case "number":
                return _number(name_of(node))
            case "string":
                return unescaped(self._code.text(node)[1:-1])
            case "identifier":
                return self._named(node, bound, depth + 1)
            case "unary_expression":
                return self._unary(node, bound, depth + 1)
            case "binary_expression":
                return self._binary(node, bound, depth + 1)
            case "member_expression" | "subscript_expression":
                return self._member(node, depth + 1)
            case "call_expression":
                return self._called(node, bound, depth + 1)
            case _:
                raise UnknownError

    def _named(self, node: Node, bound: Bound, depth: int) -> float | str:
        declaration = self._code.resolve(node)
        if declaration is None:
            raise UnknownError
        if declaration.kind == "param" and declaration.function is not None:
            key = (declaration.function.id, declaration.index)
            if key in bound and not declaration.keys:
                return bound[key]
        made = self._code.constant_value(declaration)
        if made is None or declaration.keys:
            raise UnknownError
        return self.value(made, None, depth)

    def _unary(self, node: Node, bound: Bound, depth: int) -> float:
        inner, sign = first_in(node), node.children[0].type
        if inner is None or sign not in {"-", "+"}:
            raise UnknownError
        value = _number(self.value(inner, bound, depth))
        return -value if sign == "-" else value

    def _binary(self, node: Node, bound: Bound, depth: int) -> float | str:
        one, other, sign = field(node, "left"), field(node, "right"), field(node, "operator")
        if one is None or other is None or sign is None:
            raise UnknownError
        left, right = self.value(one, bound, depth), self.value(other, bound, depth)
        if sign.type == "+" and (isinstance(left, str) or isinstance(right, str)):
            if not (isinstance(left, str) and isinstance(right, str)):
                raise UnknownError
            return left + right
        return _calculated(sign.type, _number(left), _number(right))

    def _member(self, node: Node, depth: int) -> float | str:
        """Return what a local object holds under a key, in its literal or written later."""
        owner, key = field(node, "object"), field(node, "property") or field(node, "index")
        declaration = self._code.resolve(owner) if owner is not None and owner.type == "identifier" else None
        made = bare(declaration.value) if declaration is not None and declaration.value is not None else None
        if made is None or made.type != "object" or key is None or declaration is None:
            raise UnknownError
        name = _key(key)
        for pair in made.named_children:
            held, value = field(pair, "key"), field(pair, "value")
            self._budget.spend()
            if pair.type == "pair" and held is not None and value is not None and _key(held) == name:
                return self.value(value, None, depth)
        self._budget.spend(_SEARCH)
        for _, held, value in self._code.property_writes(declaration):
            if _key(held) == name:
                return self.value(value, None, depth)
        raise UnknownError

    def _called(self, node: Node, bound: Bound, depth: int) -> float | str:
        callee = field(node, "function")
        if callee is None or callee.type != "identifier":
            raise UnknownError
        given = [self.value(one, bound, depth) for one in arguments(node)]
        if callee.text == b"parseInt":
            number = parse_int(str(given[0])) if given else None
            if number is None:
                raise _NotANumberError
            return number
        function = self._function(self._code.resolve(callee))
        decoder = self._decoders.get(function.id)
        if decoder is not None:
            return self._looked_up(decoder, given)
        handed = _returned(function)
        inner: Bound = {(function.id, at): value for at, value in enumerate(given[: len(parameters(function))])}
        return self.value(handed, inner, depth)

    def _function(self, declaration: Declaration | None) -> Node:
        """Return the function that a name means, or the name that it stands for."""
        for _ in range(_DEEPEST):
            made = self._code.constant_value(declaration) if declaration is not None and not declaration.keys else None
            if made is None:
                break
            made = bare(made)
            if made.type in FUNCTIONS:
                return made
            declaration = self._code.resolve(made) if made.type == "identifier" else None
        raise UnknownError

    def _looked_up(self, decoder: Decoder, given: list[float | str]) -> str:
        if decoder.function not in self._offsets:
            self._offsets[decoder.function] = self.number(decoder.offset) if decoder.offset is not None else 0.0
        index = _number(given[0]) - self._offsets[decoder.function] if given else math.nan
        key = given[1] if decoder.keyed and len(given) > 1 else ""
        if not index.is_integer() or not 0 <= index < len(self._strings) or not isinstance(key, str):
            raise UnknownError
        raw = self._strings[(int(index) + self._turned) % len(self._strings)]
        said = self._decode(decoder, raw, key)
        if said is None:
            raise _NotANumberError
        return said

    def _decode(self, decoder: Decoder, raw: str, key: str) -> str | None:
        if not decoder.alphabet:
            return raw
        known = (decoder.function, raw, key)
        if known not in self._decoded:
            self._budget.spend(len(raw) + (_KEYED if decoder.keyed else 0))
            said = from_base64(raw, decoder.alphabet)
            self._decoded[known] = rc4(said, key) if said is not None and decoder.keyed and key else said
        return self._decoded[known]


def _returned(function: Node) -> Node:
    """Return what a function returns that does nothing else but declare what it needs for that."""
    body = field(function, "body")
    if body is not None and body.type != "statement_block":
        return body
    last = body.named_child(body.named_child_count - 1) if body is not None and body.named_child_count else None
    returned = first_in(last) if last is not None and last.type == "return_statement" else None
    others = body.named_children[:-1] if body is not None else []
    if returned is None or any(not one.type.endswith("_declaration") for one in others):
        raise UnknownError
    return returned


def _key(node: Node) -> str:
    return name_of(node).strip("'\"")


def _number(value: float | str) -> float:
    """Return a number as JavaScript makes one of a value: of a text that is none, ``nan``."""
    if isinstance(value, float):
        return value
    found = _NUMERAL.fullmatch(value)
    if found is None:
        return math.nan
    return float(int(found["hex"], 16)) if found["hex"] else float(value)


def _calculated(sign: str, left: float, right: float) -> float:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/" if right:
            return left / right
        case "%" if right and math.isfinite(left):
            return math.fmod(left, right)
        case _:
            raise UnknownError
