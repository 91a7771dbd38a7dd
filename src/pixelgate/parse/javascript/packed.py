"""The modules inside a bundle: in which of them a place stands, and where code asks for one by its ID.

Bundlers wrap modules in functions and keep them under IDs: ``{665: (t, e, n) => {…}}`` (webpack, Rspack),
``register("4HjPU", function (t, e) {…})`` (Parcel), ``[12, (e, t, r) => {…}]`` (Turbopack). What is asked for by an ID
is named ``bundle:ID``; an object that shows itself as one of a package's by a call is ``bundle:@OFFSET``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from pixelgate.parse.document import Mark
from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.text import to_ascii
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field
from pixelgate.parse.javascript.words import find_exactly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.scopes import Declaration
    from pixelgate.parse.javascript.tree import Step

PREFIX = "bundle:"
_MOST = 50
_SHORT = 500
_REQUIRING = re.compile(r"require", re.IGNORECASE)
_EXPORTING = re.compile(rb"\.exports\s*=|defineProperty\(")
_INSIDE = re.compile(rb"[\w$.]")
_DEFINED = re.compile(
    rb"[\"']?\s*(?:[:,]\s*(?:async\s*)?(?:function\b|\([\w$,\s]{0,2000}+\)\s*=>|[\w$]+\s*=>)|\([\w$,\s]{0,2000}+\)\s*\{)"
)
_MODULE = 3_000
_PART = 20_000
"""How long a function or class of a package may be; what is longer may be the program itself."""

_DECLARATIONS = frozenset({"function_declaration", "class_declaration", "variable_declarator"})
_HOPS = 3
_OWNER = re.compile(rb"(?<![\w$.])([A-Za-z_$][\w$]*)(?:\.default|\.a)?$")
_NAME = 80


class Own(NamedTuple):
    """A name of this file whose object shows itself as one of a package's."""

    declaration: Declaration
    module: str


def marks(code: Code) -> tuple[Mark, ...]:
    """Return the marks of packages that stand in a text, the first of each, with the bundle's module around it."""
    found = [_mark(code, text, at) for text, at in sorted(_first(code).items())]
    for _ in range(_HOPS if any(mark.module for mark in found) else 0):
        found += _handed_on(code, found)
    return tuple(found)


def _first(code: Code) -> dict[str, int]:
    """Return where each mark stands first, found in one pass."""
    automaton, texts = _automaton(frozenset(text for text, _ in code.interest.marks))
    places: dict[str, int] = {}
    for index, start, _ in automaton.find_matches_as_indexes(code.data, overlapping=True) if automaton else ():
        places.setdefault(texts[index], start)
    return places


@lru_cache(maxsize=8)
def _automaton(marks: frozenset[str]) -> tuple[BytesAhoCorasick | None, tuple[str, ...]]:
    ordered = tuple(sorted(marks))
    return (BytesAhoCorasick([to_ascii(text) for text in ordered]) if ordered else None), ordered


def _handed_on(code: Code, known: list[Mark]) -> list[Mark]:
    """Return the modules that do little more than export a module that holds a mark (``e.exports = n(4)``)."""
    texts = {mark.module: mark.text for mark in known if mark.module}
    code.packed.update(texts)
    found: dict[str, Mark] = {}
    for step in requests(code):
        module, function = module_around(step)
        name = PREFIX + module
        asked = required(code, field(step.node, "function"), arguments(step.node))
        if function is None or function.end_byte - function.start_byte > _MODULE:
            continue
        if name not in texts and asked in texts and _EXPORTING.search(function.text or b""):
            span = code.span(step.node)
            found[name] = Mark(texts[asked], name, span, span)
    return list(found.values())


def _mark(code: Code, text: str, at: int) -> Mark:
    module, node = module_around(code.tree.at(at, at + len(text)))
    node = node or _declared_around(code.tree.at(at, at + len(text)))
    span = code.span(node) if node is not None else code.fragment.span(at, at + len(text))
    return Mark(text, PREFIX + module if module else "", code.fragment.span(at, at + len(text)), span)


def _declared_around(step: Step) -> Node | None:
    """Return the outermost declaration of a function or class around a place, unless it may be a whole program."""
    found = None
    for up in step.up():
        if up.type in _DECLARATIONS and up.node.end_byte - up.node.start_byte <= _PART:
            found = up.node
    return found


def defined(data: bytes, modules: tuple[str, ...]) -> tuple[int, ...]:
    """Return where a text may define some modules of a bundle: places inside functions before which an ID stands."""
    names = tuple(module.removeprefix(PREFIX) for module in modules if len(module) > len(PREFIX))
    found: dict[str, list[int]] = {}
    for hit in find_exactly(data, names):
        before = data[hit.start - 1 : hit.start] if hit.start else b""
        made = None if _INSIDE.match(before) else _DEFINED.match(data, hit.end)
        places = found.setdefault(hit.word, []) if made is not None else []
        if made is not None and len(places) < _MOST:
            places.append(made.end() - 1)
    return tuple(chain.from_iterable(found.values()))


def module_around(step: Step) -> tuple[str, Node | None]:
    """Return the ID and the function of the outermost module of a bundle around a place."""
    found: tuple[str, Node | None] = ("", None)
    for up in step.up():
        if up.type in FUNCTIONS and (name := _id_of(up)):
            found = name, up.node
    return found


