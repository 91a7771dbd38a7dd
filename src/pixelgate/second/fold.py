"""What a piece of code surely says: constant texts, and the paths of names."""

from __future__ import annotations

from base64 import b64decode
from urllib.parse import unquote

from pixelgate.second.ecma import Node
from pixelgate.second.templates import FILL

_WINDOWS = frozenset({"window", "self", "globalThis", "top", "parent", "frames"})
_DEEPEST = 100
_LONGEST = 20  # names of a path
_LAST_UNIT = 0xFFFF


def constant(node: Node | None) -> object:
    """Return the value of a literal, of a template without holes, or of such texts put together; else ``None``."""
    if node is None:
        return None
    if node.type == "Literal":
        return None if node.regex else node.value
    known = text(node)
    return known if known and FILL not in known else None


def text(node: Node, depth: int = 0) -> str:
    """Return a text with :data:`FILL` for each part that is not known."""
    if depth > _DEEPEST:
        return FILL
    match node.type:
        case "Literal" if isinstance(node.value, str):
            return str(node.value)
        case "TemplateLiteral":
            parts = [quasi.value.cooked or "" for quasi in node.quasis]
            holes = [text(one, depth + 1) for one in node.expressions]
            return "".join(a + b for a, b in zip(parts, [*holes, ""], strict=True))
        case "BinaryExpression" if node.operator == "+":
            return _sum(node, depth)
        case "CallExpression" if node.callee.type in {"Identifier", "MemberExpression"}:
            return _computed(node, depth)
        case _:
            return FILL


def _computed(node: Node, depth: int) -> str:
    """Return what a call that only decodes or joins texts gives."""
    callee, given = node.callee, node.arguments
    first = text(given[0], depth + 1) if given else ","
    name = callee.name if callee.type == "Identifier" else callee.property.name
    match name if FILL not in first or name == "fromCharCode" else "":
        case "atob":
            return _from_base64(first)
        case "unescape" | "decodeURIComponent" | "decodeURI":
            return unquote(first, "latin-1" if name == "unescape" else "utf-8")
        case "fromCharCode":
            return "".join(_letter(one) for one in given)
        case "join" if (items := _items(callee.object, depth)) is not None:
            return first.join(items)
        case _:
            return FILL


def _items(node: Node, depth: int) -> list[str] | None:
    """Return the texts of an array, of a text that is split, or of one of these reversed."""
    if node.type == "ArrayExpression":
        return [text(one, depth + 1) for one in node.elements if one is not None]
    if node.type != "CallExpression" or node.callee.type != "MemberExpression" or depth > _DEEPEST:
        return None
    name, given = node.callee.property.name, node.arguments
    if name == "reverse":
        items = _items(node.callee.object, depth + 1)
        return items[::-1] if items is not None else None
    if name == "split" and given and FILL not in (whole := text(node.callee.object, depth + 1)):
        sign = text(given[0], depth + 1)
        return whole.split(sign) if sign else list(whole)
    return None


def _from_base64(coded: str) -> str:
    try:
        return b64decode(coded + "=" * (-len(coded) % 4), validate=True).decode("latin-1")
    except ValueError:
        return FILL


def _letter(node: Node) -> str:
    number = node.value if node.type == "Literal" else None
    return chr(int(number)) if isinstance(number, int | float) and 0 <= number <= _LAST_UNIT else FILL


def _sum(node: Node, depth: int) -> str:
    parts = []
    while node.type == "BinaryExpression" and node.operator == "+":
        parts.append(text(node.right, depth + 1))
        node = node.left
    return "".join([text(node, depth + 1), *reversed(parts)])


def path(node: Node) -> str:
    """Return ``a.b.c`` for names and members with a constant name, ``a().b`` for the result of a call; else nothing.

    ``window`` and its kin are left out at the beginning, ``(0, a.b)`` is ``a.b``.
    """
    names: list[str] = []
    while len(names) < _LONGEST:
        match node.type:
            case "MemberExpression":
                name = constant(node.property) if node.computed else node.property.name
                if not isinstance(name, str):
                    return ""
                names.append(name)
                node = node.object
            case "CallExpression" if names:
                names[-1:] = [names[-1], "()"]
                node = node.callee
            case "SequenceExpression":
                node = node.expressions[-1]
            case "Identifier":
                return _joined([node.name, *reversed(names)])
            case _:
                return ""
    return ""


def _joined(names: list[str]) -> str:
    while len(names) > 1 and names[0] in _WINDOWS:
        names = names[1:]
    return ".".join(names).replace(".()", "()")


def is_of_window(node: Node) -> bool:
    """Tell whether a path begins at the window, where no local name can hide it."""
    for _ in range(_LONGEST):
        if node.type not in {"MemberExpression", "CallExpression"}:
            break
        inner = node.object if node.type == "MemberExpression" else node.callee
        if inner.type == "Identifier" and inner.name in _WINDOWS:
            return True
        node = inner
    return False
