"""What a script shares without exporting it: globals, what an application lends its components, what it provides.

``window.track = …`` and the functions of a classic script are globals (``window:``); ``Vue.prototype.$track``,
``app.config.globalProperties.$track`` and what plugins of Nuxt provide are the application's (``app:``); what is given
to ``provide``, ``setContext`` or the provider of a React context is found by its key, or the name of the context
(``key:``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pixelgate.parse.javascript.paths import SHORTEST, WINDOWS, key_of
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.structures import key_name
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field, first_in
from pixelgate.parse.javascript.words import find_names
from pixelgate.parse.modules import APPLICATION, KEYED, WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.tree import Step
    from pixelgate.parse.modules import Keys

_MADE = re.compile(rb"(?<!\.window)(?<!\.globalThis)(?<!\.self)(?:\s*\.\s*[\w$]+){1,20}\s*=(?![=>])")
_GIVES = re.compile(rb"\s*[:(]")
_SHARING = {
    **dict.fromkeys(("window", "globalThis", "self"), _MADE),
    "prototype": re.compile(rb"(?:(?<=Vue\.prototype)|(?=\s*\.\s*\$))\s*\.\s*[\w$]+\s*=(?![=>])"),
    "globalProperties": re.compile(rb"\s*\.\s*[\w$]+\s*=(?![=>])"),
    **dict.fromkeys(("provide", "inject", "setContext"), _GIVES),
    "Provider": re.compile(rb"(?<=\.Provider)"),
}
"""The words by which scripts share something, and what follows them there."""

_WORDS = frozenset(_SHARING)
_MANY = 500
_GIVEN = 2
"""How many arguments name what is provided: its key, the thing itself."""

_NATIVE = frozenset({
    "location", "history", "document", "console", "navigator", "screen", "event", "name", "status", "open", "close",
    "module", "exports", "require", "define", "jQuery", "angular", "React", "Vue", "System", "process", "global",
    "localStorage", "sessionStorage", "fetch", "XMLHttpRequest",
})  # fmt: skip
"""What the browser and common packages define by themselves."""


def shared(code: Code) -> Iterator[tuple[Keys, Node]]:
    """Yield what a script shares: where it is found, and the expression."""
    for statement in code.tree.root.named_children if code.is_classic else ():
        yield from _global(code, statement)
    places = ((hit, _SHARING[hit.word].match(code.data, hit.end)) for hit in find_names(code.data, _WORDS))
    for hit, found in islice(((hit, found) for hit, found in places if found is not None), _MANY):
        step = code.tree.at(hit.start, found.end())
        match step.type:
            case "assignment_expression":
                yield from _assigned(code, step.node)
            case "call_expression" if _SHARING[hit.word] is _GIVES:
                yield from _provided(code, step.node, lent=hit.word == "inject")
            case "pair" if hit.word == "provide" and (held := field(step.node, "value")) is not None:
                yield from _lent(held)
            case _ if hit.word == "Provider" and step.parent is not None:
                yield from _context(step.parent)
            case _:
                pass


def _global(code: Code, statement: Node) -> Iterator[tuple[Keys, Node]]:
    """Yield the globals that a statement at the top of a classic script makes."""
    if statement.type == "function_declaration" and (name := field(statement, "name")) is not None:
        yield from _of_window(code, (name_of(name),), statement)
    for child in statement.named_children:
        name, value = field(child, "name"), field(child, "value")
        if child.type == "variable_declarator" and name is not None and value is not None and name.type == "identifier":
            yield from _of_window(code, (name_of(name),), value)
        elif child.type == "assignment_expression" and statement.type == "expression_statement":
            yield from _assigned(code, child)


def _assigned(code: Code, node: Node) -> Iterator[tuple[Keys, Node]]:
    left, right = field(node, "left"), field(node, "right")
    if left is None or right is None:
        return
    owner, key = field(left, "object"), field(left, "property")
    holder = (owner.text or b"").rpartition(b".")[2] if owner is not None else b""
    if key is not None and holder in {b"prototype", b"globalProperties"}:
        yield (APPLICATION, name_of(key)), right
        return
    yield from _of_window(code, _global_keys(code, left), right)


def _global_keys(code: Code, node: Node) -> Keys:
    """Return the path of a member of a global, or of a variable that a classic script makes one."""
    keys: list[str] = []
    while node.type == "member_expression" and (owner := field(node, "object")) is not None:
        key = field(node, "property")
        keys.append(name_of(key) if key is not None else "")
        node = bare(owner)
    if node.type != "identifier" or name_of(node) in WINDOWS:
        return tuple(reversed(keys)) if node.type == "identifier" else ()
    declaration = code.resolve(node)
    there = declaration is None or (declaration.scope.type == "program" and code.is_classic)
    return (name_of(node), *reversed(keys)) if there else ()


def _of_window(code: Code, keys: Keys, node: Node) -> Iterator[tuple[Keys, Node]]:
    """Yield a global, unless it is a vendor's, the browser's or a package's own."""
    name = keys[0] if keys else ""
    known = name in code.interest.names and name not in code.interest.given.shared(WINDOW)
    if len(name) >= SHORTEST and not known and name not in _NATIVE and not name.startswith("on"):
        yield (WINDOW, *keys), node


def _provided(code: Code, call: Node, *, lent: bool) -> Iterator[tuple[Keys, Node]]:
    """Yield what a call provides by a key; the ``inject`` of a plugin of Nuxt 2 lends it to components."""
    given = arguments(call)
    if len(given) != _GIVEN:
        return
    key = key_of(code, given[0])
    if key:
        yield (APPLICATION, f"${key}") if lent else (KEYED, key), given[1]


def _lent(held: Node) -> Iterator[tuple[Keys, Node]]:
    """Yield what a component or a plugin of Nuxt 3 provides."""
    held = bare(held)
    if held.type in FUNCTIONS:
        returned = field(held, "body")
        held = bare(returned) if returned is not None else held
    for child in held.named_children if held.type == "object" else ():
        key = field(child, "key") or field(child, "name") or child
        value = field(child, "value") if child.type == "pair" else child
        if value is not None and child.type in {"pair", "method_definition", "shorthand_property_identifier"}:
            yield (APPLICATION, f"${key_name(key)}"), value
            yield (KEYED, key_name(key)), value


def _context(provider: Step) -> Iterator[tuple[Keys, Node]]:
    """Yield the value of a React context where its provider is an element."""
    owner = first_in(provider.node)
    name = name_of(owner).rpartition(".")[2] if owner is not None else ""
    for value in values_of(provider) if len(name) >= SHORTEST else ():
        yield (KEYED, name), value


def values_of(provider: Step) -> Iterator[Node]:
    """Yield what an element that is a provider of a React context gives, in JSX or compiled."""
    opening = provider.parent
    if opening is None:
        return
    if opening.type in {"jsx_opening_element", "jsx_self_closing_element"}:
        for child in opening.node.named_children:
            name = first_in(child) if child.type == "jsx_attribute" else None
            value = first_in(child.named_children[-1]) if name is not None and name.text == b"value" else None
            if value is not None:
                yield value
    elif opening.type == "arguments":
        second = next((n for n in opening.node.named_children[1:] if n.type == "object"), None)
        yield from (v for p in (second.named_children if second else ()) if (v := _value_entry(p)) is not None)


def _value_entry(pair: Node) -> Node | None:
    key = field(pair, "key") if pair.type == "pair" else None
    return field(pair, "value") if key is not None and key_name(key) == "value" else None
