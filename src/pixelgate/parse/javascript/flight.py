"""What React's server components hand to a browser: elements written as data, read as the code that they stand for.

In the JSON of a stream, ``["$", type, key, properties]`` is an element; a type ``$L9`` is the client component that
row 9 names (``9:I[59,["632","static/chunks/632.js"],"GoogleAnalytics"]``), a string ``$5`` the text of row 5. Elements
are written out as the calls that compiled JSX consists of, less what the markup of the page says itself. What runs
before all others is pushed apart: ``(self.__next_s=self.__next_s||[]).push([0,{"children":"…"}])``; what the document
around Next's older pages brings, their data list: ``{…,"scriptLoader":[{"id":"m","children":"…"}]}``. Sources:
react-server-dom-webpack and next/script, as they ship.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from pixelgate.parse.document import Attribute, Element, Import, ImportKind
from pixelgate.parse.javascript.byname import key
from pixelgate.parse.javascript.sinks import LAZY_SCRIPT
from pixelgate.parse.javascript.stream import STRING, Row, Written, joined, pieces, rows
from pixelgate.parse.values import Constant, How
from pixelgate.source import Fragment

_EARLY = re.compile(
    r"\s*+\(self\.__next_s\s*+=\s*+self\.__next_s\s*+\|\|\s*+\[\]\s*+\)"
    rf"\.push\(\[(?P<source>0|{STRING}),(?P<rest>\{{.*\}})\]\)\s*+;?\s*+",
    re.DOTALL,
)
_PART = re.compile(
    rf"\[\"\$\",(?P<type>{STRING}),(?:null|{STRING}),?|(?P<string>{STRING})(?P<key>\s*:)?|[\[\]{{}}]|\\.", re.DOTALL
)
_AWAITED = re.compile(r"\"\$[L@]([0-9a-f]+)\"")
"""Stands where a row belongs; one that is not there is written when the page is asked for."""

_QUOTED = re.compile('["\\\\\n\r\u2028\u2029]')
_WRITTEN = {"\n": "\\n", "\r": "\\r", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_RUN = frozenset({"children", "dangerouslySetInnerHTML", "src"})
_ACTING = frozenset({"__html", "children", "data", "href", "src"})
_LOADING = frozenset({"embed", "iframe", "img", "link", "object", "script"})
_UNNAMED = frozenset({"", "*", "default"})
_ROOT = "/_next/"
_ADDRESS = 500
_LONGEST = 10_000
"""Characters of the properties of a component of which more is read than its code."""


LISTED = '"scriptLoader":['
_DECODER = json.JSONDecoder(strict=False)
_NO_DATA = Fragment("")
_COMPARED = 2_000
"""How many pieces of markup are looked for in the page, each with a pass over it."""

_OFTEN = 20
"""How often a text is written out that rows ask for again and again."""


class Shown(msgspec.Struct, frozen=True):
    """What the markup of a page says itself: its text, the values of attributes, the code and the sources it runs."""

    text: str = ""
    said: AbstractSet[str] = frozenset()
    run: AbstractSet[str] = frozenset()


class Payload(msgspec.Struct, frozen=True):
    """A stream written out: its elements as calls, the chunks that it asks for, its components of a name.

    ``imports`` name what is asked of each chunk, unless rows are still to come (``byname.key``).
    ``held`` are the scripts of which it is made, by their index; nothing else is in them.
    """

    code: Fragment
    imports: tuple[Import, ...]
    components: tuple[Element, ...]
    held: frozenset[int]


def payload(codes: Sequence[Fragment], shown: Shown, data: Fragment = _NO_DATA) -> Payload | None:
    """Put together the stream that the scripts of a page hold, less what its markup says; ``None`` for none.

    ``data`` is what a page of Next lists for its code.
    """
    early = {at: found for at, code in enumerate(codes) if (found := _EARLY.fullmatch(code.text))}
    pushed = {at: places for at, code in enumerate(codes) if (places := pieces(code.text)) is not None}
    listed = tuple(_listed(data.text))
    if not early and not pushed and not listed:
        return None
    written = Written()
    for start, end in listed:
        place = data.span(start, end).start
        written.put('createElement("Script",', place)
        written.copy(data, start, end)
        written.put(");\n", place)
    for at, found in early.items():
        _write_early(codes[at], found, written)
    run = {text for found in early.values() for text in _texts(found)}
    stream = joined([(codes[at], places) for at, places in pushed.items()])
    reading = _Reading(stream, msgspec.structs.replace(shown, run=shown.run | run), written)
    reading.read()
    components = tuple(reading.components)
    return Payload(written.fragment(), tuple(reading.chunks()), components, frozenset({*early, *pushed}))


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the scripts that the data of a page lists."""
    at = text.rfind(LISTED)
    at = at + len(LISTED) if at >= 0 else len(text)
    while text[at : at + 1] == "{":
        try:
            _, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield at, end
        at = end + 1


