"""Values of names and members: constants behind identifiers, entries of constant objects, fields of classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pixelgate.parse.javascript.elsewhere import value_elsewhere
from pixelgate.parse.javascript.handed import handed, states
from pixelgate.parse.javascript.handlers import parameter, target, this
from pixelgate.parse.javascript.lists import with_later_items
from pixelgate.parse.javascript.scopes import Declaration, name_of
from pixelgate.parse.javascript.structures import SPREAD, class_fields, enum, relocated, take
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field
from pixelgate.parse.values import Argument, Array, Constant, Entry, Hole, Object, Text, Unknown, Value, constant
from pixelgate.source import HOLE

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.fold import Folder

_MANY = 4
ALL = -1
"""The index under which an environment holds all arguments of a call, as ``arguments`` does."""
_UNREAD = frozenset({"import", "catch", "each"})


def identifier(folder: Folder, node: Node, depth: int) -> Value:
    """Return the value of a name."""
    code, span = folder.code, folder.code.span(node)
    if code.is_hole(node):
        return _hole(folder, node)
    name = name_of(node)
    if name == "undefined":
        return Constant(None, span)
    declaration = code.resolve(node)
    if declaration is None and name == "arguments" and folder.environment:
        return _all_arguments(folder, node)
    if declaration is None and name not in code.interest.names:
        declaration = code.implicit(node)
    if declaration is not None and declaration.kind == "import" and (found := value_elsewhere(code, node)) is not None:
        return found
    if declaration is None or declaration.kind in _UNREAD:
        if declaration is not None and declaration.value is not None and folder.inputs and _is_item(declaration):
            return msgspec.structs.replace(
                _part(folder.value(declaration.value, depth), declaration.keys, name), path=name, span=span
            )
        return Unknown(code.text(node)[:200], span)
    return _known(folder, declaration, node, depth)


def _is_item(declaration: Declaration) -> bool:
    """Tell whether a loop gives a name what a list holds; ``for … in`` gives keys, and so is the first of an entry."""
    loop = declaration.scope.node
    if declaration.kind != "each" or declaration.keys == ("0",):
        return False
    operator = field(loop, "operator") if loop.type == "for_in_statement" else None
    return operator is not None and operator.type == "of"


def _known(folder: Folder, declaration: Declaration, node: Node, depth: int) -> Value:
    """Return what is known of a declared name: what it is given, else what it is declared as."""
    code, span = folder.code, folder.code.span(node)
    given = folder.given(declaration)
    if given is not None:
        taken = take(given, declaration.keys)
        if isinstance(taken, Argument) and declaration.default is not None:
            return msgspec.structs.replace(taken, default=folder.value(declaration.default, depth))
        return taken if taken is not None else _absent(folder, declaration, node, depth)
    value = _declared(folder, declaration, depth)
    if declaration.kind == "let" and isinstance(value, Constant) and value.value == "" and folder.inputs:
        return Unknown(code.text(node)[:200], span)  # written by a framework, or never used
    if value is None:
        return Unknown(code.text(node)[:200], span, parameter(folder, declaration))
    if isinstance(value, Unknown | Hole):
        return Unknown(code.text(node)[:200], span, (value,))
    return relocated(value, span)


def _all_arguments(folder: Folder, node: Node) -> Value:
    step = folder.code.tree.step(node)
    function = next((up for up in step.up() if up.type in FUNCTIONS and up.type != "arrow_function"), None)
    known = folder.environment.get((function.node.id, ALL)) if function is not None else None
    return known if known is not None else folder.unknown(node)


def _absent(folder: Folder, declaration: Declaration, node: Node, depth: int) -> Value:
    if declaration.default is not None:
        return folder.value(declaration.default, depth)
    return Unknown(folder.code.text(node)[:200], folder.code.span(node))


def _hole(folder: Folder, node: Node) -> Value:
    holes = folder.holes(node.start_byte, node.end_byte)
    if len(holes) == 1 and not folder.code.text(node).strip(HOLE):
        return holes[0]
    return Text(tuple(holes), folder.code.span(node))


def constant_node(folder: Folder, node: Node) -> Node | None:
    """Return the one expression that an identifier stands for, when nothing else plays a part."""
    declaration = None if folder.code.is_hole(node) else folder.code.resolve(node)
    if declaration is None or declaration.keys or declaration.kind in _UNREAD or folder.given(declaration) is not None:
        return None
    found = folder.code.constant_value(declaration)
    return bare(found) if found is not None else None


def _declared(folder: Folder, declaration: Declaration, depth: int) -> Value | None:
    code, key = folder.code, (id(declaration), folder.inputs)
    if key in code.folding:
        return None
    known = code.folded.get(key)
    if known is not None and not folder.environment:
        folder.left -= known[1]
        return known[0]
    code.folding.add(key)
    before = folder.left
    value = _meaning(folder, declaration, depth)
    code.folding.discard(key)
    if not folder.environment and folder.left > 0 and value is not None:
        code.folded[key] = (value, before - folder.left)
    return value


def _meaning(folder: Folder, declaration: Declaration, depth: int) -> Value | None:
    code = folder.code
    if declaration.kind == "enum" and declaration.value is not None:
        return enum(folder, declaration.value, depth)
    if declaration.kind == "class" and declaration.value is not None:
        return class_fields(folder, declaration.value, depth)
    node = code.constant_value(declaration)
    if node is None:
        return _several(folder, declaration, depth)
    whole = folder.value(node, depth)
    value = take(whole, declaration.keys)
    if value is None and declaration.default is not None:
        return folder.value(declaration.default, depth)
    if isinstance(value, Object) and not declaration.keys:
        return _with_later_entries(folder, declaration, value, depth)
    if isinstance(value, Array) and not declaration.keys and folder.inputs:
        return with_later_items(folder, declaration, value, depth)
    return value if value is not None else _part(whole, declaration.keys)


def _part(whole: Value, keys: tuple[str, ...], name: str = "") -> Unknown:
    """Return what keys take from a value that only the run time knows; ``name`` stands for all of it."""
    inner = ".".join(key for key in keys if key != SPREAD)
    path = f"{whole.path}.{inner}" if isinstance(whole, Unknown) and inner else inner or name
    return Unknown(path[:200], whole.span, (whole,))


def _several(folder: Folder, declaration: Declaration, depth: int) -> Value | None:
    if declaration.kind == "param" and declaration.default is not None:
        return folder.value(declaration.default, depth)
    if not folder.inputs:
        return None
    element = target(folder, declaration, declaration.keys, depth)
    if element is not None:
        return element
    node = handed(folder.code, declaration)
    if node is not None:
        whole = folder.unknown(node) if node.type in FUNCTIONS else folder.value(node, depth)
        return _part(whole, declaration.keys, declaration.name)
    if declaration.kind == "param":
        return None
    nodes = [*folder.code.values(declaration), *states(folder.code, declaration)]
    found = [folder.value(node, depth) for node in nodes[:_MANY]]
    if not found:
        return None
    return Unknown(declaration.name, folder.code.span(declaration.node), tuple(found))


def _with_later_entries(folder: Folder, declaration: Declaration, value: Object, depth: int) -> Object:
    """Add what ``name.key = value`` statements put into an object after it was made."""
    later: list[Entry] = []
    for statement, key, right in folder.code.property_writes(declaration):
        span = folder.code.span(statement)
        copied = _copied(folder, key, depth) if key.type == "identifier" else None
        if isinstance(copied, Object):
            later += copied.entries
        elif copied is not None:
            later.append(Entry(SPREAD, copied, span))
        else:
            name = folder.code.text(key) if key.type == "property_identifier" else constant(folder.value(key, depth))
            later.append(Entry(name, folder.value(right, depth), span))
    return Object((*value.entries, *later), value.span) if later else value


def _copied(folder: Folder, key: Node, depth: int) -> Value | None:
    """Return the object that a loop copies: ``for (k in x) o[k] = x[k]``, or over ``Object.entries(x)``."""
    declaration = folder.code.resolve(key)
    if declaration is None or declaration.kind != "each" or declaration.value is None:
        return None
    source = bare(declaration.value)
    if source.type == "call_expression":
        callee = field(source, "function")
        given = arguments(source)
        if callee is None or callee.text not in {b"Object.entries", b"Object.keys"} or not given:
            return None
        source = given[0]
    return folder.value(source, depth)


def member(folder: Folder, node: Node, depth: int) -> Value:
    """Return the value of a member: an entry of a known object, else its access path."""
    owner = field(node, "object")
    if owner is None:
        return folder.unknown(node)
    owner = bare(owner)
    found = value_elsewhere(folder.code, node)
    if found is not None:
        return found
    key = _key(folder, node, depth)
    held = _event(folder, owner, key, depth) or _holder(folder, owner, depth)
    if held is None:
        return folder.unknown(node)
    value = take(held, (key,)) if key is not None else None
    if value is None and key is not None and owner.type == "object" and _is_closed(held):
        return Constant(None, folder.code.span(node))
    if value is None:
        return folder.unknown(node, (held,) if isinstance(held, Unknown) and _tells(owner, held) else ())
    if isinstance(value, Unknown | Hole) and not isinstance(value, Argument):
        return folder.unknown(node, (value,))
    if owner.type == "this" and folder.inputs:
        return _begun(folder, node, value)
    return relocated(value, folder.code.span(node))


def _begun(folder: Folder, node: Node, value: Value) -> Value:
    """Return the field of a component, which a form fills where it begins empty."""
    if value == Object((), value.span) or (isinstance(value, Constant) and value.value == ""):
        return folder.unknown(node)
    held = relocated(value, folder.code.span(node))
    if not isinstance(held, Object):
        return held
    return msgspec.structs.replace(held, entries=tuple(_begun_entry(folder, node, entry) for entry in held.entries))


def _begun_entry(folder: Folder, node: Node, entry: Entry) -> Entry:
    if entry.key is None or not isinstance(entry.value, Constant) or entry.value.value not in {"", None}:
        return entry
    path = f"{folder.code.text(node)}.{entry.key}"[:200]
    return msgspec.structs.replace(entry, value=Unknown(path, entry.span))


def _event(folder: Folder, owner: Node, key: str | None, depth: int) -> Object | None:
    """Return what a handler's event says of the element that the handler is bound to."""
    declaration = folder.code.resolve(owner) if key and owner.type == "identifier" else None
    element = target(folder, declaration, (key,), depth) if key else None
    return Object((Entry(key, element, element.span),), element.span) if element is not None else None


