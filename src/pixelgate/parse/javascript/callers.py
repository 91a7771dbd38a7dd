"""Who calls a function of the same file: by its name, as a method of its object or class, through ``useCallback``."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.paths import path_of
from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.tree import FUNCTIONS, WRAPPERS, Step, arguments, bare, field, is_last

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

_MOST = 5_000
_HOPS = 3
_EXPORTS = re.compile(rb"(?:module\.)?exports\b")
_GETTING = frozenset(
    {"arrow_function", "return_statement", "statement_block", "function_expression", "parenthesized_expression"}
)
_DECLARED = frozenset({"function_declaration", "generator_function_declaration"})
WRAPPING = frozenset({b"useCallback", b"debounce", b"throttle", b"memo", b"memoize", b"once", b"action"})


def callers(code: Code, function: Step) -> tuple[Step, ...]:
    """Return the calls of a function, in the order of the text."""
    known = code.called.get(function.node.id)
    if known is None:
        known = code.called[function.node.id] = tuple(islice(_callers(code, function), _MOST))
    return known


def _callers(code: Code, function: Step) -> Iterator[Step]:
    if function.type in _DECLARED:
        name = field(function.node, "name")
        if name is not None and function.parent is not None:
            yield from _named(code, name, function.parent)
        return
    step, parent = _wrapped(function)
    if parent is None:
        return
    if function.type == "method_definition":
        yield from _members(code, field(function.node, "name"), function)
        return
    match parent.type:
        case "variable_declarator":
            name = field(parent.node, "name")
            if name is not None and name.type == "identifier":
                yield from _named(code, name, parent)
        case "assignment_expression" if field(parent.node, "right") == step.node:
            yield from _assigned(code, field(parent.node, "left"), parent)
        case "pair":
            yield from _members(code, field(parent.node, "key"), parent)
        case "public_field_definition" | "field_definition":
            yield from _members(code, field(parent.node, "name") or field(parent.node, "property"), parent)
        case _:
            return


def _wrapped(step: Step) -> tuple[Step, Step | None]:
    parent = step.parent
    while parent is not None:
        if parent.type in WRAPPERS:
            step, parent = parent, parent.parent
            continue
        call = parent.parent if parent.type == "arguments" else None
        callee = field(call.node, "function") if call is not None else None
        last = field(callee, "property") if callee is not None and callee.type == "member_expression" else callee
        if call is None or last is None or last.text not in WRAPPING:
            break
        step, parent = call, call.parent
    return step, parent


def _named(code: Code, name: Node, place: Step, hops: int = 0) -> Iterator[Step]:
    declaration = code.lookup(name_of(name), place)
    scope = declaration.scope if declaration is not None else code.top
    for use in code.references(name_of(name), scope, declaration):
        call = _called(use)
        if call is not None:
            yield call
        elif hops < _HOPS and (other := _renamed(code, use)) is not None and other[0].type == "identifier":
            yield from _named(code, *other, hops + 1)


def is_only_called(code: Code, function: Step) -> bool:
    """Tell whether all that is done with a function of a name of its own is to call it or to export it as a module."""
    name, place = field(function.node, "name"), function.parent
    if place is not None and place.type in {"pair", "array", "assignment_expression"}:
        return _is_registered(place)
    if name is None and place is not None and place.type == "variable_declarator":
        name = field(place.node, "name")
    if name is None or place is None or name.type != "identifier":
        return False
    declaration = code.lookup(name_of(name), place)
    if declaration is None or (declaration.scope.type == "program" and not code.is_module):
        return False
    uses = code.references(name_of(name), declaration.scope, declaration)
    return all(_called(use) is not None or _is_exported(use) for use in uses)


def _is_exported(use: Step) -> bool:
    """Tell whether a name stands in an export, or is what the getter of one returns (``n.d(t, {a: () => f})``)."""
    up = use.parent
    if up is not None and up.type in _GETTING:
        getter: Step | None = up
        while getter is not None and getter.type not in {"pair", "arguments", "array"}:
            getter = getter.parent if getter.type in _GETTING else None
        return getter is not None
    if up is not None and up.type in {"pair", "array"}:
        return _is_registered(up)
    return up is not None and up.type == "export_specifier"


def _is_registered(place: Step) -> bool:
    """Tell whether a function is an export where it stands (``n.d(t, {}, {a: function () {}})``, ``exports.a = …``)."""
    if place.type == "assignment_expression":
        left = field(place.node, "left")
        return left is not None and _EXPORTS.match(left.text or b"") is not None
    listed = place if place.type == "array" else place.parent
    return listed is not None and _given_to(listed) in {b".d", b".s"}


def _given_to(argument: Step) -> bytes:
    """Return how the expression ends whose call an argument is given to."""
    call = argument.parent.parent if argument.parent is not None and argument.parent.type == "arguments" else None
    callee = field(call.node, "function") if call is not None else None
    return (callee.text or b"")[-2:] if callee is not None else b""


def argument_of(code: Code, function: Step) -> Iterator[tuple[Step, int]]:
    """Yield the calls to which a function is handed over by its name, and as which argument.

    One that is written where it is handed over is most often a callback of a helper.
    """
    _, parent = _wrapped(function)
    uses: list[Step] = []
    name = None
    if function.type in _DECLARED:
        name, parent = field(function.node, "name"), function.parent
    elif parent is not None and parent.type == "variable_declarator":
        name = field(parent.node, "name")
    if name is not None and name.type == "identifier" and parent is not None:
        declaration = code.lookup(name_of(name), parent)
        scope = declaration.scope if declaration is not None else code.top
        uses += islice(code.references(name_of(name), scope, declaration), _MOST)
    for use in uses:
        call = use.parent.parent if use.parent is not None and use.parent.type == "arguments" else None
        given = arguments(call.node) if call is not None and call.type == "call_expression" else []
        if call is not None and use.node in given:
            yield call, given.index(use.node)


def _renamed(code: Code, use: Step) -> tuple[Node, Step] | None:
    """Return the name that takes a function over: a parameter, a variable; and where it is declared or assigned."""
    parent = use.parent
    if parent is None:
        return None
    if parent.type == "arguments":
        return parameter_of(code, use)
    if parent.type == "variable_declarator" and field(parent.node, "value") == use.node:
        name = field(parent.node, "name")
    elif parent.type == "assignment_expression" and field(parent.node, "right") == use.node:
        name = field(parent.node, "left")
    else:
        name = None
    return (name, parent) if name is not None else None


def parameter_of(code: Code, argument: Step) -> tuple[Node, Step] | None:
    """Return the parameter that takes an argument of an immediately called or local function, and that function."""
    call = argument.parent.parent if argument.parent is not None else None
    callee = field(call.node, "function") if call is not None else None
    given = arguments(call.node) if call is not None else []
    if callee is None or argument.node not in given:
        return None
    at = given.index(argument.node)
    function = function_called(code, callee)
    if function is None and (owner := _called_with_this(bare(callee))) is not None:
        function, at = function_called(code, owner), at - 1
    listed = parameters(function) if function is not None else []
    return (listed[at], code.tree.step(function)) if function is not None and 0 <= at < len(listed) else None


def function_called(code: Code, callee: Node) -> Node | None:
    """Return the function expression, or the function of this file, that an expression means."""
    callee = bare(callee)
    if callee.type == "identifier":
        declaration = code.resolve(callee)
        made = (
            declaration.value if declaration is not None and declaration.kind in {"function", "const", "var"} else None
        )
        callee = bare(made) if made is not None and declaration is not None and not declaration.keys else callee
    return callee if callee.type in FUNCTIONS else None


def _called_with_this(callee: Node) -> Node | None:
    """Return the function of ``function.call``."""
    method = field(callee, "property") if callee.type == "member_expression" else None
    return field(callee, "object") if method is not None and method.text == b"call" else None


def _called(step: Step) -> Step | None:
    """Return the call whose callee is an expression, ``(0, f)(…)`` and casts included."""
    parent = step.parent
    while parent is not None and (
        parent.type in WRAPPERS or (parent.type == "sequence_expression" and is_last(step, parent))
    ):
        step, parent = parent, parent.parent
    if parent is not None and parent.type == "call_expression" and field(parent.node, "function") == step.node:
        return parent
    return None


def _assigned(code: Code, left: Node | None, place: Step) -> Iterator[Step]:
    if left is None:
        return
    target = bare(left)
    if target.type == "identifier":
        yield from _named(code, target, place)
        return
    path = path_of(code, target)
    if path is not None and not path.module and len(path.keys) == 1:
        for use in code.references(path.keys[0], code.top, None):
            call = _called(use)
            if call is not None:
                yield call
    yield from _members(code, field(target, "property"), place)


def _members(code: Code, name: Node | None, place: Step) -> Iterator[Step]:
    """Yield the calls ``owner.name(…)`` where the owner is the object or class that the function stands in."""
    if name is None or name.type not in {"property_identifier", "private_property_identifier"}:
        return
    for step in code.methods(name_of(name)):
        member = step.parent
        if step.node == name or member is None or member.type != "member_expression":
            continue
        owner = field(member.node, "object")
        call = _called(member)
        if call is not None and owner is not None and _owns(code, bare(owner), place):
            yield call


def _owns(code: Code, owner: Node, place: Step) -> bool:
    if owner.type == "this":
        first = next((up for up in code.tree.step(owner).up() if up.type in {"class_body", "object"}), None)
        second = next((up for up in place.up() if up.type in {"class_body", "object"}), None)
        return first is not None and second is not None and first.node == second.node
    if owner.type == "new_expression":
        made = field(owner, "constructor")
        return made is not None and made.type == "identifier" and _owns(code, made, place)
    if owner.type != "identifier":
        return place.type == "assignment_expression" and _same_owner(place, owner)
    if place.type == "assignment_expression":
        return _same_owner(place, owner)
    declaration = code.resolve(owner)
    value = bare(declaration.value) if declaration is not None and declaration.value is not None else None
    if value is None:
        return False
    if value.type == "new_expression":
        made = field(value, "constructor")
        return made is not None and made.type == "identifier" and made != owner and _owns(code, made, place)
    return value.start_byte <= place.node.start_byte and place.node.end_byte <= value.end_byte


def _same_owner(place: Step, owner: Node) -> bool:
    left = field(place.node, "left")
    first = field(left, "object") if left is not None else None
    return first is not None and first.text == owner.text