def _id_of(function: Step) -> str:
    """Return the ID under which a function is one of a bundle's modules; empty when it is none."""
    parent = function.parent
    if parent is None:
        return ""
    if function.type == "method_definition":
        return _key(field(function.node, "name"))
    if parent.type == "pair":
        return _key(field(parent.node, "key"))
    if parent.type == "array":
        return _place(parent.node, function.node)
    given = arguments(parent.parent.node) if parent.type == "arguments" and parent.parent is not None else []
    registered = len(given) == 2 and given[0].type == "string" and given[1] == function.node  # noqa: PLR2004 - ID, function
    return name_of(given[0])[1:-1] if registered else ""


def _key(key: Node | None) -> str:
    """Return a module's ID: a number, or a string such as a path; a plain name is a property of another object."""
    if key is None or key.type not in {"number", "string"}:
        return ""
    return name_of(key).strip("'\"")


def _place(array: Node, function: Node) -> str:
    """Return the ID of a module in a list: the one before it (Turbopack), or its index (webpack 4)."""
    at, before = 0, None
    for child in array.children:
        if child == function:
            break
        if child.type == ",":
            at += 1
        elif child.is_named:
            before = child
    if before is not None and before.type == "number":
        return name_of(before)
    return str(at)


def required(code: Code, callee: Node | None, given: list[Node]) -> str:
    """Return the module that a call of a bundle's own ``require`` asks for, if it is one that is asked for."""
    module = _named(callee, given) if code.packed else ""
    return module if module in code.packed and asked_for(code, callee, given) else ""


def asked_for(code: Code, callee: Node | None, given: list[Node]) -> str:
    """Return the module that a call of a bundle's own ``require`` asks for, whichever it is."""
    module = _named(callee, given)
    return module if module and callee is not None and _requires(code, bare(callee)) else ""


def _named(callee: Node | None, given: list[Node]) -> str:
    if callee is None or len(given) != 1 or given[0].type not in {"number", "string"}:
        return ""
    return PREFIX + name_of(given[0]).strip("'\"")


def _requires(code: Code, callee: Node) -> bool:
    """Tell whether a callee is the parameter that hands a module its bundle's ``require``, or Parcel's global."""
    if callee.type == "member_expression":
        owner, key = field(callee, "object"), field(callee, "property")
        if key is None or owner is None or key.text not in {b"i", b"r"}:
            return False
        callee = bare(owner)
    if callee.type != "identifier":
        return False
    declaration = code.resolve(callee)
    if declaration is None:
        return _REQUIRING.search(name_of(callee)) is not None
    if declaration.kind == "param" and declaration.function is not None:
        return _id_of(code.tree.step(declaration.function)) != ""
    made = declaration.value
    return made is not None and _REQUIRING.search(code.text(made)[-_SHORT:]) is not None


def requests(code: Code) -> Iterator[Step]:
    """Yield the calls that ask for the modules that are asked for."""
    for module in sorted(code.packed):
        known = code.requested.get(module)
        if known is None:
            known = code.requested[module] = tuple(_requests(code, module))
        yield from known


def _requests(code: Code, module: str) -> Iterator[Step]:
    name = module.removeprefix(PREFIX).encode("ascii", "replace")
    for called in (b"(" + quote + name + quote + b")" for quote in (b"", b'"', b"'")):
        at = code.data.find(called)
        while at >= 0:
            step: Step | None = code.tree.at(at, at + len(called))
            while step is not None and step.type != "call_expression":
                step = step.parent
            if step is not None:
                yield step
            at = code.data.find(called, at + len(called))


def is_interop(code: Code, callee: Node) -> bool:
    """Tell whether a function of the file returns a module's default export or namespace, as compilers write it."""
    callee = bare(callee)
    declaration = code.resolve(callee) if callee.type == "identifier" else None
    made = bare(declaration.value) if declaration is not None and declaration.value is not None else None
    if made is None or made.type not in FUNCTIONS or not parameters(made):
        return False
    text = made.text or b""
    return len(text) < _SHORT and b"__esModule" in text


def objects(code: Code, methods: frozenset[str]) -> Iterator[Own]:
    """Yield the names on which one of some methods is called (``t.default.init(…)``), each once."""
    seen: set[int] = set()
    for method in sorted(methods):
        for start, end in islice(_owners(code.data, method.encode()), _MOST):
            step = code.tree.at(start, end)
            declaration = code.lookup(name_of(step.node), step) if step.type == "identifier" else None
            if declaration is not None and declaration.kind in {"var", "let", "const"} and id(declaration) not in seen:
                seen.add(id(declaration))
                yield Own(declaration, f"{PREFIX}@{declaration.node.start_byte}")


def _owners(data: bytes, method: bytes) -> Iterator[tuple[int, int]]:
    """Yield the places of the names on which a method is called, found from the method backwards: that is fast."""
    name = b"." + method
    at = data.find(name)
    while at >= 0:
        owner = _OWNER.search(data, max(0, at - _NAME), at) if data.startswith((b"(", b")("), at + len(name)) else None
        if owner is not None:
            yield owner.span(1)
        at = data.find(name, at + len(name))
