"""From a word in the text to the expression that means it: the beginning of every trace."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.functions import immediate_call
from pixelgate.parse.javascript.paths import WINDOW_LIKE, Path, declared_path, imported, is_global, path_of
from pixelgate.parse.javascript.scopes import import_declarations, leaves, name_of, parameters
from pixelgate.parse.javascript.tree import FUNCTIONS, Step, arguments, bare, field, is_last
from pixelgate.parse.modules import APPLICATION, KEYED, WINDOW

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.trace import Tracer
    from pixelgate.parse.javascript.words import Hit

_MANGLED = 3
_HOPS = 4
_MANY = 200
_TAKEN = {
    "variable_declarator": "value",
    "assignment_expression": "right",
    "assignment_pattern": "right",
    "object_assignment_pattern": "right",
    "required_parameter": "value",
}
"""What gives a name its value, and in which field; ``_TAKING`` has the name."""

_TAKING = {
    "variable_declarator": "name",
    "assignment_expression": "left",
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "required_parameter": "pattern",
}
_COMPONENTS = frozenset({b"self", b"vm", b"_this", b"that", b"proxy"})
_PARAMETERS = frozenset({"required_parameter", "optional_parameter"})
_KEPT = frozenset({"accessibility_modifier", "readonly", "override_modifier"})
"""What makes a constructor keep a parameter as a field."""

_NAMING = frozenset({"identifier", "required_parameter", "shorthand_property_identifier_pattern"})


class Seeds:
    """Starts traces at the places of asked-for words; what is no beginning is sorted out."""

    def __init__(self, code: Code, tracer: Tracer) -> None:
        self.code = code
        self.tracer = tracer
        self.declared: set[str] = set()
        self.strings: list[Step] = []
        self.keeping: set[tuple[int, str]] = set()
        self.kept: set[tuple[str, str]] = set()
        self.shared = code.interest.given.shared(WINDOW)
        self.lent = code.interest.given.shared(APPLICATION)

    def name(self, hit: Hit) -> None:
        """Start at a place of an asked-for global's name."""
        step = self.code.tree.at(hit.start, hit.end)
        match step.type:
            case "identifier":
                self._identifier(step, hit.word)
            case "property_identifier":
                self._property(step, hit.word)
            case "shorthand_property_identifier_pattern":
                self._destructured(step, hit.word)
            case "string_fragment" | "string" | "template_string":
                self._string(step, hit)
            case _:
                pass

    def _identifier(self, step: Step, name: str) -> None:
        declaration = self.code.lookup(name, step)
        if declaration is None or is_global(self.code, declaration):
            self.tracer.add(step.node, Path(APPLICATION if name in self.lent else "", (name,)))
        elif name in self.lent or name in self.shared:
            return
        elif declaration.kind != "import" and declared_path(self.code, declaration) is None:
            self.declared.add(name)
            if declaration.kind == "param" and len(name) >= _MANGLED and declaration.node != step.node:
                self.tracer.add(step.node, Path("", (name,), aliased=True, injected=True))

    def _property(self, step: Step, name: str) -> None:
        parent = step.parent
        if parent is None:
            return
        if parent.type == "pair_pattern":
            self._destructured(step, name)
        elif name in self.lent and parent.type == "member_expression":
            self._lent(parent, name)
        elif parent.type == "member_expression" and self._is_global_member(parent, name):
            self.tracer.add(parent.node, Path("", (name,)))

    def _is_global_member(self, member: Step, name: str) -> bool:
        owner = field(member.node, "object")
        if owner is None:
            return False
        path = path_of(self.code, owner)
        if path is not None and path.is_window:
            return True
        if name in self.shared:
            return False
        owner = bare(owner)
        last = owner if owner.type == "identifier" else field(owner, "property")
        if last is not None and name_of(last) in WINDOW_LIKE:
            return True
        if len(name) < _MANGLED:
            return False
        webpack_global = owner.type == "member_expression" and last is not None and last.text == b"g"
        return webpack_global or _is_detached(member)

    def _lent(self, member: Step, name: str) -> None:
        """Start at what an application lends its components: a name with its mark, whoever has it."""
        owner = field(member.node, "object")
        if owner is not None and (name.startswith("$") or owner.type == "this" or owner.text in _COMPONENTS):
            self.tracer.add(member.node, Path(APPLICATION, (name,)))

    def injected(self, hit: Hit) -> None:
        """Start at what is found by its key, where something is provided under it."""
        step: Step | None = self.code.tree.at(hit.start, hit.end)
        if step is not None and step.parent is not None and step.parent.type == "pair":
            listed = field(step.parent.node, "value")
            for one in listed.named_children if listed is not None and listed.type == "array" else ():
                self.tracer.aliases.own(name_of(one)[1:-1], step, Path(KEYED, (name_of(one)[1:-1],)))
        while step is not None and step.type in {"identifier", "property_identifier", "member_expression"}:
            step = step.parent
        path = path_of(self.code, step.node) if step is not None and step.type == "call_expression" else None
        if step is not None and path is not None and path.module == KEYED:
            self.tracer.add(step.node, path)

    def _destructured(self, step: Step, name: str) -> None:
        pattern = step
        while pattern.parent is not None and pattern.parent.type in {
            "object_pattern",
            "pair_pattern",
            "object_assignment_pattern",
        }:
            pattern = pattern.parent
        origin = pattern.parent
        if origin is None:
            return
        value = field(origin.node, "value") or field(origin.node, "right")
        path = path_of(self.code, value)
        if name.startswith("$") and name in self.lent:
            path = Path(APPLICATION)
        elif path is None or not path.is_window:
            return
        for leaf in leaves(pattern.node):
            if leaf.keys[:1] == (name,):
                self.tracer.aliases.leaf(leaf, path.named(leaf.keys), origin)

    def _string(self, step: Step, hit: Hit) -> None:
        whole = step.parent if step.type == "string_fragment" else step
        if whole is None:
            return
        inner = whole.node.end_byte - whole.node.start_byte - 2
        if inner != hit.end - hit.start or whole.type not in {"string", "template_string"}:
            self.strings.append(whole)
            return
        self.key(whole, hit.word)

    def key(self, step: Step, name: str, hops: int = 0) -> None:
        """Start at a string that is a global's name: ``window["fbq"]``, or kept and handed on to be used so."""
        parent = step.parent
        while parent is not None and parent.type == "parenthesized_expression":
            step, parent = parent, parent.parent
        if parent is None or hops > _HOPS:
            return
        if parent.type == "subscript_expression" and field(parent.node, "index") == step.node:
            path = path_of(self.code, field(parent.node, "object"))
            if path is not None and path.is_window:
                self.tracer.add(parent.node, Path("", (name,), aliased=hops > 0))
        elif parent.type == "arguments" and parent.parent is not None:
            taken = path_of(self.code, parent.parent.node)
            if taken is not None and taken.keys == (name,) and not taken.module:  # Reflect.get(window, "fbq")
                self.tracer.add(parent.parent.node, taken)
            self._handed_over(step, parent.parent, name, hops)
        elif parent.type == "pair" and field(parent.node, "value") == step.node:
            self._kept(field(parent.node, "key"), name, hops)
        elif field(parent.node, _TAKEN.get(parent.type, "")) == step.node:
            self._named(field(parent.node, _TAKING[parent.type]), parent, name, hops)

    def _handed_over(self, step: Step, call: Step, name: str, hops: int) -> None:
        callee = field(call.node, "function")
        callee = bare(callee) if callee is not None else None
        shift = 0
        if callee is not None and callee.type == "member_expression" and (owner := field(callee, "object")):
            callee, shift = bare(owner), 1
        if callee is None or callee.type not in FUNCTIONS:
            return
        function = self.code.tree.step(callee)
        at = arguments(call.node).index(step.node) - shift
        listed = parameters(callee)
        if immediate_call(function) is not None and 0 <= at < len(listed):
            self._named(listed[at], function, name, hops)

    def _named(self, node: Node | None, origin: Step, name: str, hops: int) -> None:
        """Follow the name of a global that a local name keeps, each once."""
        if node is None or node.type not in _NAMING:
            return
        for leaf in leaves(node):
            local = name_of(leaf.node)
            declaration = self.code.lookup(
                local, origin if origin.type in FUNCTIONS else self.code.tree.step(leaf.node)
            )
            if declaration is None or (id(declaration), name) in self.keeping:
                continue
            self.keeping.add((id(declaration), name))
            for use in islice(self.code.references(local, declaration.scope, declaration), _MANY):
                self.key(use, name, hops + 1)

    def _kept(self, key: Node | None, name: str, hops: int) -> None:
        """Follow the name of a global that settings hold (``{gtagName: "gtag"}``), by its key, once."""
        kept = name_of(key) if key is not None and key.type == "property_identifier" else ""
        if (kept, name) in self.kept:
            return
        self.kept.add((kept, name))
        for at in self.code.places.of(kept)[:_MANY] if len(kept) >= _MANGLED else ():
            step = self.code.tree.at(at, at + len(kept))
            parent = step.parent
            if step.type == "shorthand_property_identifier_pattern":
                self._named(step.node, step, name, hops)
            elif parent is not None and parent.type == "pair_pattern" and field(parent.node, "key") == step.node:
                value = field(parent.node, "value")
                self._named(field(value, "left") or value if value is not None else None, parent, name, hops)
            elif parent is not None and parent.type == "member_expression" and step.type == "property_identifier":
                self.key(parent, name, hops + 1)

    def module(self, step: Step) -> None:
        """Start at the specifier of an asked-for module."""
        for up in step.up():
            if up.type == "import_statement":
                self._imported(up)
                return
            if up.type == "call_expression":
                path = path_of(self.code, up.node)
                if path is not None and path.module in self.code.interest.modules and not path.keys:
                    self.tracer.add(up.node, path)
                return

    def handed(self, module: str, parameter: Node, function: Step) -> None:
        """Start at a parameter to which callers in other files hand something over."""
        self.tracer.aliases.pattern(parameter, Path(module, ("default",), aliased=True), function)

    def _imported(self, statement: Step) -> None:
        for declaration in import_declarations(statement.node, statement.scope):
            local = self.code.lookup(declaration.name, statement)
            path = imported(self.code, local) if local is not None else None
            for use in self.code.references(local.name, local.scope, local) if local is not None else ():
                if path is not None:
                    self.tracer.add(use.node, path)
            if path is not None and path.keys and self.code.language != "javascript":
                self._typed(declaration.name, path.call())

    def _typed(self, name: str, instance: Path) -> None:
        """Start at parameters and fields whose type is an imported class: a container of services hands them over."""
        for at in self.code.places.of(name)[:_MANY]:
            step = self.code.tree.at(at, at + len(name))
            held = step.parent.parent if step.parent is not None and step.parent.type == "type_annotation" else None
            if step.type != "type_identifier" or held is None:
                continue
            bound = field(held.node, "pattern") or field(held.node, "name")
            function = next((up for up in held.up() if up.type in FUNCTIONS), None)
            if held.type in _PARAMETERS and bound is not None and function is not None:
                self.tracer.aliases.pattern(bound, instance, function)
            if bound is not None and (held.type not in _PARAMETERS or held.node.children[0].type in _KEPT):
                self.tracer.aliases.own(name_of(bound), held, instance)


def _is_detached(member: Step) -> bool:
    """Tell whether a member is called as ``(0, n.name)(…)``: an export of another module of the bundle."""
    parent = member.parent
    if parent is None or parent.type != "sequence_expression" or not is_last(member, parent):
        return False
    outer = parent.parent
    return outer is not None and outer.parent is not None and outer.parent.type == "call_expression"
