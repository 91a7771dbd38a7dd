"""From a place where a path begins to everything that is done with it: calls, writes, aliases, instances."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.javascript.callers import parameter_of
from pixelgate.parse.javascript.code import immediate_call
from pixelgate.parse.javascript.paths import CALLED, COMPILED, INTEROP, Path, member_key, path_of
from pixelgate.parse.javascript.scopes import Leaf, leaves, name_of, parameters
from pixelgate.parse.javascript.tree import FUNCTIONS, WRAPPERS, Step, arguments, bare, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration

CREATORS = frozenset(
    {
        "createElement",
        "jsx",
        "jsxs",
        "jsxDEV",
        "_jsx",
        "_jsxs",
        "h",
        "_h",
        "createVNode",
        "_createVNode",
        "createBlock",
        "_createBlock",
    }
)
"""Functions that compiled JSX and templates call with a component and its properties."""
_LOGICAL = frozenset({"||", "??"})
_FIELDS = frozenset({"public_field_definition", "field_definition"})
_JSX = frozenset({"jsx_opening_element", "jsx_self_closing_element"})
_MOST = 200_000


class Called(NamedTuple):
    """A call or construction found, with its path; ``method`` is ``call`` or ``apply`` when it goes through these."""

    step: Step
    path: Path
    method: str
    constructed: bool


class Written(NamedTuple):
    """A write found: the node that is reported, what is written, its value."""

    step: Step
    path: Path
    value: Node | None


class Used(NamedTuple):
    """A component found in JSX, or handed to a function that creates elements."""

    step: Step
    path: Path


class Tracer:
    """Follows paths upwards and along aliases; every node is visited once."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.calls: list[Called] = []
        self.writes: list[Written] = []
        self.components: list[Used] = []
        self._seen: set[int] = set()
        self._queue: deque[tuple[Node, Path]] = deque()

    def add(self, node: Node, path: Path) -> None:
        """Follow an expression that is known to mean a path."""
        self._queue.append((node, path))

    def run(self) -> None:
        """Follow everything that was added, and what comes of it."""
        while self._queue and len(self._seen) < _MOST:
            node, path = self._queue.popleft()
            self._follow(self.code.tree.step(node), path)

    def _follow(self, step: Step, path: Path) -> None:
        current: tuple[Step, Path] | None = (step, path)
        while current is not None:
            step, path = current
            if step.parent is None or step.node.id in self._seen:
                return
            self._seen.add(step.node.id)
            current = self._next(step, step.parent, path)

    def _next(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        """Return the next larger expression that means a path, after noting what this step says."""
        kind = parent.type
        if kind in WRAPPERS:
            return parent, path
        match kind:
            case "member_expression" | "subscript_expression":
                return self._member(step, parent, path)
            case "call_expression":
                return self._call(step, parent, path)
            case "new_expression":
                return self._new(step, parent, path)
            case "assignment_expression" | "augmented_assignment_expression":
                return self._assignment(step, parent, path)
            case "variable_declarator":
                self._declare(step, parent, path)
            case "binary_expression":
                return self._operand(step, parent, path)
            case "ternary_expression":
                return None if field(parent.node, "condition") == step.node else (parent, path)
            case "sequence_expression":
                return self._sequence(step, parent, path)
            case "arguments":
                return self._argument(step, parent, path)
            case "return_statement" | "arrow_function":
                return self._returned(step, parent, path)
            case "assignment_pattern" | "object_assignment_pattern":
                if field(parent.node, "right") == step.node:
                    self._bind(field(parent.node, "left"), path, parent)
            case "pair":
                self._entry(step, parent, path)
            case "required_parameter" | "optional_parameter":
                if field(parent.node, "value") == step.node:
                    self._bind(field(parent.node, "pattern"), path, parent)
            case _ if kind in _FIELDS:
                self._own(field(parent.node, "name") or field(parent.node, "property"), parent, path)
            case _ if kind in _JSX:
                self.components.append(Used(parent, path))
            case _:
                return None
        return None

    def _member(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        if field(parent.node, "object") != step.node:
            return None
        key = member_key(self.code, parent.node)
        if key is None:
            return None
        if parent.parent is not None and parent.parent.type in _JSX:
            self.components.append(Used(parent.parent, path.then(key)))
            return None
        return parent, path.then(key)

    def _call(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        if field(parent.node, "function") != step.node:
            return None
        last = path.keys[-1] if len(path.keys) > 1 else ""
        owner = path._replace(keys=path.keys[:-1])
        match last:
            case "bind":
                return parent, owner._replace(bound=(*path.bound, *arguments(parent.node)[1:]))
            case "call" | "apply":
                self.calls.append(Called(parent, owner, last, constructed=False))
                return parent, owner.call()
        if path.keys[-1:] in {("then",), ("finally",), ("catch",)} and (path.module or CALLED in path.keys):
            return self._promise(parent, path)
        if path.keys or path.whole:
            self.calls.append(Called(parent, path, "", constructed=False))
        return parent, path.call()

    def _promise(self, call: Step, path: Path) -> tuple[Step, Path]:
        """Bind the parameter of ``promise.then(callback)`` to what is promised."""
        promised = path._replace(keys=_before_then(path.keys), whole=False)
        given = arguments(call.node)
        if path.keys[-1] == "then" and given and bare(given[0]).type in FUNCTIONS:
            function = bare(given[0])
            first = parameters(function)[:1]
            self._bind(first[0] if first else None, promised, self.code.tree.step(function))
        return call, promised

    def _new(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        if field(parent.node, "constructor") != step.node:
            return None
        self.calls.append(Called(parent, path, "", constructed=True))
        return parent, path.call()

    def _assignment(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        left, right = field(parent.node, "left"), field(parent.node, "right")
        if left == step.node:
            if step.type == "identifier" and path.aliased:
                return None
            self.writes.append(Written(parent, path, right))
            return parent, path
        if left is None:
            return None
        target = bare(left)
        if target.type == "member_expression":
            self._kept(target, parent, path)
        elif target.type not in {"member_expression", "subscript_expression"}:
            self._bind(left, path, parent)
        return parent, path

    def _declare(self, step: Step, parent: Step, path: Path) -> None:
        name, value = field(parent.node, "name"), field(parent.node, "value")
        if value == step.node:
            self._bind(name, path, parent)
        elif name == step.node and value is not None and not path.aliased:
            self.writes.append(Written(parent, path, value))

    def _entry(self, step: Step, pair: Step, path: Path) -> None:
        """Follow an entry of an object literal that a local name holds."""
        holder = pair.parent.parent if pair.parent is not None else None
        key = field(pair.node, "key")
        if (
            holder is None
            or key is None
            or holder.type != "variable_declarator"
            or field(pair.node, "value") != step.node
        ):
            return
        name = field(holder.node, "name")
        if name is not None and name.type == "identifier":
            self._held(self.code.resolve(name), key, path)

    def _operand(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        operator = field(parent.node, "operator")
        if operator is None:
            return None
        if operator.type in _LOGICAL or (operator.type == "&&" and field(parent.node, "right") == step.node):
            return parent, path
        return None

    def _sequence(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        listed = parent.node.named_children
        if not listed or listed[-1] != step.node:
            return None
        if (
            path.whole
            and len(path.keys) > 1
            and path.keys[0] == "default"
            and bare(step.node).type == "member_expression"
        ):
            path = path._replace(keys=path.keys[1:], whole=False)
        return parent, path

    def _argument(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        """Follow an argument into the parameter of an immediately called or local function."""
        call = parent.parent
        callee = field(call.node, "function") if call is not None else None
        if call is None or callee is None:
            return None
        inner = bare(callee)
        name = field(inner, "property") if inner.type == "member_expression" else inner
        if path.module and name is not None and name.type in {"identifier", "property_identifier"}:
            if INTEROP.search(name_of(name)):
                return call, path._replace(whole=False)
            if name_of(name) in CREATORS and arguments(call.node)[0] == step.node:
                self.components.append(Used(call, path))
                return None
        parameter = parameter_of(self.code, step)
        if parameter is not None:
            self._bind(parameter[0], path, parameter[1])
        elif inner.type == "identifier":
            self._state(inner, path)
        return None

    def _state(self, setter: Node, path: Path) -> None:
        """Follow ``setX(value)`` to ``x`` of ``const [x, setX] = useState()``."""
        declaration = self.code.resolve(setter)
        if declaration is None or declaration.keys != ("1",) or declaration.value is None:
            return
        for other in self.code.table(declaration.scope).values():
            if other.value == declaration.value and other.keys == ("0",):
                self._alias(other.name, other, path._replace(aliased=True), other.node.start_byte)

    def _returned(self, step: Step, parent: Step, path: Path) -> tuple[Step, Path] | None:
        """Follow what a function returns to where it is called."""
        function = parent if parent.type == "arrow_function" else _enclosing(parent)
        if function is None or (parent.type == "arrow_function" and field(parent.node, "body") != step.node):
            return None
        if path.keys[-1:] == (CALLED,) and not path.module:
            return None
        at_once = immediate_call(function)
        if at_once is not None:
            return at_once, path
        declarator = function.parent
        name = field(function.node, "name") if function.type == "function_declaration" else None
        if declarator is not None and declarator.type == "variable_declarator":
            name = field(declarator.node, "name")
        if name is not None and name.type == "identifier":
            declaration = (
                self.code.resolve(name) if name != field(function.node, "name") else self._outer(function, name)
            )
            scope = declaration.scope if declaration is not None else None
            for reference in self.code.references(name_of(name), scope, declaration) if scope else ():
                if _is_callee(reference) and reference.parent is not None:
                    self.add(reference.parent.node, path._replace(aliased=True))
        return None

    def _outer(self, function: Step, name: Node) -> Declaration | None:
        return self.code.lookup(name_of(name), function.parent) if function.parent is not None else None

    def _bind(self, pattern: Node | None, path: Path, origin: Step) -> None:
        """Follow the names that a pattern binds to parts of a path."""
        for leaf in leaves(pattern) if pattern is not None else ():
            if leaf.keys[-1:] != ("...",):
                self.bind(leaf, path.named(leaf.keys), origin)

    def bind(self, leaf: Leaf, path: Path, origin: Step) -> None:
        """Follow one bound name; ``origin`` is the declarator, assignment or function it is bound in."""
        name = name_of(leaf.node)
        step = origin if origin.type in FUNCTIONS else self.code.tree.step(leaf.node)
        declaration = self.code.lookup(name, step)
        self._alias(name, declaration, path._replace(aliased=True), leaf.node.start_byte)

    def _alias(self, name: str, declaration: Declaration | None, path: Path, since: int) -> None:
        code = self.code
        if not path.module and path.keys == (name,) and declaration is None:
            return
        if path.whole and COMPILED.search(name):
            path = path._replace(whole=False)
        scope = declaration.scope if declaration is not None else code.top
        for reference in code.references(name, scope, declaration):
            if declaration is None or not code.overwritten(declaration, since, reference.node.start_byte):
                self.add(reference.node, path)

    def _kept(self, target: Node, origin: Step, path: Path) -> None:
        """Follow a property of ``this`` or of a local object that a value was put into."""
        owner, name = field(target, "object"), field(target, "property")
        if owner is None or name is None:
            return
        if owner.type == "this":
            self._own(name, origin, path)
        elif owner.type == "identifier" and path_of(self.code, owner) is None:
            self._held(self.code.resolve(owner), name, path)

    def _held(self, declaration: Declaration | None, name: Node, path: Path) -> None:
        if declaration is None:
            return
        for use in self.code.references(declaration.name, declaration.scope, declaration):
            member = use.parent
            if member is None or member.type != "member_expression" or field(member.node, "object") != use.node:
                continue
            key = field(member.node, "property")
            written = member.parent is not None and field(member.parent.node, "left") == member.node
            if key is not None and key.text == name.text and not written:
                self.add(member.node, path._replace(aliased=True))

    def _own(self, name: Node | None, origin: Step, path: Path) -> None:
        """Follow a field of ``this`` through its class, or through the whole text where there is none."""
        if name is None:
            return
        owner = next((up for up in origin.up() if up.type == "class_body"), self.code.top)
        for at in self.code.places.between(name_of(name), owner.node.start_byte, owner.node.end_byte):
            step = self.code.tree.at(at, name.end_byte - name.start_byte + at)
            member = step.parent
            if member is None or member.type != "member_expression" or field(member.node, "property") != step.node:
                continue
            receiver = field(member.node, "object")
            if receiver is not None and receiver.type == "this":
                self.add(member.node, path._replace(aliased=True))


def _before_then(keys: tuple[str, ...]) -> tuple[str, ...]:
    return keys[:-1] if keys[:-1] != ("default",) else ()


def _enclosing(step: Step) -> Step | None:
    return next((up for up in step.up() if up.type in FUNCTIONS), None)


def _is_callee(step: Step) -> bool:
    return (
        step.parent is not None
        and step.parent.type == "call_expression"
        and (field(step.parent.node, "function") == step.node)
    )
