"""Elements that code creates, scripts that it loads, and code of which only the run time knows what it brings in."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from pixelgate.parse.document import Attribute, Element, Import, ImportKind, Opaque, State
from pixelgate.parse.javascript.callers import is_only_called
from pixelgate.parse.javascript.calls import Environment
from pixelgate.parse.javascript.fold import Folder, fold, string_of
from pixelgate.parse.javascript.functions import immediate_call
from pixelgate.parse.javascript.imports import is_known
from pixelgate.parse.javascript.makers import makers_of
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import FUNCTIONS, WRAPPERS, Step, arguments, bare, field, is_last
from pixelgate.parse.javascript.wrappers import Reached, wrapper
from pixelgate.parse.values import Constant, Object, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

CREATED = frozenset({"script", "iframe", "img", "link"})
_SPELLED = frozenset({"string", "template_string", "binary_expression", "parenthesized_expression"})
_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_HOPS = 4
_ELSEWHERE = re.compile(
    r"(?i)respon|window\.name|\bcookie\b|\.text\b|\.data\b|getItem|atob|unescape|decodeURI|location|fetch|remote|download|script|code\b"
)
_ANSWERED = re.compile(r"(?i)respon|window\.name|\bcookie\b|getItem|\bfetch\(|\blocation\b")
_ASKED = re.compile(r"\bfetch\s*\(|\.text\(\)|\baxios\b|\.(?:get|post|ajax|getJSON|load)$|\.(?:get|post|ajax)\(")
"""What is called that asks somebody, or on whose answer."""

_LONG = 2_000
_TEXTS = frozenset({"text", "textcontent", "innertext", "innerhtml"})
"""Properties by which a script element is given its code."""

_DECODED = re.compile(
    r"\b(?:atob|unescape|decodeURI\w*|fromCharCode|fromCodePoint|reverse|charCodeAt|rot13|JSON\.parse)\b"
)
LOADING = {"script()": ImportKind.SCRIPT, "import()": ImportKind.DYNAMIC}
"""What a function calls in the end that loads code from an address it is given."""

_LOOKED_UP = re.compile(rb"[\w$.]{1,40}\.(?:getElementById|querySelector)\([^()]{1,200}\)\s*$")
_TOLD = re.compile(rb"[\"'`]data-nscript[\"'`]|\.nc\b[^;]{1,40}?setAttribute\([\"'`]nonce[\"'`]")
"""In a function that loads what is read by itself: the elements of a framework, the chunks of a bundle."""

_CALLEES = {kind: callee for callee, kind in LOADING.items()}


class Loads:
    """Collects what the creation of elements and the loading of code says."""

    def __init__(self, code: Code, state: State) -> None:
        self.code = code
        self.state = state
        self.elements: list[Element] = []
        self.imports: list[Import] = []
        self.opaque: list[Opaque] = []
        self.loading: list[Reached] = []
        self.gaps: set[int] = set()

    def created(self, step: Step, method: str) -> None:
        """Read ``document.createElement(tag)`` at its method's name, also one in brackets."""
        member = step.parent
        while member is not None and member.type in _SPELLED:
            member = member.parent
        call = member.parent if member is not None and member.type in _MEMBERS else None
        if call is None or call.type != "call_expression":
            return
        given = arguments(call.node)
        at = 1 if method == "createElementNS" else 0
        tag = (string_of(self.code, given[at]) or "").lower() if len(given) == at + 1 else ""
        if tag not in CREATED:
            return
        told: list[Attribute] = []
        for attribute, node in self._attributes(call):
            loads = tag == "script" and attribute.name == "src"
            reason = "a script element is given a URL that only the run time knows"
            elsewhere = loads and self.loaded(node, self._statement(node), reason)
            told.append(msgspec.structs.replace(attribute, value=None) if elsewhere else attribute)
            if tag == "script" and attribute.name in _TEXTS:
                self.evaluated(node, _ANSWERED)
        self.elements.append(Element(tag, tuple(told), self.code.span(call.node), self._state(call), origin="script"))

    def _attributes(self, call: Step) -> Iterator[tuple[Attribute, Node]]:
        step, parent = call, call.parent
        while parent is not None:
            if parent.type in WRAPPERS or (parent.type == "sequence_expression" and is_last(step, parent)):
                step, parent = parent, parent.parent
                continue
            if parent.type == "assignment_expression" and field(parent.node, "right") == step.node:
                left = field(parent.node, "left")
                yield from self._uses_of(left, parent)
                step, parent = parent, parent.parent
                continue
            break
        if parent is None:
            return
        if parent.type == "variable_declarator":
            yield from self._uses_of(field(parent.node, "name"), parent)
        else:
            yield from self._use(step)

    def _uses_of(self, target: Node | None, origin: Step) -> Iterator[tuple[Attribute, Node]]:
        code = self.code
        if target is None:
            return
        target = bare(target)
        if target.type == "identifier":
            name = name_of(target)
            declaration = code.lookup(name, origin)
            for use in code.uses_of_value(name, declaration, target.start_byte):
                if use.node.start_byte > target.start_byte:
                    yield from self._use(use)
        elif target.type == "member_expression" and (key := field(target, "property")) is not None:
            function = next((up for up in origin.up() if up.type in FUNCTIONS), code.top)
            for at in code.places.between(name_of(key), key.end_byte, function.node.end_byte):
                member = code.tree.at(at, at + key.end_byte - key.start_byte).parent
                if member is not None and member.type == "member_expression" and member.node.text == target.text:
                    yield from self._use(member)

    def _use(self, step: Step) -> Iterator[tuple[Attribute, Node]]:
        """Yield the attributes that one use of an element sets."""
        while step.parent is not None and step.parent.type in WRAPPERS:
            step = step.parent
        parent = step.parent
        outer = parent.parent if parent is not None else None
        if parent is None or outer is None:
            return
        if parent.type in {"member_expression", "subscript_expression"} and field(parent.node, "object") == step.node:
            yield from self._member(parent, outer)
        elif parent.type == "arguments" and outer.type == "call_expression":
            callee, given = field(outer.node, "function"), arguments(outer.node)
            assigns = callee is not None and (callee.text or b"").endswith(b"assign")
            for source in given[1:] if assigns and given[0] == step.node else ():
                yield from self._entries(source)

    def _member(self, member: Step, outer: Step) -> Iterator[tuple[Attribute, Node]]:
        code = self.code
        prop = field(member.node, "property")
        name = name_of(prop) if prop is not None else string_of(code, field(member.node, "index")) or ""
        if outer.type == "assignment_expression" and field(outer.node, "left") == member.node:
            right = field(outer.node, "right")
            if right is not None and name:
                yield self._attribute(name, outer.node, right)
        elif outer.type == "call_expression" and name == "setAttribute":
            given = arguments(outer.node)
            if len(given) > 1 and (said := string_of(code, given[0])):
                yield self._attribute(said, outer.node, given[1])
        elif name == "dataset" and outer.type == "member_expression" and outer.parent is not None:
            key, write = field(outer.node, "property"), outer.parent.node
            right = field(write, "right") if write.type == "assignment_expression" else None
            if key is not None and right is not None:
                yield self._attribute("data-" + _dashed(name_of(key)), write, right)

    def _attribute(self, name: str, statement: Node, value: Node) -> tuple[Attribute, Node]:
        code = self.code
        return Attribute(name.lower(), fold(code, value), code.span(statement), code.span(value)), value

    def _entries(self, source: Node) -> Iterator[tuple[Attribute, Node]]:
        value = fold(self.code, source)
        for entry in value.entries if isinstance(value, Object) else ():
            if entry.key:
                node = next((c for c in source.named_children if self.code.span(c) == entry.span), source)
                held = field(node, "value") or node
                yield Attribute(entry.key.lower(), entry.value, entry.span, entry.value.span), held

    def _statement(self, value: Node) -> Step:
        step = self.code.tree.step(value)
        parent = step.parent
        if parent is None:
            return step
        return parent.parent if parent.type == "arguments" and parent.parent is not None else parent

    def loaded(self, node: Node, place: Step, reason: str, kind: ImportKind = ImportKind.SCRIPT) -> bool:
        """Report code that is loaded from an address; where that is a parameter, callers give the addresses.

        Return whether these are all addresses there are: whoever loads is called or exported, and not handed on.
        """
        value = fold(self.code, node, inputs=False)
        if is_known(value):
            self.imports.append(Import(kind, value, self.code.span(place.node), self._state(place)))
            return False
        function = self._parameter_of(node)
        if _is_of_element(self.code, node) or (function is not None and _TOLD.search(function.node.text or b"")):
            return True
        if function is not None:
            step, evaluate = self.code.tree.step(node), partial(_address, self.code, node)
            self.loading.append(Reached(step, _CALLEES[kind], evaluate, made=(node,)))
            told = is_only_called(self.code, function)
            self.gaps |= set() if told else {node.id}
            return told
        if not isinstance(value, Constant) and not _is_own(value):
            self.opaque.append(Opaque(reason, self.code.span(node), self._state(place)))
        return False

    def through(self, found: Reached) -> None:
        """Report what a call loads by way of a function; where it hands on a parameter, its own callers tell.

        Where the function itself is a gap that is reported, a call adds one only for an address of its own.
        """
        listed, _ = found.handed or found.evaluate({})
        kind, span, state = LOADING[found.callee], self.code.span(found.step.node), self._state(found.step)
        if listed and is_known(listed[0]):
            self.imports.append(Import(kind, listed[0], span, state))
            return
        function = wrapper(self.code, found)
        known = function is not None and (found.source.node.id in self.gaps or is_only_called(self.code, function))
        if arguments(found.step.node) and not known:
            reason = "a script is loaded from a URL that only the run time knows"
            self.opaque.append(Opaque(reason, span, state, self.code.span(found.source.node)))

    def unknown_import(self, node: Node) -> None:
        """Report an import of an address that only the run time knows; known ones are reported as imports already."""
        value = fold(self.code, node, inputs=False)
        if not is_known(value) and not isinstance(value, Constant):
            reason = "a module is imported from an address that only the run time knows"
            self.loaded(node, self.code.tree.step(node), reason, ImportKind.DYNAMIC)

    def _parameter_of(self, node: Node) -> Step | None:
        """Return the function whose parameter an expression is made from."""
        makers = makers_of(self.code, node)
        for maker in makers:
            step = self.code.tree.step(maker)
            if immediate_call(step) is None:
                return step
        return None

    def evaluated(self, node: Node, elsewhere: re.Pattern[str] = _ELSEWHERE) -> None:
        """Report code that is run from a text which comes from ``elsewhere``: a response, a store, the address.

        Templates compiled with ``Function`` and polyfills with ``eval`` run their own parameters or constants.
        """
        value = fold(self.code, node)
        function = self._parameter_of(node)
        told = _comes_from(elsewhere, value, 0) if function is None else _takes_answer(self.code, function)
        if is_known(value) or not told:
            return
        place = self.code.tree.step(node)
        reason = "code is run from a text that only the run time knows"
        self.opaque.append(Opaque(reason, self.code.span(node), self._state(place)))

    def named(self, step: Step, index: Node) -> None:
        """Report a call of whatever stands in the window under a name that is decoded."""
        outer = step.parent
        while outer is not None and outer.type in {*WRAPPERS, "member_expression"}:
            outer = outer.parent
        if outer is None or outer.type not in {"call_expression", "new_expression"}:
            return
        hides = _DECODED.search(self.code.text(index)) or self._is_looked_up(index)
        if field(outer.node, "arguments") is not None and hides:
            reason = "what is called is a global whose name only the run time knows"
            self.opaque.append(Opaque(reason, self.code.span(step.node), self._state(step)))

    def _is_looked_up(self, index: Node) -> bool:
        """Tell whether a name comes out of a function of this file for a literal: how obfuscators keep strings."""
        call = bare(index)
        callee = field(call, "function") if call.type == "call_expression" else None
        given = arguments(call) if callee is not None else []
        if callee is None or bare(callee).type != "identifier" or not given:
            return False
        declaration = self.code.resolve(bare(callee))
        own = declaration is not None and declaration.kind not in {"import", "param"}
        return own and all(bare(one).type in {"number", "string", "unary_expression"} for one in given)

    def _state(self, step: Step) -> State:
        return State.INACTIVE if step.dead else self.state


