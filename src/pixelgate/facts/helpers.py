"""What code writes into pages by name: a helper that a template calls, a variable that it is handed, an element.

Code offers the names as entries (``helper:tracking_pixel``, ``helper:Analytics.head``); the templates that name one are
told, and ask for it where they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pixelgate.facts.model import Reference, Sighting, SightingKind
from pixelgate.facts.roles import is_server
from pixelgate.parse.dialects import COMPONENTS, DIALECTS, MARKUP, PROGRAMS, TEMPLATES, template_extension
from pixelgate.source import Location, Source, Span

PREFIX = "helper:"
_CODE = frozenset({*PROGRAMS.values(), "php"})
_SCRIPTS = frozenset({"javascript", "typescript"})
AWAY = frozenset({SightingKind.CONVERSION, SightingKind.RELAY, SightingKind.CONTAINER, SightingKind.POLICY})
"""Sightings that put nothing into a page."""

_COMMON = frozenset({
    "convert", "elif", "else", "false", "identity", "lambda", "none", "null", "return", "trigger", "true", "yield",
    "args", "attrs", "body", "build", "call", "code", "config", "content", "context", "create", "css", "data",
    "dispatch", "display", "doc", "dofilter", "dotag", "element", "error", "execute", "file", "filter", "footer",
    "form", "get", "handle", "head", "header", "headers", "html", "id", "index", "init", "initialize", "inject",
    "invoke", "item", "items", "javascript", "js", "json", "key", "link", "load", "main", "markup", "message", "meta",
    "method", "name", "options", "out", "output", "page", "params", "parse", "path", "post", "print", "process",
    "processasync", "render", "request", "response", "result", "run", "script", "scripts", "self", "send", "set",
    "setup", "src", "start", "string", "style", "tag", "tags", "template", "test", "text", "title", "to_s", "type",
    "update", "url", "user", "value", "values", "view", "write",
    "address", "comment", "count", "date", "description", "detail", "details", "email", "field", "image", "label",
    "list", "note", "notes", "number", "phone", "price", "query", "report", "row", "rows", "search", "status",
    "summary", "time", "total", "visit",
})  # fmt: skip
"""Names that say nothing: a template that has one of them need not mean this one."""

_LEAST = 4
_MOST = 50
"""Of how many names code is asked under which others it hands them on."""

_LEAD = 800
_TO = r"(?<!\w)(?P<name>[A-Za-z_]\w*)[\"']?\]?\s*(?:=>?|:|,)\s*"
_GIVEN = re.compile(
    rf"{_TO}"
    r"(?:[\w.:\\]+\(\s*|(?:async\s*)?\([^()]*\)\s*=>\s*(?:\{\s*)?(?:return\s+)?|(?:async\s+)?function\s*\w*\([^()]*\)\s*\{\s*return\s+){0,4}"
    r"[rbfutRBFUT$@]{0,2}(?P<quote>\"\"\"|'''|[\"'`]|<<[~-]?[\"']?\w+|%[qQ]?[(\[{])"
)
"""A name to which a string is given, as a value, an argument or what a function returns."""

_CLASS = re.compile(r"(?m)^[ \t]*(?:(?:abstract|final|readonly)[ \t]+)*(?:class|trait)[ \t]+(\w+)")
_ELEMENT = re.compile(r"(?P<name>\w+?)(?:TagHelper|Tag|ViewComponent)")
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OPEN = ("<%", "<?", "{{", "{%", "{!!", "${", "#{", "<#")
_CLOSE = ("%>", "?>", "}}", "%}", "!!}")
_LINES = re.compile(r"[ \t]*(?:[=!~-]|%|\w+[\w.#()\"' =-]*[=!])")
"""How a line begins that Haml or Slim takes for code."""

_TESTS = re.compile(r"(?:\{%|<%)[-+]?\s*(?:if|elif|elsif|elseif|unless|for|foreach|case|when)\b[^;{}\n]*\Z")
"""Directives that ask something and write nothing."""

_TAKEN = (
    r"\s*(?:\.\s*(?!html_safe\b|to_s\b|raw\b|to[sS]tring\b|strip\b|trim\b)[A-Za-z_]\w*"
    r"|->|\[|\|\s*(?:length|count|size)\b)"
)
"""What is taken from an object or a list, and from no text that code has written."""

_AT = re.compile(r"(?<![\w@])@(?!@)")
_AT_SIGNS = frozenset({"razor", "blade"})
_ASIDE = (("{#", "#}"), ("<!--", "-->"), ("<%--", "--%>"), ("<%#", "%>"), ("{{--", "--}}"))
"""How comments of templates begin and end."""

_INDENTED = frozenset({"haml", "slim", "pug"})
_REACH = 2_000


def offered(source: Source, dialect: str, sightings: Iterable[Sighting]) -> Iterator[tuple[str, str]]:
    """Yield an entry for each name under which code hands a tracker to templates."""
    if dialect not in _CODE and not (dialect in _SCRIPTS and is_server(source)):
        return
    names: dict[str, None] = {}
    for one in sightings:
        if one.active and not one.internal and one.kind not in AWAY and one.order:
            names |= dict.fromkeys(one.regions[-1:])
            names |= dict.fromkeys(_given(source.text, one.order))
    names |= dict.fromkeys(_renamed(source.text, tuple(names)[:_MOST]))
    cls = _CLASS.search(source.text) if dialect == "php" else None
    for name in (*names, *(f"{cls[1]}.{one}" for one in names if cls)):
        if name.lower() not in _COMMON and len(name) >= _LEAST and name.isprintable():
            yield f"{PREFIX}{name}", source.path
            owner = name.partition(".")[0]
            if element := _ELEMENT.fullmatch(owner):
                plain = element["name"]
                yield f"{PREFIX}<{_CAPITAL.sub('-', plain).lower()}", source.path
                yield f"{PREFIX}<{plain[:1].lower()}{plain[1:]}", source.path


def _given(text: str, at: int) -> Iterator[str]:
    """Yield the name to which the string around a place is given: the outermost that is still open there."""
    for found in _GIVEN.finditer(text, max(0, at - _LEAD), at):
        quote = found["quote"]
        closed = quote[0] in "\"'`" and quote in re.sub(r"\\.", "", text[found.end() : at])
        if not closed:
            yield found["name"]
            return


def _renamed(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the names under which code hands on what it has a name for (``{"snippet": SNIPPET}``)."""
    known = "|".join(re.escape(name.rpartition(".")[2]) for name in names)
    handed = re.finditer(rf"{_TO}(?=(?:(?:[\w.]+\(|\[\$this,\s*[\"'])\s*)?(?P<of>{known})\b)", text) if names else ()
    yield from (found["name"] for found in handed if found["name"] != found["of"])


