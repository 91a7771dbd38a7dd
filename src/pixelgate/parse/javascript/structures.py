"""Objects, arrays, enums, fields of classes, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.tree import FUNCTIONS, bare, field, first_in
from pixelgate.parse.values import Argument, Array, Constant, Entry, Function, How, Object, Unknown, Value, constant

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.fold import Folder
    from pixelgate.source import Span

SPREAD = "..."
_EXACT = 2**53
_LONGEST_JSON = 100_000
_FIELDS = frozenset({"public_field_definition", "field_definition"})


def number(code: Code, node: Node) -> Constant:
    """Return a number; one with more digits than a double holds keeps them as text, for it is an identifier."""
    text = code.text(node).replace("_", "").rstrip("n")
    span = code.span(node)
    if text.isascii() and text.isdigit():
        return digits(text, span, How.LITERAL)
    try:
        prefix = text[:2].lower()
        value = float(int(text, 0)) if prefix in {"0x", "0o", "0b"} else float(text)
    except (ValueError, OverflowError):
        return Constant(text, span)
    return Constant(value, span)


def digits(text: str, span: Span, how: How) -> Constant:
    """Return a whole number, exactly."""
    if len(text) > 16 or int(text) > _EXACT:  # noqa: PLR2004 - 2**53 has sixteen digits
        return Constant(text, span, how)
    return Constant(float(text), span, how)


def function(code: Code, node: Node) -> Function:
    """Return the value of a function: its name and its parameters as they are written."""
    name = field(node, "name")
    names = tuple(code.text(parameter)[:200] for parameter in parameters(node))
    return Function(code.text(name)[:200] if name is not None else "", names, code.span(node))


def relocated(value: Value, span: Span) -> Value:
    """Return a value read elsewhere as the value of the expression that names it."""
    if isinstance(value, Constant):
        return Constant(value.value, span, How.FOLDED)
    return msgspec.structs.replace(value, span=span)


def take(value: Value, keys: tuple[str, ...]) -> Value | None:
    """Return what the keys lead to inside a known structure; ``None`` when it is not known to be there."""
    for key in keys:
        if key == SPREAD:
            return value
        if isinstance(value, Argument):
            value = msgspec.structs.replace(value, keys=(*value.keys, key), default=None)
            continue
        if isinstance(value, Array) and key.isascii() and key.isdigit() and len(key) < 6:  # noqa: PLR2004 - an index
            found = value.items[int(key)] if int(key) < len(value.items) else None
        else:
            found = value.get(key) if isinstance(value, Object) else None
        if found is None:
            return None
        value = found
    return value


def parsed(text: str, span: Span) -> Value | None:
    """Return the value of a JSON text, ``None`` for a damaged, a vast or a very deep one."""
    if len(text) > _LONGEST_JSON:
        return None
    try:
        return _of_json(msgspec.json.decode(text), span)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _of_json(held: object, span: Span) -> Value:
    if isinstance(held, dict):
        return Object(tuple(Entry(key, _of_json(one, span), span) for key, one in held.items()), span)
    if isinstance(held, list):
        return Array(tuple(_of_json(one, span) for one in held), span)
    if isinstance(held, int) and not isinstance(held, bool):
        return Constant(float(held) if abs(held) <= _EXACT else str(held), span, How.FOLDED)
    return Constant(held if isinstance(held, str | float | bool) else None, span, How.FOLDED)


def object_literal(folder: Folder, node: Node, depth: int) -> Value:
    """Return an object; known spreads are merged, getters left out."""
    listed: list[Entry] = []
    for child in node.named_children:
        if folder.left <= 0:
            break
        listed += entries(folder, child, depth)
    return Object(tuple(listed), folder.code.span(node))


def entries(folder: Folder, child: Node, depth: int) -> list[Entry]:
    """Return what one part of an object literal puts into it: a pair, a method, what is spread."""
    match child.type:
        case "pair" if (held := field(child, "value")) is not None:
            key = key_of(folder, field(child, "key"), depth)
            return [Entry(key, folder.value(held, depth), folder.code.span(child))]
        case "shorthand_property_identifier":
            return [Entry(folder.code.text(child), folder.value(child, depth), folder.code.span(child))]
        case "spread_element":
            return _spread(folder, child, depth)
        case "method_definition" if child.children[0].type not in {"get", "set"}:
            key = key_of(folder, field(child, "name"), depth)
            return [Entry(key, folder.value(child, depth), folder.code.span(child))]
        case _:
            return []


def _spread(folder: Folder, node: Node, depth: int) -> list[Entry]:
    inner = first_in(node)
    if inner is None:
        return []
    value = folder.value(inner, depth)
    if isinstance(value, Object):
        return list(value.entries)
    return [Entry(SPREAD, value, folder.code.span(node))]


def key_of(folder: Folder, node: Node | None, depth: int) -> str | None:
    """Return the key that a property is written under; ``None`` when it is computed and not constant."""
    if node is None:
        return None
    match node.type:
        case "property_identifier" | "private_property_identifier":
            return folder.code.text(node)
        case "computed_property_name":
            inner = first_in(node)
            return constant(folder.value(inner, depth)) if inner is not None else None
        case _:
            return constant(folder.value(node, depth))


def array(folder: Folder, node: Node, depth: int) -> Value:
    """Return an array; known spreads are merged, holes are ``undefined``."""
    items: list[Value] = []
    for child in node.named_children:
        if folder.left <= 0:
            break
        if child.type == "spread_element":
            items += spread_items(folder, child, depth)
        elif child.type != "comment":
            items.append(folder.value(child, depth))
    return Array(tuple(items), folder.code.span(node))


def spread_items(folder: Folder, node: Node, depth: int) -> list[Value]:
    """Return the items of a spread array, or one unknown value ``...path``."""
    inner = first_in(node)
    value = folder.value(inner, depth) if inner is not None else None
    if isinstance(value, Array):
        return list(value.items)
    inputs = (value,) if value is not None else ()
    path = value.path if isinstance(value, Unknown) else ""
    return [Unknown(f"{SPREAD}{path}", folder.code.span(node), inputs)]


def enum(folder: Folder, node: Node, depth: int) -> Object:
    """Return a TypeScript enum as an object."""
    body = field(node, "body")
    entries: list[Entry] = []
    for at, member in enumerate(body.named_children if body is not None else []):
        name, held = field(member, "name"), field(member, "value")
        span = folder.code.span(member)
        if member.type == "enum_assignment" and name is not None and held is not None:
            entries.append(Entry(key_of(folder, name, depth), folder.value(held, depth), span))
        elif member.type == "property_identifier":
            entries.append(Entry(folder.code.text(member), Constant(float(at), span), span))
    return Object(tuple(entries), folder.code.span(node))


def class_fields(folder: Folder, node: Node, depth: int, *, static: bool = True) -> Object:
    """Return the static fields, or the instance fields, of a class as an object."""
    body = field(node, "body")
    entries: list[Entry] = []
    for member in body.named_children if body is not None else []:
        name = field(member, "name") or field(member, "property")
        held = field(member, "value")
        if member.type not in _FIELDS or name is None or held is None:
            continue
        if any(child.type == "static" for child in member.children) == static:
            value = folder.value(held, depth)
            entries.append(Entry(folder.code.text(name), value, folder.code.span(member)))
    return Object(tuple(entries), folder.code.span(node))


def has_own_functions(node: Node) -> bool:
    """Tell whether an object literal holds functions: an implementation, not a setting."""
    return any(
        child.type == "method_definition"
        or (child.type == "pair" and (held := field(child, "value")) is not None and bare(held).type in FUNCTIONS)
        for child in node.named_children
    )


def key_name(node: Node) -> str:
    """Return the plain text of a key node."""
    return name_of(node).strip("'\"`")