def _write_early(code: Fragment, found: re.Match[str], written: Written) -> None:
    """Write a script that runs before all others as the element that it is."""
    place = code.span(found.start("source"), 0).start
    written.put('createElement("Script",{', place)
    if found["source"] != "0":
        written.put('"src":', place)
        written.copy(code, *found.span("source"))
        written.put(",", place)
    written.copy(code, found.start("rest") + 1, found.end("rest"))
    written.put(");\n", code.span(found.end("rest"), 0).start)


def _texts(found: re.Match[str]) -> Iterator[str]:
    """Yield the source and the code of a script that runs before all others."""
    source, rest = _json(found["source"]), _json(found["rest"])
    said = [source, *rest.values()] if isinstance(rest, dict) else [source]
    said += [inner for one in said if isinstance(one, dict) for inner in one.values()]
    yield from (one for one in said if isinstance(one, str))


def _json(text: str) -> object:
    try:
        value: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value


class _Open(msgspec.Struct):
    """Something that is not closed yet: an element, its properties, or a list or object within them.

    ``owner`` is the element around it; ``tag`` is where the element's name goes in what is written.
    """

    owner: _Open | None = None
    closer: str = ")"
    type: str = ""
    tag: int = -1
    start: int = 0
    inner: int = 0
    keys: list[str] = []
    known: bool = False


def _inside(top: _Open, part: re.Match[str]) -> _Open:
    """Return the list or object that begins; the first object in an element is its properties."""
    direct = part[0] == "{" and top.type != "" and not top.inner
    if direct:
        top.inner = part.start()
    return _Open(top if top.type else top.owner, "]" if part[0] == "[" else "}", keys=top.keys if direct else [])


