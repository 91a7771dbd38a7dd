"""Strings in which something asked for occurs: found in the text, folded from the outermost expression, and placed."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pixelgate.parse.document import Literal, State, Use
from pixelgate.parse.javascript.fold import Folder
from pixelgate.parse.javascript.jsx import REPORTED, is_creator, tag_of
from pixelgate.parse.javascript.nested import read_again
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.sinks import Purpose
from pixelgate.parse.javascript.styles import addresses, is_sheet
from pixelgate.parse.javascript.text import to_ascii
from pixelgate.parse.javascript.trace import CREATORS
from pixelgate.parse.javascript.tree import WRAPPERS, Step, arguments, bare, field
from pixelgate.parse.javascript.uses import purpose
from pixelgate.parse.javascript.words import find_names, find_texts
from pixelgate.parse.values import Constant, Text, Value, alternatives, pattern

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.document import Element, Script
    from pixelgate.parse.javascript.code import Code

_JOINING = frozenset(
    {"concat", "join", "toString", "trim", "toLowerCase", "toUpperCase", "replace", "replaceAll", "reverse"}
)
_DECODING = frozenset({"atob", "unescape", "decodeURIComponent", "decodeURI", "String"})
_QUOTED = frozenset({"string", "template_string", "regex", "jsx_text"})
_MAKING = frozenset({"string", "template_string", "array", "call_expression"})
_TEXTS = frozenset({"string", "template_string", "binary_expression"})
_MOST_ITEMS = 64
_SPECIFIED = frozenset({"import_statement", "export_statement", "literal_type"})
_PEER = re.compile(r"(?:stun|turn)s?:(?=[\w-]+\.[\w.-]+)", re.IGNORECASE)
_TAGS = ("<script", "<iframe", "<img", "<noscript")


class Literals:
    """Collects string expressions, each once, and what is inside those that are markup or code."""

    def __init__(self, code: Code, state: State) -> None:
        self.code = code
        self.state = state
        self.found: list[Literal] = []
        self.elements: list[Element] = []
        self.scripts: list[Script] = []
        self.hidden: list[str] = []
        self._seen: set[int] = set()
        self._tried: set[int] = set()

    def at(self, start: int, end: int, *, asked: bool) -> None:
        """Read the string at a place; ``asked`` is false where only markup or code would be of interest."""
        step: Step | None = self.code.tree.at(start, end)
        while step is not None and step.type not in _QUOTED:
            if step.type in {"comment", "program", "statement_block"}:
                return
            step = step.parent
        if step is not None:
            self.read(step, asked=asked)

    def read(self, quoted: Step, *, asked: bool, named: bool = False) -> None:
        """Read the whole expression around a quoted string; ``named`` when an asked-for name stands in it."""
        if quoted.parent is None or quoted.parent.type in _SPECIFIED:
            return
        step = outermost(quoted)
        if step.node.id in self._seen:
            return
        self._seen.add(step.node.id)
        value = self._value(step)
        text = pattern(value)
        asked = asked or (step is not quoted and self._is_asked(text))  # what no part of a sum says, the sum may
        done = Purpose(Use.COMPARE) if step.type == "regex" else purpose(self.code, step, text)
        self._report(step, value, _as_markup(done, text) if asked or named else done, asked=asked)

    def made(self, at: int) -> Step | None:
        """Read an expression that may only spell out something asked for when it is put together; return it."""
        begun: Step | None = self.code.tree.at(at, at + 1)
        while begun is not None and begun.type not in _MAKING:
            begun = begun.parent
        if begun is None or (begun.type == "array" and not _holds_text(begun.node)):
            return None
        step = outermost(begun)
        if step.node.id in self._tried or step.type not in {"binary_expression", "call_expression"}:
            return None
        self._tried.add(step.node.id)
        if step.node.id in self._seen:
            return None
        text = pattern(self._value(step))
        self.hidden.append(text)
        if self._is_asked(text):
            self.read(begun, asked=True)
        elif find_names(to_ascii(text), self.code.interest.names):
            self.read(begun, asked=False, named=True)
        return step

    def run(self, node: Node) -> None:
        """Read a text that code runs, whatever it says, unless what it says was read already."""
        step = self.code.tree.step(node)
        if step.node.id not in self._seen:
            self._seen.add(step.node.id)
            self._report(step, self._value(step), Purpose(Use.CODE), asked=False)

    def _report(self, step: Step, value: Value, done: Purpose, *, asked: bool) -> None:
        state = State.INACTIVE if step.dead else self.state
        if done.use in {Use.MARKUP, Use.CODE}:
            elements, scripts = read_again(self.code, step.node, done.use, state)
            self.elements += elements
            self.scripts += scripts
        span = self.code.span(step.node)
        if done.use is Use.STYLE or (done.use is Use.DATA and asked and is_sheet(value)):
            named = (Literal(one, Use.REQUEST, span, state) for one in addresses(value) if asked)
            self.found += named
        elif asked and not _is_in_element(step):
            value, done = _peer(value, done)
            value = self._traced(step, value) if done.use is Use.REQUEST else value
            self.found.append(Literal(value, done.use, span, state, done.key, self._beside(step, done.use)))

    def _beside(self, step: Step, use: Use) -> tuple[Value, ...]:
        """Return the arguments that follow a string that is the first argument of a call."""
        call = step.parent.parent if step.parent is not None and step.parent.type == "arguments" else None
        if call is None or use not in {Use.DATA, Use.REQUEST}:
            return ()
        given = arguments(call.node)
        return tuple(Folder(self.code).value(other) for other in given[1:3]) if given[:1] == [step.node] else ()

    def _value(self, step: Step) -> Value:
        code = self.code
        if step.type in {"regex", "jsx_text"}:
            text = code.text(step.node)
            return Constant(text, code.span(step.node))
        value = Folder(code, inputs=False).value(step.node)
        options = [option for option in alternatives(value) if isinstance(option, Constant | Text)]
        return next((o for o in options if self._is_asked(pattern(o))), options[0] if options else value)

    def _traced(self, step: Step, value: Value) -> Value:
        """Return an address with what its unknown parts are computed from."""
        traced = Folder(self.code).value(step.node) if isinstance(value, Text) else value
        return next((one for one in alternatives(traced) if pattern(one) == pattern(value)), value)

    def _is_asked(self, text: str) -> bool:
        return bool(find_texts(to_ascii(text), self.code.interest.texts))


def _peer(value: Value, done: Purpose) -> tuple[Value, Purpose]:
    """Return the host that browsers ask how they are reached (``stun:host:port``) as the request that it is."""
    text = value.value if isinstance(value, Constant) and isinstance(value.value, str) else ""
    found = _PEER.match(text) if done.use in {Use.DATA, Use.CONFIG} else None
    return (Constant(f"//{text[found.end() :]}", value.span), Purpose(Use.REQUEST)) if found else (value, done)


def _as_markup(done: Purpose, text: str) -> Purpose:
    """Return markup for a string that holds a whole snippet, whatever carries it to the page."""
    if done.use in {Use.DATA, Use.CONFIG} and any(tag in text.lower() for tag in _TAGS):
        return Purpose(Use.MARKUP)
    return done


def _holds_text(array: Node) -> bool:
    return any(item.type in _TEXTS for item in islice(array.named_children, _MOST_ITEMS))


def _is_in_element(step: Step) -> bool:
    """Tell whether a string is the value of an attribute of an element that is reported as such."""
    parent = step.parent
    if parent is not None and parent.type == "pair":
        call = parent.parent.parent.parent if parent.parent is not None and parent.parent.parent is not None else None
        return (
            call is not None
            and call.type == "call_expression"
            and is_creator(call.node, CREATORS)
            and (name_of(arguments(call.node)[0]).strip("'\"`") in REPORTED)
        )
    if parent is not None and parent.type == "jsx_expression":
        parent = parent.parent
    if parent is None or parent.type != "jsx_attribute" or parent.parent is None:
        return False
    return tag_of(parent.parent.node) in REPORTED


def outermost(step: Step) -> Step:
    """Return the largest expression that puts a string together with others."""
    way = [step]
    best = step
    while True:
        if step.outer is not None:
            best = step.outer
            break
        parent = step.parent
        if parent is None:
            break
        larger, final = _larger(step, parent)
        if larger is None:
            break
        step = larger
        way.append(step)
        if final:
            best = step
    for passed in way:
        passed.outer = best
    return best


def _larger(step: Step, parent: Step) -> tuple[Step | None, bool]:
    """Return the next larger expression, and whether it makes a new string rather than only passing this one on."""
    match parent.type:
        case kind if kind in WRAPPERS:
            return parent, False
        case "binary_expression":
            operator = field(parent.node, "operator")
            sign = operator.type if operator is not None else ""
            return (parent, sign == "+") if sign in {"+", "||", "??"} else (None, False)
        case "ternary_expression":
            return (None if field(parent.node, "condition") == step.node else parent), False
        case "template_substitution":
            return parent, False
        case "template_string":
            return parent, True
        case "array":
            return (parent, False) if _is_joined(parent) else (None, False)
        case "member_expression" | "arguments":
            return _call(step, parent)
        case _:
            return None, False


def _is_joined(array: Step) -> bool:
    member = array.parent
    method = field(member.node, "property") if member is not None and member.type == "member_expression" else None
    return method is not None and name_of(method) in {"join", "reverse"}


def _call(step: Step, parent: Step) -> tuple[Step | None, bool]:
    call = parent.parent
    if call is None or call.type != "call_expression":
        return None, False
    callee = field(call.node, "function")
    if callee is None:
        return None, False
    last = field(bare(callee), "property") if bare(callee).type == "member_expression" else bare(callee)
    name = name_of(last) if last is not None and last.type in {"identifier", "property_identifier"} else ""
    if parent.type == "member_expression":
        return (call, True) if name in _JOINING and field(parent.node, "object") == step.node else (None, False)
    if name in _DECODING or (name == "concat" and _starts_with_text(callee)):
        return call, True
    return None, False


def _starts_with_text(callee: Node) -> bool:
    owner = field(bare(callee), "object")
    return owner is not None and bare(owner).type != "array"
