"""Ruby code to its outline: calls with their blocks, classes by the modules around them, methods, constants.

``%w[a b].each do |x| … end`` is a call of ``each`` whose argument ``x`` is the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.backend import nesting, readers
from pixelgate.parse.backend.code import Code, Reader, children, joined, span
from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.backend.reading import Language, Said
from pixelgate.parse.outline import Argument, Definition, Import, Outline
from pixelgate.parse.values import Constant, Entry, Object, Unknown, Value
from pixelgate.source import Source

SIGNS = re.compile(
    r"\.routes\b|Controller\b|\b(?:before_action|before_filter|layout|render|resources?|Concern)\b"
    r"|^[ \t]*(?:get|post|root)\b",
    re.MULTILINE,
)
"""What stands in every file that declares routes, renders pages or asks for a login."""

_QUERY = """
(call) @call
(call block: (do_block) @body)
(call block: (block) @body)
(lambda body: (_) @body)
(body_statement (identifier) @call)
(block_body (identifier) @call)
(then (identifier) @call)
(else (identifier) @call)
(program (identifier) @call)
(if_modifier body: (identifier) @call)
(unless_modifier body: (identifier) @call)
(return (argument_list)) @call
(class) @class
(module) @class
(method) @function
(singleton_method) @function
(program (assignment left: (constant)) @variable)
(body_statement (assignment left: (constant)) @variable)
"""
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LISTS = frozenset({"array", "string_array", "symbol_array"})
_WORDS = {"true": True, "false": False, "nil": None}


def outline(source: Source) -> Outline:
    """Return what a file of Ruby defines and calls; raise ``Missing`` without the grammar."""
    return nesting.outline(source, _RUBY)


def _string(code: Code, node: Node, _: int) -> Value:
    parts: list[Value] = []
    for part in children(node):
        if part.type == "string_content":
            parts.append(Constant(code.text(part), span(part)))
        elif part.type == "escape_sequence":
            parts.append(Constant(_ESCAPE.sub(r"\1", code.text(part)), span(part)))
        else:
            parts.append(code.unknown(next(children(part), part)))
    whole = joined(parts, span(node))
    return Constant(whole.value, whole.span) if isinstance(whole, Constant) else whole


def _symbol(code: Code, node: Node, _: int) -> Value:
    return Constant(code.text(node).strip(":\"'"), span(node))


def _hash(code: Code, node: Node, depth: int) -> Value:
    pairs = [pair for pair in children(node) if pair.type == "pair"]
    return Object(tuple(_pair(code, pair, depth) for pair in pairs), span(node))


def _pair(code: Code, pair: Node, depth: int) -> Entry:
    key, item = pair.child_by_field_name("key"), pair.child_by_field_name("value")
    name = code.text(key).strip(":\"'") if key else None
    return Entry(name, code.value(item, depth) if item else code.unknown(pair), span(pair))


def _of_call(code: Code, node: Node, depth: int) -> Value:
    """Read ``"x".freeze`` as the text it is."""
    receiver, method = node.child_by_field_name("receiver"), node.child_by_field_name("method")
    if receiver and code.text(method) in {"freeze", "html_safe", "to_s", "to_sym"}:
        return code.value(receiver, depth)
    return code.unknown(node)


_READERS: dict[str, Reader] = {
    "string": _string,
    "chained_string": lambda code, node, depth: joined((code.value(s, depth) for s in children(node)), span(node)),
    "bare_string": _string,
    "simple_symbol": _symbol,
    "delimited_symbol": _string,
    "bare_symbol": _symbol,
    "hash_key_symbol": _symbol,
    "array": readers.items,
    "string_array": readers.items,
    "symbol_array": readers.items,
    "hash": _hash,
    "binary": readers.binary("+", "||"),
    "conditional": readers.conditional("consequence"),
    "parenthesized_statements": readers.inner,
    "integer": readers.numeral,
    "float": readers.numeral,
    "lambda": readers.function,
    "call": _of_call,
    **dict.fromkeys(_WORDS, readers.words(_WORDS)),
}


def _call(code: Code, node: Node) -> Said | None:
    if node.type == "identifier":
        return Said(code.text(node), node)
    if node.type == "return":
        said = next(children(node), node)
        first = next(children(said), None)
        return Said("return", node, (Argument("", code.value(first)),)) if first and first.type != "call" else None
    method, receiver = node.child_by_field_name("method"), node.child_by_field_name("receiver")
    name = code.text(method) or "call"
    if name == "each" and receiver and receiver.type in _LISTS:
        return Said(name, method or node, (_each(code, node, receiver),))
    attribute = receiver is not None and receiver.type == "call" and not _takes(receiver)
    on = code.dotted(receiver) if receiver and (receiver.type != "call" or attribute) else ""
    if receiver and (on or receiver.type != "call"):
        if not on and not _takes(node):
            return None  # an attribute of a literal: "x".freeze
        name = f"{on}.{name}"
    return Said(name, method or node, tuple(_arguments(code, node)), receiver, whole=bool(on))


def _each(code: Code, call: Node, items: Node) -> Argument:
    """Read ``%w[a b].each do |x| … end``: the block's parameter with the list that it goes through."""
    block = call.child_by_field_name("block")
    parameters = block.child_by_field_name("parameters") if block else None
    return Argument(code.text(next(children(parameters), None)), code.value(items))


