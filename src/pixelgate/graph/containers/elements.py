"""What on a page a trigger waits for: the controls that meet its conditions on what is clicked or sent."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pixelgate.facts.model import FormField
from pixelgate.graph.containers.conditions import Holds, compare
from pixelgate.parse.containers.model import Condition, Origin, Trigger, Variable

_CLICKED = re.compile(r"^(?:click|form|element)(?=.)")
_TOKEN = re.compile(r"([#.])([\w-]+)")
_LAST = re.compile(r"[^\s>+~]+$")


def asked(trigger: Trigger) -> tuple[Condition, ...]:
    """Return the conditions of a trigger on what is clicked or sent."""
    return tuple(one for one in trigger.conditions if _attribute(one))


def met(conditions: Iterable[Condition], controls: Iterable[FormField]) -> FormField | None:
    """Return the first control that is known to meet all of some conditions."""
    wanted = tuple(conditions)
    fitting = (one for one in controls if all(_holds(condition, one) for condition in wanted))
    return min(fitting, key=lambda one: one.location, default=None)


def _attribute(condition: Condition) -> str:
    """Return what of an element a condition looks at: text, id, classes, url, element, or the id of its form."""
    left = condition.left[0] if len(condition.left) == 1 else None
    if not isinstance(left, Variable) or left.origin not in {Origin.AUTO, Origin.CLICKED}:
        return ""
    name = re.sub(r"[\W_]", "", left.key).lower()
    return name if name == "formid" else _CLICKED.sub("", name)


def _holds(condition: Condition, control: FormField) -> bool:
    match _attribute(condition):
        case "text":
            text: str | None = control.label if control.type in {"button", "link"} else None
        case "id":
            text = control.id
        case "formid":
            text = control.form
        case "classes":
            text = control.classes
        case "url":
            text = control.href or None
        case "element":
            return condition.operator.startswith("css") and _selected(condition, control) is not condition.negate
        case _:
            return False
    return text is not None and "\ufdd0" not in text and compare(text, condition) is Holds.ALWAYS


def _selected(condition: Condition, control: FormField) -> bool:
    """Tell whether a selector of IDs and classes alone means a control itself."""
    classes = set(control.classes.split())
    for one in "".join(map(str, condition.right)).split(","):
        last = _LAST.search(one.strip())
        tokens = _TOKEN.findall(last[0]) if last else []
        plain = bool(tokens) and _TOKEN.sub("", last[0] if last else "") in {"", "a", "button", "input"}
        if plain and all(name == control.id if mark == "#" else name in classes for mark, name in tokens):
            return True
    return False
