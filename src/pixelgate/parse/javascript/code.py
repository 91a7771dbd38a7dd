"""One piece of code with everything that has been found out about it so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.functions import immediate_arguments, promised
from pixelgate.parse.javascript.scopes import Declaration, name_of, table
from pixelgate.parse.javascript.text import to_ascii
from pixelgate.parse.javascript.tree import Step, Tree, field
from pixelgate.parse.javascript.words import Places
from pixelgate.source import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from pixelgate.parse.document import Interest
    from pixelgate.parse.javascript.paths import Path
    from pixelgate.parse.javascript.sinks import Purpose
    from pixelgate.parse.values import Hole, Unknown, Value
    from pixelgate.source import Fragment, Span

_WRITE = re.compile(rb"\s*(?:(?:[-+*/%&|^?]{1,2}|\*\*|<<|>>>?)?=(?![=>])|\+\+|--)")
_PROPERTY_WRITE = re.compile(rb"\s*(?:\.\s*[\w$]+|\[[^\]\n]{1,80}\])\s*=(?![=>])")
_LOADED = re.compile(rb"(?<![\w$.])(?:require\s*\(|module\s*\.\s*exports|exports\s*\.|define\s*\()")
_MANY_WRITES = 200
_USED = re.compile(rb"\s*(?:\(|\?\.|\.|\[)")
_CALLED = re.compile(rb"\s*(?:\?\.\s*)?\(")
_MANY = 1_000
_MANY_METHODS = 2_000
_NEAR = 65_536
_MANY_WANTED = 500
_MINIFIED = 3
_FEW = 8
_REWRITABLE = frozenset({"let", "var", "param"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})
_MODULE_STATEMENTS = frozenset({"import_statement", "export_statement"})


class Code:
    """A fragment, its tree, and the caches that keep a hundred thousand questions linear."""

    def __init__(self, fragment: Fragment, interest: Interest, language: str, holes: Sequence[Hole | Unknown]) -> None:
        self.fragment = fragment
        self.interest = interest
        self.language = language
        self.holes = sorted(holes, key=lambda hole: hole.span)
        self._hole_starts = [hole.span.start for hole in self.holes]
        self.data = to_ascii(fragment.text)
        self.places = Places(self.data)
        self.folded: dict[tuple[int, bool], tuple[Value, int]] = {}
        self.folding: set[tuple[int, bool]] = set()
        self.made: dict[int, str] = {}
        self.makers: dict[int, tuple[Node, ...]] = {}
        self.purposes: dict[tuple[int | str, bool, bool], Purpose] = {}
        self.called: dict[int, tuple[Step, ...]] = {}
        self.requested: dict[str, tuple[Step, ...]] = {}
        self.wanted: dict[tuple[str, str], None] = {}
        self.allowance = 4 * len(fragment.text) + 1_000_000
        self.paths: dict[int, Path | None] = {}
        self._tables: dict[int, dict[str, Declaration]] = {}
        self._meanings: dict[tuple[int, str], Declaration | None] = {}
        self._resolved: dict[int, Declaration | None] = {}
        self._values: dict[int, list[Node]] = {}
        self._constants: dict[int, Node | None] = {}
        self._methods: dict[str, list[Step]] = {}
        self._implicit: dict[str, Declaration | None] = {}
        self._writes: dict[tuple[int, str, bool], list[int]] = {}

    @cached_property
    def tree(self) -> Tree:
        """The syntax tree, made when it is first asked for."""
        return Tree(self.data, self.language)

    @cached_property
    def packed(self) -> set[str]:
        """Return the modules of the bundle that are asked for; those that hold an asked-for mark come to them."""
        return {module for module in self.interest.modules if module.startswith("bundle:")}

    def want(self, module: str, export: str) -> None:
        """Note that the value of a module's export would tell more."""
        if len(self.wanted) < _MANY_WANTED:
            self.wanted[module, export] = None

    @property
    def top(self) -> Step:
        """Return the step of the whole program."""
        return self.tree.step(self.tree.root)

    def span(self, node: Node) -> Span:
        """Return the file span of a node."""
        return self.fragment.span(node.start_byte, node.end_byte)

    def text(self, node: Node) -> str:
        """Return the original text of a node."""
        return self.fragment.text[node.start_byte : node.end_byte]

    def holes_in(self, start: int, end: int) -> list[Hole | Unknown]:
        """Return the holes that overlap a range of this fragment's offsets."""
        span = self.fragment.span(start, end)
        first = max(0, bisect_right(self._hole_starts, span.start) - 1)
        last = bisect_left(self._hole_starts, span.end)
        return [hole for hole in self.holes[first:last] if hole.span.end > span.start]

    def is_hole(self, node: Node) -> bool:
        """Tell whether an identifier is in truth a place that a template fills."""
        return HOLE in self.fragment.text[node.start_byte : node.end_byte]

    def table(self, scope: Step) -> dict[str, Declaration]:
        """Return the declarations of a scope."""
        known = self._tables.get(scope.node.id)
        if known is None:
            known = self._tables[scope.node.id] = table(scope)
        return known

    def lookup(self, name: str, step: Step) -> Declaration | None:
        """Return what a name means at a step: the nearest declaration, ``None`` for a global."""
        scope: Step | None = step.scope
        passed: list[tuple[int, str]] = []
        found: Declaration | None = None
        while scope is not None:
            key = (scope.node.id, name)
            if key in self._meanings:
                found = self._meanings[key]
                break
            passed.append(key)
            found = self.table(scope).get(name)
            if found is not None:
                break
            scope = scope.parent.scope if scope.parent is not None else None
        for key in passed:
            self._meanings[key] = found
        return found

    def resolve(self, node: Node) -> Declaration | None:
        """Return what an identifier means."""
        key = node.id
        if key not in self._resolved:
            self._resolved[key] = self.lookup(name_of(node), self.tree.step(node))
        return self._resolved[key]

    @cached_property
    def is_classic(self) -> bool:
        """Tell whether what this declares at its top are globals: it is no module, of ECMAScript or of a loader."""
        return not self.is_module and _LOADED.search(self.data) is None

    @cached_property
    def is_module(self) -> bool:
        """Tell whether top-level declarations stay in this file: it has ``import`` or ``export`` statements."""
        return any(child.type in _MODULE_STATEMENTS for child in self.tree.root.named_children)

    def references(self, name: str, scope: Step, declaration: Declaration | None) -> Iterator[Step]:
        """Yield where a name is used with the meaning of a declaration, the declaration itself left out."""
        return self._references(name, (scope.node.start_byte, scope.node.end_byte), declaration)

    def _references(self, name: str, reach: tuple[int, int], declaration: Declaration | None) -> Iterator[Step]:
        """Yield the references within a range.

        A name with very many places is a minifier's; of those only the places are read where something is done with
        the name: called, or a member taken.
        """
        places = self.places.between(name, *reach)
        if len(places) > _MANY:
            width = len(name)
            places = [at for at in places if _USED.match(self.data, at + width)]
        for at in places:
            step = self.tree.at(at, at + len(name))
            if step.type not in _NAMES:
                continue
            if self.lookup(name, step) is declaration and not (declaration and declaration.node == step.node):
                yield step

    def uses_of_value(self, name: str, declaration: Declaration | None, since: int) -> Iterator[Step]:
        """Yield where a name still has the value that it was given at an offset.

        With other writes that is until the next of them, in the order of the text.
        """
        scope = self.top if declaration is None else declaration.scope
        first, last = scope.node.start_byte, scope.node.end_byte
        if declaration is not None and declaration.kind != "const":
            writes = self.writes(declaration, near=False)
            ends = (writes[0], writes[-1]) if writes else ()
            if any(write != since and self._is_rewritten(declaration, [write]) for write in ends):
                after = (writes[at] for at in range(bisect_right(writes, since), len(writes)))
                first, last = since, next((at for at in after if self._is_rewritten(declaration, [at])), last)
        return self._references(name, (first, last), declaration)

    def writes(self, declaration: Declaration, *, near: bool = True) -> list[int]:
        """Return the offsets where a name is assigned, its initialiser included.

        With ``near``, those of a minified name in a vast scope are looked for in its neighbourhood only.
        """
        scope = declaration.scope.node
        key = (scope.id, declaration.name, near)
        known = self._writes.get(key)
        if known is None:
            width = len(declaration.name)
            reach = _reach(declaration) if near else (scope.start_byte, scope.end_byte)
            known = self._writes[key] = [
                at
                for at in self.places.between(declaration.name, *reach)
                if _WRITE.match(self.data, at + width) and self._plain(at)
            ]
        return known

    def _plain(self, at: int) -> bool:
        return at == 0 or self.data[at - 1] not in b"."

    def property_writes(self, declaration: Declaration) -> list[tuple[Node, Node, Node]]:
        """Return the statements that write a local object's properties: statement, key, value."""
        scope = declaration.scope.node
        width = len(declaration.name)
        found: list[tuple[Node, Node, Node]] = []
        for at in self.places.between(declaration.name, scope.start_byte, scope.end_byte):
            if len(found) >= _MANY_WRITES or not _PROPERTY_WRITE.match(self.data, at + width) or not self._plain(at):
                continue
            step = self.tree.at(at, at + width)
            member = step.parent
            statement = member.parent if member is not None else None
            if member is None or statement is None or statement.type != "assignment_expression":
                continue
            right = field(statement.node, "right")
            key = field(member.node, "property") or field(member.node, "index")
            if right is not None and key is not None and self.lookup(declaration.name, step) is declaration:
                found.append((statement.node, key, right))
        return found

    def methods(self, name: str) -> list[Step]:
        """Return the names of the members that are called ``….name(``, in the order of the text."""
        known = self._methods.get(name)
        if known is None:
            width = len(name)
            called = (at for at in self.places.of(name) if self._is_called(at, width))
            steps = (self.tree.at(at, at + width) for at in islice(called, _MANY_METHODS))
            known = self._methods[name] = list(steps)
        return known

    def _is_called(self, at: int, width: int) -> bool:
        return at > 0 and self.data[at - 1] in b"." and _CALLED.match(self.data, at + width) is not None

    def argument(self, declaration: Declaration) -> Node | None:
        """Return the argument that a parameter of an immediately called function receives."""
        if declaration.function is None or declaration.keys[-1:] == ("...",):
            return None
        function = self.tree.step(declaration.function)
        given = immediate_arguments(function)
        if given is None and declaration.index == 0:
            return promised(function)
        if given is None or declaration.index >= len(given):
            return None
        node = given[declaration.index]
        return None if node.type == "spread_element" else node

    def _means(self, declaration: Declaration, step: Step) -> bool:
        return self.lookup(declaration.name, step) is (None if declaration.implicit else declaration)

    def implicit(self, node: Node) -> Declaration | None:
        """Return a declaration for a global that the code assigns without declaring it."""
        name = name_of(node)
        if name not in self._implicit:
            self._implicit[name] = None
            found = Declaration(name, "var", node, self.top)
            found.implicit = True
            if self._all_values(found):  # not by values(): it remembers by identity, which one that is dropped gives on
                self._implicit[name] = found
        return self._implicit[name]

    def values(self, declaration: Declaration) -> list[Node]:
        """Return the expressions that a name may stand for, before destructuring, in order of the code."""
        key = id(declaration)
        if key not in self._values:
            self._values[key] = self._all_values(declaration)
        return self._values[key]

    def _all_values(self, declaration: Declaration) -> list[Node]:
        first = self.argument(declaration) if declaration.kind == "param" else declaration.value
        found = [first] if first is not None else []
        if declaration.kind in _REWRITABLE:
            for at in self.writes(declaration)[:_FEW]:
                step = self.tree.at(at, at + len(declaration.name))
                parent = step.parent
                if parent is None or parent.type != "assignment_expression":
                    continue
                if field(parent.node, "left") == step.node and self._means(declaration, step):
                    right = field(parent.node, "right")
                    found += [right] if right is not None else []
        return found

    def constant_value(self, declaration: Declaration) -> Node | None:
        """Return the one expression that a name stands for everywhere, if it is assigned once."""
        key = id(declaration)
        if key not in self._constants:
            self._constants[key] = self._only_value(declaration)
        return self._constants[key]

    def _only_value(self, declaration: Declaration) -> Node | None:
        if declaration.kind not in _REWRITABLE:
            return declaration.value if declaration.kind != "each" else None
        found = self.values(declaration)
        if len(found) != 1 or (declaration.function is not None and not self._is_run_at_once(declaration.function)):
            return None
        others = [at for at in self.writes(declaration) if at != declaration.node.start_byte]
        begins = declaration.value is not None or self.argument(declaration) is not None
        return None if begins and others and self._is_rewritten(declaration, others) else found[0]

    def _is_run_at_once(self, function: Node) -> bool:
        step = self.tree.step(function)
        return immediate_arguments(step) is not None or promised(step) is not None

    def _is_rewritten(self, declaration: Declaration, places: list[int]) -> bool:
        width = len(declaration.name)
        for at in places[:64]:
            step = self.tree.at(at, at + width)
            if step.type == "identifier" and self._means(declaration, step):
                return True
        return len(places) > 64  # noqa: PLR2004 - so many writes of one name: a variable


def _reach(declaration: Declaration) -> tuple[int, int]:
    """Return where writes of a name are looked for: its scope; of a minified name in a vast one, its neighbourhood."""
    first, last = declaration.scope.node.start_byte, declaration.scope.node.end_byte
    if last - first < 2 * _NEAR or len(declaration.name) > _MINIFIED:
        return first, last
    at = declaration.node.start_byte
    return max(first, at - _NEAR), min(last, at + _NEAR)