def _address(code: Code, node: Node, given: Environment) -> tuple[tuple[Value, ...], bool]:
    return (Folder(code, given).value(node),), False


def _takes_answer(code: Code, function: Step) -> bool:
    """Tell whether a function is given what a request was answered: ``fetch(url).then(…)``, ``$.get(url, …)``."""
    given = function.parent
    if given is not None and given.type == "pair" and given.parent is not None:
        given = given.parent.parent
    call = given.parent if given is not None and given.type == "arguments" else None
    callee = field(call.node, "function") if call is not None else None
    if callee is None:
        return False
    text = code.text(callee)
    return _ASKED.search(text[-_LONG:]) is not None


def _comes_from(elsewhere: re.Pattern[str], value: Value, depth: int) -> bool:
    if not isinstance(value, Unknown) or depth > _HOPS:
        return False
    return bool(elsewhere.search(value.path)) or any(_comes_from(elsewhere, v, depth + 1) for v in value.inputs)


def _is_of_element(code: Code, node: Node) -> bool:
    """Tell whether an address is that of an element on the page, which is read there: ``getElementById("x").src``."""
    node = bare(node)
    callee = field(node, "function") if node.type == "call_expression" else None
    key = field(callee if callee is not None else node, "property")
    owner = field(callee if callee is not None else node, "object")
    if owner is None or key is None or key.text not in {b"src", b"getAttribute"}:
        return False
    declaration = code.resolve(owner) if owner.type == "identifier" else None
    made = declaration.value if declaration is not None else owner
    return made is not None and _LOOKED_UP.match(made.text or b"") is not None


def _is_own(value: Value) -> bool:
    """Tell whether an address is one that the page itself makes: a blob or its own address."""
    text = getattr(value, "path", "")
    return "createObjectURL" in text or text.startswith("import.meta.url")


def _dashed(key: str) -> str:
    return re.sub(r"([A-Z])", lambda match: "-" + match.group(1).lower(), key)
