"""What a script exports, as far as vendors go: wrappers around them, their globals under other names, constants."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pixelgate.parse.javascript import registry
from pixelgate.parse.javascript.callers import WRAPPING, argument_of
from pixelgate.parse.javascript.exporting import exported
from pixelgate.parse.javascript.fold import Folder
from pixelgate.parse.javascript.paths import CALLED, path_of
from pixelgate.parse.javascript.results import returned_expressions
from pixelgate.parse.javascript.scopes import name_of, parameters
from pixelgate.parse.javascript.sharing import shared, values_of
from pixelgate.parse.javascript.structures import class_fields, key_name
from pixelgate.parse.javascript.tree import FUNCTIONS, arguments, bare, field, first_in
from pixelgate.parse.javascript.wrappers import Reached, Wrapped, meaning
from pixelgate.parse.modules import APPLICATION, KEYED, Alias, Exports, Keys, Known, Passed, Relay
from pixelgate.parse.values import Argument, Array, Choice, Constant, Entry, Object, Text, Value, constant
from pixelgate.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tree_sitter import Node

    from pixelgate.parse.javascript.calls import Environment
    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.tree import Step

_DEEPEST = 12
_MOST = 2_000
_LONGEST = 2_000
_MANY = 200
_ALL = frozenset({"*", "default"})
_CLASSES = frozenset({"class_declaration", "class", "abstract_class_declaration"})
_LENT = frozenset({APPLICATION, KEYED})
"""Where calls need not load the file: what such functions say counts where they are called, whatever they are given."""

_STORES = frozenset(
    {
        b"create",
        b"createStore",
        b"createWithEqualityFn",
        b"defineStore",
        b"createSharedComposable",
        b"createGlobalState",
    }
)
_SINGLE = frozenset({"getInstance", "instance", "shared"})
_NESTED = 4
_FIELDS = frozenset({"public_field_definition", "field_definition"})
_HOLDING = frozenset({b"freeze", b"seal", b"reactive", b"markRaw", b"readonly", b"observable", b"defineNuxtPlugin"})


def exports(code: Code, around: Sequence[Wrapped], *, found: Sequence[Reached], places: Iterable[Step]) -> Exports:
    """Return what a script offers to those who import it, and with ``Interest.exports`` its constants too.

    ``found`` are the calls that reach vendors, ``around`` the functions around them. Of the modules inside a bundle
    those are read in which one of ``places`` stands.
    """
    return _Offer(code, around, found).read(chain(exported(code), shared(code), registry.exported(code, places)))


def passed(code: Code, around: Sequence[Wrapped]) -> tuple[Passed, ...]:
    """Return the functions around vendors that are handed to imported functions."""
    found: list[Passed] = []
    offer = _Offer(code, around)
    for wrapped in {one.function.node.id: one for one in around}.values():
        for call, index in argument_of(code, wrapped.function):
            path = path_of(code, field(call.node, "function"))
            if path is not None and path.module and path.keys and len(found) < _MANY:
                relays = tuple(offer.relays(("default",), wrapped.function.node))
                found.append(Passed(path.module, path.keys, index, Exports(relays=relays)))
    return tuple(found)


def handed(code: Code) -> Iterator[tuple[str, Node, Step]]:
    """Yield the parameters of exported functions to which callers elsewhere hand something over."""
    given = code.interest.given.handed
    for keys, node in exported(code) if given else ():
        function = _function(code, node) if not isinstance(node, str) else None
        listed = parameters(function) if function is not None else []
        for wanted, index, module in given:
            if function is not None and wanted == keys and index < len(listed):
                yield module, listed[index], code.tree.step(function)


class _Offer:
    """Reads exports from the export statements inward."""

    def __init__(self, code: Code, around: Sequence[Wrapped], found: Sequence[Reached] = ()) -> None:
        self.code = code
        self.called = found
        self.around: dict[int, list[Wrapped]] = {}
        for wrapped in around:
            self.around.setdefault(wrapped.function.node.id, []).append(wrapped)
        self.found: dict[tuple[Keys, str], Alias] = {}
        self.relayed: list[Relay] = []
        self.known: list[Known] = []
        self.left = _MOST
        self.reading: set[int] = set()

    def read(self, listed: Iterable[tuple[Keys, Node | str]]) -> Exports:
        for keys, node in listed:
            if isinstance(node, str):
                self._alias(keys, node)
                continue
            self._meant(keys, node, 0)
            if self._is_asked(keys):
                self._constant(keys, node)
        return Exports(tuple(self.found.values()), tuple(self.relayed), tuple(self.known))

    def _alias(self, keys: Keys, path: str) -> None:
        self.found.setdefault((keys, path), Alias(keys, path))

    def _is_asked(self, keys: Keys) -> bool:
        """Tell whether the value of an export is wanted; the default export of one compiler is the whole of another."""
        asked = self.code.interest.given.asked
        return self.code.interest.exports and (not asked or not _ALL.isdisjoint((*asked, keys[0])) or keys[0] in asked)

    def _constant(self, keys: Keys, node: Node) -> None:
        """Note the value of an export, or what it returns where it is a function."""
        function = _function(self.code, node)
        if function is not None:
            only = _returned(function)
            if len(only) == 1 and not parameters(function):
                self._value((*keys, CALLED), Folder(self.code).value(only[0]))
        else:
            folder = Folder(self.code)
            self._value(keys, class_fields(folder, node, 0) if node.type in _CLASSES else folder.value(node))

    def _value(self, keys: Keys, value: Value) -> None:
        known = _bounded(value)
        if known is not None:
            self.known.append(Known(keys, known))

    def relays(self, keys: Keys, function: Node) -> Iterator[Relay]:
        """Yield what calls of a function reach, in terms of its own parameters."""
        inside = [wrapped.reached for wrapped in self.around.get(function.id, ())]
        if keys[0] in _LENT:
            inside += [one for one in self.called if one not in inside and _is_within(one.step, function)]
        for reached in inside:
            listed, spread = reached.evaluate(_open(self.code, function))
            span, place = self.code.span(reached.source.node), reached.via
            if isinstance(place, Span):
                span, place = place, None
            yield Relay(keys, reached.callee, listed, span, reached.constructed, spread=spread, place=place)

    def _meant(self, keys: Keys, node: Node, depth: int) -> None:
        """Find what an exported expression offers, at its path."""
        node = bare(node)
        self.left -= 1
        if depth > _DEEPEST or self.left < 0 or node.id in self.reading:
            return
        self.reading.add(node.id)
        self._read(keys, node, depth + 1)
        self.reading.discard(node.id)

    def _read(self, keys: Keys, node: Node, depth: int) -> None:
        if node.type in FUNCTIONS:
            self.relayed += self.relays(keys, node)
            for expression in _returned(node):
                self._meant((*keys, "()"), expression, depth)
        elif node.type in _CLASSES:
            self._class(keys, node, depth)
        elif node.type == "object":
            self._object(keys, node, depth)
        elif node.type in {"identifier", "shorthand_property_identifier"}:
            self._name(keys, node, depth)
        elif node.type == "new_expression":
            self._made(keys, node, depth)
        elif node.type == "call_expression":
            self._call(keys, node, depth)
        elif node.type == "assignment_expression" and (right := field(node, "right")) is not None:
            self._meant(keys, right, depth)
        else:
            self._path(keys, node)

    def _path(self, keys: Keys, node: Node) -> bool:
        """Note that an export is a vendor's global, or an export of another module."""
        path = path_of(self.code, node)
        if path is None or not (path.module or (path.keys and path.keys[0] in self.code.interest.names)):
            return False
        if path.module and not path.keys:
            path = path._replace(keys=("default",) if path.whole else ())
        if path.module or CALLED not in path.keys:
            self._alias(keys, meaning(self.code, path))
        return True

    def _name(self, keys: Keys, node: Node, depth: int) -> None:
        declaration = self.code.resolve(node)
        if declaration is None or declaration.kind == "import":
            self._path(keys, node)
            return
        value = self.code.constant_value(declaration)
        if value is None or declaration.keys:
            self._path(keys, node)
            return
        self._meant(keys, value, depth)
        for _, key, right in self.code.property_writes(declaration)[:_MANY]:
            if key.type == "property_identifier":
                self._meant((*keys, self.code.text(key)), right, depth)

    def _object(self, keys: Keys, node: Node, depth: int) -> None:
        for child in node.named_children[:_MANY]:
            match child.type:
                case "pair":
                    key, held = field(child, "key"), field(child, "value")
                    if key is not None and held is not None and key.type != "computed_property_name":
                        self._meant((*keys, key_name(key)), held, depth)
                case "shorthand_property_identifier":
                    self._meant((*keys, name_of(child)), child, depth)
                case "method_definition":
                    self._member(keys, child, depth)
                case "spread_element":
                    inner = first_in(child)
                    if inner is not None:
                        self._meant(keys, inner, depth)
                case _:
                    pass

    def _member(self, keys: Keys, node: Node, depth: int) -> None:
        name = field(node, "name") or field(node, "property")
        if name is None or name.type == "computed_property_name":
            return
        below = (*keys, key_name(name))
        if node.type != "method_definition":
            held = field(node, "value")
            if held is not None:
                self._meant(below, held, depth)
        elif node.children[0].type == "get":
            for expression in _returned(node):
                self._meant(below, expression, depth)
        else:
            self._meant(below, node, depth)

    def _class(self, keys: Keys, node: Node, depth: int, *, instance: bool | None = None) -> None:
        """Read the methods and fields of a class: of itself, and of what ``new`` makes; or only of the latter."""
        body = field(node, "body")
        for member in body.named_children if body is not None else ():
            if member.type == "method_definition" or member.type in _FIELDS:
                static = any(child.type == "static" for child in member.children)
                if instance is None and static and key_name(field(member, "name") or member) in _SINGLE:
                    self._class((*keys, key_name(field(member, "name") or member), CALLED), node, depth, instance=True)
                if instance is None:
                    self._member(keys if static else (*keys, "()"), member, depth)
                elif not static:
                    self._member(keys, member, depth)

    def _made(self, keys: Keys, node: Node, depth: int) -> None:
        made = field(node, "constructor")
        declaration = self.code.resolve(made) if made is not None and made.type == "identifier" else None
        value = declaration.value if declaration is not None and declaration.kind != "import" else made
        if value is not None and value.type in _CLASSES:
            self._class(keys, value, depth, instance=True)
        else:
            self._path(keys, node)

    def _store(self, keys: Keys, given: Sequence[Node], depth: int) -> None:
        """Read a hook that gives out what the function returns that it is made with."""
        for expression in _returned(_last_function(given)):
            self._meant((*keys, CALLED), expression, depth)
            self._meant((*keys, "getState", CALLED), expression, depth)

    def _call(self, keys: Keys, node: Node, depth: int) -> None:
        callee = field(node, "function")
        last = bare(callee) if callee is not None else None
        last = field(last, "property") if last is not None and last.type == "member_expression" else last
        given = arguments(node)
        if last is None or (self._path(keys, node) and not given):
            return
        made = last if last.type != "call_expression" else field(last, "function")
        name = (made.text or b"") if made is not None else b""
        if given and name in _STORES:
            self._store(keys, given, depth)
        elif given and (name in WRAPPING or name in _HOLDING):
            self._meant(keys, given[0], depth)
        elif given and name == b"useMemo" and bare(given[0]).type in FUNCTIONS:
            for expression in _returned(bare(given[0])):
                self._meant(keys, expression, depth)
        elif given and name == b"useContext" and given[0].type == "identifier":
            for value in _provided(self.code, given[0]):
                self._meant(keys, value, depth)
        else:
            for expression in _returned(_function(self.code, callee)):
                self._meant(keys, expression, depth)


