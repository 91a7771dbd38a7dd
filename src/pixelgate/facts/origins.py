"""Where a value comes from: a form field, the address, a template, or the code itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pixelgate.parse.values import Array, Choice, Constant, Function, Hole, How, Object, Text, Unknown, Value, constant

ROOM = 4000
"""How many parts of one value are looked at, all levels together; values may share parts, and then never end."""

_SOURCES = (
    (
        "form-field",
        r"""getElement(?:s|)By\w+\([^)]*\)(?:\[\w+\])?\.(?:value|checked|selected|files)
        |querySelector(?:All)?\([^)]*\)(?:\[\w+\])?\.(?:value|checked|selected|files)
        |\.val\(\)|\.serialize(?:Array)?\(|\bFormData\b|\bformData\.get|\bforms\b(?:\.|\[)
        |\b(?:target|currentTarget|srcElement)\.(?:\w+\.)?(?:value|checked|selected)
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
_UNRENDERED = re.compile(r"\{\{.+?\}\}|<%.+?%>|\$\{.+?\}")
"""A template's expression in a file whose engine is not known; the browser's framework may fill it too."""

_RANK = {
    name: rank for rank, name in enumerate(("form-field", "template", "cookie", "storage", "element", "title", "url"))
}


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
        case Text(parts=(only,)):
            return expression(only)
        case Text():
            return shown(value)
        case Function(name=name):
            return name
        case _:
            return ""


def shown(value: Value) -> str:
    """Return the text of a value for a person: what is known as it is, the rest as ``{expression}``."""
    match value:
        case Constant():
            return constant(value) or ""
        case Text(parts=parts):
            return "".join(map(shown, parts))
        case _:
            return f"{{{expression(value)}}}"


def source(value: Value) -> str:
    """Return where a value comes from; of several places, the one that says most about a visitor."""
    match value:
        case Constant(value=str() as text) if _UNRENDERED.search(text):
            return "template"
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
            return min(_origins(value, ROOM), key=lambda name: _RANK.get(name, len(_RANK)), default="variable")


def _origins(value: Value, room: int) -> Iterator[str]:
    """Yield the sources of what a value is computed from."""
    match value:
        case Hole():
            yield "template"
        case Unknown(path=path):
            yield _origin(path)
        case _:
            pass
    inner = parts(value)
    for part in inner[:room]:
        yield from _origins(part, share(room, inner))


def parts(value: Value) -> Sequence[Value]:
    """Return the values that a value is made of."""
    match value:
        case Unknown(inputs=inner) | Text(parts=inner) | Array(items=inner) | Choice(options=inner):
            return inner
        case Object(entries=entries):
            return [entry.value for entry in entries]
        case _:
            return ()


def share(room: int, siblings: Sequence[object]) -> int:
    """Return the room of each of several siblings: it shrinks with every level and with their number."""
    return room // (len(siblings) + 1)


def _origin(path: str) -> str:
    found = _SOURCE.search(path)
    return _SOURCES[int((found.lastgroup or "s0")[1:])][0] if found else "variable"
