r"""The functions of a Next build's chunk that run only where a page asks for them by name.

A chunk holds more than a page runs: React asks for ``GoogleAnalytics`` of module 59 and for nothing else
(``9:I[59,["632","static/chunks/632.js"],"GoogleAnalytics"]``). A function that is exported, that nothing else in the
chunk names, and whose module nothing in the chunk asks for, runs for such a row alone. That the entry of a page
evaluates its modules calls no function of them (``8:(e,s,n)=>{Promise.resolve().then(n.bind(n,59))}``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pixelgate.parse.document import Region
from pixelgate.parse.javascript.federation import EXPOSED
from pixelgate.parse.javascript.packed import PREFIX, module_around
from pixelgate.parse.javascript.registry import exported
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import FUNCTIONS, bare, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.tree import Step
    from pixelgate.source import Span

_HEAD = 2_000
_TURBOPACK, _WEBPACK = b"TURBOPACK", b"webpackChunk_N_E"
_MODULE = rb"(?:\w{1,20}|\"[\w()@/.-]{1,300}\"|'[\w()@/.-]{1,300}')"
_EVALUATED = rb"Promise\.resolve\(\)\.then\([\w$]+(?:\.t)?\.bind\([\w$]+," + _MODULE + rb"(?:,\d+)?\)\)[,;]?"
_ENTRY = re.compile(rb"=>\{(?:" + _EVALUATED + rb")+\}")
_LATER = re.compile(rb"\.[Ae]\(\s*[\"'\d]|\"static/chunks/")
_TAKEN = rb"\.%s(?![\w$]|\s*=(?!=))|[\"']%s[\"'](?!\s*,)"
_CALLED = re.compile(r"\(([1-9]\d{0,6})\)")
_LISTED = re.compile(r"[(,]([1-9]\d{0,6})(?=[,)])")
_MARKS = re.compile(rb"(?:[\w$]+\.[rd]|Object\.defineProperty)\(")
_MANY = 200
"""How often a name may stand in a module whose uses are looked at."""


def key(module: str, export: str) -> str:
    """Return under which name an export of a module is a part of its chunk."""
    return f"{PREFIX}{module}#{export}"


def has_entry(text: str) -> bool:
    """Tell whether a chunk has no more to run than the modules of the components that a page asks for by name."""
    return _WEBPACK.decode() in text[:_HEAD] and _ENTRY.search(text.encode("ascii", "replace")) is not None


def asked(text: str) -> tuple[str, ...]:
    """Return the modules that a chunk of Next may ask for by their IDs, in order; nothing for other bundles.

    Of webpack's, whose definitions begin otherwise, any number counts that stands in a list or between brackets.
    """
    head = text[:_HEAD]
    if _TURBOPACK.decode() in head:
        return tuple(sorted(set(_CALLED.findall(text))))
    if _WEBPACK.decode() not in head:
        return ()
    plain = _ENTRY.sub(b"", text.encode("ascii", "replace")).decode("ascii")
    return tuple(sorted(set(_LISTED.findall(plain))))


def regions(code: Code, places: Iterable[Span]) -> tuple[Region, ...]:
    """Return the functions that run only when asked for, of the modules in which some places of a chunk stand.

    A chunk that asks for further chunks has none: what these ask for in turn does not stand in it.
    """
    head, fragment = code.data[:_HEAD], code.fragment
    built = _TURBOPACK in head or _WEBPACK in head
    if not built or fragment.base or fragment.offsets is not None or _LATER.search(code.data):
        return ()
    modules: dict[str, tuple[Step, Node]] = {}
    for place in places:
        step = code.tree.at(place.start, place.start + 1)
        name, function = module_around(step)
        if function is not None:
            modules.setdefault(name, (step, function))
    asked = _asked(code, modules)
    held = (one for name, one in sorted(modules.items()) if name not in asked and not _hands_on(code, one[1]))
    return tuple(region for step, function in held for region in _exported(code, step, function))


def _asked(code: Code, modules: Iterable[str]) -> frozenset[str]:
    """Return which of some modules anything in the chunk may ask for, other than the entry of a page."""
    turbopack = _TURBOPACK in code.data[:_HEAD]  # there, an ID between commas is a definition
    before, after = (rb"\(", rb"\)") if turbopack else (rb"[(,]", rb"[,)]")
    text = code.data if turbopack else _ENTRY.sub(b"", code.data)
    shape = rb"%s\s*[\"']?(?:%s)[\"']?\s*%s"
    names = {one: re.escape(one.encode(errors="replace")) for one in modules}
    return frozenset(one for one, name in names.items() if re.search(shape % (before, name, after), text))


def _hands_on(code: Code, module: Node) -> bool:
    """Tell whether a module may do more with all that it exports than to say what it is: ``go(t)``, ``e.exports=t``.

    Parameters after webpack's habit are the module, its exports and what asks for others; Turbopack's first one is all
    of these, read by ``exported``.
    """
    listed = field(module, "parameters")
    names = [one for one in (listed.named_children if listed is not None else ()) if one.type == "identifier"]
    kept = names[1:] if _TURBOPACK in code.data[:_HEAD] else names[:2]
    return any(not _is_told(place) for one in kept for place in _places(code, module, one) if place.node != one)


def _places(code: Code, module: Node, name: Node) -> Iterator[Step]:
    """Yield where a module's parameter stands; at most so often that a use may be told."""
    declaration = code.resolve(name)
    own = re.compile(rb"(?<![\w$.])" + re.escape(name.text or b"") + rb"(?![\w$])")
    for found in islice(own.finditer(code.data, module.start_byte, module.end_byte), _MANY):
        step = code.tree.at(*found.span())
        if code.lookup(name_of(name), step) is declaration and step.type == "identifier":
            yield step