def _last_function(given: Sequence[Node]) -> Node | None:
    """Return the last function among arguments, or among those of calls around it (``create(persist(() => …))``)."""
    for _ in range(_NESTED):
        functions = [bare(node) for node in given if bare(node).type in FUNCTIONS]
        inner = [bare(node) for node in given if bare(node).type == "call_expression"]
        if functions or not inner:
            return functions[-1] if functions else None
        given = arguments(inner[0])
    return None


def _is_within(step: Step, function: Node) -> bool:
    return function.start_byte <= step.node.start_byte and step.node.end_byte <= function.end_byte


def _function(code: Code, callee: Node | None) -> Node | None:
    """Return the function of this file that an expression calls."""
    callee = bare(callee) if callee is not None else None
    if callee is not None and callee.type == "identifier":
        declaration = code.resolve(callee)
        value = code.constant_value(declaration) if declaration is not None and not declaration.keys else None
        callee = bare(value) if value is not None else None
    return callee if callee is not None and callee.type in FUNCTIONS else None


def _returned(function: Node | None) -> list[Node]:
    if function is None:
        return []
    body = field(function, "body")
    if body is not None and body.type != "statement_block":
        return [body]
    return returned_expressions(function)


def _provided(code: Code, context: Node) -> Iterator[Node]:
    """Yield what providers of a React context in this file give it."""
    declaration = code.resolve(context)
    for use in code.references(declaration.name, declaration.scope, declaration) if declaration is not None else ():
        if use.parent is not None:
            yield from values_of(use.parent if use.parent.type == "member_expression" else use)