def may_ask(path: str) -> bool:
    """Tell whether a file is a template, as far as its name tells."""
    end = path[path.rfind(".") :].lower()
    return end in MARKUP or end in TEMPLATES or end in COMPONENTS or template_extension(path) != ""


def words(names: Iterable[str]) -> tuple[str, ...]:
    """Return what stands in every template that uses one of these helpers."""
    return tuple(dict.fromkeys(name.removeprefix(PREFIX).rpartition(".")[2].lstrip("<") for name in names))


def asked(source: Source, dialect: str, names: Iterable[str]) -> Iterator[tuple[Reference, Span]]:
    """Yield a reference for each place where a template names a helper that it is told of."""
    if dialect not in DIALECTS and dialect not in COMPONENTS.values() and dialect != "html":
        return
    for entry in names:
        plain = entry.removeprefix(PREFIX)
        part = "" if plain.startswith("<") else plain
        if _names_itself(plain, source.text):
            continue
        for found in _pattern(plain).finditer(source.text):
            if plain.startswith("<") or _in_code(source.text, found.start(), dialect):
                yield (
                    Reference("helper", "entry", (entry,), Location(""), optional=True, part=part),
                    Span(*found.span()),
                )
                break


def _pattern(name: str) -> re.Pattern[str]:
    if name.startswith("<"):
        return re.compile(rf"<(?:\w+:)?{re.escape(name[1:])}(?=[\s/>])", re.IGNORECASE)
    owner, _, last = name.rpartition(".")
    before = rf"\b(?:{re.escape(owner)}|Html)\s*(?:\.|::|->)\s*" if owner else r"(?<![\w.>:@-])\$?"
    taken = "" if owner else rf"(?!{_TAKEN})"
    return re.compile(rf"{before}{re.escape(last)}(?![\w=\"':-]){taken}")


def _names_itself(name: str, text: str) -> bool:
    """Tell whether a template gives the name to something of its own: in a loop, an assignment, a block's parameter."""
    given = rf"\b(?:for|set|assign|with|as)\s+(?:\$?\w+\s*(?:,|=>)\s*)?\$?{name}\b|\b(?:do|\{{)\s*\|\s*{name}\s*[|,]"
    return name.isidentifier() and re.search(given, text) is not None


def _in_code(text: str, at: int, dialect: str) -> bool:
    """Tell whether a place is in a directive: more recently one began than ended."""
    start = max(0, at - _REACH)
    if any(text.rfind(begin, start, at) > text.rfind(end, start, at) for begin, end in _ASIDE):
        return False
    began = max(text.rfind(sign, start, at) for sign in _OPEN)
    ended = max(text.rfind(sign, start, at) for sign in _CLOSE)
    if dialect in _AT_SIGNS:
        began = max([began, *(found.start() for found in _AT.finditer(text, start, at))])
    if began > ended:
        return _TESTS.search(text, began, at) is None
    line = text.rfind("\n", 0, at) + 1
    return dialect in _INDENTED and _LINES.match(text, line, at) is not None
