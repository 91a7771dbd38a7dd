"""The controls of the pages of a site: those that code means, that ask for something, that can be pressed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from pixelgate.facts.lexicon import classify
from pixelgate.facts.model import FormField, Origin
from pixelgate.graph.model import Reach
from pixelgate.manifest.model import Phi

EVERYWHERE = frozenset({Phi.NAVIGATION.value, Phi.DEVICE.value})
"""Categories that every visit tells: no news in a parameter."""

PRESSED = frozenset({"button", "link"})
"""The types of controls that are pressed, not filled in."""

_OWN = re.compile(
    r"(?:\$event|e|ev|evt|event)\.(?:current)?[tT]arget\.(?:value|checked)|(?:this|\$\(this\))\.(?:value|val\(\))"
)
"""What a handler that is written on a control calls the control's value."""

_WRITTEN, _SHORTENED, _COMPONENT = 500, 2, 3_000
"""Further to the right than the first nobody writes; names of so few letters are a minifier's there, each used for many
things, and mean one thing within a component, of at most so many characters.
"""

_WHOLE = re.compile(
    r"""\bFormData\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)(?:\.(?:entries|values)\(\))?[)\]]*$|\.serialize(?:Array)?\(\)(?:\.value)?$
    |\bgetRawValue\(\)$|\b\w*[fF]orm(?:Group)?\.value$|^this\.\w+\.value$|\b(?:getValues|watch)\(\)$|\b(?:handleSubmit|onSubmit|onFinish)$
    |\b(?:formik|useFormik\(.*\))\.values$|\.elements(?:\[[a-z]\w*\])?\.(?:value|checked)$
    |\bquerySelectorAll\([^()]*\)(?:\[[a-z]\w*\])?\.value$|\.find\([^()]*\)\.val\(\)$""",
    re.VERBOSE,
)
"""All values of a form, at once or one by one."""

_OF_PAGE = re.compile(r"\bFormData\(|\.serialize|\.elements\b|\bquerySelectorAll\(|\.find\(|^on[SF]")
"""What may ask any form of the page, and not only one of the same component."""

_MOST = 12
"""How many fields are told of one form, those that ask for something of a patient first."""

_SELECTOR = re.compile(
    r"""(getElementById|querySelector(?:All)?|getElementsByTagName|closest|find|\$|jQuery)\(\s*['"`]([^'"`]+)['"`]"""
)
_INSIDE = re.compile(r"\b(?:target|srcElement)\b")
"""What a handler is called for, which may stand inside what it is bound to."""

_TEXT = re.compile(r"\.(?:innerText|textContent|innerHTML|outerText|text\(\))")
_COMPOUND = re.compile(r"(?P<tag>[\w*-]*)(?P<rest>.*)")
_PART = re.compile(r"[#.][\w-]+")

_HELD = re.compile(r"^this\.(?:\$refs\.)?|(?:\.current)?\.value\b|\(\)")
"""What code writes around the name of a variable that a framework ties to a control."""


class Controls:
    """Answers which control is meant, and what those of a route ask for; looked up when first asked."""

    def __init__(self, controls: Iterable[Reach[FormField]]) -> None:
        self._all = tuple(controls)

    @cached_property
    def _fields(self) -> dict[str, list[Reach[FormField]]]:
        """Form fields by the names of code for them; not needed where nothing is sent."""
        return _by_key(self._all)

    @cached_property
    def _held(self) -> dict[str, list[Reach[FormField]]]:
        """Form fields by the object that a framework keeps them in: by ``form`` of ``form.email``."""
        found: dict[str, list[Reach[FormField]]] = {}
        for one in self._all:
            whole = one.fact.model.rpartition(".")[0]
            if whole and one.fact.type not in PRESSED:
                found.setdefault(_model(whole, one.fact.location.path), []).append(one)
        return found

    @cached_property
    def _at(self) -> dict[str, list[Reach[FormField]]]:
        """Form fields by the file that they are in."""
        found: dict[str, list[Reach[FormField]]] = {}
        for one in self._all:
            if one.fact.type not in PRESSED:
                found.setdefault(one.fact.location.path, []).append(one)
        return found

    @cached_property
    def _presses(self) -> tuple[Reach[FormField], ...]:
        """What can be pressed."""
        return tuple(one for one in self._all if one.fact.type in PRESSED)

    def telling(self, origin: Origin, routes: frozenset[int]) -> tuple[str, FormField | None, frozenset[int]]:
        """Return the first control on some routes whose text is read and says something, what, and all their routes."""
        if origin.source != "clicked" and not _TEXT.search(origin.expression):
            return "", None, routes
        ends = _selected(origin.expression)
        near = [one for one in self._presses if _on(one, routes)]
        fitting = [one for one in near if any(_fits(one.fact, end) for end in ends)]
        if not fitting and (not ends or any(_INSIDE.search(hop.text) for hop in origin.hops)):
            fitting = near  # any, or one inside what is listened to
        found = [(said, one.fact, _on(one, routes)) for one in fitting if (said := _said_on(one.fact))]
        there = frozenset(route for *_, some in found for route in some)
        return (*found[0][:2], there) if found else ("", None, there)

    def meant(self, origin: Origin, routes: frozenset[int]) -> tuple[FormField | None, frozenset[int] | None]:
        """Return the form field that an origin means, and the routes among some that have it."""
        place = origin.hops[0].location
        path = place.path if place else ""
        own = (origin.field,) if origin.source != "variable" and origin.field else ()
        keys = (*own, *(_model(name, path) for name in own), *_models(origin, path))
        found = [one for key in keys if key for one in self._fields.get(key, ())]
        found = found or [one for one in self._at.get(path, ()) if _is_on(origin, one.fact)]
        near = [(one.fact, there) for one in found if _is_near(origin, one.fact) and (there := _on(one, routes))]
        if not near:
            return None, None
        field, _ = min(near, key=lambda one: (one[0].location.path != path, one[0].location))
        return field, frozenset(route for one, there in near if one == field for route in there)

    def whole(self, origin: Origin, routes: frozenset[int]) -> tuple[tuple[FormField, frozenset[int]], ...]:
        """Return the form fields whose values an origin holds all together, each with the routes that have it."""
        place = origin.hops[0].location
        path = place.path if place else ""
        found = next((held for key in _wholes(origin, path) if (held := self._held.get(key))), [])
        named = origin.field and not origin.field.startswith("#")
        if not found and not named and _WHOLE.search(origin.expression):
            found = self._of_form(origin, path, routes)
        near = {one.fact: there for one in found if (there := _on(one, routes))}
        told = sorted(near.items(), key=lambda one: (one[0].category in {"", *EVERYWHERE}, one[0].location))
        return tuple(sorted(told[:_MOST], key=lambda one: one[0].location))

    def _of_form(self, origin: Origin, path: str, routes: frozenset[int]) -> list[Reach[FormField]]:
        """Return the fields of the form that an origin names, else of its component, else of the page."""
        filled = [one for one in self._all if one.fact.type not in PRESSED and _on(one, routes)]
        named = origin.field.removeprefix("#")
        own = _model("form", path)
        near = [one for one in filled if _model("form", one.fact.location.path) == own]
        every = filled if _OF_PAGE.search(origin.expression) else []
        return [one for one in filled if named and one.fact.form == named] or near or every


