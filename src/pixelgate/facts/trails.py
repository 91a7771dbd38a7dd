"""The way of a value: from where it is read (a field, the address, a template) through what holds it, to a call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.facts.model import Hop, Origin, Parameter
from pixelgate.facts.origins import RANK, ROOM, UNRENDERED, parts, share, source_of
from pixelgate.parse.values import Array, Choice, Constant, Function, Hole, How, Object, Text, Unknown, Value
from pixelgate.source import Source

_MOST = 4
"""How many origins of one value are told."""

_HOPS = 8
_LONGEST = 200
_STATEMENT = 10_000
"""Characters of the longest statement of which the start is looked for."""

_REST = re.compile(r"([^;\n]*)")
_HELD = re.compile(r"[\w$.]+")
"""A name or member: it holds another value, and nothing is computed."""

_SAME = re.compile(
    r"(?:new (?:URLSearchParams|URL|Map|Set)|Array\.from|Object\.(?:fromEntries|assign|freeze)"
    r"|JSON\.parse|structuredClone|unref)\("
)
"""Calls whose result has the entries of what they are given."""

_WRAPPED = re.compile(r"(?:\$|jQuery)\(")
"""What jQuery makes of an element: worth looking through where it is known which element that is."""

TOLD = re.compile(
    r"^(?:!|typeof\b|void\b|delete\b|Boolean\(|isNaN\()|\.(?:length|size|valid|invalid|dirty|touched)$|\.(?:includes|startsWith|endsWith|test|has|some|every)\("
    r"[^()]*\)$|[=!]==?[^()>]*$|\b(?:fetch|axios(?:\.\w+)?)\(.*\)\.(?:ok|status|statusText|redirected|headers)$"
)
"""Expressions that say whether, how long or how it went, and not what."""

_CLICKED = re.compile(
    r"(?:\b(?:target|currentTarget|srcElement|this)\)?|\b(?:querySelectorAll|getElementsBy\w+)\([^()]*\))(?:\[\w+\])?"
    r"(?:\.closest\([^()]*\))?\.(?:innerText|textContent|innerHTML|outerText|text\(\))"
)
"""The text of what a handler is called for."""

_ELEMENT = re.compile(r"getElementById\(\s*['\"]([^'\"]+)['\"]\s*\)\.(?:textContent|innerHTML|innerText|text)")
_HASHED = re.compile(r"sha_?\d|md5|hash|digest|hmac|bcrypt", re.IGNORECASE)
_ENCODED = re.compile(
    r"\b(?:btoa|encodeURI(?:Component)?|escape|encrypt|encode\w*|toString\('base64'\))", re.IGNORECASE
)

_TEXT = r"""\(\s*(?:'([^']+)'|"([^"]+)"|`([^`]+)`)"""
_FIELDS = (
    (re.compile(rf"\bgetElementById{_TEXT}"), "#"),
    (re.compile(rf"\b(?:getElementsByName|namedItem|getValues|watch){_TEXT}"), ""),
    (re.compile(r"""\b(?:elements|refs|fields|controls)(?:\.|\[['"])([\w-]+)"""), ""),
    (re.compile(rf"(?:\b(?:FormData|group)\(.*\)|[fF]orm[dD]ata|\bfd|\b\w*[fF]orm)\.get(?:All)?{_TEXT}"), ""),
    (re.compile(r"\bFormData\(.*\)(?:\.entries\(\))?\.([\w-]+)$"), ""),
    (re.compile(r"\b(?:formik|form|\w*Form)\.(?:values?|controls)\.([\w-]+)"), ""),
    (re.compile(r"\b(?:handleSubmit|onSubmit|valueChanges|getRawValue\(\))\.([\w-]+)"), ""),
    (re.compile(r"\bforms(?:\.\w+|\[[^\]]*\])\.([\w-]+)\.value"), ""),
    (re.compile(r"\b(?:target|currentTarget|form|this)\.([\w-]+)\.(?:value|checked)"), ""),
)
_SELECTED = re.compile(rf"(?:\bquerySelector(?:All)?|\$|\bjQuery|\.find|\.closest){_TEXT}")
_SELECTOR = re.compile(r"#([\w-]+)|\[(?:name|id|formcontrolname)[~^$*|]?=['\"]?([\w.-]+)['\"]?\]", re.IGNORECASE)


def trails(value: Value) -> tuple[Origin, ...]:
    """Return where a value comes from, the most telling place first; nothing for what the code itself says."""
    if isinstance(value, Object | Array):
        return ()
    found = sorted(_walk(value, "", (), ROOM), key=lambda one: RANK.get(one.source, len(RANK)))
    kept: dict[tuple[str, str], Origin] = {}
    for one in found:
        kept.setdefault((one.source, one.expression), one)
    return tuple(kept.values())[:_MOST]


def source(value: Value, origins: Sequence[Origin]) -> str:
    """Return where a value comes from in one word; of several places, the one that says most about a visitor."""
    match value:
        case Constant(value=str() as text) if UNRENDERED.search(text):
            return "template"
        case Constant(how=how):
            return "literal" if how is How.LITERAL else "folded"
        case Hole():
            return "template"
        case Object():
            return "object"
        case Array():
            return "array"
        case _:
            return origins[0].source if origins else "variable"


