"""Which kind of element an expression holds, as far as the code says how it was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.fold import string_of
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import WRAPPERS, arguments, bare, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

_DEEPEST = 6
_TAG = re.compile(r"^\s*<\s*(\w+)")
_CAST = re.compile(rb"\bHTML(Script|IFrame|Image|Link)Element\b")
_TAGS = {b"Script": "script", b"IFrame": "iframe", b"Image": "img", b"Link": "link"}
_NAMES = (
    (re.compile(r"(?i)scripts?(?:el|elem|element|tag|node)?$"), "script"),
    (re.compile(r"(?i)i?frame(?:el|elem|element|tag|node)?$"), "iframe"),
    (re.compile(r"(?i)(?:^|_)(?:img|image|pixel|beacon)(?:el|elem|element|tag)?$|Image$|Img$"), "img"),
    (re.compile(r"(?i)^(?:link|preload|preconnect)(?:el|elem|element|tag)?$"), "link"),
)


def made_by(code: Code, node: Node | None, depth: int = 0) -> str:
    """Return the tag of the element that an expression holds (``script``, ``iframe``, ``img``, …), or nothing."""
    if node is None or depth > _DEEPEST:
        return ""
    cast = _CAST.search(node.text or b"") if node.type in WRAPPERS else None
    if cast is not None:
        return _TAGS[cast.group(1)]
    node = bare(node)
    match node.type:
        case "identifier":
            return _of_name(code, node, depth)
        case "call_expression":
            return _of_call(code, node, depth)
        case "new_expression":
            maker = field(node, "constructor")
            return "img" if maker is not None and (maker.text or b"").endswith(b"Image") else ""
        case "assignment_expression" | "augmented_assignment_expression" | "binary_expression":
            return made_by(code, field(node, "right"), depth + 1) or made_by(code, field(node, "left"), depth + 1)
        case "ternary_expression":
            first = made_by(code, field(node, "consequence"), depth + 1)
            return first or made_by(code, field(node, "alternative"), depth + 1)
        case "sequence_expression":
            return made_by(code, node.named_children[-1], depth + 1) if node.named_children else ""
        case "member_expression":
            key = field(node, "property")
            return _by_habit(name_of(key)) if key is not None else ""
        case _:
            return ""


def _of_name(code: Code, node: Node, depth: int) -> str:
    declaration = code.resolve(node) or code.implicit(node)
    if declaration is None:
        return _by_habit(name_of(node))
    known = code.made.get(id(declaration))
    if known is None:
        code.made[id(declaration)] = ""
        made = (made_by(code, value, depth + 1) for value in code.values(declaration))
        known = code.made[id(declaration)] = next(filter(None, made), "") or _by_habit(name_of(node))
    return known


def _by_habit(name: str) -> str:
    return next((tag for habit, tag in _NAMES if habit.search(name)), "")


def _of_call(code: Code, node: Node, depth: int) -> str:
    callee = field(node, "function")
    given = arguments(node)
    if callee is None or not given:
        return ""
    callee = bare(callee)
    last = field(callee, "property") if callee.type == "member_expression" else callee
    match name_of(last) if last is not None else "":
        case "createElement":
            return (string_of(code, given[0]) or "").lower()
        case "createElementNS" if len(given) > 1:
            return (string_of(code, given[1]) or "").lower()
        case "assign" | "appendChild" | "insertBefore":
            return made_by(code, given[0], depth + 1)
        case "$" | "jQuery":
            tag = _TAG.match(string_of(code, given[0]) or "")
            return tag.group(1).lower() if tag else ""
        case _:
            return ""