def _open(code: Code, function: Node) -> Environment:
    """Return an environment in which the parameters of a function are what a caller will give."""
    span = code.span(function)
    found: Environment = {(function.id, -1): Argument("", span, rest=True)}
    for at, parameter in enumerate(parameters(function)):
        inner = field(parameter, "pattern") or parameter
        found[function.id, at] = Argument("", span, index=at, rest=inner.type == "rest_pattern")
    return found


def _bounded(value: Value) -> Value | None:
    """Return the parts of a value that are known, ``None`` where there is none."""
    match value:
        case Constant() if constant(value) is not None and len(constant(value) or "") <= _LONGEST:
            return value
        case Text() if constant(value) is not None:
            return value
        case Object(entries=entries):
            kept = ((one, _bounded(one.value)) for one in entries[:_MANY] if one.key)
            known = tuple(Entry(one.key, inner, one.span) for one, inner in kept if inner is not None)
            return Object(known, value.span) if known else None
        case Choice(options=options):
            left = tuple(one for option in options if (one := _bounded(option)) is not None)
            return Choice(left, value.span) if len(left) > 1 else left[0] if left else None
        case Array(items=items) if len(items) <= _MANY:
            listed = [_bounded(item) for item in items]
            return Array(tuple(item for item in listed if item), value.span) if all(listed) and listed else None
        case _:
            return None
