"""From the nodes that a query captures to the outline: what stands in what, from the inside out, without recursion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec
from tree_sitter import Query, QueryCursor

from pixelgate.parse.backend import grammar
from pixelgate.parse.backend.code import Code, children, span
from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.backend.reading import Language
from pixelgate.parse.outline import EARLY, LEAVES, Argument, Call, Definition, Outline
from pixelgate.parse.values import Unknown
from pixelgate.source import Location, Source, Span

_DEPTH = 50
"""What stands deeper, in bodies or classes, counts as standing here: readers of an outline may recurse."""

_LONG = 200
_FIRST = 30
"""How many of a file's own statements are looked at for such that end it; markup between them counts as one."""

_ENDING = {"if_statement": "", "if": "", "if_modifier": "", "unless": "not ", "unless_modifier": "not "}
"""Statements that may end a function on a condition, and how the condition begins."""

_ENDS = re.compile(r"\b(?:header|redirect\w*)\(|\b(?:exit|die)\b")
"""What a file does that goes no further."""

_NESTING = frozenset({"body", "class"})
_ORDER = ("package", "import", "class", "variable", "function", "mark", "body", "call")
"""Of captures with one range, the outer first."""


class Item:
    """A captured node, what stands in it, and what has been read of it.

    ``links`` is the chain of calls that ends here, the first one first; ``before`` is what runs before it.
    """

    __slots__ = ("before", "children", "definition", "depth", "kind", "links", "node")

    def __init__(self, node: Node, kind: str) -> None:
        self.node = node
        self.kind = kind
        self.depth = 0
        self.children: list[Item] = []
        self.links: list[Call] = []
        self.before: list[Call] = []
        self.definition: Definition | None = None

    def take(self) -> list[Call]:
        """Hand over the calls made here, in the order in which they run: those of arguments first."""
        if self.links:
            first, *chained = self.links
            self.before.append(msgspec.structs.replace(first, chained=tuple(chained)) if chained else first)
            self.links = []
        return self.before


def outline(source: Source, language: Language) -> Outline:
    """Return the outline of one file; raise ``Missing`` without the grammar of its language."""
    code = Code(source, language.readers)
    root = grammar.tree(language.name, source.text)
    captures = QueryCursor(_query(language.name, language.query)).captures(root)
    found = [Item(node, kind) for kind, nodes in captures.items() for node in nodes]
    items = sorted(found, key=lambda item: (item.node.start_byte, -item.node.end_byte, _ORDER.index(item.kind)))
    top = _nested(items, code, language)
    for item in reversed(items):
        _READ[item.kind](item, code, language)
    return Outline(
        language.name,
        next((name for i in items if i.kind == "package" and (name := language.package(code, i.node))), ""),
        tuple(found for i in items if i.kind == "import" for found in language.imports(code, i.node)),
        tuple(item.definition for item in items if item.definition),
        (*_gathered(top), *_leaving_page(code, root, language)),
    )


def modifier(word: str, place: Location) -> Call:
    """Return the mark that a modifier (``private``, ``static``) is."""
    return Call(word, (), place)


@cache
def _query(name: str, query: str) -> Query:
    return Query(grammar.language(name), query)


def _nested(items: list[Item], code: Code, language: Language) -> list[Item]:
    """Hang every item, outer ones first, into the next one around it; return those that nothing is around."""
    top: list[Item] = []
    around: list[tuple[Item, str]] = []
    for item in items:
        while around and around[-1][0].node.end_byte < item.node.end_byte:
            around.pop()
        parent, scope = around[-1] if around else (None, "")
        (parent.children if parent else top).append(item)
        item.depth = parent.depth + (parent.kind in _NESTING) if parent else 0
        if item.kind in {"class", "function", "variable"}:
            item.definition = _within(scope, _leaving(code, item, language.define(code, item.node)))
            scope = item.definition.name if item.kind == "class" else scope
        if item.kind not in _NESTING or item.depth < _DEPTH:
            around.append((item, scope))
    return top


