"""Calls, JSX elements and values as an outline keeps them: names, literals, nesting, and the modules that load late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.fold import Folder
from pixelgate.parse.javascript.jsx import tag_of
from pixelgate.parse.javascript.results import returned_expression, returned_expressions
from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.spell import LONGEST, spell
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field, first_in
from pixelgate.parse.outline import EARLY, LEAVES, Argument, Call
from pixelgate.parse.values import Choice, Constant, Entry, Function, Object, Unknown, Value

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.source import Location, Source

IMPORT = "import"
"""The path of a module that loads when it is asked for; inputs are the specifier and the export, if one is taken."""

_DEEPEST = 16
_MOST = 20_000
_STEPS = 60_000
_CALLS = frozenset({"call_expression", "new_expression"})
_ELEMENTS = frozenset({"jsx_element", "jsx_self_closing_element"})
_TAKEN = re.compile(rb"(?:=>\s*\(?|return\s+)[\w$]+\.([\w$]+)")
_LATE = re.compile(rb"(?<![\w$.])(?:import|require)\s*\(")
_LONGEST_LOADER = 2_000
_WRAPPED = 2


class Values(Folder):
    """Reads values as folding does, but keeps the names of functions and classes, JSX, and modules that load late."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.left = _STEPS

    def value(self, node: Node, depth: int = 0) -> Value:
        """Return what an outline keeps of an expression."""
        node = bare(node)
        if node.type in FUNCTIONS:
            return self._function(node, depth)
        if node.type in _ELEMENTS:
            return self._element(node, depth)
        if node.type == "call_expression" and (late := self._late(node)) is not None:
            return late
        if node.type in {"identifier", "shorthand_property_identifier"}:
            return self._named(node, depth)
        return super().value(node, depth)

    def _named(self, node: Node, depth: int) -> Value:
        declaration = None if self.code.is_hole(node) else self.code.resolve(node)
        if declaration is not None and declaration.kind in {"function", "class", "import", "param"}:
            return self.unknown(node)
        value = super().value(node, depth)
        return self.unknown(node) if isinstance(value, Function) else value

    def _function(self, node: Node, depth: int) -> Value:
        """Return the module that a function loads, the JSX that it returns, or only its name."""
        body = field(node, "body")
        if body is not None and self.spend(depth):
            loader = body.text or b""
            if len(loader) <= _LONGEST_LOADER and _LATE.search(loader):
                found = next(self._loaded(body), None)
                if found is not None:
                    return found
            returned = returned_expression(node)
            if returned is not None and bare(returned).type in _ELEMENTS:
                return self.value(returned, depth + 1)
        name = field(node, "name")
        names = tuple(self.code.text(parameter)[:LONGEST] for parameter in parameters(node))
        return Function(self.code.text(name)[:LONGEST] if name is not None else "", names, self.code.span(node))

    def _loaded(self, body: Node, depth: int = 0) -> Iterator[Unknown]:
        """Yield the modules that code loads, also through a function around it: ``preload(() => import(…))``."""
        for call in calls_in(body, _MOST):
            if (late := self._late(call)) is not None:
                yield late
            elif depth < _WRAPPED:
                inner = (one for one in arguments(call) if one.type in FUNCTIONS)
                for one in inner:
                    yield from self._loaded(field(one, "body") or one, depth + 1)

    def _late(self, call: Node) -> Unknown | None:
        """Return the module that ``import('./x')``, or ``import('./x').then(m => m.X)``, loads."""
        inner, taken = call, None
        callee = field(call, "function")
        if callee is not None and callee.type == "member_expression":
            owner = field(callee, "object")
            inner = bare(owner) if owner is not None else call
            taken = _TAKEN.search((field(call, "arguments") or call).text or b"")
            callee = field(inner, "function") if inner.type == "call_expression" else None
        elif callee is not None and callee.type == "call_expression":
            inner, callee = callee, field(callee, "function")  # require('./router')()
        if callee is None or callee.type not in {"import", "identifier"} or callee.text not in {b"import", b"require"}:
            return None
        given = arguments(inner)
        listed = given[0].named_children if given and given[0].type == "array" else given
        specifier = super().value(listed[0]) if listed else None
        if not isinstance(specifier, Constant) or not isinstance(specifier.value, str):
            return None
        span = self.code.span(call)
        exports = (Constant(taken[1].decode("ascii"), span),) if taken else ()
        return Unknown(IMPORT, span, (specifier, *exports))

    def _element(self, node: Node, depth: int) -> Value:
        """Return a JSX element: its tag as ``<Tag>``, and as inputs its attributes and the elements below."""
        opening = _opening(node)
        if not self.spend(depth):
            return self.unknown(node)
        entries = tuple(Entry(a.name, a.value, self.code.span(opening)) for a in self.attributes(opening, depth + 1))
        below = [self.value(child, depth + 1) for child in node.named_children if child.type in _ELEMENTS]
        span = self.code.span(node)
        return Unknown(f"<{tag_of(opening)}>", span, (Object(entries, self.code.span(opening)), *below))

    def attributes(self, opening: Node, depth: int = 0) -> tuple[Argument, ...]:
        """Return the attributes of a JSX element; one without a value is true, a spread is called ``...``."""
        found = []
        for child in opening.named_children:
            name = first_in(child)
            if child.type == "jsx_expression" and name is not None and name.type == "spread_element":
                found.append(Argument("...", self.value(first_in(name) or name, depth)))
            elif child.type == "jsx_attribute" and name is not None:
                held = child.named_child(1) if child.named_child_count > 1 else None
                inner = first_in(held) if held is not None and held.type == "jsx_expression" else held
                value = Constant(value=True, span=self.code.span(name)) if inner is None else self.value(inner, depth)
                found.append(Argument(self.code.text(name), value))
        return tuple(found)

    def returned(self, function: Node) -> Value | None:
        """Return the objects that a function returns, one of which it is; of a mere expression, what that is."""
        single = returned_expression(function)
        shown = self.value(function) if single is not None and single == field(function, "body") else None
        if isinstance(shown, Unknown):
            return shown
        given = [single] if single is not None else returned_expressions(function)
        made = [self.value(node, 1) for node in given if bare(node).type == "object"]
        return Choice(tuple(made), self.code.span(function)) if made else None


