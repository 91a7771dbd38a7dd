"""Triggers in one line: ``page & path starts /portal & not host contains staging``."""

from __future__ import annotations

import re

from pixelgate.graph.containers.conditions import Addresses
from pixelgate.graph.containers.triggers import Page
from pixelgate.parse.containers.model import EVENT, Condition, Moment, Origin, Row, Trigger, Variable, on

ORIGIN = "https://www.example-health.org"
TABLE = (Row("regex", "^/portal", "Portal"), Row("equals", "/labs", None))
MOMENTS = {
    "page": Moment.PAGE,
    "dom": Moment.DOM,
    "load": Moment.LOAD,
    "init": Moment.INIT,
    "consent": Moment.CONSENT,
    "history": Moment.HISTORY,
    "timer": Moment.TIMER,
    "scroll": Moment.SCROLL,
    "click": Moment.CLICK,
    "link": Moment.LINK,
    "form": Moment.FORM,
    "visible": Moment.VISIBLE,
    "video": Moment.VIDEO,
}
_CONDITION = re.compile(r"(not )?([\w:]+) (\w+)(/i)? (.+)")


def trigger(text: str, name: str = "1") -> Trigger:
    happens, *conditions = text.split(" & ")
    return Trigger(name, text, happens, (_happening(happens), *map(_condition, conditions)))


def _happening(text: str) -> Condition:
    if text in MOMENTS:
        return on(MOMENTS[text])
    kind, _, name = text.partition(" ")
    return Condition((EVENT,), {"event": "equals", "regex": "regex"}[kind], (name,))


def _condition(text: str) -> Condition:
    found = _CONDITION.fullmatch(text.strip())
    assert found, text
    negate, subject, operator, ignore_case, value = found.groups()
    operator = {"is": "equals"}.get(operator, operator)
    return Condition((_variable(subject),), operator, (value,), bool(negate), bool(ignore_case))


def _variable(subject: str) -> Variable | str:
    kind, _, text = subject.partition(":")
    if kind == "constant":
        return text
    if kind == "table":
        return Variable("table", Origin.TABLE, table=TABLE, of=Origin.PATH, default="Other")
    return Variable(kind, Origin(kind))


def page(route: str, does: str = "") -> Page:
    words = does.split()
    events = tuple(words[1:]) if words[:1] == ["pushes"] else ()
    return Page(Addresses(route, (ORIGIN,)), events, (), "more" in words, "form" in words or "more" in words)
