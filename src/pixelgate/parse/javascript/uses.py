"""What the code does with a string: followed upwards, along variables and into functions, to where it is used."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.document import Use
from pixelgate.parse.javascript import sinks
from pixelgate.parse.javascript.callers import callers, function_called, parameter_of
from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.fold import string_of
from pixelgate.parse.javascript.functions import immediate_call
from pixelgate.parse.javascript.receivers import made_by
from pixelgate.parse.javascript.scopes import leaves, name_of, parameters
from pixelgate.parse.javascript.sinks import DATA, Purpose
from pixelgate.parse.javascript.trace import CREATORS
from pixelgate.parse.javascript.tree import FUNCTIONS, WRAPPERS, Step, arguments, bare, field, first_in, is_last

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tree_sitter import Node

    from pixelgate.parse.javascript.scopes import Declaration

_DEEPEST = 4
_MOST = 40
_RANKS = (
    Use.LOAD,
    Use.CODE,
    Use.MARKUP,
    Use.STYLE,
    Use.FRAME,
    Use.REQUEST,
    Use.VISIT,
    Use.HINT,
    Use.CONFIG,
    Use.COMPARE,
    Use.DATA,
)
_RANK = {use: rank for rank, use in enumerate(_RANKS)}
_PASSING = frozenset({"||", "??", "&&", "+"})
_COMPARISONS = frozenset({"==", "===", "!=", "!==", "in"})
_ASKED = frozenset({"url", "uri", "baseurl"})
_MADE, _BASES = frozenset({"create", "extend"}), frozenset({"baseurl", "prefixurl"})
"""What makes a client for requests (``axios.create({baseURL: …})``), and the key of where they go."""

_TAGGED = frozenset({"html", "htm", "svg"})
_SCRIPTS = ("script", "Script")


class Question(NamedTuple):
    """A string whose use is asked for: where it is, its known text, and how many names it has been followed through."""

    code: Code
    text: str
    depth: int = 0

    def further(self) -> Question:
        return self._replace(depth=self.depth + 1)


def purpose(code: Code, step: Step, text: str) -> Purpose:
    """Return what is done with the string expression at a step; ``text`` is its known text."""
    return _purpose(Question(code, text), step)


def _purpose(asked: Question, step: Step) -> Purpose:
    parent = step.parent
    while parent is not None and _passes(step, parent):
        step, parent = parent, parent.parent
    if parent is None or asked.depth > _DEEPEST:
        return DATA
    reader = _READERS.get(parent.type)
    return reader(asked, step, parent) if reader is not None else DATA


def _passes(step: Step, parent: Step) -> bool:
    """Tell whether an expression hands its operand on as it is, or as a part of a larger text."""
    if parent.type in WRAPPERS or parent.type == "array":
        return True
    if parent.type == "ternary_expression":
        return field(parent.node, "condition") != step.node
    if parent.type == "sequence_expression":
        return is_last(step, parent)
    if parent.type == "binary_expression":
        operator = field(parent.node, "operator")
        return operator is not None and operator.type in _PASSING
    return False


def _best(found: Iterable[Purpose]) -> Purpose:
    return min(found, key=lambda one: _RANK[one.use], default=DATA)


def _compared(_asked: Question, _step: Step, parent: Step) -> Purpose:
    operator = field(parent.node, "operator")
    return sinks.COMPARED if operator is None or operator.type in _COMPARISONS else DATA


def _assigned(asked: Question, step: Step, parent: Step) -> Purpose:
    left = field(parent.node, "left")
    if left is None or field(parent.node, "right") != step.node:
        return DATA
    left = bare(left)
    if left.type == "identifier":
        leaves_page = name_of(left) == "location" and asked.code.lookup("location", step) is None
        return sinks.VISIT if leaves_page else _named(asked, left, parent)
    prop = field(left, "property")
    key = name_of(prop) if prop is not None else string_of(asked.code, field(left, "index")) or ""
    found = sinks.attribute(asked.code, field(left, "object"), key, asked.text)
    return found if found is not None else sinks.setting(prop)


def _declared(asked: Question, step: Step, parent: Step) -> Purpose:
    name = field(parent.node, "name") or field(parent.node, "left") or field(parent.node, "pattern")
    return _named(asked, name, parent) if name is not None and name != step.node else DATA


def _named(asked: Question, name: Node, place: Step) -> Purpose:
    """Return what is done with the variables that a string is put into."""
    code = asked.code
    found: list[Purpose] = []
    for leaf in leaves(name):
        local = name_of(leaf.node)
        declaration = code.lookup(local, place if place.type in FUNCTIONS else code.tree.step(leaf.node))
        found.append(_of_variable(asked, local, declaration))
    return _best(found)


def _of_variable(asked: Question, name: str, declaration: Declaration | None) -> Purpose:
    code = asked.code
    key = (name if declaration is None else id(declaration), "<" in asked.text, sinks.is_script_path(asked.text))
    known = code.purposes.get(key)
    if known is None:
        code.purposes[key] = DATA
        scope = declaration.scope if declaration is not None else code.top
        uses = islice(code.references(name, scope, declaration), _MOST)
        known = code.purposes[key] = _best(_purpose(asked.further(), use) for use in uses)
    return known


def _property(asked: Question, step: Step, pair: Step) -> Purpose:
    name, owner = field(pair.node, "key"), pair.parent
    holder = owner.parent if owner is not None else None
    if name is None or name == step.node or owner is None or holder is None:
        return DATA
    key = name_of(name).strip("'\"`")
    if key == "__html":
        return sinks.CODE if _is_of_script(asked.code, holder) else sinks.MARKUP
    if holder.type == "arguments" and holder.parent is not None:
        known = _handed_over(asked, owner, holder.parent, key)
        if known is not None:
            return known
    if sinks.is_style(key, asked.text):
        return sinks.STYLE
    if key in sinks.CODE_KEYS and _is_listed_under(holder, "script"):
        return sinks.CODE
    if key in sinks.MARKUP_KEYS and "<" in asked.text:
        return sinks.MARKUP
    return sinks.setting(name)


def _is_listed_under(holder: Step, key: str) -> bool:
    """Tell whether an object is in the list under a key: ``script: [{…}]`` of a page's head."""
    if holder.type != "array" or holder.parent is None or holder.parent.type != "pair":
        return False
    outer = field(holder.parent.node, "key")
    return outer is not None and name_of(outer).strip("'\"") == key


