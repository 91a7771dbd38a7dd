"""The outline of JavaScript, TypeScript and JSX: what it imports, defines and calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pixelgate.parse.document import Interest
from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.outlined import Reader
from pixelgate.parse.javascript.scopes import Declaration, import_declarations, leaves, name_of, parameters
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field, first_in
from pixelgate.parse.outline import Argument, Call, Definition, Import, Outline
from pixelgate.parse.values import Constant, Unknown

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.markup import Code as Piece
    from pixelgate.source import Source

_VARIABLES = frozenset({"lexical_declaration", "variable_declaration"})
_CLASSES = frozenset({"class_declaration", "abstract_class_declaration", "class"})
_FIELDS = frozenset({"public_field_definition", "field_definition"})
_EXPORTS = re.compile(r"(?:module\.)?exports(?:\.(?P<name>[\w$]+))?")


def outline(pieces: Iterable[Piece], source: Source) -> Outline:
    """Return the outline of the code of one file."""
    parts = [_Outliner(piece, source).read() for piece in pieces]
    return Outline(
        "javascript",
        imports=tuple(found for part in parts for found in part.imports),
        definitions=tuple(found for part in parts for found in part.definitions),
        calls=tuple(found for part in parts for found in part.calls),
        lines=tuple(source.line_starts),
    )


class _Outliner:
    """Reads the statements at the top of one piece of code."""

    def __init__(self, piece: Piece, source: Source) -> None:
        self.code = Code(piece.fragment, Interest(), piece.language, ())
        self.reader = Reader(self.code, source)
        self.imports: list[Import] = []
        self.definitions: list[Definition] = []
        self.calls: list[Call] = []

    def read(self) -> Outline:
        for statement in self.code.tree.root.named_children:
            self._statement(statement)
        return Outline("javascript", "", tuple(self.imports), tuple(self.definitions), tuple(self.calls))

    def _statement(self, node: Node) -> None:
        match node.type:
            case "import_statement":
                self._imported(import_declarations(node, self.code.top))
            case "export_statement":
                self._exported(node)
            case "expression_statement":
                self._expression(node)
            case "comment":
                pass
            case _:
                self._declared(node)

    def _imported(self, declarations: Iterable[Declaration]) -> None:
        for found in declarations:
            module = self.reader.values.value(found.module) if found.module is not None else None
            if isinstance(module, Constant):
                target = f"{module.value}#{found.export}"
                self.imports.append(Import(found.name, target, self.reader.place(found.node)))

    def _exported(self, node: Node) -> None:
        """Read an export: a declaration, a default, or what another module exports under a name."""
        inner = field(node, "declaration") or field(node, "value")
        default = any(child.type == "default" for child in node.children)
        marks = [child for child in node.named_children if child.type == "decorator"]
        if inner is not None:
            self._declared(inner, name="default" if default else "", marks=marks)
        elif (module := field(node, "source")) is not None:
            self._passed_on(node, self.reader.values.value(module))

    def _passed_on(self, node: Node, module: object) -> None:
        if not isinstance(module, Constant):
            return
        listed = [child for child in node.named_children if child.type == "export_clause"]
        names = [one for clause in listed for one in clause.named_children if one.type == "export_specifier"]
        place = self.reader.place(node)
        if not listed:
            self.imports.append(Import("*", f"{module.value}#*", place))
        for one in names:
            name = field(one, "name")
            if name is not None:
                given = name_of(field(one, "alias") or name)
                self.imports.append(Import(given, f"{module.value}#{name_of(name)}", place))

    def _expression(self, node: Node) -> None:
        """Read a statement: an assignment to an export, or calls."""
        inner = first_in(node)
        left = field(inner, "left") if inner is not None and inner.type == "assignment_expression" else None
        exported = _EXPORTS.fullmatch((left.text or b"").decode("ascii")) if left is not None else None
        right = field(inner, "right") if inner is not None and left is not None else None
        if right is not None and exported is not None:
            self._declared(bare(right), name=exported["name"] or "default")
        elif left is not None and right is not None and _is_method(left, bare(right)):
            self._declared(
                bare(right),
                name=name_of(field(left, "object") or left) + "." + name_of(field(left, "property") or left),
            )
        else:
            self.calls += self.reader.calls(node)

    def _declared(self, node: Node, *, name: str = "", marks: Iterable[Node] = ()) -> None:
        """Read a declaration, or the expression that an export of some name is."""
        if node.type in _VARIABLES:
            for declarator in node.named_children:
                if declarator.type == "variable_declarator":
                    self._variable(declarator)
        elif node.type in FUNCTIONS:
            self.definitions.append(self._function(node, name or _own_name(node)))
        elif node.type in _CLASSES:
            self.definitions += self._class(node, name or _own_name(node), marks)
        elif name:
            value = self.reader.values.value(node)
            self.definitions.append(
                Definition("variable", name, self.reader.place(node), value=value, calls=self.reader.calls(node))
            )
        else:
            self.calls += self.reader.calls(node)

    def _variable(self, declarator: Node) -> None:
        pattern, held = field(declarator, "name"), field(declarator, "value")
        if pattern is None:
            return
        if held is not None and self._required(pattern, bare(held)):
            return
        function = bare(held) if held is not None and bare(held).type in FUNCTIONS else None
        if pattern.type == "identifier" and function is not None:
            self.definitions.append(self._function(function, name_of(pattern)))
            return
        value = self.reader.values.value(held) if held is not None else None
        calls = self.reader.calls(held)
        for leaf in leaves(pattern):
            name = name_of(leaf.node)
            own = value if not leaf.keys else None
            self.definitions.append(Definition("variable", name, self.reader.place(declarator), value=own, calls=calls))

    def _required(self, pattern: Node, held: Node) -> bool:
        """Read ``const { Router } = require('express')`` as the import that it is."""
        taken: tuple[str, ...] = ()
        while held.type == "member_expression":
            key, owner = field(held, "property"), field(held, "object")
            if key is None or owner is None:
                return False
            taken, held = (name_of(key), *taken), bare(owner)
        callee = field(held, "function") if held.type == "call_expression" else None
        if callee is None or callee.text != b"require" or len(arguments(held)) != 1:
            return False
        module = self.reader.values.value(arguments(held)[0])
        if not isinstance(module, Constant):
            return False
        for leaf in leaves(pattern):
            export = (*taken, *leaf.keys)[:1]
            target = f"{module.value}#{export[0] if export else '*'}"
            self.imports.append(Import(name_of(leaf.node), target, self.reader.place(leaf.node)))
        return True

    def _function(self, node: Node, name: str) -> Definition:
        place = self.reader.place(node)
        calls = self.reader.calls(field(node, "body"))
        given = tuple(map(self._parameter, parameters(node))) if calls else ()
        marks = tuple(self.reader.leaves(node))
        returned = self.reader.values.returned(node)
        return Definition("function", name, place, marks=marks, value=returned, calls=calls, parameters=given)

    def _parameter(self, node: Node) -> Argument:
        """Return a parameter by its name, or without one where it is taken apart."""
        inner = field(node, "pattern") or field(node, "left") or node
        inner = field(inner, "left") or inner
        name = name_of(inner) if inner.type == "identifier" else ""
        return Argument(name, Unknown("", self.code.span(node)))

    def _class(self, node: Node, name: str, marks: Iterable[Node]) -> Iterator[Definition]:
        """Yield a class with its decorators and what it is derived from, then its fields and methods."""
        own = [child for child in node.named_children if child.type == "decorator"]
        heritage = next((child for child in node.named_children if child.type == "class_heritage"), None)
        bases = tuple(self.code.text(base)[:200] for base in _bases(heritage)) if heritage is not None else ()
        decorated = self.reader.calls(*marks, *own)
        yield Definition("class", name, self.reader.place(node), bases=bases, marks=decorated)
        body = field(node, "body")
        for member in body.named_children if body is not None else ():
            key = field(member, "name") or field(member, "property")
            full = f"{name}.{name_of(key)}" if key is not None else ""
            if full and member.type == "method_definition":
                yield self._function(member, full)
            elif full and member.type in _FIELDS and (held := field(member, "value")) is not None:
                value = self.reader.values.value(held)
                calls = self.reader.calls(held)
                yield Definition("variable", full, self.reader.place(member), value=value, calls=calls)


def _is_method(left: Node, right: Node) -> bool:
    """Tell whether an assignment gives a named object a function: ``helpers.page = function () { … }``."""
    owner = field(left, "object") if left.type == "member_expression" else None
    return owner is not None and owner.type == "identifier" and right.type in FUNCTIONS


def _own_name(node: Node) -> str:
    name = field(node, "name")
    return name_of(name) if name is not None else ""


def _bases(heritage: Node) -> Iterator[Node]:
    """Yield what a class extends; TypeScript wraps it in a clause."""
    for child in heritage.named_children:
        if child.type == "extends_clause":
            base = field(child, "value")
            yield base if base is not None else child
        elif child.type != "implements_clause":
            yield child
