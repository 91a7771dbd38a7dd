"""What the modules inside a bundle export, as their bundler writes it, by the module's ID and the export's name.

``n.d(t, {f0: () => h})`` or ``n.d(t, ["f0", 0, h])`` (webpack 5), ``n.d(t, {}, {f0: h})`` (Rspack),
``n.d(t, "a", function () { return h })`` (webpack 4), ``e.s(["f0", 0, h], 12)`` (Turbopack),
``e(t.exports, "f0", () => h)`` (Parcel), and CommonJS in any of them: ``e.exports = h``, ``t.f0 = h``,
``Object.defineProperty(t, "f0", {get: () => h})``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.packed import PREFIX, module_around
from pixelgate.parse.javascript.results import returned_expression
from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.structures import key_name
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.tree import Step
    from pixelgate.parse.modules import Keys

_CALLED = re.compile(rb"\.d\(|\.s\(\s*\[|\.exports\s*,\s*[\"'`]|defineProperty\(")
_WRITTEN = re.compile(rb"(?<![\w$.])([\w$]+)\.([\w$]+)(?:\.([\w$]+))?\s*=(?![=>])")
_OBJECT = frozenset({"pair", "shorthand_property_identifier", "method_definition"})
_MANY = 500
_GETTER = 3
"""How many arguments name one export and its getter: exports, name, function."""


def exported(code: Code, places: Iterable[Step]) -> Iterator[tuple[Keys, Node]]:
    """Yield the exports of the modules in which some places stand: module and name, and the expression."""
    functions = {}
    for step in places:
        module, function = module_around(step)
        if function is not None and module not in functions:
            functions[module] = function
    for module, function in functions.items():
        for key, node in _of(code, function):
            yield (PREFIX + module, key), node


def _of(code: Code, function: Node) -> Iterator[tuple[str, Node]]:
    first, last = function.start_byte, function.end_byte
    for count, found in enumerate(_CALLED.finditer(code.data, first, last)):
        step: Step | None = code.tree.at(found.end() - 1, found.end())
        while step is not None and step.type != "call_expression":
            step = step.parent
        if step is None or count > _MANY:
            break
        yield from _listed(arguments(step.node))
    named = {name_of(one) for one in parameters(function) if one.type == "identifier"}
    for count, found in enumerate(_WRITTEN.finditer(code.data, first, last)):
        if found[1].decode("ascii") not in named or count > _MANY:
            continue
        written = code.tree.at(found.start(), found.end(1))
        declaration = code.resolve(written.node) if written.type == "identifier" else None
        if declaration is not None and declaration.function == function:
            yield from _assigned(written, found)


def _listed(given: list[Node]) -> Iterator[tuple[str, Node]]:
    """Yield the exports that a call registers."""
    given = [bare(node) for node in given]
    match [node.type for node in given]:
        case [_, "object"]:
            yield from _entries(given[1])
        case [_, "object", "object"]:
            yield from _entries(given[1])
            yield from _values(given[2])
        case ["array", *_] | [_, "array"]:
            yield from _turns(given[0] if given[0].type == "array" else given[1])
        case [_, "string", "object"]:
            yield from ((key_name(given[1]), made) for key, made in _entries(given[2]) if key == "get")
        case [_, "string", kind, *_] if kind in FUNCTIONS and len(given) >= _GETTER:
            made = returned_expression(given[2])
            if made is not None:
                yield key_name(given[1]), made


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield what the getters of an object return, by their keys."""
    for child in node.named_children[:_MANY]:
        key = field(child, "key") or field(child, "name")
        getter = child if child.type == "method_definition" else field(child, "value")
        made = returned_expression(bare(getter)) if getter is not None and bare(getter).type in FUNCTIONS else None
        if child.type in _OBJECT and key is not None and made is not None:
            yield key_name(key), made


def _values(node: Node) -> Iterator[tuple[str, Node]]:
    for child in node.named_children[:_MANY]:
        key, value = field(child, "key") or field(child, "name"), field(child, "value")
        if child.type in _OBJECT and key is not None:
            yield key_name(key), value if value is not None else child


def _turns(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the exports of a list in turns: a name, its getter; or a name, 0, its value."""
    before: list[Node] = []
    for child in node.named_children[:_MANY]:
        match [one.type for one in before]:
            case ["string", "number"]:
                yield key_name(before[0]), child
                before = []
            case ["string"] if child.type in FUNCTIONS:
                made = returned_expression(child)
                yield from ((key_name(before[0]), made),) if made is not None else ()
                before = []
            case _:
                before.append(child)


def _assigned(written: Step, found: re.Match[bytes]) -> Iterator[tuple[str, Node]]:
    up: Step | None = written
    while up is not None and up.type != "assignment_expression":
        up = up.parent if up.type in {"identifier", "member_expression"} else None
    right = field(up.node, "right") if up is not None else None
    if right is not None:
        names = [part.decode("ascii") for part in found.groups()[1:] if part]
        key = names[-1] if names[0] != "exports" or len(names) > 1 else "default"
        yield key, right
