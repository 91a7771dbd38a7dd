"""What a call sends: values become parameters that say where each comes from and which category it falls into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pixelgate.facts.lexicon import Classified, classify, classify_value
from pixelgate.facts.model import Parameter
from pixelgate.parse.values import (
    Array,
    Choice,
    Constant,
    Entry,
    Function,
    Hole,
    How,
    Object,
    Text,
    Unknown,
    Value,
    alternatives,
    constant,
)

DEPTH = 6
"""How deep nested parameters are followed."""

WIDTH = 100
"""How many entries of one object or array are followed."""

WHOLE = "..."
"""The name of a parameter that stands for a whole object whose keys are not known."""

_SOURCES = (
    (
        "form-field",
        r"""getElement(?:s|)By\w+\([^)]*\)(?:\[\w+\])?\.(?:value|checked|selected|files)
        |querySelector(?:All)?\([^)]*\)(?:\[\w+\])?\.(?:value|checked|selected|files)
        |\.val\(\)|\.serialize(?:Array)?\(|\bFormData\b|\bformData\.get|\bforms\b(?:\.|\[)
        |\b(?:target|currentTarget|srcElement)\.(?:value|checked|selected)
        |\belements(?:\.\w+|\[[^\]]*\])\.(?:value|checked)
        |(?:\$refs|\brefs)\.\w+\.value|\.current\.value|\bgetValues\(|\bnamedItem\(
        |\b\w*(?:[iI]nput|[fF]ield|[fF]orm|[tT]extarea|[sS]elect)(?:El|Element|Ref|Node|Group|Control)?(?:\.\w+)?\.value\b
        |\b(?:formik|form)\.values\b|\bform\.get\(""",
    ),
    ("cookie", r"\bdocument\.cookie\b|\bcookies?\.get\(|\bgetCookie\(|\buseCookie\(|\bCookies\b"),
    ("storage", r"\b(?:local|session)Storage\b"),
    ("title", r"\bdocument\.title\b|\bdocumentTitle\b"),
    (
        "url",
        r"""\blocation\b(?!\.(?:reload|assign))|\bURLSearchParams\b|\bdocument\.(?:URL|documentURI|referrer|baseURI)\b|\bsearchParams\b
        |\$?\broute\.(?:params|query|path|fullPath|hash)|\brouter\.(?:query|asPath|pathname|currentRoute|url)
        |\buse(?:Params|SearchParams|Pathname|Location|RouteParams)\(|\b(?:req|request)\.(?:query|params|url)\b|\bparamMap\b|\bqueryParams?\b""",
    ),
    (
        "element",
        r"""\.(?:innerText|textContent|innerHTML|outerHTML|outerText|nodeValue|dataset)\b|\.getAttribute\(|\.(?:text|html)\(\)
        |\.(?:attr|data)\(""",
    ),
)
_SOURCE = re.compile("|".join(f"(?P<s{i}>{regex})" for i, (_, regex) in enumerate(_SOURCES)), re.VERBOSE)
_RANK = {
    name: rank for rank, name in enumerate(("form-field", "template", "cookie", "storage", "element", "title", "url"))
}
_NEUTRAL = re.compile(
    r"\b(?:document|window|getElementById|querySelector(?:All)?|value|target|toString|JSON|stringify)\b"
)


class Reading(msgspec.Struct, frozen=True):
    """How names are to be understood: keys whose category the vendor fixes, and whether a person is described."""

    known: Mapping[str, str] = {}
    personal: bool = False


PLAIN = Reading()


def parameter(name: str, value: Value, reading: Reading = PLAIN) -> Parameter:
    """Describe one value under its name."""
    return _parameter(name, value, reading, DEPTH)


def parameters(value: Value, reading: Reading = PLAIN) -> tuple[Parameter, ...]:
    """Describe the entries of an object; a value that is no known object is one parameter named ``...``."""
    return tuple(_entries(value, reading, DEPTH))


def empty(value: Value) -> bool:
    """Tell whether a value certainly says nothing: null, an empty string, object or array, ``false``."""
    match value:
        case Constant(value=known):
            return known in (None, "", False)
        case Object(entries=entries):
            return not entries
        case Array(items=items):
            return not items
        case _:
            return False


def expression(value: Value) -> str:
    """Return the code or template expression of a value; for a text with holes, its parts with ``{…}``."""
    match value:
        case Hole(expression=text):
            return text
        case Unknown(path=text):
            return text
        case Text(parts=parts):
            return "".join(constant(part) or f"{{{expression(part)}}}" for part in parts)
        case Function(name=name):
            return name
        case _:
            return ""


def shown(value: Value) -> str:
    """Return the text of a value for a person: what is known as it is, the rest as ``{expression}``."""
    match value:
        case Constant():
            return constant(value) or ""
        case Text():
            return expression(value)
        case _:
            return f"{{{expression(value)}}}"


def source(value: Value) -> str:
    """Return where a value comes from; of several places, the one that says most about a visitor."""
    match value:
        case Constant(how=how):
            return "literal" if how is How.LITERAL else "folded"
        case Hole():
            return "template"
        case Object():
            return "object"
        case Array():
            return "array"
        case Function():
            return "variable"
        case Unknown() | Text() | Choice():
            return min(_origins(value, DEPTH), key=lambda name: _RANK.get(name, len(_RANK)), default="variable")


def _origins(value: Value, depth: int) -> Iterator[str]:
    """Yield the sources of what a value is computed from."""
    match value:
        case Hole():
            yield "template"
        case Unknown(path=path):
            yield _origin(path)
    for part in _parts(value) if depth else ():
        yield from _origins(part, depth - 1)


def _parts(value: Value) -> Iterable[Value]:
    """Return the values that a value is made of."""
    match value:
        case Unknown(inputs=inputs):
            return inputs[:WIDTH]
        case Text(parts=parts):
            return parts[:WIDTH]
        case Object(entries=entries):
            return [entry.value for entry in entries[:WIDTH]]
        case Array(items=items):
            return items[:WIDTH]
        case Choice(options=options):
            return options[:WIDTH]
        case _:
            return ()


def _origin(path: str) -> str:
    found = _SOURCE.search(path)
    return _SOURCES[int((found.lastgroup or "s0")[1:])][0] if found else "variable"


def _parameter(name: str, value: Value, reading: Reading, depth: int) -> Parameter:
    options = list(alternatives(value))
    known = [text for text in map(constant, options) if text is not None]
    first = next((o for o in options if not isinstance(o, Constant)), value if len(options) > 1 else options[0])
    return Parameter(
        name,
        value=known[0] if len(options) == 1 and known else None,
        source=source(value),
        category=_category(name, options, reading, known),
        expression=" | ".join(known) if first is value and len(options) > 1 else expression(first),
        children=tuple(_children(options, reading, depth)),
    )


def _category(name: str, options: list[Value], reading: Reading, known: list[str]) -> str | None:
    """Look at the name, then at the words of the expressions, then at literal values."""
    if name in reading.known:
        return reading.known[name]
    found = classify(name, known[0] if known else None, personal=reading.personal)
    for option in options:
        found = found or _of_value(option, DEPTH)
    return found.category if found else None


def _of_value(value: Value, depth: int) -> Classified | None:
    match value:
        case Constant(value=str() as text):
            return classify_value(text)
        case Hole(expression=text):
            return classify(text)
        case Unknown(path=path, inputs=inputs):
            found = classify(_NEUTRAL.sub(" ", path))
            return found or _first(inputs[:WIDTH] if depth else (), depth - 1)
        case Text(parts=parts):
            return _first(parts, depth)
        case _:
            return None


def _first(values: Iterable[Value], depth: int) -> Classified | None:
    return next((found for found in (_of_value(value, depth) for value in values) if found), None)


def _children(options: list[Value], reading: Reading, depth: int) -> Iterator[Parameter]:
    if not depth:
        return
    for option in options:
        match option:
            case Object():
                yield from _entries(option, reading, depth - 1)
            case Array(items=items):
                for index, item in enumerate(items[:WIDTH]):
                    yield _parameter(str(index), item, reading, depth - 1)
            case Unknown(inputs=inputs):
                for one in inputs[:WIDTH]:
                    if isinstance(one, Object):
                        yield from _entries(one, reading, depth - 1)
            case _:
                pass


def _entries(value: Value, reading: Reading, depth: int) -> Iterator[Parameter]:
    for option in alternatives(value):
        if isinstance(option, Object):
            for entry in _last(option.entries[:WIDTH]):
                yield _parameter(entry.key or "{}", entry.value, reading, depth)
        elif not empty(option) and not isinstance(option, Constant):
            yield _parameter(WHOLE, option, reading, depth)


def _last(entries: tuple[Entry, ...]) -> list[Entry]:
    """Keep the last value of each key, at the place of the first, as the run time does."""
    by_key: dict[str | int, Entry] = {}
    for index, entry in enumerate(entries):
        by_key[index if entry.key in (None, WHOLE) else str(entry.key)] = entry
    return list(by_key.values())
