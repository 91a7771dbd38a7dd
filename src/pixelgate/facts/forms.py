"""The controls that a visitor fills in, with their labels."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from pixelgate.facts.model import FormField
from pixelgate.facts.origins import expression
from pixelgate.facts.regions import regions_at
from pixelgate.parse.document import Document, Element, State
from pixelgate.parse.tags import is_entered
from pixelgate.parse.values import Hole, constant, pattern
from pixelgate.source import Source, Span

_BUTTONS = frozenset({"button", "submit", "reset", "image"})
_CONTROLS = frozenset({"input", "textarea", "select", "button"})
_UNTOLD = frozenset({"model", "classes"})
_UNSENT = frozenset({"button", "link", "password", "file"})
_LINKS, _ITEM = 24, 40
"""How many links of one file are told, and how long the text of a menu's item may be."""

_FORM = "form"
_RENDERED = re.compile(
    r"(?:[\w.]+\s+)?(?:\w+\.)*\w*form\w*\."
    r"(?!as_|fields|media|errors|non_field|hidden|visible|instance|helper|csrf|is_)(?P<name>[a-z]\w*)(?P<rest>[|(].*|\.as_\w+.*|\s.*)?",
    re.DOTALL,
)
"""What prints a control of a Django or WTForms form, ``form.email``, ``form.email|as_crispy_field``."""


_REGISTERED = re.compile(r"\bregister\(\s*['\"]([^'\"]+)['\"]")
_MODELS = re.compile(
    r"v-model(?:[.:].*)?|\[?\(?(?:ng-?model|formcontrol(?:name)?)\)?\]?|x-model(?:\..*)?|bind:(?:value|checked)|:?value|wire:model(?:\..*)?"
    r"|ref",
    re.IGNORECASE,
)
"""Attributes by which Vue, Angular, Alpine, Svelte, Livewire and React tie a control to a variable."""


def fields(document: Document, source: Source, classify: Callable[[str], str | None]) -> tuple[FormField, ...]:
    """Return the form fields of a document in file order; ``classify`` names the ``phi`` category of a word."""
    labels = _Labels(document)
    found = [(e.span, *_of_element(e, labels)) for e in _elements(document) if _is_control(e)]
    found += [(e.span, "", "link", _of_link(e)) for e in document.elements if _is_link(e)][:_LINKS]
    found += [(hole.span, *rendered) for hole in document.holes for rendered in _of_hole(hole)]
    forms = [one for one in _elements(document) if one.tag == "form"]
    placed = []
    for span, name, kind, rest in sorted(found, key=lambda one: one[0]):
        category = (
            ""
            if kind == "link"
            else _category((name, *(word for key, word in rest.items() if key not in _UNTOLD)), classify)
        )
        place, around = source.location(span), regions_at(document, span)
        placed.append(
            FormField(
                name,
                kind,
                place,
                **rest,
                category=category,
                regions=around,
                sent=_is_sent(forms, span, kind),
                form=_form(forms, span),
            )
        )
    return tuple(placed)


def _of_link(link: Element) -> dict[str, str]:
    named = {"id": _said(link, "id"), "classes": _said(link, "class"), "href": _said(link, "href")}
    return {"label": link.text, **named}


def _elements(document: Document) -> Iterator[Element]:
    """Yield the elements of the markup, of JSX and of markup that code holds."""
    yield from document.elements
    for script in document.scripts:
        yield from (element for element in script.elements if element.origin in {"jsx", "text"})


class _Labels:
    """The labels of a document, by the control they are for and by their place."""

    def __init__(self, document: Document) -> None:
        labels = [one for one in _elements(document) if one.tag == "label" and (one.content or one.origin == "jsx")]
        labels.sort(key=_span)
        self.named = {target: label.text for label in reversed(labels) if (target := _said(label, "for"))}
        self.around = labels

    def of(self, control: Element) -> str:
        """Return the label of a control: by its id, around it, or written on itself."""
        named = self.named.get(_said(control, "id"), "")
        last = bisect_right(self.around, control.span, key=_span)
        near = self.around[last - 1] if last else None
        around = near.text if near and control.span in (near.content or near.span) else ""
        return named or around or _said(control, "aria-label") or _said(control, "title")


