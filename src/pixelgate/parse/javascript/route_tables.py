"""React's routes as a bundle holds them: the tables that a router is given, and the elements that compiled JSX makes.

A bundle is far too large to be outlined. Tables are found by how they begin (``[{path:"/x",lazy:…``), elements by what
is said to them (``(0,n.jsx)(R,{path:"/x",element:…})``); these are written as the records that a router makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pixelgate.parse.javascript.pieces import LONGEST, end_of, value_of
from pixelgate.parse.outline import Argument, Call, Definition, Outline
from pixelgate.parse.values import Array, Choice, Constant, Entry, Object, Unknown, Value
from pixelgate.source import Source, Span

ROUTER = "react-router"
"""What an outline says as its package where it holds nothing but the routes of a bundle."""

_KEYS = r"(?:path|index|element|Component|lazy|id|loader|action|errorElement|ErrorBoundary|caseSensitive|handle)"
_TABLE = re.compile(rf"\[\{{(?={_KEYS}:)")
_ELEMENT = re.compile(
    r",\{(?:exact:!0,)?path:([\"'`])[^\"'`\s,]*\1,(?:exact:!0,)?(?:element|Component|component|render):"
)
_CALLED = re.compile(r"(?P<call>\(0,\s*[\w$.]+\)|[\w$.]+)\((?P<name>[A-Za-z_$][\w$.]*)$")
_LAZY = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)=[\w$.,()]{1,60}\((?=(?:\(\)=>|async|function)[\w$.,()\s=>{]*$)")
_LOADS = "import("
_BASE = re.compile(r"\bbasename:([\"'`])(/[^\"'`\s]+)\1")
_PATH = re.compile(r"[\w:*/.?()|@~+$-]*")
_SHOWN = ("element", "Component", "lazy")
_SHOWN_BY_ELEMENTS = (*_SHOWN, "component", "render", "children")
_BEFORE = 100
_MOST = 2_000
_ROOM = 5_000_000
"""Characters that are read to find the ends of tables and elements: those inside others are read again."""

_DEEPEST = 40


def outline(source: Source) -> Outline | None:
    """Return a bundle's tables as calls that make a router, and the components that load late; else ``None``."""
    tables = [*_tables(source), *_elements(source)]
    if not tables:
        return None
    bases = {found[2] for found in _BASE.finditer(source.text)}
    listed = [Argument("", _with_base(bases.pop()))] if len(bases) == 1 else []
    calls = [
        Call("createBrowserRouter", (Argument("", table), *listed), source.location(table.span)) for table in tables
    ]
    late = tuple(_late(source, tables))
    return Outline("javascript", ROUTER, (), late, tuple(calls), tuple(source.line_starts))


def _with_base(base: str) -> Object:
    nowhere = Span(0, 0)
    return Object((Entry("basename", Constant(base, nowhere), nowhere),), nowhere)


def _tables(source: Source) -> Iterator[Value]:
    """Yield the lists of records, the outermost of each."""
    end, room = 0, _ROOM
    for found in islice(_TABLE.finditer(source.text), _MOST):
        if found.start() < end or room < 0:
            continue
        last = end_of(source.text, found.start())
        room -= _spent(found.start(), last)
        value = value_of(source, found.start(), last)
        if _shows(value, _SHOWN):
            end = last
            yield value


def _elements(source: Source) -> Iterator[Value]:
    """Yield the outermost elements that are routes, as records."""
    callees = {name for found in _ELEMENT.finditer(source.text) for name in _callee(source.text, found.start())}
    places = sorted(place for callee in callees for place in _places(source.text, callee))[:_MOST]
    ends = list(_ended(source.text, places))
    plain = Source(source.path, _blank(source.text, ends))
    outermost = 0
    for _, given, end in ends:
        if given >= outermost:
            outermost = end
            value = value_of(plain, given, end)
            if _shows(value, _SHOWN_BY_ELEMENTS):
                yield value


def _ended(text: str, places: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield elements with where what they are given ends, as many as there is room for."""
    room = _ROOM
    for start, given in places:
        end = end_of(text, given)
        room -= _spent(given, end)
        if room < 0:
            return
        yield start, given, end


def _spent(start: int, end: int) -> int:
    return end - start or LONGEST


def _callee(text: str, at: int) -> Iterator[tuple[str, str]]:
    """Yield what makes an element, and the component, where the arguments go on at a comma."""
    found = _CALLED.search(text, max(0, at - _BEFORE), at)
    if found is not None:
        yield found["call"], found["name"]


def _places(text: str, callee: tuple[str, str]) -> Iterator[tuple[int, int]]:
    """Yield where elements of a component begin, and where what they are given."""
    made = re.escape(callee[0]).replace("jsxs", "jsx").replace("jsx", "jsxs?")
    for found in re.finditer(rf"(?<![\w$.]){made}\({re.escape(callee[1])},(?=\{{)", text):
        yield found.start(), found.end()


def _blank(text: str, elements: list[tuple[int, int, int]]) -> str:
    """Return a text of the same length in which only what elements are given is left of them."""
    gone = sorted(span for start, given, end in elements for span in ((start, given), (end, _after(text, end))))
    kept, at = [], 0
    for start, end in gone:
        kept += [text[at:start], " " * (end - max(at, start))]
        at = max(at, end)
    return "".join((*kept, text[at:]))


def _after(text: str, end: int) -> int:
    """Return where an element ends whose properties end at a comma or bracket: behind its key."""
    while end < len(text) and text[end] == ",":
        further = end_of(text, end + 1)
        end = further if further > end + 1 else len(text)
    return end + 1


def _shows(value: Value, keys: tuple[str, ...]) -> bool:
    """Tell whether a record, or one below it, has a path or is an index, and shows something."""
    stack = [(value, 0)]
    while stack:
        one, depth = stack.pop()
        inner: tuple[Value | None, ...] = ()
        match one:
            case Object():
                path, index = one.get("path"), one.get("index")
                placed = index is not None or (isinstance(path, Constant) and _PATH.fullmatch(str(path.value)))
                if placed and any(one.get(key) is not None for key in keys):
                    return True
                inner = (one.get("children"),)
            case Array(items=items) | Choice(options=items):
                inner = items
            case _:
                pass
        stack += [(each, depth + 1) for each in inner if each is not None and depth < _DEEPEST]
    return False


def _late(source: Source, tables: list[Value]) -> Iterator[Definition]:
    """Yield the components that tables name and that load late (``r=(0,e.lazy)(()=>import("./x.js"))``)."""
    known = _lazy(source.text)
    stack: list[tuple[Value, int]] = [(table, table.span.start) for table in reversed(tables)]
    while stack:
        one, before = stack.pop()
        match one:
            case Object(entries=entries):
                stack += [(entry.value, before) for entry in entries]
            case Array(items=items) | Choice(options=items):
                stack += [(item, before) for item in items]
            case Unknown(path=path, inputs=inputs):
                stack += [(item, before) for item in inputs]
                places = known.pop(path, ())
                if places:
                    start = max((at for at in places if at < before), default=min(places))
                    value = value_of(source, start, end_of(source.text, start))
                    yield Definition("variable", path, source.location(value.span), value=value)
            case _:
                pass


def _lazy(text: str) -> dict[str, list[int]]:
    """Return where the functions begin that load a module for a variable, by the variable's name."""
    found: dict[str, list[int]] = {}
    at = text.find(_LOADS)
    while at >= 0:
        made = _LAZY.search(text, max(0, at - _BEFORE), at)
        if made is not None:
            found.setdefault(made[1], []).append(made.end())
        at = text.find(_LOADS, at + 1)
    return found