def _leaving(code: Code, item: Item, definition: Definition) -> Definition:
    """Give a function the marks that the first statements are which end it on a condition."""
    body = item.node.child_by_field_name("body") if item.kind == "function" else None
    found = tuple(_leaves(code, [*children(body)][:EARLY]))
    return msgspec.structs.replace(definition, marks=(*definition.marks, *found)) if found else definition


def _leaving_page(code: Code, root: Node, language: Language) -> Iterator[Call]:
    """Yield the first statements of a file that may end it, whatever it does else."""
    first = [*children(root)][:_FIRST] if language.runs else []
    yield from _leaves(
        code, [one for one in first if _ENDS.search(code.text(one.child_by_field_name("body")))], also=True
    )


def _leaves(code: Code, statements: Iterable[Node], *, also: bool = False) -> Iterator[Call]:
    """Yield the statements that may end what they stand in, with ``also`` those that have an alternative too."""
    for one in statements:
        condition = one.child_by_field_name("condition")
        does = one.child_by_field_name("consequence") or one.child_by_field_name("body")
        if one.type in _ENDING and condition and does and (also or one.child_by_field_name("alternative") is None):
            text = f"{_ENDING[one.type]}{code.text(condition)}"
            said = (Unknown(text[:_LONG], span(condition)), Unknown(code.text(does)[:_LONG], span(does)))
            yield Call(LEAVES, tuple(Argument("", value) for value in said), code.location(condition))


def _within(scope: str, definition: Definition) -> Definition:
    return msgspec.structs.replace(definition, name=f"{scope}.{definition.name}") if scope else definition


def _gathered(items: Iterable[Item]) -> list[Call]:
    """Return what items call, in their order; the first one's list is taken over, so that depth costs nothing."""
    found: list[Call] | None = None
    for item in items:
        calls = item.take()
        if found is None:
            found = calls
        else:
            found += calls
    return found or []


def _call(item: Item, code: Code, language: Language) -> None:
    said = language.call(code, item.node)
    if said is None:
        item.before = _gathered(item.children)
        return
    chain = next((c for c in item.children if said.receiver and c.node.id == said.receiver.id), None)
    body = _gathered(child for child in item.children if child.kind == "body")
    plain = (child for child in item.children if child.kind != "body" and child is not chain)
    if chain:
        item.links, chain.links = [] if said.whole else chain.links, []
        item.before = chain.before
        item.before += _gathered(plain)
    else:
        item.before = _gathered(plain)
    start = said.place.start_byte if item.links else item.node.start_byte
    place = code.source.location(Span(start, item.node.end_byte))
    item.links.append(Call(said.name, said.arguments, place, (), tuple(body)))


def _body(item: Item, _code: Code, _language: Language) -> None:
    item.before = _gathered(item.children)


def _mark(item: Item, code: Code, language: Language) -> None:
    said = language.call(code, item.node)
    item.links = [Call(said.name, said.arguments, code.location(item.node))] if said else []


def _define(item: Item, _code: Code, language: Language) -> None:
    """Give a definition its marks and what its body calls; what stands beside a variable is called around it."""
    if item.definition is None:
        return
    marks = _gathered(child for child in item.children if child.kind == "mark")
    calls = _gathered(child for child in item.children if child.kind != "mark")
    if item.kind == "class" and language.macros:
        marks, calls = [*marks, *calls], []
    if item.kind == "variable":
        item.before, calls = calls, []
    item.definition = msgspec.structs.replace(
        item.definition, marks=(*item.definition.marks, *marks), calls=tuple(calls)
    )


def _nothing(_item: Item, _code: Code, _language: Language) -> None:
    return


_READ = {
    "package": _nothing,
    "import": _nothing,
    "class": _define,
    "variable": _define,
    "function": _define,
    "mark": _mark,
    "body": _body,
    "call": _call,
}
