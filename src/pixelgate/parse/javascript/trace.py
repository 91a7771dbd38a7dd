"""From a place where a path begins to everything that is done with it: calls, writes, aliases, instances."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pixelgate.parse.javascript.aliases import Aliases
from pixelgate.parse.javascript.callers import callers, parameter_of
from pixelgate.parse.javascript.functions import immediate_call
from pixelgate.parse.javascript.paths import CALLED, INTEROP, Path, is_wrapping, member_key, path_of
from pixelgate.parse.javascript.results import returned_expression
from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.sinks import last_name
from pixelgate.parse.javascript.tree import FUNCTIONS, WRAPPERS, Step, arguments, bare, field, first_in, is_last

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

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
_CONTAINERS = frozenset({"inject", "get", "resolve", "useInjection"})
"""Functions that hand over an instance of the class that they are given."""

_LOGICAL = frozenset({"||", "??"})
_JSX = frozenset({"jsx_opening_element", "jsx_self_closing_element"})
_MOST = 200_000
_Onward = tuple[Step, Path] | None


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
        self.aliases = Aliases(code, self.add)
        self._seen: set[int] = set()
        self._queue: deque[tuple[Node, Path]] = deque()

    def add(self, node: Node, path: Path) -> None:
        """Follow an expression that is known to mean a path."""
        self._queue.append((node, path))

    @property
    def found(self) -> bool:
        """Whether anything was followed."""
        return bool(self._seen)

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

    def _next(self, step: Step, parent: Step, path: Path) -> _Onward:
        """Return the next larger expression that means a path, after noting what this step says."""
        if parent.type in WRAPPERS:
            return parent, path
        reader = self._READERS.get(parent.type)
        return reader(self, step, parent, path) if reader is not None else None

    def _member(self, step: Step, parent: Step, path: Path) -> _Onward:
        if field(parent.node, "object") != step.node:
            return None
        key = member_key(self.code, parent.node)
        if key is None:
            return None
        if parent.parent is not None and parent.parent.type in _JSX:
            self.components.append(Used(parent.parent, path.then(key)))
            return None
        return parent, path.then(key)

    def _call(self, step: Step, parent: Step, path: Path) -> _Onward:
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
            case _:
                pass
        if path.keys[-1:] in {("then",), ("finally",), ("catch",)} and (path.module or CALLED in path.keys):
            return self._promise(parent, path)
        if path.keys or path.whole:
            self.calls.append(Called(parent, path, "", constructed=False))
        return parent, path.call().named(_selected(parent.node))

    def _promise(self, call: Step, path: Path) -> tuple[Step, Path]:
        """Bind the parameter of ``promise.then(callback)`` to what is promised."""
        promised = path._replace(keys=_before_then(path), whole=False)
        given = arguments(call.node)
        if path.keys[-1] == "then" and given and bare(given[0]).type in FUNCTIONS:
            function = bare(given[0])
            first = parameters(function)[:1]
            self.aliases.pattern(first[0] if first else None, promised, self.code.tree.step(function))
            promised = path_of(self.code, returned_expression(function)) or promised
        return call, promised

    def _new(self, step: Step, parent: Step, path: Path) -> _Onward:
        if field(parent.node, "constructor") != step.node:
            return None
        self.calls.append(Called(parent, path, "", constructed=True))
        return parent, path.call()

    def _assignment(self, step: Step, parent: Step, path: Path) -> _Onward:
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
            self.aliases.kept(target, parent, path)
        elif target.type != "subscript_expression":
            self.aliases.pattern(left, path, parent)
        return parent, path

    def _declared(self, step: Step, parent: Step, path: Path) -> _Onward:
        name, value = field(parent.node, "name"), field(parent.node, "value")
        if value == step.node:
            self.aliases.pattern(name, path, parent)
        elif name == step.node and value is not None and not path.aliased:
            self.writes.append(Written(parent, path, value))
        return None

    def _default(self, step: Step, parent: Step, path: Path) -> _Onward:
        right = field(parent.node, "right") or field(parent.node, "value")
        if right == step.node:
            self.aliases.pattern(field(parent.node, "left") or field(parent.node, "pattern"), path, parent)
        return None

    def _entry(self, step: Step, parent: Step, path: Path) -> _Onward:
        self.aliases.entry(step, parent, path)
        return None

    def _field(self, _step: Step, parent: Step, path: Path) -> _Onward:
        name = field(parent.node, "name") or field(parent.node, "property")
        if name is not None:
            self.aliases.own(name_of(name), parent, path)
        return None

    def _element(self, _step: Step, parent: Step, path: Path) -> _Onward:
        self.components.append(Used(parent, path))
        return None

    def _chosen(self, step: Step, parent: Step, path: Path) -> _Onward:
        return None if field(parent.node, "condition") == step.node else (parent, path)

    def _operand(self, step: Step, parent: Step, path: Path) -> _Onward:
        operator = field(parent.node, "operator")
        if operator is None:
            return None
        if operator.type in _LOGICAL or (operator.type == "&&" and field(parent.node, "right") == step.node):
            return parent, path
        return None

    def _sequence(self, step: Step, parent: Step, path: Path) -> _Onward:
        if not is_last(step, parent):
            return None
        if path.whole and path.keys[:1] == ("default",) and bare(step.node).type == "member_expression":
            path = path._replace(keys=path.keys[1:] or path.keys, whole=False)
        return parent, path

    def _argument(self, step: Step, parent: Step, path: Path) -> _Onward:
        """Follow an argument into the parameter of an immediately called or local function."""
        call = parent.parent
        callee = field(call.node, "function") if call is not None else None
        if call is None or callee is None:
            return None
        name = last_name(callee)
        last = bare(callee)
        word = field(last, "property") if last.type == "member_expression" else last
        if path.module and (INTEROP.search(name) or is_wrapping(self.code, word, last)):
            return call, path._replace(whole=False)
        if path.module and path.keys and name in _CONTAINERS and arguments(call.node)[0] == step.node:
            return call, path.call()
        if path.module and name in CREATORS and arguments(call.node)[0] == step.node:
            self.components.append(Used(call, path))
            return None
        parameter = parameter_of(self.code, step)
        if parameter is not None:
            self.aliases.pattern(parameter[0], path, parameter[1])
        elif callee.type == "identifier":
            self.aliases.state(callee, path)
        return None

    def _heritage(self, _step: Step, parent: Step, path: Path) -> _Onward:
        """Follow what a class inherits to where its methods call it."""
        owner = next((up for up in (parent, *parent.up()) if field(up.node, "body") is not None), None)
        body = field(owner.node, "body") if owner is not None else None
        inside = first_in(body) if body is not None else None
        if inside is not None:
            for name in self.code.interest.given.below(path.module, path.call().keys):
                self.aliases.own(name, self.code.tree.step(inside), path.call().then(name))
        return None

    def _mixed(self, _step: Step, parent: Step, path: Path) -> _Onward:
        """Follow the methods that a component of Vue mixes in."""
        key = field(parent.parent.node, "key") if parent.parent is not None and parent.parent.type == "pair" else None
        if key is not None and key.text == b"mixins":
            methods = path.then("methods")
            for name in self.code.interest.given.below(path.module, methods.keys):
                self.aliases.own(name, parent, methods.then(name))
        return None

    def _returned(self, step: Step, parent: Step, path: Path) -> _Onward:
        """Follow what a function returns to where it is called."""
        inside = (parent, *parent.up()) if parent.type == "return_statement" else (parent,)
        function = next((up for up in inside if up.type in FUNCTIONS), None)
        if function is None or (function is parent and field(parent.node, "body") != step.node):
            return None
        if path.keys[-1:] == (CALLED,) and not path.module:
            return None
        at_once = immediate_call(function)
        if at_once is not None:
            return at_once, path
        if function.type == "method_definition" and function.node.children[0].type == "get":
            name = field(function.node, "name")
            if name is not None:
                self.aliases.own(name_of(name), function, path)
            return None
        for call in callers(self.code, function):
            self.add(call.node, path._replace(aliased=True))
        return None

    _READERS: ClassVar[dict[str, Callable[[Tracer, Step, Step, Path], _Onward]]] = {
        "member_expression": _member,
        "subscript_expression": _member,
        "call_expression": _call,
        "new_expression": _new,
        "assignment_expression": _assignment,
        "augmented_assignment_expression": _assignment,
        "variable_declarator": _declared,
        "binary_expression": _operand,
        "ternary_expression": _chosen,
        "sequence_expression": _sequence,
        "arguments": _argument,
        "extends_clause": _heritage,
        "class_heritage": _heritage,
        "array": _mixed,
        "return_statement": _returned,
        "arrow_function": _returned,
        "assignment_pattern": _default,
        "object_assignment_pattern": _default,
        "required_parameter": _default,
        "optional_parameter": _default,
        "pair": _entry,
        "public_field_definition": _field,
        "field_definition": _field,
        "jsx_opening_element": _element,
        "jsx_self_closing_element": _element,
    }


def _selected(call: Node) -> tuple[str, ...]:
    """Return the key that a callback takes from what a hook gives it: ``useStore((state) => state.track)``."""
    given = arguments(call)
    function = bare(given[0]) if len(given) == 1 else None
    body = field(function, "body") if function is not None and function.type == "arrow_function" else None
    first = parameters(function)[:1] if function is not None and body is not None else []
    if body is None or body.type != "member_expression" or not first:
        return ()
    owner, key = field(body, "object"), field(body, "property")
    same = owner is not None and owner.text == (field(first[0], "pattern") or first[0]).text
    return (name_of(key),) if key is not None and same else ()


def _before_then(path: Path) -> tuple[str, ...]:
    return () if path.whole and path.keys[:-1] == ("default",) else path.keys[:-1]
