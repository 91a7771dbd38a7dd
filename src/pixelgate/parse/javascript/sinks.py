"""What functions, properties and keys do with a string, by their names: the browser's, jQuery's, the usual helpers'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.document import Use
from pixelgate.parse.javascript.receivers import made_by
from pixelgate.parse.javascript.scopes import name_of
from pixelgate.parse.javascript.tree import bare, field, last_in

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

_URL_KEY = re.compile(
    r"(?i)src|href|ur[il]|host|origin|endpoint|domain|cdn|proxy|script|loader|server|api|base|path|^js$"
)
_SCRIPT_PATH = re.compile(r"(?i)\.m?js(?:[?#]|$)")
_LOADERS = re.compile(
    r"(?i)^_?(?:load|inject|add|append|insert|import|get|fetch|require|include|create|use|ensure|cached)_?"
    r"(?:external|async|remote|third_?party|head|dynamic|cached)?_?(?:js|scripts?)(?:async|once|tag|file|url)?$"
    r"|^\$script$|^loadjs$|^importScripts$|^import$|^require$"
)
_COMPARING = frozenset(
    {
        "closest",
        "contains",
        "endsWith",
        "equals",
        "exec",
        "has",
        "includes",
        "indexOf",
        "is",
        "lastIndexOf",
        "match",
        "matchAll",
        "matches",
        "querySelector",
        "querySelectorAll",
        "RegExp",
        "search",
        "startsWith",
        "test",
        "toBe",
        "toContain",
        "toEqual",
        "toMatch",
    }
)
_COMPARING_LISTS = frozenset({"every", "filter", "find", "includes", "indexOf", "some"})
_REQUESTING = frozenset(
    {
        "$fetch",
        "ajax",
        "axios",
        "EventSource",
        "fetch",
        "getJSON",
        "got",
        "load",
        "ofetch",
        "patch",
        "post",
        "put",
        "Request",
        "request",
        "sendBeacon",
        "superagent",
        "useFetch",
        "WebSocket",
        "WebTransport",
    }
)
_WRITING = frozenset(
    {
        "$",
        "addHtml",
        "after",
        "append",
        "appendTo",
        "before",
        "createContextualFragment",
        "html",
        "jQuery",
        "parseFromString",
        "parseHTML",
        "prepend",
        "prependTo",
        "rawBody",
        "rawHead",
        "replaceWith",
        "setHTML",
        "setHTMLUnsafe",
        "wrap",
        "write",
        "writeln",
    }
)
_STYLES = re.compile(
    r"(?i)-?(?:webkit-?)?(?:background(?:-?image)?|border-?image(?:-?source)?|content|css-?text|cursor|filter"
    r"|list-?style(?:-?image)?|mask(?:-?image)?|style)"
)
_STYLING = frozenset({"addRule", "appendRule", "css", "insertRule", "replaceSync", "setProperty"})
_LOCATION = re.compile(r"(?:\w+\.)*location")
_RUNNING = frozenset({"eval", "execScript", "Function", "globalEval"})
_LATER = frozenset({"setInterval", "setTimeout"})
_REPLACING = frozenset({"replace", "replaceAll", "split"})
SAME = frozenset(
    {
        "computed",
        "concat",
        "createHTML",
        "createScript",
        "createScriptURL",
        "decodeURIComponent",
        "encodeURI",
        "encodeURIComponent",
        "freeze",
        "ref",
        "replace",
        "replaceAll",
        "resolve",
        "slice",
        "String",
        "substr",
        "substring",
        "toLowerCase",
        "toString",
        "trim",
        "unref",
        "URL",
    }
)
"""Functions whose result is, for our purposes, the string they are given."""
MARKUP_KEYS = frozenset({"__html", "body", "head", "html", "innerHTML", "markup", "outerHTML", "srcdoc", "template"})
CODE_KEYS = frozenset({"__html", "children", "innerHTML", "innerText", "text", "textContent"})
LAZY_SCRIPT = frozenset({
    "async", "children", "crossOrigin", "dangerouslySetInnerHTML", "defer", "id", "integrity", "nonce", "onError",
    "onLoad", "onReady", "src", "strategy", "stylesheets", "type",
})  # fmt: skip
"""The properties of ``next/script``, by which it is known where a bundle keeps no name of it."""

STRATEGIES = frozenset({"afterInteractive", "beforeInteractive", "lazyOnload", "worker"})
_FRAMES = frozenset({"embed", "frame", "iframe", "object"})


class Purpose(NamedTuple):
    """What is done with a string, and for a setting under which key."""

    use: Use
    key: str = ""


DATA = Purpose(Use.DATA)
STYLE = Purpose(Use.STYLE)
VISIT = Purpose(Use.VISIT)
COMPARED = Purpose(Use.COMPARE)
CODE = Purpose(Use.CODE)
MARKUP = Purpose(Use.MARKUP)


def last_name(callee: Node | None) -> str:
    """Return the last word of what is called: ``setAttribute`` of ``s.setAttribute``, ``jsx`` of ``(0, r.jsx)``."""
    callee = bare(callee) if callee is not None else None
    if callee is not None and callee.type == "sequence_expression":
        last = last_in(callee)
        callee = bare(last) if last is not None else None
    if callee is None:
        return ""
    word = field(callee, "property") if callee.type == "member_expression" else callee
    return name_of(word) if word is not None and word.type in {"identifier", "property_identifier", "import"} else ""


def setting(name: Node | None) -> Purpose:
    """Return what a value under a key is: a setting when the key speaks of an address, else data."""
    key = name_of(name).strip("'\"`") if name is not None else ""
    return Purpose(Use.CONFIG, key) if _URL_KEY.search(key) else DATA


def source(tag: str, text: str) -> Purpose:
    """Return what the ``src`` of an element does; of an unknown element, by the look of the address."""
    if tag == "script" or (not tag and is_script_path(text)):
        return Purpose(Use.LOAD)
    return Purpose(Use.FRAME if tag in _FRAMES else Use.REQUEST)


def attribute(code: Code, owner: Node | None, key: str, text: str) -> Purpose | None:
    """Return what setting a property or attribute of an element does with a string; ``None`` for no known property."""
    tag = made_by(code, owner)
    if is_style(key, text):
        return STYLE
    match key.lower():
        case "location":
            return VISIT
        case "href" if owner is not None and is_location(code.text(owner)):
            return VISIT
        case "src" | "data-src":
            return source(tag, text)
        case "href":
            return Purpose(Use.HINT) if tag == "link" else DATA
        case "srcdoc":
            return MARKUP
        case "innerhtml" | "outerhtml":
            if tag in {"script", "style"}:
                return CODE if tag == "script" else STYLE
            return MARKUP if "<" in text else DATA
        case "text" | "textcontent" | "innertext":
            return {"script": CODE, "style": STYLE}.get(tag, DATA)
        case _:
            return None


def argument(name: str, at: int, text: str) -> Purpose | None:
    """Return what a function of a known name does with its argument number ``at``."""
    if name == "injectScript" and at == 1:  # of Astro's integrations: where it goes, then the code
        return CODE
    if _LOADERS.search(name) or name == "addModule":  # of a worklet
        return Purpose(Use.LOAD)
    if name in _COMPARING or (name in _REPLACING and at == 0):
        return COMPARED
    if name in _STYLING and "url(" in text.lower():
        return STYLE
    if name == "open" and at == 0 and "//" in text[:8]:
        return VISIT
    if name in _RUNNING or (name in _LATER and at == 0):
        return CODE
    if name == "Blob" and at == 0:  # the usual way to a worker or a frame without a file
        return MARKUP if text.lstrip().startswith("<") else CODE
    if name in _WRITING or (name == "insertAdjacentHTML" and at == 1):
        return MARKUP if "<" in text else None
    if name in _REQUESTING or (name == "open" and at == 1) or (name in {"get", "head"} and "//" in text):
        return Purpose(Use.REQUEST)
    return None


def method(name: str, *, listed: bool) -> Purpose | None:
    """Return what a method of a string, or of a list of them, does with it; ``None`` when it makes another string."""
    if name in _COMPARING or (listed and name in _COMPARING_LISTS):
        return COMPARED
    return None if name in SAME and not listed else DATA


def is_script_path(text: str) -> bool:
    """Tell whether an address is that of a script, by its look."""
    return _SCRIPT_PATH.search(text) is not None


def is_style(key: str, text: str) -> bool:
    """Tell whether a value under a key is style sheet text that names an address."""
    return "url(" in text.lower() and _STYLES.fullmatch(key) is not None


def is_location(owner: str) -> bool:
    """Tell whether an expression is the address that the browser is at."""
    return _LOCATION.fullmatch(owner) is not None


def is_requesting(name: str) -> bool:
    """Tell whether a function of this name sends a request."""
    return name in _REQUESTING
