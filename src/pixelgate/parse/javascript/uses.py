"""What the code does with a string: loads it, requests it, writes it into the page, runs it, compares it, or keeps it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.document import Use
from pixelgate.parse.javascript.callers import callers
from pixelgate.parse.javascript.code import Code, immediate_call
from pixelgate.parse.javascript.fold import string_of
from pixelgate.parse.javascript.receivers import made_by
from pixelgate.parse.javascript.scopes import leaves, name_of, parameters
from pixelgate.parse.javascript.trace import CREATORS
from pixelgate.parse.javascript.tree import FUNCTIONS, WRAPPERS, Step, arguments, bare, field, first_in, last_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

_DEEPEST = 4
_MOST_USES = 40
_RANK = {use: rank for rank, use in enumerate((Use.LOAD, Use.CODE, Use.MARKUP, Use.FRAME, Use.REQUEST, Use.HINT))} | {
    Use.CONFIG: 7,
    Use.COMPARE: 8,
    Use.DATA: 9,
}
_URL_KEY = re.compile(r"(?i)src|href|ur[il]|host|origin|endpoint|domain|cdn|proxy|script|loader|server|api|base|path")
_SCRIPT_PATH = re.compile(r"(?i)\.m?js(?:[?#]|$)")
_LOADERS = re.compile(
    r"(?i)^_?(?:load|inject|add|append|insert|import|get|fetch|require|include|create|use|ensure|cached)_?"
    r"(?:external|async|remote|third_?party|head|dynamic|cached)?_?(?:js|scripts?)(?:async|once|tag|file|url)?$"
    r"|^\$script$|^loadjs$|^importScripts$"
)
_COMPARING = frozenset(
    "indexOf lastIndexOf includes match matchAll test startsWith endsWith search querySelector querySelectorAll closest "
    "matches is exec has contains equals toBe toEqual toContain toMatch RegExp isURLEqual".split()
)
_REQUESTING = frozenset(
    "fetch sendBeacon post put patch ajax request axios $fetch useFetch ofetch got superagent load getJSON EventSource "
    "WebSocket Request".split()
)
_WRITING = frozenset(
    "write writeln html append prepend after before appendTo prependTo replaceWith wrap createContextualFragment "
    "parseFromString parseHTML setHTML setHTMLUnsafe $ jQuery rawHead rawBody addHtml".split()
)
_RUNNING = frozenset("eval execScript globalEval Function".split())
_SAME = frozenset(
    "encodeURI encodeURIComponent decodeURIComponent String URL freeze ref computed unref createScriptURL createHTML "
    "createScript replace replaceAll trim toLowerCase slice substring substr concat toString resolve".split()
)
_MARKUP_KEYS = frozenset({"template", "html", "innerHTML", "outerHTML", "srcdoc", "__html", "body", "head", "markup"})
_CODE_KEYS = frozenset({"innerHTML", "textContent", "innerText", "text", "children", "__html"})
_FRAMES = frozenset({"iframe", "frame", "embed", "object"})


class Purpose(NamedTuple):
    """What is done with a string, and for a setting under which key."""

    use: Use
    key: str = ""


DATA = Purpose(Use.DATA)


def purpose(code: Code, step: Step, text: str, depth: int = 0) -> Purpose:
    """Return what is done with the string expression at a step; ``text`` is its known text."""
    parent = step.parent
    while parent is not None and _passes(step, parent):
        step, parent = parent, parent.parent
    if parent is None or depth > _DEEPEST:
        return DATA
    node = parent.node
    match parent.type:
        case "binary_expression":
            operator = field(node, "operator")
            compares = operator is not None and operator.type in {"==", "===", "!=", "!==", "in"}
            return Purpose(Use.COMPARE) if compares else DATA
        case "switch_case" | "regex":
            return Purpose(Use.COMPARE)
        case "assignment_expression":
            return _assigned(code, parent, text, depth) if field(node, "right") == step.node else DATA
        case "variable_declarator" | "assignment_pattern" | "object_assignment_pattern" | "required_parameter":
            name = field(node, "name") or field(node, "left") or field(node, "pattern")
            return _named(code, name, parent, text, depth) if name is not None and name != step.node else DATA
        case "pair":
            return _property(code, step, parent, text, depth)
        case "arguments":
            return _argument(code, step, parent, text, depth)
        case "call_expression":
            return _tagged(node, text)
        case "member_expression":
            return _method(code, step, parent, text, depth)
        case "array":
            return purpose(code, parent, text, depth)
        case "return_statement" | "arrow_function":
            return _returned(code, parent, text, depth)
        case "jsx_expression" | "jsx_attribute" | "jsx_element":
            return _in_jsx(parent, text)
        case "public_field_definition" | "field_definition":
            return _setting(field(node, "name") or field(node, "property"))
        case _:
            return DATA


def _passes(step: Step, parent: Step) -> bool:
    if parent.type in WRAPPERS:
        return True
    if parent.type == "ternary_expression":
        return field(parent.node, "condition") != step.node
    if parent.type == "sequence_expression":
        return last_in(parent.node) == step.node
    if parent.type == "binary_expression":
        operator = field(parent.node, "operator")
        return operator is not None and operator.type in {"||", "??", "&&", "+"}
    return False


def best(found: Iterable[Purpose]) -> Purpose:
    """Return the weightiest of several purposes."""
    return min(found, key=lambda one: _RANK[one.use], default=DATA)


def _setting(name: Node | None) -> Purpose:
    key = name_of(name).strip("'\"`") if name is not None else ""
    return Purpose(Use.CONFIG, key) if _URL_KEY.search(key) else DATA


def _assigned(code: Code, parent: Step, text: str, depth: int) -> Purpose:
    left = field(parent.node, "left")
    left = bare(left) if left is not None else None
    if left is None:
        return DATA
    if left.type == "identifier":
        return _named(code, left, parent, text, depth)
    prop = field(left, "property")
    key = name_of(prop) if prop is not None else string_of(code, field(left, "index")) or ""
    found = attribute(code, field(left, "object"), key, text)
    return found if found is not None else _setting(prop)


def attribute(code: Code, owner: Node | None, key: str, text: str) -> Purpose | None:
    """Return what setting a property or attribute of an element does with a string; ``None`` for no known property."""
    tag = made_by(code, owner)
    match key.lower():
        case "src" | "data-src":
            return Purpose(_load(tag, text))
        case "href":
            return Purpose(Use.HINT) if tag == "link" else DATA
        case "srcdoc":
            return Purpose(Use.MARKUP)
        case "innerhtml" | "outerhtml":
            if tag == "script":
                return Purpose(Use.CODE)
            return Purpose(Use.MARKUP) if "<" in text else DATA
        case "text" | "textcontent" | "innertext":
            return Purpose(Use.CODE) if tag == "script" else DATA
        case _:
            return None


def _load(tag: str, text: str) -> Use:
    if tag == "script":
        return Use.LOAD
    if tag in _FRAMES:
        return Use.FRAME
    if tag:
        return Use.REQUEST
    return Use.LOAD if _SCRIPT_PATH.search(text) else Use.REQUEST


def _named(code: Code, name: Node, place: Step, text: str, depth: int) -> Purpose:
    """Return what is done with the variables that a string is put into."""
    found = []
    for leaf in leaves(name):
        local = name_of(leaf.node)
        step = place if place.type in FUNCTIONS else code.tree.step(leaf.node)
        declaration = code.lookup(local, step)
        scope = declaration.scope if declaration is not None else code.top
        for count, use in enumerate(code.references(local, scope, declaration)):
            if count >= _MOST_USES:
                break
            found.append(purpose(code, use, text, depth + 1))
    return best(found)


def _property(code: Code, step: Step, pair: Step, text: str, depth: int) -> Purpose:
    if field(pair.node, "key") == step.node:
        return DATA
    name = field(pair.node, "key")
    key = name_of(name).strip("'\"`") if name is not None else ""
    owner = pair.parent
    holder = owner.parent if owner is not None else None
    if owner is None or holder is None:
        return DATA
    if key == "__html":
        return Purpose(Use.CODE if _in_script(holder) else Use.MARKUP)
    if holder.type == "arguments" and holder.parent is not None:
        known = _props(code, owner, holder.parent, key, text)
        if known is not None:
            return known
    if holder.type == "array" and holder.parent is not None and holder.parent.type == "pair":
        outer = field(holder.parent.node, "key")
        if outer is not None and name_of(outer).strip("'\"") == "script" and key in _CODE_KEYS:
            return Purpose(Use.CODE)
    if key in _MARKUP_KEYS and "<" in text:
        return Purpose(Use.MARKUP)
    return _setting(name)


def _in_script(holder: Step) -> bool:
    """Tell whether ``{__html: …}`` belongs to a script element, in JSX or in compiled JSX."""
    step: Step | None = holder
    for _ in range(6):
        if step is None:
            return False
        if step.type in {"jsx_opening_element", "jsx_self_closing_element"}:
            tag = field(step.node, "name")
            return tag is not None and name_of(tag).endswith(("script", "Script"))
        if step.type == "call_expression":
            given = arguments(step.node)
            return bool(given) and name_of(given[0]).strip("'\"`").endswith(("script", "Script"))
        step = step.parent
    return False


def _props(code: Code, owner: Step, call: Step, key: str, text: str) -> Purpose | None:
    callee = field(call.node, "function") or field(call.node, "constructor")
    given = arguments(call.node)
    last = _last_name(callee)
    if last in CREATORS | {"$", "jQuery"} and given[0] != owner.node:
        tag = string_of(code, given[0])
        tag = tag.strip("</> ").lower() if tag else "script" if name_of(bare(given[0])).endswith("Script") else None
        if tag == "script" and key in _CODE_KEYS:
            return Purpose(Use.CODE)
        if tag is not None and key == "src":
            return Purpose(_load(tag, text))
        return Purpose(Use.HINT) if tag == "link" and key == "href" else None
    if last == "assign" and given[0] != owner.node:
        return attribute(code, given[0], key, text)
    if last in _REQUESTING and key.lower() in {"url", "uri", "baseurl"}:
        loads = re.search(r"dataType['\"]?\s*:\s*['\"`]script", code.text(owner.node)) is not None
        return Purpose(Use.LOAD if loads else Use.REQUEST)
    return None


def _last_name(callee: Node | None) -> str:
    if callee is None:
        return ""
    callee = bare(callee)
    if callee.type == "sequence_expression" and callee.named_children:
        callee = bare(last_in(callee))
    last = field(callee, "property") if callee.type == "member_expression" else callee
    return name_of(last) if last is not None and last.type in {"identifier", "property_identifier", "import"} else ""


def _argument(code: Code, step: Step, parent: Step, text: str, depth: int) -> Purpose:
    call = parent.parent
    if call is None:
        return DATA
    callee = field(call.node, "function") or field(call.node, "constructor")
    given = arguments(call.node)
    if callee is None or step.node not in given:
        return DATA
    at = given.index(step.node)
    last = _last_name(callee)
    function = _function(code, bare(callee))
    if function is not None:
        shift = 1 if last == "call" and bare(callee).type == "member_expression" else 0
        listed = parameters(function)
        if 0 <= at - shift < len(listed):
            followed = _named(code, listed[at - shift], code.tree.step(function), text, depth)
            if followed.use is not Use.DATA:
                return followed
    known = _by_name(code, call, last, at, text)
    if known is not None:
        return known
    if last in _SAME and (at == 0 or last in {"concat", "replace", "replaceAll"}):
        return purpose(code, call, text, depth)
    return DATA


def _by_name(code: Code, call: Step, name: str, at: int, text: str) -> Purpose | None:
    callee = field(call.node, "function") or call.node
    if name in {"setAttribute", "attr", "prop"} and at == 1:
        key = string_of(code, arguments(call.node)[0]) or ""
        return attribute(code, field(bare(callee), "object"), key, text) or _handler(key)
    if name == "createTextNode":
        return Purpose(Use.CODE) if _is_put_into_script(code, call) else DATA
    if name in {"import", "require"} or _LOADERS.search(name):
        return Purpose(Use.LOAD)
    if name in _COMPARING or (name in {"replace", "replaceAll", "split"} and at == 0):
        return Purpose(Use.COMPARE)
    if name in _RUNNING or (name in {"setTimeout", "setInterval"} and at == 0):
        return Purpose(Use.CODE)
    if name in _WRITING or (name == "insertAdjacentHTML" and at == 1):
        return Purpose(Use.MARKUP) if "<" in text else None
    if name in _REQUESTING or (name == "open" and at == 1) or (name in {"get", "head"} and "//" in text):
        return Purpose(Use.REQUEST)
    return None


def _handler(key: str) -> Purpose:
    return Purpose(Use.CODE) if key.lower().startswith("on") else DATA


def _is_put_into_script(code: Code, call: Step) -> bool:
    parent = call.parent
    outer = parent.parent if parent is not None and parent.type == "arguments" else None
    callee = field(outer.node, "function") if outer is not None else None
    if callee is None or callee.type != "member_expression":
        return False
    return made_by(code, field(callee, "object")) == "script"


def _function(code: Code, callee: Node) -> Node | None:
    if callee.type == "member_expression":
        owner, method = field(callee, "object"), field(callee, "property")
        if owner is None or method is None or method.text != b"call":
            return None
        callee = bare(owner)
    if callee.type == "identifier":
        declaration = code.resolve(callee)
        made = code.constant_value(declaration) if declaration is not None and declaration.kind != "param" else None
        if made is None:
            return None
        callee = bare(made)
    return callee if callee.type in FUNCTIONS else None


def _method(code: Code, step: Step, parent: Step, text: str, depth: int) -> Purpose:
    """Return what becomes of a string (or array of strings) of which a method is called."""
    call = parent.parent
    prop = field(parent.node, "property")
    if prop is None or call is None or call.type != "call_expression" or field(call.node, "function") != parent.node:
        return DATA
    name = name_of(prop)
    if name in {"forEach", "map"} and arguments(call.node):
        function = _function(code, bare(arguments(call.node)[0]))
        listed = parameters(function) if function is not None else []
        if function is not None and listed:
            return _named(code, listed[0], code.tree.step(function), text, depth)
    if name in _COMPARING or name in {"some", "every", "find", "filter"}:
        return Purpose(Use.COMPARE)
    return purpose(code, call, text, depth) if name in _SAME and step.type != "array" else DATA


def _returned(code: Code, step: Step, text: str, depth: int) -> Purpose:
    function = step if step.type == "arrow_function" else next((up for up in step.up() if up.type in FUNCTIONS), None)
    if function is None:
        return DATA
    at_once = immediate_call(function)
    if at_once is not None:
        return purpose(code, at_once, text, depth + 1)
    if function.parent is not None and function.parent.type == "pair":
        return purpose(code, function, text, depth + 1)
    found = []
    for count, call in enumerate(callers(code, function)):
        if count >= _MOST_USES:
            break
        found.append(purpose(code, call, text, depth + 1))
    return best(found)


def _tagged(call: Node, text: str) -> Purpose:
    tag = _last_name(field(call, "function"))
    return Purpose(Use.MARKUP) if tag in {"html", "htm", "svg"} and "<" in text else DATA


def _in_jsx(parent: Step, text: str) -> Purpose:
    step: Step | None = parent
    if parent.type == "jsx_expression":
        step = parent.parent
    if step is None:
        return DATA
    if step.type == "jsx_attribute":
        element = step.parent
        tag = field(element.node, "name") if element is not None else None
        name = first_in(step.node)
        key = name_of(name) if name is not None else ""
        if tag is not None and key == "src":
            return Purpose(_load(name_of(tag).lower() if name_of(tag) != "Image" else "img", text))
        if tag is not None and key == "href" and name_of(tag) == "link":
            return Purpose(Use.HINT)
        return _setting(name)
    if step.type == "jsx_element":
        opening = first_in(step.node)
        tag = field(opening, "name") if opening is not None else None
        return Purpose(Use.CODE) if tag is not None and name_of(tag) in {"script", "Script"} else DATA
    return DATA
