"""Names that stand for a path: variables, destructured parts, fields, entries of objects, React state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.javascript.paths import COMPILED, Path, path_of
from pixelgate.parse.javascript.scopes import Leaf, leaves, name_of
from pixelgate.parse.javascript.tree import FUNCTIONS, Step, field, first_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration


class Aliases:
    """Finds the uses of what a path is put into and hands each to ``add``."""

    def __init__(self, code: Code, add: Callable[[Node, Path], None]) -> None:
        self.code = code
        self._add = add
        self._globals: set[tuple[str, str]] = set()
        self._held_already: set[tuple[int, str]] = set()

    def pattern(self, pattern: Node | None, path: Path, origin: Step) -> None:
        """Follow the names that a pattern binds to parts of a path."""
        for leaf in leaves(pattern) if pattern is not None else ():
            if leaf.keys[-1:] != ("...",):
                self.leaf(leaf, path.named(leaf.keys), origin)

    def leaf(self, leaf: Leaf, path: Path, origin: Step) -> None:
        """Follow one bound name; ``origin`` is the declarator, assignment or function it is bound in."""
        name = name_of(leaf.node)
        step = origin if origin.type in FUNCTIONS else self.code.tree.step(leaf.node)
        self._name(name, self.code.lookup(name, step), path, leaf.node.start_byte)

    def _name(self, name: str, declaration: Declaration | None, path: Path, since: int) -> None:
        if declaration is None and not self._is_new_global(name, path):
            return
        if path.whole and COMPILED.search(name):
            path = path._replace(whole=False)
        for use in self.code.uses_of_value(name, declaration, since):
            self._add(use.node, path._replace(aliased=True))

    def _is_new_global(self, name: str, path: Path) -> bool:
        """Tell whether a global that nothing declares is followed for the first time, and is not the path itself."""
        known = (name, str(path))
        if known in self._globals or (not path.module and path.keys == (name,)):
            return False
        self._globals.add(known)
        return True

    def state(self, setter: Node, path: Path) -> None:
        """Follow ``setX(value)`` to ``x`` of ``const [x, setX] = useState()``."""
        declaration = self.code.resolve(setter)
        if declaration is None or declaration.keys != ("1",) or declaration.value is None:
            return
        pattern = self.code.tree.step(declaration.node).parent
        first = first_in(pattern.node) if pattern is not None else None
        other = self.code.resolve(first) if first is not None and first.type == "identifier" else None
        if other is not None and other.keys == ("0",) and self._is_new(other, ""):
            self._name(other.name, other, path, other.node.start_byte)

    def kept(self, target: Node, origin: Step, path: Path) -> None:
        """Follow a property of ``this`` or of a local object that a value was put into."""
        owner, name = field(target, "object"), field(target, "property")
        if owner is None or name is None:
            return
        if owner.type == "this":
            self.own(name_of(name), origin, path)
        elif owner.type == "identifier" and path_of(self.code, owner) is None:
            self._held(self.code.resolve(owner), name, path)

    def entry(self, value: Step, pair: Step, path: Path) -> None:
        """Follow an entry of an object literal that a local name holds."""
        holder = pair.parent.parent if pair.parent is not None else None
        key = field(pair.node, "key")
        if holder is None or key is None or field(pair.node, "value") != value.node:
            return
        name = field(holder.node, "name") if holder.type == "variable_declarator" else None
        if name is not None and name.type == "identifier":
            self._held(self.code.resolve(name), key, path)

    def _held(self, declaration: Declaration | None, name: Node, path: Path) -> None:
        if declaration is None or not self._is_new(declaration, name_of(name)):
            return
        for use in self.code.references(declaration.name, declaration.scope, declaration):
            member = use.parent
            if member is None or member.type != "member_expression" or field(member.node, "object") != use.node:
                continue
            key = field(member.node, "property")
            written = member.parent is not None and field(member.parent.node, "left") == member.node
            if key is not None and key.text == name.text and not written:
                self._add(member.node, path._replace(aliased=True))

    def own(self, name: str, origin: Step, path: Path) -> None:
        """Follow a field of ``this`` through its class, or through the whole text where there is none."""
        owner = next((up for up in origin.up() if up.type == "class_body"), self.code.top)
        for at in self.code.places.between(name, owner.node.start_byte, owner.node.end_byte):
            step = self.code.tree.at(at, at + len(name))
            member = step.parent
            if member is None or member.type != "member_expression" or field(member.node, "property") != step.node:
                continue
            receiver = field(member.node, "object")
            if receiver is not None and receiver.type == "this":
                self._add(member.node, path._replace(aliased=True))

    def _is_new(self, declaration: Declaration, key: str) -> bool:
        known = (id(declaration), key)
        if known in self._held_already:
            return False
        self._held_already.add(known)
        return True