def _holder(folder: Folder, owner: Node, depth: int) -> Value | None:
    """Return what a member is taken from; ``None`` where only its path is of use."""
    if owner.type == "this":
        return _own_field(folder, owner, depth) or this(folder, owner, depth)
    read = owner.type in {"object", "array"} or (owner.type == "call_expression" and folder.inputs)
    return folder.value(owner, depth) if read or _is_local(folder, owner) else None


def _is_closed(held: Value) -> bool:
    """Tell whether every key of an object is known, so that one it does not have is undefined."""
    return isinstance(held, Object) and all(entry.key not in {None, SPREAD} for entry in held.entries)


def _tells(owner: Node, held: Unknown) -> bool:
    return bool(held.inputs) or owner.type == "call_expression"


def _key(folder: Folder, node: Node, depth: int) -> str | None:
    if node.type == "member_expression":
        prop = field(node, "property")
        return folder.code.text(prop) if prop is not None else None
    index = field(node, "index")
    return constant(folder.value(index, depth)) if index is not None else None


def _is_local(folder: Folder, node: Node) -> bool:
    while node.type in {"member_expression", "subscript_expression"}:
        owner = field(node, "object")
        if owner is None:
            return False
        node = bare(owner)
    if node.type == "this":
        return True
    if node.type != "identifier" or folder.code.is_hole(node):
        return False
    declaration = folder.code.resolve(node)
    if declaration is not None and declaration.kind == "import":
        return value_elsewhere(folder.code, node) is not None
    return declaration is not None and (declaration.kind not in _UNREAD or (folder.inputs and _is_item(declaration)))


def _own_field(folder: Folder, node: Node, depth: int) -> Value | None:
    for up in folder.code.tree.step(node).up():
        if up.type == "class_body" and up.parent is not None:
            return class_fields(folder, up.parent.node, depth, static=False)
    return None