def _is_on(origin: Origin, field: FormField) -> bool:
    """Tell whether a value is read in a handler that is written on a control itself."""
    read, tag = origin.hops[0], field.location
    if read.location is None or not _OWN.fullmatch(read.text):
        return False
    start, end = (read.location.line, read.location.column), (read.location.end_line, read.location.end_column)
    return (tag.line, tag.column) <= start and end <= (tag.end_line, tag.end_column)


def _is_near(origin: Origin, field: FormField) -> bool:
    """Tell whether a minifier's short name may mean the same where a value is read and at a control."""
    read, tag = origin.hops[0].location, field.location
    if read is None or read.column <= _WRITTEN or not 0 < len(field.model) <= _SHORTENED:
        return True
    return (read.path, read.line) == (tag.path, tag.line) and abs(read.column - tag.column) < _COMPONENT


def _on(reach: Reach[FormField], routes: frozenset[int]) -> frozenset[int]:
    return routes.intersection(chain.route for chain in reach.chains)


def control(field: FormField) -> str:
    """Return a form field as a sentence names it: ``#reason “Reason for visit”``."""
    label = field.label or field.placeholder
    named = f"#{field.id}" if field.id else field.name or field.model
    return " ".join(part for part in (named, f"“{label}”" if label else "") if part)


def _by_key(fields: Iterable[Reach[FormField]]) -> dict[str, list[Reach[FormField]]]:
    found: dict[str, list[Reach[FormField]]] = {}
    for reach in fields:
        one = reach.fact
        if one.type not in PRESSED:
            names = (f"#{one.id}" if one.id else "", one.name, _model(one.model, one.location.path))
            for key in dict.fromkeys(name for name in names if name):
                found.setdefault(key, []).append(reach)
    return found


def _models(origin: Origin, path: str) -> tuple[str, ...]:
    """Return under which keys the variables on a value's way may be tied to a control of the same component."""
    texts = (_HELD.sub("", hop.text) for hop in reversed(origin.hops))
    return tuple(_model(text, path) for text in texts)


def _wholes(origin: Origin, path: str) -> Iterator[str]:
    """Yield the keys of the variables on a value's way, the last first, until a part of one is taken."""
    texts = [_HELD.sub("", hop.text) for hop in reversed(origin.hops)]
    for at, text in enumerate(texts):
        yield _model(text, path)
        if at + 1 < len(texts) and text.startswith(f"{texts[at + 1]}."):
            return


def _model(variable: str, path: str) -> str:
    """Return the key of a variable in its component: the class and the template of one component share a stem."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".html").rpartition(".")[0] if not name.endswith(".html") else name.removesuffix(".html")
    return f"{folder}/{stem}:{variable.removeprefix('this.')}" if variable else ""


def _selected(expression: str) -> list[re.Match[str]]:
    """Return the alternatives of the last selector in an expression."""
    found = _SELECTOR.findall(expression)
    if not found:
        return []
    method, selector = found[-1]
    selector = f"#{selector}" if method == "getElementById" else selector
    ends = (one.split()[-1] for one in selector.split(",") if one.split())
    return [match for end in ends if (match := _COMPOUND.match(end))]


def _fits(control: FormField, selected: re.Match[str]) -> bool:
    """Tell whether a selector may mean a control, by its tag, ID and classes."""
    tag, rest = selected["tag"], selected["rest"]
    own = "a" if control.type == "link" else "button"
    if tag not in {"", "*", own, "input"}:
        return False
    known = {f"#{control.id}", *(f".{one}" for one in control.classes.split())}
    return all(part in known for part in _PART.findall(rest))


def _said_on(control: FormField) -> str:
    """Return what the text of a button or link tells."""
    found = classify(control.label) if control.label else None
    return found.category if found and found.category not in EVERYWHERE else ""