class Reader:
    """Reads the calls of one piece of code, each file a bounded number of them, nested to a bounded depth."""

    def __init__(self, code: Code, source: Source) -> None:
        self.code = code
        self.source = source
        self.values = Values(code)
        self.left = _MOST

    def place(self, node: Node) -> Location:
        """Return where a node stands in the file."""
        return self.source.location(self.code.span(node))

    def calls(self, *nodes: Node | None, depth: int = 0) -> tuple[Call, ...]:
        """Return the outermost calls and components of JSX in some nodes, in the order of the code."""
        if depth > _DEEPEST:
            return ()
        found: list[Call] = []
        for node in nodes:
            for call in calls_in(node, self.left) if node is not None else ():
                self.left -= 1
                if self.left <= 0:
                    return tuple(found)
                made = self._element(call, depth) if call.type in _ELEMENTS else self._call(call, depth)
                found += [made] if made is not None else []
        return tuple(found)

    def _element(self, node: Node, depth: int) -> Call:
        opening = _opening(node)
        inside = [child for child in node.named_children if child.type != "jsx_opening_element"]
        return Call(
            f"<{tag_of(opening)}>",
            self.values.attributes(opening),
            self.place(opening),
            body=self.calls(*(inside if node is not opening else ()), depth=depth + 1),
        )

    def _call(self, node: Node, depth: int) -> Call | None:
        """Return a call with those that are chained to it: ``app.route('/x').get(f).post(g)``."""
        chain = [node]
        while (inner := _receiver(chain[-1])) is not None:
            chain.append(inner)
        made = [self._single(call, depth, chained=call is not chain[-1]) for call in chain]
        if made[-1].name in {"import", "require"}:
            return None
        return Call(made[-1].name, made[-1].arguments, made[-1].location, tuple(reversed(made[:-1])), made[-1].body)

    def _single(self, node: Node, depth: int, *, chained: bool) -> Call:
        callee = field(node, "function") or field(node, "constructor")
        name = ""
        if callee is not None and chained:
            name = name_of(field(callee, "property") or callee)
        elif callee is not None and bare(callee).type not in FUNCTIONS:
            name = spell(self.code, callee)
        given = arguments(node)
        listed = tuple(Argument("", self.values.value(argument)) for argument in given)
        run = callee if callee is not None and bare(callee).type in FUNCTIONS else None
        left = tuple(leaves for one in (run, *given) if one is not None for leaves in self.leaves(one))
        return Call(name, listed, self.place(node), body=(*left, *self.calls(run, *given, depth=depth + 1)))

    def leaves(self, function: Node) -> Iterator[Call]:
        """Yield the first statements that end a function on a condition."""
        function = bare(function)
        body = field(function, "body") if function.type in FUNCTIONS else None
        statements = body.named_children[:EARLY] if body is not None and body.type == "statement_block" else []
        for one in statements:
            parts = field(one, "condition"), field(one, "consequence")
            if one.type == "if_statement" and all(parts) and field(one, "alternative") is None:
                said = (Argument("", self.values.unknown(part)) for part in parts if part is not None)
                yield Call(LEAVES, tuple(said), self.place(parts[0] or one))


def calls_in(node: Node, most: int) -> list[Node]:
    """Return the outermost calls and JSX components inside a node, at most so many; plain elements are looked into."""
    found: list[Node] = []
    stack = [node]
    while stack and len(found) < most:
        inner = stack.pop()
        if inner.type in _CALLS or (inner.type in _ELEMENTS and tag_of(_opening(inner))[:1].isupper()):
            found.append(inner)
        elif inner.named_child_count:
            stack.extend(reversed(inner.named_children))
    return found


def _opening(node: Node) -> Node:
    return (first_in(node) or node) if node.type == "jsx_element" else node


def _receiver(call: Node) -> Node | None:
    """Return the call on whose result another is made."""
    callee = field(call, "function")
    owner = field(callee, "object") if callee is not None and callee.type == "member_expression" else None
    owner = bare(owner) if owner is not None else None
    return owner if owner is not None and owner.type == "call_expression" else None
