"""Where a value comes from: a form field, the address, a template, or the code itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pixelgate.parse.values import Array, Choice, Constant, Function, Hole, Object, Text, Unknown, Value, constant

ROOM = 4000
"""How many parts of one value are looked at, all levels together; values may share parts, and then never end."""

_SOURCES = (
    (
        "form-field",
        r"""getElement(?:s|)By\w+\([^)]*\)(?:\[\w+\])?\.(?:value|checked|selected|files)
        |querySelector(?:All)?\([^)]*\)(?:\[\w+\])?\.(?:value|checked|selected|files)
        |\.val\(\)|\.serialize(?:Array)?\(|\bFormData\b|\bformData\.get|\bforms(?:\.\w+|\[[^\]]*\])\.\w+
        |\b(?:target|currentTarget|srcElement)\.(?:\w+\.)?(?:value|checked|selected)
        |\belements(?:\.\w+|\[[^\]]*\])?\.(?:value|checked)
        |(?:\$refs|\brefs)\.\w+\.value|\.current\.value|\bgetValues\(|\bnamedItem\(
        |\b\w*(?:[iI]nput|[fF]ield|[fF]orm|[tT]extarea|[sS]elect)(?:El|Element|Ref|Node|Group|Control)?(?:\.\w+)?\.value\b
        |\b(?:formik|form)\.values\b|\b\w*[fF]orm\.get\(|\b(?:handleSubmit|onSubmit|onFinish|valueChanges)\b(?:\.|$)
        |\bgetRawValue\(\)|\buseForm\(.*\)\.watch\(
        |\b(?:this|\$\(this\))\.(?:value\b|checked\b|val\(\))|\.options\[.*\]\.(?:text|value)\b|\.selectedOptions\b""",
    ),
    (
        "response",
        r"""(?<![\w.])(?:fetch|axios(?:\.\w+)?|\$fetch|useFetch|useSWR|useQuery|(?:\$|jQuery)\.(?:get|getJSON|post|ajax))\(
        |\bhttp(?:Client)?\.(?:get|post|put)\(|\.(?:responseText|responseJSON)\b""",
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
        |\.(?:attr|data)\(\s*[^\s)]""",
    ),
)
_SOURCE = re.compile("|".join(f"(?P<s{i}>{regex})" for i, (_, regex) in enumerate(_SOURCES)), re.VERBOSE)
UNRENDERED = re.compile(r"\{\{.+?\}\}|<%.+?%>|\$\{.+?\}")
"""A template's expression in a file whose engine is not known; the browser's framework may fill it too."""

RANK = {
    name: rank
    for rank, name in enumerate(
        ("form-field", "template", "cookie", "storage", "response", "clicked", "element", "title", "url")
    )
}
"""How much a source says about a visitor, the most first."""


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


def source_of(path: str) -> str:
    """Return the source that an access path or expression names; ``variable`` for any other."""
    found = _SOURCE.search(path)
    return _SOURCES[int((found.lastgroup or "s0")[1:])][0] if found else "variable"