def _span(element: Element) -> Span:
    return element.span


def _is_control(element: Element) -> bool:
    if element.state is State.INACTIVE or _said(element, "type").lower() == "hidden":
        return False
    return element.tag in _CONTROLS or (is_entered(element.tag) and bool(_named(element)))


def _named(element: Element) -> str:
    """Return by what a component that a visitor enters something in is known."""
    return _said(element, "name") or _model(element) or _registered(element)


def _is_sent(forms: list[Element], control: Span, kind: str) -> bool:
    """Tell whether the form before a control sends what is entered in the address: it says where, and not by POST."""
    last = bisect_right(forms, control, key=_span)
    form = forms[last - 1] if last else None
    if form is None or kind in _UNSENT or form.attribute("action") is None:
        return False
    return (_said(form, "method").lower() or "get") == "get"


def _form(forms: list[Element], control: Span) -> str:
    """Return the ID of the form before a control."""
    last = bisect_right(forms, control, key=_span)
    return _said(forms[last - 1], "id") if last else ""


def _is_link(element: Element) -> bool:
    """Tell whether an element is an item of a menu or a link that reads like one."""
    linked = element.tag == "a" and element.state is not State.INACTIVE and element.attribute("href") is not None
    return linked and 0 < len(element.text.strip()) <= _ITEM


def _of_element(element: Element, labels: _Labels) -> tuple[str, str, dict[str, str]]:
    kind = _kind(element)
    button = element.tag == "button" or kind in _BUTTONS
    label = element.text or _said(element, "value") if button else ""
    return (
        _said(element, "name") or _registered(element),
        "button" if button else kind or "text",
        {
            "id": _said(element, "id"),
            "label": label or labels.of(element) or (_said(element, "label") if element.tag not in _CONTROLS else ""),
            "placeholder": _said(element, "placeholder"),
            "autocomplete": _said(element, "autocomplete") or _said(element, "autoComplete"),
            "model": _model(element),
            "classes": _said(element, "class"),
        },
    )


def _kind(element: Element) -> str:
    """Return the type of an input, or what another control is."""
    if element.tag in _CONTROLS:
        return _said(element, "type").lower() if element.tag == "input" else element.tag
    made = (element.tag, _said(element, "as"), _said(element, "component"), _said(element, "type"))
    text = " ".join(made).lower().replace("-", "")
    if "textarea" in text or element.attribute("multiline") or element.attribute("rows"):
        return "textarea"
    return "select" if "select" in text else _said(element, "type").lower()


def _model(element: Element) -> str:
    """Return the variable that a framework keeps a control's value in: ``form.email`` of ``v-model="form.email"``."""
    for attribute in element.attributes:
        if attribute.value is not None and _ties(attribute.name):
            written = "" if attribute.name == "value" else constant(attribute.value)
            if held := written or expression(attribute.value):
                return held.strip().removeprefix("this.")
    return ""


@functools.lru_cache(maxsize=4096)
def _ties(attribute: str) -> bool:
    return _MODELS.fullmatch(attribute) is not None


def _registered(element: Element) -> str:
    """Return the name that React Hook Form is given for a control: ``{...register("email")}``."""
    spread = element.attribute("...")
    found = _REGISTERED.search(expression(spread.value)) if spread and spread.value else None
    return found[1] if found else ""


def _of_hole(hole: Hole) -> Iterator[tuple[str, str, dict[str, str]]]:
    found = _RENDERED.fullmatch(hole.expression) if _FORM in hole.expression else None
    if found:
        yield found["name"], "text", {}


def _category(words: tuple[str, ...], classify: Callable[[str], str | None]) -> str:
    return next((category for word in words if word and (category := classify(word))), "")


def _said(element: Element, name: str) -> str:
    attribute = element.attribute(name)
    return pattern(attribute.value).strip() if attribute and attribute.value else ""
