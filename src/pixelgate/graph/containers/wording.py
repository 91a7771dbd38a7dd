"""Triggers in words: what happens, and under which conditions."""

from __future__ import annotations

from pixelgate.facts.model import FormField
from pixelgate.parse.containers.model import Condition, Moment, Trigger, Variable, Written

_WORDS = {
    "equals": ("is", "is not"),
    "contains": ("contains", "does not contain"),
    "starts": ("starts with", "does not start with"),
    "ends": ("ends with", "does not end with"),
    "regex": ("matches", "does not match"),
}
_MOMENTS = frozenset(moment.value for moment in Moment)
_LONGEST = 60
_MOST = 4


def said(trigger: Trigger) -> str:
    """Return a trigger in words: ``Portal pages``: page view, Page Path starts with ``/portal``."""
    conditions = [_condition(one) for one in trigger.conditions if not _is_moment(one)]
    more = [f"and {len(conditions) - _MOST} more conditions"] if len(conditions) > _MOST else []
    return f"`{_short(trigger.name)}`: {', '.join([trigger.kind, *conditions[:_MOST], *more])}"


def named(control: FormField) -> str:
    """Return a control in words: ``#book “Book a visit”``."""
    parts = (f"#{control.id}" if control.id else control.type, f"“{_short(control.label)}”" if control.label else "")
    return " ".join(part for part in parts if part)


def _is_moment(condition: Condition) -> bool:
    return len(condition.right) == 1 and condition.right[0] in _MOMENTS and not condition.negate


def _condition(condition: Condition) -> str:
    yes, no = _WORDS.get(condition.operator, (condition.operator, f"not {condition.operator}"))
    return f"{_text(condition.left)} {no if condition.negate else yes} `{_text(condition.right)}`"


def _text(written: Written) -> str:
    names = (
        ("event" if part.name == "_event" else part.name) if isinstance(part, Variable) else part for part in written
    )
    return _short("".join(names))


def _short(text: str) -> str:
    flat = " ".join(text.replace("`", "'").split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
