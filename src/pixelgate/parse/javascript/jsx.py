"""Elements written as JSX, as compiled JSX, or made of an imported component."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.document import Attribute, Element, State
from pixelgate.parse.javascript.fold import Folder, fold, string_of
from pixelgate.parse.javascript.paths import path_of
from pixelgate.parse.javascript.sinks import last_name
from pixelgate.parse.javascript.structures import entries
from pixelgate.parse.javascript.tree import Step, arguments, field, first_in
from pixelgate.parse.values import Constant, Object, Value, constant

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code
    from pixelgate.parse.javascript.paths import Path

REPORTED = frozenset(
    {
        "Script",
        "button",
        "embed",
        "form",
        "iframe",
        "img",
        "input",
        "label",
        "link",
        "meta",
        "noscript",
        "object",
        "script",
        "select",
        "textarea",
    }
)
_RENAMED = {"htmlFor": "for", "className": "class"}
_TEXTUAL = frozenset({"label", "button", "script", "Script", "noscript"})
_NOT_RUN = ("text/plain", "text/partytown")
_LONGEST_TEXT = 1_000
_PROPERTY = 100


def tag_of(opening: Node) -> str:
    """Return the name of a JSX element."""
    name = field(opening, "name")
    return (name.text or b"").decode("ascii") if name is not None else ""


def element_at(code: Code, step: Step, state: State, path: Path | None = None) -> Element | None:
    """Return the element whose opening tag's name, or whose creating call, stands at a step."""
    if step.type == "call_expression":
        return _compiled(code, step, state, path)
    opening = step
    if opening.type not in {"jsx_opening_element", "jsx_self_closing_element"}:
        return None
    tag = tag_of(opening.node)
    attributes = tuple(
        made for child in opening.node.named_children if (made := _attribute(code, child, component=tag[:1].isupper()))
    )
    binding = path if path is not None else _binding(code, opening.node)
    whole = (
        opening.parent.node if opening.type == "jsx_opening_element" and opening.parent is not None else opening.node
    )
    return Element(
        tag=tag,
        attributes=attributes,
        span=code.span(whole if tag in _TEXTUAL else opening.node),
        state=_state(opening, tag, attributes, state),
        origin="jsx",
        text=_text(code, whole) if tag in _TEXTUAL else "",
        binding=str(binding) if binding is not None and binding.module else "",
    )


def _binding(code: Code, opening: Node) -> Path | None:
    name = field(opening, "name")
    return path_of(code, name) if name is not None and name.type in {"identifier", "member_expression"} else None


def _state(step: Step, tag: str, attributes: tuple[Attribute, ...], state: State) -> State:
    if step.dead:
        return State.INACTIVE
    if tag in {"script", "Script"} and state is State.ACTIVE:
        said = {a.name: constant(a.value) for a in attributes}
        if said.get("type") in _NOT_RUN or said.get("strategy") == "worker":
            return State.GATED
    return state


def _attribute(code: Code, node: Node, *, component: bool) -> Attribute | None:
    span = code.span(node)
    if node.type == "jsx_expression":  # {...rest}
        inner = first_in(node)
        if inner is None or inner.type != "spread_element":
            return None
        return Attribute("...", fold(code, first_in(inner)), span, span)
    if node.type != "jsx_attribute":
        return None
    name = first_in(node)
    if name is None:
        return None
    written = code.text(name)
    known = written if component else _RENAMED.get(written, written.lower())
    held = node.named_child(1) if node.named_child_count > 1 else None
    inner = first_in(held) if held is not None and held.type == "jsx_expression" else held
    if inner is None:
        return Attribute(known, None, span, span)
    return Attribute(known, fold(code, inner, inputs=bool(code.interest.names)), span, code.span(inner))


def _text(code: Code, whole: Node) -> str:
    words = []
    stack = [whole]
    while stack:
        node = stack.pop()
        if node.type == "jsx_text":
            words.append(code.text(node))
        elif node.type in {"jsx_element", "jsx_expression"}:
            stack.extend(reversed(node.named_children))
        elif node.type in {"string", "template_string"}:
            words.append(string_of(code, node) or "")
    return " ".join(" ".join(words).split())[:_LONGEST_TEXT]


def _compiled(code: Code, step: Step, state: State, path: Path | None) -> Element | None:
    given = arguments(step.node)
    if not given:
        return None
    tag = string_of(code, given[0]) if given[0].type == "string" or given[0].type == "template_string" else None
    if tag is None:
        tag = (given[0].text or b"").decode("ascii").rpartition(".")[2]
        path = path or path_of(code, given[0])
    component = tag[:1].isupper()
    props = _props(code, given[1]) if len(given) > 1 else None
    attributes = _attributes(props, component=component)
    return Element(
        tag=tag,
        attributes=attributes,
        span=code.span(step.node),
        state=_state(step, tag, attributes, state),
        origin="jsx",
        text=_children(props),
        binding=str(path) if path is not None and path.module else "",
    )


def _props(code: Code, node: Node) -> Value:
    """Return the properties of an element, each read by itself: none can use up what there is to spend on others."""
    if node.type != "object":
        return Folder(code, budget=_PROPERTY).value(node)
    parts = (entries(Folder(code, budget=_PROPERTY), child, 1) for child in node.named_children)
    return Object(tuple(entry for part in parts for entry in part), code.span(node))


def _attributes(props: Value | None, *, component: bool) -> tuple[Attribute, ...]:
    if not isinstance(props, Object):
        return ()
    found = []
    for entry in props.entries:
        if entry.key is not None and entry.key != "children":
            name = entry.key if component else _RENAMED.get(entry.key, entry.key.lower())
            found.append(Attribute(name, entry.value, entry.span, entry.value.span))
    return tuple(found)


def _children(props: Value | None) -> str:
    said = props.get("children") if isinstance(props, Object) else None
    return (constant(said) or "")[:_LONGEST_TEXT] if isinstance(said, Constant) else ""


def is_creator(call: Node, creators: frozenset[str]) -> bool:
    """Tell whether a call creates an element from a tag and properties, not a DOM element."""
    return last_name(field(call, "function")) in creators and len(arguments(call)) > 1