def _is_of_script(code: Code, holder: Step) -> bool:
    """Tell whether ``{__html: …}`` belongs to a script element, in JSX or in compiled JSX."""
    for step in islice((holder, *holder.up()), 6):
        if step.type in {"jsx_opening_element", "jsx_self_closing_element"}:
            tag = field(step.node, "name")
            return tag is not None and name_of(tag).endswith(_SCRIPTS)
        if step.type == "call_expression":
            return _is_script(code, arguments(step.node))
    return False


def _is_script(code: Code, given: list[Node]) -> bool:
    """Tell whether an element is created from a script's tag, or from ``next/script`` whatever a bundle calls it."""
    if not given or name_of(bare(given[0])).strip("'\"`").endswith(_SCRIPTS):
        return bool(given)
    if given[0].type in {"string", "template_string"} or len(given) == 1 or given[1].type != "object":
        return False
    keys = {key: field(pair, "value") for pair in given[1].named_children if (key := _key_of(pair))}
    strategy = keys.get("strategy")
    if strategy is not None:
        return string_of(code, strategy) in sinks.STRATEGIES
    return "id" in keys and {key for key in keys if not key.startswith("data-")} <= sinks.LAZY_SCRIPT


def _key_of(pair: Node) -> str:
    name = field(pair, "key") or (pair if pair.type == "shorthand_property_identifier" else None)
    return name_of(name).strip("'\"`") if name is not None else ""


def _handed_over(asked: Question, owner: Step, call: Step, key: str) -> Purpose | None:
    """Return what a function does with an entry of an object that it is given."""
    code, given = asked.code, arguments(call.node)
    name = sinks.last_name(field(call.node, "function") or field(call.node, "constructor"))
    if (sinks.is_requesting(name) and key.lower() in _ASKED) or (name in _MADE and key.lower() in _BASES):
        loads = re.search(r"dataType['\"]?\s*:\s*['\"`]script", code.text(owner.node)) is not None
        return Purpose(Use.LOAD if loads else Use.REQUEST)
    if given[0] == owner.node:
        return None
    if name == "assign":
        return sinks.attribute(code, given[0], key, asked.text)
    if name not in CREATORS | {"$", "jQuery"}:
        return None
    tag = (string_of(code, given[0]) or "").strip("</> ").lower()
    if key in {*sinks.CODE_KEYS, "src"} and (tag == "script" or _is_script(code, given)):
        return sinks.CODE if key != "src" else Purpose(Use.LOAD)
    if tag and key == "src":
        return sinks.source(tag, asked.text)
    return Purpose(Use.HINT) if tag == "link" and key == "href" else None


def _argument(asked: Question, step: Step, parent: Step) -> Purpose:
    call = parent.parent
    callee = (field(call.node, "function") or field(call.node, "constructor")) if call is not None else None
    if call is None or callee is None:
        return DATA
    parameter = parameter_of(asked.code, step)
    if parameter is not None:
        followed = _named(asked, *parameter)
        if followed.use is not Use.DATA:
            return followed
    at = next((at for at, node in enumerate(arguments(call.node)) if node == step.node), -1)
    name = sinks.last_name(callee)
    owner = field(bare(callee), "object") if name in {"assign", "replace"} else None
    if owner is not None and at == 0 and sinks.is_location(asked.code.text(owner)):
        return sinks.VISIT
    known = _of_element(asked, call, name, at) or sinks.argument(name, at, asked.text)
    if known is not None:
        return known
    return _purpose(asked, call) if name in sinks.SAME else DATA


