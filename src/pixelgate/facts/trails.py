"""The way of a value: from where it is read (a field, the address, a template) through what holds it, to a call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.facts.model import Hop, Origin
from pixelgate.facts.origins import RANK, ROOM, UNRENDERED, parts, share, source_of
from pixelgate.parse.values import Array, Choice, Constant, Function, Hole, How, Object, Text, Unknown, Value

_MOST = 4
"""How many origins of one value are told."""

_HOPS = 8
_LONGEST = 200
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

_HASHED = re.compile(r"sha_?\d|md5|hash|digest|hmac|bcrypt", re.IGNORECASE)
_ENCODED = re.compile(
    r"\b(?:btoa|encodeURI(?:Component)?|escape|encrypt|encode\w*|toString\('base64'\))", re.IGNORECASE
)

_MARK = re.compile(r"\{(?P<of>[\w$]+:\d)(?P<keys>\.[\w$.]+)?:(?P<name>[\w$]+)\}")
"""What stands for a parameter: its function, index, the keys that are taken from it, its name."""

_TEXT = r"""\(\s*(?:'([^']+)'|"([^"]+)"|`([^`]+)`)"""
_FIELDS = (
    (re.compile(rf"\bgetElementById{_TEXT}"), "#"),
    (re.compile(rf"\b(?:getElementsByName|namedItem|getValues|watch){_TEXT}"), ""),
    (re.compile(r"""\b(?:elements|refs|fields|controls)(?:\.|\[['"])(?!value\b|checked\b)([\w-]+)"""), ""),
    (re.compile(rf"(?:\b(?:FormData|group)\(.*\)|[fF]orm[dD]ata|\bfd|\b\w*[fF]orm)\.get(?:All)?{_TEXT}"), ""),
    (re.compile(r"\bFormData\(.*\)(?:\.entries\(\))?\.([\w-]+)$"), ""),
    (re.compile(r"\b(?:formik|form|\w*Form)\.(?:values?|controls)\.([\w-]+)"), ""),
    (re.compile(r"\b(?:handleSubmit|onSubmit|onFinish|valueChanges|getRawValue\(\))\.([\w-]+)"), ""),
    (re.compile(r"\bforms(?:\.\w+|\[[^\]]*\])\.(?!elements\b)([\w-]+)\.value"), ""),
    (re.compile(r"\b(?:target|currentTarget|form|this)\.(?!elements\b)([\w-]+)\.(?:value|checked)"), ""),
)
_REACTIVE = re.compile(r"^new (?:Untyped)?Form(Group|Control)\(|\b\w+\.(?:group|control|formGroup)\(")
"""What makes a form, or a control, of Angular's."""

_ENTERED = re.compile(r"\.(?:value\b|getRawValue\(\)|valueChanges\b)")
_CONTROL = re.compile(r"""(?:\.get\(\s*['"]|\.controls(?:\.|\[['"])|\.(?:value|getRawValue\(\))\.)([\w-]+)""")
_OWN = re.compile(r"^this\.(\w+)\.value")
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
    marked = _MARK.match(hops[0].text)
    if marked:  # a parameter of which nobody in the code says what it is given
        said = hops[0].text[marked.end() :]
        own = msgspec.structs.replace(hops[0], text=f"{marked['name']}{said}")
        found = _origin(source_of(own.text), (own, *hops[1:]))
        return msgspec.structs.replace(found, parameter=f"{marked['of']}{marked['keys'] or ''}{said}")
    texts = " ".join(hop.text for hop in hops)
    changed = "hashed" if _HASHED.search(texts) else "encoded" if _ENCODED.search(texts) else ""
    if kind == "variable" and (made := _REACTIVE.search(hops[0].text)):
        return _of_reactive(made, hops)
    if kind == "element" and _CLICKED.search(hops[0].text):
        kind = "clicked"
    return Origin(
        kind, hops, field=field_of(hops[0].text) if kind in {"form-field", "variable"} else "", changed=changed
    )


def _of_reactive(made: re.Match[str], hops: tuple[Hop, ...]) -> Origin:
    """Return what is entered in an Angular form or control; what only tells of the form itself is a variable."""
    at = max((at for at, hop in enumerate(hops) if _ENTERED.search(hop.text)), default=0)
    if at == 0:
        return Origin("variable", hops)
    texts = [hop.text for hop in reversed(hops)]
    named = next((found[1] for text in texts if (found := _CONTROL.search(text))), "")
    if not named and made[1] == "Control":
        named = next((found[1] for text in texts if (found := _OWN.search(text))), "")
    return Origin("form-field", hops[at:], field=named)


def field_of(path: str) -> str:
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
