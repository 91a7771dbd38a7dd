"""What the rest of a file tells of where a value comes from: its handlers, its elements, what its templates wrote."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from pixelgate.facts.lexicon import classify
from pixelgate.facts.model import Confidence, Hop, Origin, Parameter
from pixelgate.facts.origins import source_of
from pixelgate.facts.trails import field_of
from pixelgate.parse.document import Attribute, Document, Element
from pixelgate.parse.values import Hole, Unknown
from pixelgate.source import Source

_LONGEST = 200
_HOPS = 8
_FAR = 2_000
"""Characters of a tag in which an attribute is looked for."""

_ID = re.compile(r"(?:json_script:\s*['\"]|(?<![\w-])id=['\"]?)([\w-]+)")
_TAG = re.compile(rf"[^<>]{{0,{_FAR}}}>")
_ASSIGNED = re.compile(r"(?:\b(?:var|let|const)\s+|\bwindow\.)(\w+)\s*=(?!=)")
_REST = re.compile(r"([^;\n]*)")
_BY_ID = r"(?:getElementById\(\s*['\"]|(?:querySelector|\$|jQuery)\(\s*['\"]#)([\w-]+)['\"]\s*\)"
_SAID = re.compile(rf"{_BY_ID}\.(?:textContent|innerHTML|innerText|text\b)")
_DATA = re.compile(
    rf"{_BY_ID}(?:\.dataset\.(?P<set>\w+)|\.(?:getAttribute|attr)\(\s*['\"](?P<name>[\w-]+)"
    r"|\.data\(\s*['\"](?P<data>[\w-]+))"
)
_UPPER = re.compile(r"(?=[A-Z])")
_HANDLER = re.compile(r"(?:@|v-on:|x-on:|on:)[\w-]+(?:[.:|][\w.|:-]+)?|on[a-zA-Z]+|\([\w.-]+\)")
_CALL = re.compile(r"[{\s\"']*(?:this\.|props\.)?([\w$]+)(?:\s*\((.*)\))?[}\s;\"']*", re.DOTALL)
_SUBMITTED = re.compile(r"(?:@|v-on:|on:?|\()(?:ng)?submit\b.*|onfinish", re.IGNORECASE)
_EVENT = frozenset({"$event", "event", "e", "ev"})
_OF_EVENT = re.compile(r"\.(?:target|currentTarget|srcElement|preventDefault|type|detail|key|nativeEvent)\b")
_NAMED = re.compile(r"\.([\w-]+)")


class Handler(NamedTuple):
    """An attribute that calls a function: what it hands over as it is written, whether a component has it."""

    attribute: Attribute
    given: str | None
    component: bool


class Nearby:
    """A file in which the rest is asked for, each question once for all of its values."""

    def __init__(self, document: Document, source: Source) -> None:
        self.document = document
        self.source = source

    @cached_property
    def handlers(self) -> dict[str, list[Handler]]:
        """The attributes of elements that call a function or name it, by its name."""
        found: dict[str, list[Handler]] = {}
        text = self.source.text
        for element in _elements(self.document):
            component = text[element.span.start + 1 : element.span.start + 2].isupper() or element.tag != "form"
            for attribute in element.attributes:
                span = attribute.value_span
                if attribute.value is None or not _HANDLER.fullmatch(attribute.name):
                    continue
                if call := _CALL.fullmatch(text[span.start : span.end]):
                    found.setdefault(call[1], []).append(Handler(attribute, call[2], component))
        return found

    @cached_property
    def ids(self) -> dict[str, re.Match[str]]:
        """Where the ID stands of each element, or of each script of data that a template filter writes."""
        found: dict[str, re.Match[str]] = {}
        for one in _ID.finditer(self.source.text):
            found.setdefault(one[1], one)
        return found

    @cached_property
    def written(self) -> dict[str, re.Match[str]]:
        """What is assigned to a global in the first statement that holds a hole, by its name."""
        starts = sorted(hole.span.start for hole in self.document.holes)
        found: dict[str, re.Match[str]] = {}
        for assigned in _ASSIGNED.finditer(self.source.text) if starts else ():
            statement = _REST.match(self.source.text, assigned.end()) if assigned[1] not in found else None
            at = bisect_left(starts, assigned.end())
            if statement and at < len(starts) and starts[at] < statement.end():
                found[assigned[1]] = statement
        return found


def placed(parameter: Parameter, near: Nearby) -> Parameter:
    """Return a parameter with the places of all hops in its file, and with what the rest of the file tells of it."""
    origins = tuple(
        msgspec.structs.replace(
            one,
            parameter="",
            hops=tuple(msgspec.structs.replace(hop, location=near.source.location(hop.span)) for hop in one.hops),
        )
        for one in (_told(one, near) for one in parameter.origins)
    )
    children = tuple(placed(child, near) for child in parameter.children)
    if not origins and not children:
        return parameter
    told = msgspec.structs.replace(parameter, origins=origins, children=children)
    if not origins or origins[0].expression == parameter.origins[0].expression:
        return told
    category = parameter.category or next(
        (found.category for one in origins if (found := classify(one.expression))), None
    )
    sure = parameter.confidence if parameter.category else Confidence.MEDIUM
    return msgspec.structs.replace(told, source=origins[0].source, category=category, confidence=sure)


def _told(origin: Origin, near: Nearby) -> Origin:
    if origin.parameter:
        return _handed(origin, near) or origin
    found: Sequence[Hole | Unknown] = ()
    if origin.source in {"element", "clicked"}:
        found = _of_element(origin.expression, near)
    elif origin.source == "variable":
        found = _assigned(origin.expression, near)
    if not found:
        return origin
    text = found[0].expression if isinstance(found[0], Hole) else found[0].path
    hop = Hop(text[:_LONGEST], found[0].span)
    return msgspec.structs.replace(origin, source="template", hops=(hop, *origin.hops)[:_HOPS])


def _handed(origin: Origin, near: Nearby) -> Origin | None:
    """Return where a parameter comes from that a handler in the markup hands over: ``@submit="send(form)"``."""
    mark, _, rest = origin.parameter.partition(".")
    name, _, index = mark.partition(":")
    rest = f".{rest}" if rest else ""
    found = (_given(origin, one, int(index), rest) for one in near.handlers.get(name, ()))
    return next((one for one in found if one is not None), None)


def _given(origin: Origin, handler: Handler, index: int, rest: str) -> Origin | None:
    """Return an origin in terms of what a handler hands over: an expression, the event, or what was entered."""
    attribute = handler.attribute
    given = ["$event"] if handler.given is None else [one.strip() for one in handler.given.split(",")]
    if index >= len(given) or not given[index]:
        return None
    if given[index] not in _EVENT:
        return _rewritten(origin, f"{given[index]}{rest}", attribute)
    if _OF_EVENT.match(rest):
        return _rewritten(origin, f"$event{rest}", attribute)
    if not handler.component or not _SUBMITTED.fullmatch(attribute.name):
        return None
    entered = _rewritten(origin, f"onSubmit{rest}", attribute)
    named = _NAMED.match(rest)
    return msgspec.structs.replace(entered, source="form-field", field=named[1] if named else "")


def _rewritten(origin: Origin, text: str, attribute: Attribute) -> Origin:
    hops = (Hop(text[:_LONGEST], attribute.span), *origin.hops)[:_HOPS]
    kind = source_of(text)
    return msgspec.structs.replace(origin, source=kind, hops=hops, field=field_of(text) or origin.field)


def _elements(document: Document) -> Iterator[Element]:
    yield from document.elements
    for script in document.scripts:
        yield from script.elements


def _of_element(expression: str, near: Nearby) -> Sequence[Hole]:
    """Return what a template writes into the element, or the attribute of one, whose text is read."""
    said, data = _SAID.search(expression), _DATA.search(expression)
    named = said or data
    here = near.ids.get(named[1]) if named else None
    if here is None:
        return ()
    if said:
        return _inside(here, near.source.text, near.document.holes)
    name = data["name"] or f"data-{_UPPER.sub('-', data['set'] or data['data']).lower()}" if data else ""
    return _of_attribute(here, name, near.source.text, near.document.holes)


def _inside(here: re.Match[str], text: str, holes: Sequence[Hole]) -> list[Hole]:
    """Return the hole that writes a script of data, or those at the beginning of an element."""
    around = [hole for hole in holes if hole.span.start <= here.start() <= hole.span.end]
    tag = _TAG.match(text, here.end())
    if around or tag is None:
        return around
    last = text.find("<", tag.end())
    return [hole for hole in holes if tag.end() <= hole.span.start < last]


def _of_attribute(here: re.Match[str], name: str, text: str, holes: Sequence[Hole]) -> list[Hole]:
    """Return the holes in an attribute of the element with an ID."""
    tag = text.rfind("<", max(0, here.start() - _FAR), here.start())
    first = text.find(f"{name}=", tag) if tag >= 0 else -1
    if first < 0:
        return []
    last = text.find(">", first)
    at = first + len(name) + 1
    quote = text[at : at + 1]
    end = text.find(quote, at + 1) if quote in {"'", '"'} else last
    return [hole for hole in holes if first <= hole.span.start < last and (hole.span.start < end or end < 0)]


def _assigned(expression: str, near: Nearby) -> list[Hole]:
    """Return the holes in the statement that assigns a global, the one under the same key first."""
    root, *keys = expression.split(".")
    statement = near.written.get(root)
    if statement is None:
        return []
    first, last = statement.span(1)
    inside = [hole for hole in near.document.holes if first <= hole.span.start and hole.span.end <= last]
    key = re.search(rf"\b{re.escape(keys[-1])}\b['\"]?\s*:", statement[1]) if keys else None
    after = [hole for hole in inside if key and hole.span.start >= first + key.end()]
    return after or ([] if key is None and keys and "{" in statement[1] else inside)