class _Reading:
    """Writes out the rows of one stream."""

    def __init__(self, stream: Fragment, shown: Shown, written: Written) -> None:
        self.stream = stream
        self.shown = shown
        self.written = written
        self.imports: dict[str, Import] = {}
        self.names: dict[str, dict[str, None]] = {}
        self.components: list[Element] = []
        self.texts: dict[str, Row] = {}
        self.exports: dict[str, tuple[str, str]] = {}
        self.compared = 0
        self.complete = True
        short = (one for one in shown.run if _ROOT in one[:_ADDRESS])
        self.urls = {one.partition(_ROOT)[2]: one for one in short}
        self.written_texts: Counter[str] = Counter()

    def read(self) -> None:
        """Write every row that holds elements."""
        found = list(rows(self.stream.text))
        self.texts = {f"${row.id}": row for row in found if row.tag == "T"}
        strings = {f"${row.id}": self._value(row)[1:-1] for row in found if self._begins(row, '"')}
        components = [row for row in found if row.tag == "I"]
        for row in components:
            self._import(row, strings)
        known = {row.id for row in found}
        awaited = all(one[1] in known for one in _AWAITED.finditer(self.stream.text))
        self.complete = awaited and len(self.exports) == len({row.id for row in components})
        for row in (row for row in found if self._begins(row, "[{")):
            self._row(row)

    def chunks(self) -> Iterator[Import]:
        """Yield the chunks with what is taken of them; of a stream that goes on, those that the page does not run."""
        for path, one in self.imports.items():
            if self.complete:
                yield msgspec.structs.replace(one, names=tuple(self.names[path]))
            elif path not in self.shown.run:
                yield one

    def _value(self, row: Row) -> str:
        return self.stream.text[row.start : row.end]

    def _begins(self, row: Row, signs: str) -> bool:
        return not row.tag and row.start < row.end and self.stream.text[row.start] in signs

    def _import(self, row: Row, strings: dict[str, str]) -> None:
        """Note a client component, and the files of the chunks that it is in (``I[59,["632","$7"],"Name"]``)."""
        value = _json(self._value(row))
        if not isinstance(value, list) or len(value) < 3 or not isinstance(value[1], list):  # noqa: PLR2004 - ID, chunks, export
            return
        module, said = (str(one) if isinstance(one, str | int) else "" for one in (value[0], value[2]))
        export = strings.get(said, said)
        self.exports[row.id] = module, export
        span = self.stream.span(row.start, row.end)
        for chunk in value[1]:
            name = strings.get(chunk, chunk) if isinstance(chunk, str) else ""
            if name.partition("?")[0].endswith(".js"):
                path = name if name.startswith("/") or "//" in name else self.urls.get(name, _ROOT + name)
                self.imports[path] = Import(ImportKind.SCRIPT, Constant(path, span, How.FOLDED), span)
                self.names.setdefault(path, {})[key(module, export)] = None

    def _row(self, row: Row) -> None:
        place = self.stream.span(row.start, 0).start
        self.written.put("(", place)
        at, open_ = row.start, [_Open()]
        key = ""
        for part in _PART.finditer(self.stream.text, row.start, row.end):
            self.written.copy(self.stream, at, part.start())
            at = part.end()
            top = open_[-1]
            if part["type"]:
                open_.append(self._element(part))
            elif part["string"]:
                key = self._string(part, top, key)
                continue
            elif part[0] in "[{":
                self.written.copy(self.stream, *part.span())
                open_.append(_inside(top, part))
            elif part[0] in "]}" and len(open_) > 1:
                self._close(open_.pop(), part.start())
        self.written.copy(self.stream, at, row.end)
        while len(open_) > 1:  # what is cut off is closed, for a tree of what is not takes long to make
            self._close(open_.pop(), row.end)
        self.written.put(");\n", place)

    def _element(self, part: re.Match[str]) -> _Open:
        place = self.stream.span(part.start(), 0).start
        self.written.put("createElement(", place)
        tag = self.written.put("$", place)
        self.written.put(",", place)
        return _Open(type=part["type"][1:-1], tag=tag, start=part.start(), keys=[])

    def _string(self, part: re.Match[str], top: _Open, key: str) -> str:
        """Write a string, unless the page says it itself; return the key that it is, or that it is the value of."""
        said = part["string"][1:-1]
        if part["key"]:
            top.keys.append(said)
            self.written.copy(self.stream, *part.span())
            return said
        row = self._asked(said)
        text = self._value(row) if row is not None else _json(part["string"])
        owner = top if top.type else top.owner
        if isinstance(text, str) and owner is not None and self._is_shown(text, key, owner):
            owner.known = True
            self.written.put('""', self.stream.span(part.start(), 0).start)
        elif row is not None:
            self._text(row)
        else:
            self.written.copy(self.stream, *part.span())
        return key

    def _asked(self, said: str) -> Row | None:
        """Return the row of a text that a string asks for; not of one that was written often."""
        row = self.texts.get(said)
        if row is not None:
            self.written_texts[said] += 1
        return row if self.written_texts[said] <= _OFTEN else None

    def _is_shown(self, text: str, key: str, owner: _Open) -> bool:
        """Tell whether the page runs or loads by itself what a property says; of elements, it has the markup too."""
        if key not in _ACTING:
            return False
        if text in self.shown.run:
            return True
        written = not owner.type.startswith("$")
        return written and (self._is_markup(text) if key == "__html" else text in self.shown.said)

    def _is_markup(self, text: str) -> bool:
        """Tell whether a text is a piece of the page's own markup."""
        self.compared += 1
        return self.compared < _COMPARED and "<" in text and text in self.shown.text

    def _text(self, row: Row) -> None:
        """Write a text as a string."""
        self.written.put('"', self.stream.span(row.start, 0).start)
        at = row.start
        for found in _QUOTED.finditer(self.stream.text, row.start, row.end):
            self.written.copy(self.stream, at, found.start())
            self.written.put(_WRITTEN.get(found[0], "\\" + found[0]), self.stream.span(found.start(), 0).start)
            at = found.end()
        self.written.copy(self.stream, at, row.end)
        self.written.put('"', self.stream.span(row.end, 0).start)

    def _close(self, closed: _Open, end: int) -> None:
        self.written.put(closed.closer, self.stream.span(end, 0).start)
        if not closed.type:
            return
        if not closed.type.startswith("$"):
            name = closed.type if closed.type in _LOADING and not closed.known else ""
        else:
            name = self._component(closed, end)
        if name:
            self.written.texts[closed.tag] = f'"{name}"'

    def _component(self, closed: _Open, end: int) -> str:
        """Return ``Script`` for what is known to be ``next/script``; note a component that has a name."""
        module, export = self.exports.get(closed.type[1:].removeprefix("L"), ("", "*"))
        if export not in _UNNAMED:
            self._note(closed, end, (module, export))
            return ""
        keys = {key for key in closed.keys if not key.startswith("data-")}
        may_be = ("strategy" in keys or export == "") and keys <= LAZY_SCRIPT
        is_script = may_be and not keys.isdisjoint(_RUN)
        return "Script" if is_script and not closed.known else ""

    def _note(self, closed: _Open, end: int, export: tuple[str, str]) -> None:
        module, name = export
        known = closed.inner > 0 and end - closed.inner < _LONGEST
        given = _json(self.stream.text[closed.inner : end]) if known else None
        span = self.stream.span(closed.start, end + 1)
        attributes = tuple(
            Attribute(key, Constant(value, span), span, span)
            for key, value in (given.items() if isinstance(given, dict) else ())
            if isinstance(value, str | int | float)
        )
        self.components.append(Element(name, attributes, span, origin="jsx", binding=f"bundle:{module}#{name}"))