def placed(parameter: Parameter, source: Source, holes: Sequence[Hole] = ()) -> Parameter:
    """Return a parameter with the places of all hops in its file.

    ``holes`` are those of the file: what one script of a page says may be what the template wrote in another.
    """
    known = [_written(one, source, holes) if holes else one for one in parameter.origins]
    origins = tuple(
        msgspec.structs.replace(
            one, hops=tuple(msgspec.structs.replace(hop, location=source.location(hop.span)) for hop in one.hops)
        )
        for one in known
    )
    children = tuple(placed(child, source, holes) for child in parameter.children)
    if not origins and not children:
        return parameter
    said = origins[0].source if origins and origins[0].source == "template" else parameter.source
    return msgspec.structs.replace(parameter, origins=origins, children=children, source=said)


def _written(origin: Origin, source: Source, holes: Sequence[Hole]) -> Origin:
    """Return an origin with the template expression that another script, or an element, of the file holds for it."""
    found = _ELEMENT.search(origin.expression) if origin.source == "element" else None
    if found is not None:
        statement = re.search(rf"json_script:\s*['\"]{re.escape(found[1])}['\"]", source.text)
        near = [hole for hole in holes if statement and hole.span.start <= statement.start() <= hole.span.end]
    else:
        near = _assigned(origin.expression, source, holes) if origin.source == "variable" else []
    if not near:
        return origin
    hop = Hop(near[0].expression[:_LONGEST], near[0].span)
    return msgspec.structs.replace(origin, source="template", hops=(hop, *origin.hops)[:_HOPS])


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


def _walk(value: Value, suffix: str, way: tuple[Hop, ...], room: int) -> Iterator[Origin]:
    """Yield the origins of a value; ``suffix`` is what is taken from it on the way, ``way`` where it is held."""
    match value:
        case Constant(value=str() as text, span=span) if UNRENDERED.search(text):
            yield _origin("template", (Hop(text[:_LONGEST], span), *way))
        case Hole(expression=text, span=span):
            yield _origin("template", (Hop(text[:_LONGEST], span), *way))
        case Constant() | Hole() | Function():
            return
        case Unknown():
            yield from _of_unknown(value, suffix, way, room)
        case Text() | Choice() | Array() | Object():
            inner = parts(value)
            kept = suffix if isinstance(value, Choice) or (isinstance(value, Array) and len(inner) == 1) else ""
            for part in inner[:room]:
                yield from _walk(part, kept, way, share(room, inner))


def _of_unknown(value: Unknown, suffix: str, way: tuple[Hop, ...], room: int) -> Iterator[Origin]:
    """Yield what an expression is computed from where that tells something, else what it says itself."""
    inner = value.inputs
    hop = Hop(value.path, value.span)
    if TOLD.search(value.path):
        return
    below = [
        one
        for part in inner[:room]
        for one in _walk(part, _taken(value, part, suffix), (hop, *way)[:_HOPS], share(room, inner))
    ]
    telling = [one for one in below if one.source != "variable"]
    said = f"{value.path}{suffix}"[:_LONGEST]
    kind = source_of(said)
    if telling:
        yield from telling
    elif kind != "variable" or not below:
        one = _origin(kind, (Hop(said, value.span), *way))
        near = next((held.field for held in below if held.field), "") if kind == "form-field" and not one.field else ""
        yield msgspec.structs.replace(one, field=near) if near else one
    else:
        yield from below


def _taken(value: Unknown, part: Value, suffix: str) -> str:
    """Return what an expression takes from one that it is made of: ``.value`` for ``el.value`` and ``el``."""
    path = part.path if isinstance(part, Unknown) else ""
    rest = value.path[len(path) :]
    if path and value.path.startswith(path) and rest[:1] in {".", "[", "("}:
        return rest + suffix
    if path and value.path == f"...{path}":
        return suffix
    held = len(value.inputs) == 1 and _HELD.fullmatch(value.path)
    wrapped = isinstance(part, Unknown) and part.inputs and _WRAPPED.match(value.path)
    return suffix if held or wrapped or _SAME.match(value.path) else ""


def _origin(kind: str, hops: tuple[Hop, ...]) -> Origin:
    texts = " ".join(hop.text for hop in hops)
    changed = "hashed" if _HASHED.search(texts) else "encoded" if _ENCODED.search(texts) else ""
    if kind == "element" and _CLICKED.search(hops[0].text):
        kind = "clicked"
    return Origin(kind, hops, field=_field(hops[0].text) if kind in {"form-field", "variable"} else "", changed=changed)


def _field(path: str) -> str:
    """Return how an expression names a form field: ``#id``, or its name."""
    found = [(one.end(), f"{mark}{_quoted(one)}") for regex, mark in _FIELDS for one in regex.finditer(path)]
    for selector in _SELECTED.finditer(path):
        found += [(selector.end(), name) for name in (selected(_quoted(selector)),) if name]
    return max(found, default=(0, ""))[1]


def selected(selector: str) -> str:
    """Return the form field that a selector names: ``#id``, or its name."""
    named = list(_SELECTOR.finditer(selector))
    return next((f"#{one[1]}" if one[1] else one[2] for one in named[-1:]), "")


def _quoted(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "")
