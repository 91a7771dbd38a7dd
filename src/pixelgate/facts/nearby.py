"""What the rest of a file tells of where a value comes from: its handlers, its elements, what its templates wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
_STATEMENT = 10_000
"""Characters of the longest statement of which the start is looked for."""

_REST = re.compile(r"([^;\n]*)")
_BY_ID = r"(?:getElementById\(\s*['\"]|(?:querySelector|\$|jQuery)\(\s*['\"]#)([\w-]+)['\"]\s*\)"
_SAID = re.compile(rf"{_BY_ID}\.(?:textContent|innerHTML|innerText|text\b)")
_DATA = re.compile(
    rf"{_BY_ID}(?:\.dataset\.(?P<set>\w+)|\.(?:getAttribute|attr)\(\s*['\"](?P<name>[\w-]+)"
    r"|\.data\(\s*['\"](?P<data>[\w-]+))"
)
_UPPER = re.compile(r"(?=[A-Z])")
_HANDLER = re.compile(r"(?:@|v-on:|x-on:|on:)[\w-]+(?:[.:|][\w.|:-]+)?|on[a-zA-Z]+|\([\w.-]+\)")
_CALL = re.compile(r"[{\s\"']*(?:this\.|props\.)?([\w$]+)\s*(?:\((.*)\))?[}\s;\"']*", re.DOTALL)
_SUBMITTED = re.compile(r"(?:@|v-on:|on:?|\()(?:ng)?submit\b.*|onfinish", re.IGNORECASE)
_EVENT = frozenset({"$event", "event", "e", "ev"})
_OF_EVENT = re.compile(r"\.(?:target|currentTarget|srcElement|preventDefault|type|detail|key|nativeEvent)\b")
_NAMED = re.compile(r"\.([\w-]+)")


def placed(parameter: Parameter, source: Source, document: Document | None = None) -> Parameter:
    """Return a parameter with the places of all hops in its file, and with what the rest of the file tells of it."""
    known = [_told(one, source, document) if document else one for one in parameter.origins]
    origins = tuple(
        msgspec.structs.replace(
            one,
            parameter="",
            hops=tuple(msgspec.structs.replace(hop, location=source.location(hop.span)) for hop in one.hops),
        )
        for one in known
    )
    children = tuple(placed(child, source, document) for child in parameter.children)
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


def _told(origin: Origin, source: Source, document: Document) -> Origin:
    if origin.parameter:
        return _handed(origin, source, document) or origin
    near: Sequence[Hole | Unknown] = ()
    if origin.source in {"element", "clicked"}:
        near = _of_element(origin.expression, source, document)
    elif origin.source == "variable":
        near = _assigned(origin.expression, source, document.holes)
    if not near:
        return origin
    text = near[0].expression if isinstance(near[0], Hole) else near[0].path
    hop = Hop(text[:_LONGEST], near[0].span)
    return msgspec.structs.replace(origin, source="template", hops=(hop, *origin.hops)[:_HOPS])


def _handed(origin: Origin, source: Source, document: Document) -> Origin | None:
    """Return where a parameter comes from that a handler in the markup hands over: ``@submit="send(form)"``."""
    mark, _, rest = origin.parameter.partition(".")
    name, _, index = mark.partition(":")
    rest = f".{rest}" if rest else ""
    for element in _elements(document):
        for attribute in element.attributes:
            if attribute.value is None or not _HANDLER.fullmatch(attribute.name):
                continue
            call = _CALL.fullmatch(source.text[attribute.value_span.start : attribute.value_span.end])
            if call is None or call[1] != name:
                continue
            component = source.text[element.span.start + 1 : element.span.start + 2].isupper() or element.tag != "form"
            found = _given(origin, attribute, (call[2], int(index), rest), component=component)
            if found is not None:
                return found
    return None


def _given(
    origin: Origin, attribute: Attribute, asked: tuple[str | None, int, str], *, component: bool
) -> Origin | None:
    """Return an origin in terms of what a handler hands over: an expression, the event, or what was entered."""
    written, index, rest = asked
    given = ["$event"] if written is None else [one.strip() for one in written.split(",")]
    if index >= len(given) or not given[index]:
        return None
    if given[index] not in _EVENT:
        return _rewritten(origin, f"{given[index]}{rest}", attribute)
    if _OF_EVENT.match(rest):
        return _rewritten(origin, f"$event{rest}", attribute)
    if not component or not _SUBMITTED.fullmatch(attribute.name):
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


def _of_element(expression: str, source: Source, document: Document) -> Sequence[Hole | Unknown]:
    """Return what a template writes into the element, or the attribute of one, whose text is read."""
    said = _SAID.search(expression)
    if said is not None:
        here = re.search(
            rf"json_script:\s*['\"]{re.escape(said[1])}['\"]|\bid=['\"]?{re.escape(said[1])}['\"]?[^<>]*>", source.text
        )
        last = source.text.find("<", here.end()) if here else -1
        near = [hole for hole in document.holes if here and hole.span.start <= here.start() <= hole.span.end]
        return near or [hole for hole in document.holes if here and here.end() <= hole.span.start < last]
    data = _DATA.search(expression)
    if data is None:
        return ()
    name = data["name"] or f"data-{_UPPER.sub('-', data['set'] or data['data']).lower()}"
    tag = re.search(rf"<[\w-]+[^<>]*\bid=['\"]?{re.escape(data[1])}['\"\s>]", source.text)
    first = source.text.find(f"{name}=", tag.start()) if tag else -1
    last = source.text.find(">", first) if first >= 0 else -1
    written = [hole for hole in document.holes if 0 <= first <= hole.span.start < last]
    quote = source.text[first + len(name) + 1 : first + len(name) + 2] if first >= 0 else ""
    end = source.text.find(quote, first + len(name) + 2) if quote in {"'", '"'} else last
    return [hole for hole in written if hole.span.start < end or end < 0]


def _assigned(expression: str, source: Source, holes: Sequence[Hole]) -> list[Hole]:
    """Return the holes in the statement that assigns a global, the one under the same key first."""
    root, *keys = expression.split(".")
    if not root.isidentifier():
        return []
    statement = _statement(root, source.text, holes)
    if statement is None:
        return []
    inside = [hole for hole in holes if statement.start(1) <= hole.span.start and hole.span.end <= statement.end(1)]
    key = re.search(rf"\b{re.escape(keys[-1])}\b['\"]?\s*:", statement[1]) if keys else None
    after = [hole for hole in inside if key and hole.span.start >= statement.start(1) + key.end()]
    return after or ([] if key is None and keys and "{" in statement[1] else inside)


def _statement(root: str, text: str, holes: Sequence[Hole]) -> re.Match[str] | None:
    """Return what is assigned to a global in the first statement that holds a hole, looked for from the holes."""
    assigned = re.compile(rf"(?:\b(?:var|let|const)\s+|\bwindow\.){root}\s*=")
    for at in (hole.span.start for hole in holes):
        first = max(0, at - _STATEMENT)
        begun = max(first, text.rfind(";", first, at), text.rfind("\n", first, at))
        found = assigned.search(text, begun, at)
        if found is not None:
            return _REST.match(text, found.end())
    return None
