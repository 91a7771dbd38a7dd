"""Which element a handler is bound to: what ``event.target`` and ``this`` mean there; for following data only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.handed import uses
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import FUNCTIONS, Step, arguments, bare, field
from pixelgate.parse.values import Unknown, Value, constant

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.fold import Folder
    from pixelgate.parse.javascript.scopes import Declaration

TARGETS = frozenset({"target", "currentTarget", "srcElement"})
_EVENTS = frozenset({
    "change", "input", "blur", "focus", "focusin", "focusout", "keyup", "keydown", "keypress", "paste", "search",
    "submit", "reset", "click", "dblclick", "auxclick", "mousedown", "mouseup", "pointerdown", "pointerup",
    "touchstart", "touchend",
})  # fmt: skip
"""Events that happen to a control or form: what they happen to is what the handler is bound to, save for delegation."""

_ON = frozenset({"on", "one", "bind", "live", "off"})
_HOLDING = frozenset({"variable_declarator", "pair", "public_field_definition", "field_definition"})
_NAMES = frozenset({"identifier", "property_identifier"})
_ITEM = frozenset({"each"})
"""Methods of jQuery that call a function with each element as ``this``."""

_ALL = re.compile(
    r"(?:\$|jQuery)?\(?['\"]?(?:window\.)?(?:document(?:\.(?:body|documentElement))?|window|body|html)['\"]?\)?"
)
"""What holds the whole page: a handler there is for what is inside."""


def parameter(folder: Folder, declaration: Declaration) -> tuple[Value, ...]:
    """Return what stands for a parameter of a function with a name, which a handler in the file's markup may call."""
    if declaration.kind != "param" or declaration.function is None or not folder.inputs or "..." in declaration.keys:
        return ()
    own = _called(folder.code.tree.step(declaration.function))
    keys = "".join(f".{key}" for key in declaration.keys)
    mark = f"{{{own}:{declaration.index}{keys}:{declaration.name}}}"
    return (Unknown(mark, folder.code.span(declaration.node)),) if own else ()


def _called(function: Step) -> str:
    """Return the name by which others call a function; empty for one that is handed over where it is written."""
    name = field(function.node, "name")
    if name is None and (parent := function.parent) is not None and parent.type in _HOLDING:
        name = field(parent.node, "name") or field(parent.node, "key") or field(parent.node, "property")
    return name_of(name) if name is not None and name.type in _NAMES else ""


def target(folder: Folder, declaration: Declaration | None, keys: tuple[str, ...], depth: int) -> Value | None:
    """Return the element that the keys of a handler's event mean, as far as the code says to what it is bound."""
    if declaration is None or declaration.kind != "param" or declaration.index != 0 or declaration.function is None:
        return None
    if len(keys) != 1 or keys[0] not in TARGETS or not folder.inputs:
        return None
    return _bound(folder, folder.code.tree.step(declaration.function), depth)


def this(folder: Folder, node: Node, depth: int) -> Value:
    """Return the value of ``this``: in a handler the element that it is bound to."""
    if not folder.inputs:
        return folder.unknown(node)
    around = (up for up in folder.code.tree.step(node).up() if up.type in FUNCTIONS and up.type != "arrow_function")
    function = next(around, None)
    element = _bound(folder, function, depth) if function is not None else None
    return folder.unknown(node, (element,) if element is not None else ())


def _bound(folder: Folder, function: Step, depth: int) -> Value | None:
    for step in (function, *uses(folder.code, function)):
        parent = step.parent
        if parent is None:
            continue
        if parent.type == "arguments" and parent.parent is not None:
            found = _listened(folder, parent.parent.node, step.node, depth)
        else:
            found = _assigned(folder, parent, step.node, depth)
        if found is not None:
            return found
    return None


def _listened(folder: Folder, call: Node, handler: Node, depth: int) -> Value | None:
    """Return what listens: the receiver of ``addEventListener``, ``on``, ``change``; the selector of a delegate."""
    callee = field(call, "function")
    callee = bare(callee) if callee is not None else None
    if callee is None or callee.type != "member_expression":
        return None
    method, owner = field(callee, "property"), field(callee, "object")
    given = arguments(call)
    if method is None or owner is None or handler not in given:
        return None
    name, at = name_of(method), given.index(handler)
    if at == 0:
        return _element(folder, owner, depth) if name in _EVENTS | _ITEM else None
    if name != "addEventListener" and name not in _ON:
        return None
    if not _is_of_control(constant(folder.value(given[0], depth))):
        return None
    if name in _ON and at == 2:  # noqa: PLR2004 - on(event, selector, handler)
        selector = constant(folder.value(given[1], depth))
        return Unknown(f"$('{selector}')"[:200], folder.code.span(given[1])) if selector else None
    return _element(folder, owner, depth) if at == 1 else None


def _assigned(folder: Folder, assignment: Step, handler: Node, depth: int) -> Value | None:
    """Return the element of ``element.onchange = handler``."""
    left = field(assignment.node, "left") if assignment.type == "assignment_expression" else None
    if left is None or left.type != "member_expression" or field(assignment.node, "right") != handler:
        return None
    key, owner = field(left, "property"), field(left, "object")
    said = name_of(key) if key is not None else ""
    return _element(folder, owner, depth) if owner is not None and said[:2] == "on" and said[2:] in _EVENTS else None


def _is_of_control(events: str | None) -> bool:
    return events is not None and any(one.partition(".")[0] in _EVENTS for one in events.split())


def _element(folder: Folder, owner: Node, depth: int) -> Value | None:
    return None if _ALL.fullmatch(folder.code.text(bare(owner))) else folder.value(owner, depth)
