"""What a callback's parameter is given by who calls it, and what a state's setter is given: for following data only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import Step, arguments, bare, field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration

_EACH = frozenset({"map", "forEach", "filter", "find", "flatMap", "then", "subscribe", "some", "every", "tap", "done"})
_REDUCING = frozenset({"reduce", "reduceRight"})
_SENT = frozenset({"handleSubmit", "onSubmit", "onFinish"})
"""Functions and properties that hand over what a visitor has entered in a form."""

_LIBRARY, _REQUESTING = frozenset({"$", "jQuery"}), frozenset({"get", "getJSON", "post"})
_ITEMS = frozenset({b"$.each", b"jQuery.each"})
_STATES = ("useState", "useReducer", "createSignal", "useRecoilState", "useAtom")
_MOST = 4


def handed(code: Code, declaration: Declaration) -> Node | None:
    """Return the expression of which a callback gets an item or the result; for a form's handler, who calls it."""
    if declaration.kind != "param" or declaration.function is None or declaration.index > 1:
        return None
    function = code.tree.step(declaration.function)
    if declaration.index == 1:
        return _reduced(function) or _each(function)
    for step in (function, *uses(code, function)):
        given = step.parent
        if given is None:
            continue
        if given.type == "arguments" and given.parent is not None:
            found = _of_call(given.parent.node, step.node)
        else:
            found = _of_property(given)
        if found is not None:
            return found
    return None


def uses(code: Code, function: Step) -> Iterator[Step]:
    """Yield where a function is handed over by its name."""
    holder = function.parent if function.type != "function_declaration" else function
    name = field(holder.node, "name") if holder is not None else None
    if holder is None or holder.type not in {"variable_declarator", "function_declaration"} or name is None:
        return
    if name.type == "identifier":
        declaration = code.lookup(name_of(name), holder.parent or holder)
        scope = declaration.scope if declaration is not None else code.top
        for at, use in enumerate(code.references(name_of(name), scope, declaration)):
            if at >= _MOST:
                return
            yield use


def _of_call(call: Node, given: Node) -> Node | None:
    callee = field(call, "function")
    callee = bare(callee) if callee is not None else None
    if callee is None:
        return None
    if callee.type == "identifier":
        watched = name_of(callee) == "watch" and arguments(call)[1:2] == [given]
        return arguments(call)[0] if watched else callee if name_of(callee) in _SENT else None
    method, owner = field(callee, "property"), field(callee, "object")
    if method is None or owner is None:
        return None
    if name_of(owner) == "Array" and name_of(method) == "from" and arguments(call)[1:2] == [given]:
        return arguments(call)[0]
    if name_of(method) in _SENT:
        return method
    if name_of(owner) in _LIBRARY and name_of(method) in _REQUESTING:
        return call
    return bare(owner) if name_of(method) in _EACH and arguments(call)[:1] == [given] else None


def _reduced(function: Step) -> Node | None:
    """Return the list whose items are the second parameter of a callback of ``reduce``."""
    call = function.parent.parent if function.parent is not None and function.parent.type == "arguments" else None
    callee = field(call.node, "function") if call is not None else None
    method = field(callee, "property") if callee is not None else None
    if call is None or callee is None or method is None or name_of(method) not in _REDUCING:
        return None
    owner = field(callee, "object")
    return bare(owner) if owner is not None and arguments(call.node)[:1] == [function.node] else None


def _each(function: Step) -> Node | None:
    """Return the list whose items are the second parameter of a callback of ``$.each``."""
    call = function.parent.parent if function.parent is not None and function.parent.type == "arguments" else None
    callee = field(call.node, "function") if call is not None else None
    if call is None or callee is None or callee.text not in _ITEMS or arguments(call.node)[1:2] != [function.node]:
        return None
    return arguments(call.node)[0]


def _of_property(parent: Step) -> Node | None:
    """Return the name of the property ``onSubmit`` that a function is the value of, in an object or in JSX.

    Of ``success`` among the settings of a request, the request.
    """
    if parent.type == "pair":
        key = field(parent.node, "key")
        settings = parent.parent.parent if parent.parent is not None else None
        if key is not None and name_of(key) == "success" and settings is not None and settings.type == "arguments":
            return settings.parent.node if settings.parent is not None else None
    else:
        attribute = parent.parent if parent.type == "jsx_expression" else None
        key = attribute.node.named_child(0) if attribute is not None and attribute.type == "jsx_attribute" else None
    return key if key is not None and name_of(key) in _SENT else None


def states(code: Code, declaration: Declaration) -> Iterator[Node]:
    """Yield what the setter of a state is given: ``setMail(event.target.value)`` for ``[mail, setMail]``."""
    if declaration.keys != ("0",) or declaration.value is None:
        return
    made = bare(declaration.value)
    callee = field(made, "function") if made.type == "call_expression" else None
    pattern = code.tree.step(declaration.node).parent
    if callee is None or not name_of(callee).endswith(_STATES) or pattern is None or pattern.type != "array_pattern":
        return
    setter = next((child for child in pattern.node.named_children[1:] if child.type == "identifier"), None)
    if setter is None:
        return
    own = code.lookup(name_of(setter), pattern)
    for use in code.references(name_of(setter), declaration.scope, own):
        call = use.parent
        if call is not None and call.type == "call_expression" and field(call.node, "function") == use.node:
            yield from arguments(call.node)[:1]