def _is_told(step: Step) -> bool:
    """Tell whether exports are only marked, defined or named one by one: ``n.r(t)``, ``n.d(t,{…})``, ``t.send``."""
    parent = step.parent
    if parent is None:
        return False
    if parent.type == "member_expression":
        named = field(parent.node, "property")
        return named is not None and named != step.node and name_of(named) != "exports"
    call = parent.parent if parent.type == "arguments" else None
    return call is not None and call.type == "call_expression" and _MARKS.match(call.node.text or b"") is not None


def _exported(code: Code, step: Step, module: Node) -> Iterator[Region]:
    """Yield the functions that a module exports once, and does not name otherwise."""
    made: dict[str, list[Node]] = {}
    for (_, name), node in exported(code, (step,)):
        made.setdefault(name, []).append(bare(node))
    for name, nodes in made.items():
        found = [(node, function) for node in nodes if (function := _function(code, node)) is not None]
        if len(found) == 1 and not _is_used(code, module, name, found[0][0]):
            yield Region(key(module_around(step)[0], name), code.span(found[0][1]), kind=EXPOSED)


def _function(code: Code, node: Node) -> Node | None:
    """Return the function that an expression is, or that the name is which it is."""
    declaration = code.resolve(node) if node.type == "identifier" else None
    made = declaration.value if declaration is not None and not declaration.keys else node
    made = bare(made) if made is not None else None
    return made if made is not None and made.type in FUNCTIONS else None


def _is_used(code: Code, module: Node, export: str, node: Node) -> bool:
    """Tell whether a module may use a function that it exports: as its own export, or by the function's name."""
    start, end = module.start_byte, module.end_byte
    name = re.escape(export.encode(errors="replace"))
    if re.search(_TAKEN % (name, name), code.data[start:end]):
        return True
    declaration = code.resolve(node) if node.type == "identifier" else None
    if declaration is None:
        return False
    own = re.compile(rb"(?<![\w$.])" + re.escape(name_of(node).encode(errors="replace")) + rb"(?![\w$])")
    places = [found.span() for found in own.finditer(code.data, start, end)]
    if len(places) > _MANY:
        return True
    steps = (code.tree.at(*place) for place in places)
    return sum(code.lookup(declaration.name, step) is declaration for step in steps) > 2  # noqa: PLR2004 - declared, exported