def _of_element(asked: Question, call: Step, name: str, at: int) -> Purpose | None:
    callee = field(call.node, "function")
    if name in {"setAttribute", "attr", "prop"} and at == 1 and callee is not None:
        key = string_of(asked.code, arguments(call.node)[0]) or ""
        handler = sinks.CODE if key.lower().startswith("on") else DATA
        return sinks.attribute(asked.code, field(bare(callee), "object"), key, asked.text) or handler
    if name == "createTextNode":
        return sinks.CODE if _is_put_into_script(asked.code, call) else DATA
    return None


def _is_put_into_script(code: Code, call: Step) -> bool:
    parent = call.parent
    outer = parent.parent if parent is not None and parent.type == "arguments" else None
    callee = field(outer.node, "function") if outer is not None else None
    if callee is None or callee.type != "member_expression":
        return False
    return made_by(code, field(callee, "object")) == "script"


def _method(asked: Question, step: Step, parent: Step) -> Purpose:
    """Return what becomes of a string, or a list of strings, of which a method is called."""
    call, prop = parent.parent, field(parent.node, "property")
    if prop is None or call is None or call.type != "call_expression" or field(call.node, "function") != parent.node:
        return DATA
    name, given = name_of(prop), arguments(call.node)
    if name in {"forEach", "map"} and given:
        function = function_called(asked.code, given[0])
        first = parameters(function)[:1] if function is not None else []
        if function is not None and first:
            return _named(asked, first[0], asked.code.tree.step(function))
    known = sinks.method(name, listed=step.type == "array")
    return known if known is not None else _purpose(asked, call)


def _returned(asked: Question, _step: Step, parent: Step) -> Purpose:
    """Return what is done with the result of the function that returns a string."""
    inside = (parent, *parent.up())
    function = next((up for up in inside if up.type in FUNCTIONS), None)
    if function is None:
        return DATA
    at_once = immediate_call(function)
    if at_once is not None:
        return _purpose(asked.further(), at_once)
    if function.parent is not None and function.parent.type == "pair":
        return _purpose(asked.further(), function)
    return _best(_purpose(asked.further(), call) for call in islice(callers(asked.code, function), _MOST))


def _tagged(asked: Question, _step: Step, parent: Step) -> Purpose:
    is_markup = sinks.last_name(field(parent.node, "function")) in _TAGGED and "<" in asked.text
    return sinks.MARKUP if is_markup else DATA


def _expression(asked: Question, step: Step, parent: Step) -> Purpose:
    outer = parent.parent
    if outer is not None and outer.type == "jsx_element":
        return _child(asked, step, outer)
    return _jsx_attribute(asked, step, outer) if outer is not None and outer.type == "jsx_attribute" else DATA


def _jsx_attribute(asked: Question, _step: Step, parent: Step) -> Purpose:
    name = first_in(parent.node)
    tag = field(parent.parent.node, "name") if parent.parent is not None else None
    key = name_of(name) if name is not None else ""
    if tag is not None and key == "src":
        return sinks.source("img" if name_of(tag) == "Image" else name_of(tag).lower(), asked.text)
    if tag is not None and key == "href" and name_of(tag) == "link":
        return Purpose(Use.HINT)
    return sinks.setting(name)


def _child(_asked: Question, _step: Step, parent: Step) -> Purpose:
    opening = first_in(parent.node)
    tag = field(opening, "name") if opening is not None else None
    return sinks.CODE if tag is not None and name_of(tag) in _SCRIPTS else DATA


def _field(_asked: Question, _step: Step, parent: Step) -> Purpose:
    return sinks.setting(field(parent.node, "name") or field(parent.node, "property"))


_READERS: dict[str, Callable[[Question, Step, Step], Purpose]] = {
    "binary_expression": _compared,
    "switch_case": _compared,
    "regex": _compared,
    "assignment_expression": _assigned,
    "variable_declarator": _declared,
    "assignment_pattern": _declared,
    "object_assignment_pattern": _declared,
    "required_parameter": _declared,
    "pair": _property,
    "arguments": _argument,
    "call_expression": _tagged,
    "member_expression": _method,
    "return_statement": _returned,
    "arrow_function": _returned,
    "jsx_expression": _expression,
    "jsx_attribute": _jsx_attribute,
    "jsx_element": _child,
    "public_field_definition": _field,
    "field_definition": _field,
}