def _takes(call: Node) -> bool:
    """Tell whether a call is given something; else it may be an attribute, which belongs to the name."""
    return bool(call.child_by_field_name("arguments") or call.child_by_field_name("block"))


def _arguments(code: Code, call: Node) -> Iterator[Argument]:
    for item in children(call.child_by_field_name("arguments")):
        if item.type == "pair":
            entry = _pair(code, item, 0)
            key = item.child_by_field_name("key")
            if key and key.type in {"string", "constant", "scope_resolution"}:  # get "path" => "controller#action"
                yield Argument("", Object((entry,), entry.span))
            else:
                yield Argument(entry.key or "", entry.value)
        elif item.type == "block_argument":
            yield Argument("&", code.value(next(children(item), item)))
        else:
            yield Argument("", code.value(item))


def _define(code: Code, node: Node) -> Definition:
    place = code.location(node)
    if node.type == "assignment":
        right = node.child_by_field_name("right")
        return Definition(
            "variable", code.text(node.child_by_field_name("left")), place, value=code.value(right) if right else None
        )
    name = code.dotted(node.child_by_field_name("name"))
    if node.type in {"class", "module"}:
        parent = node.child_by_field_name("superclass")
        base = code.dotted(next(children(parent), None)) if parent else ""
        return Definition(node.type, name, place, ((base,) if base else ()) + tuple(_mixed_in(code, node)))
    parameters = children(node.child_by_field_name("parameters"))
    return Definition(
        "function",
        name or code.text(node.child_by_field_name("name")),
        place,
        parameters=tuple(
            Argument(code.text(p.child_by_field_name("name") or p), _default(code, p)) for p in parameters
        ),
    )


def _mixed_in(code: Code, node: Node) -> Iterator[str]:
    """Yield the modules that a class includes, the last first, as Ruby looks methods up."""
    calls = [child for child in children(node.child_by_field_name("body")) if child.type == "call"]
    for call in reversed(calls):
        if code.text(call.child_by_field_name("method")) in {"include", "prepend"}:
            yield from filter(None, map(code.dotted, children(call.child_by_field_name("arguments"))))


def _default(code: Code, parameter: Node) -> Value:
    default = parameter.child_by_field_name("value")
    return code.value(default) if default else Unknown("", span(parameter))


def _imports(_code: Code, _node: Node) -> Iterator[Import]:
    yield from ()


_RUBY = Language("ruby", _QUERY, _READERS, _call, _define, _imports, lambda _code, _node: "", macros=True)
