"""Containers of Matomo Tag Manager as its interface and API export them.

Source: https://developer.matomo.org/api-reference/reporting-api (TagManager.exportContainerVersion).
"""

from __future__ import annotations

import re

import msgspec

from pixelgate.parse.containers import gtm, sent
from pixelgate.parse.containers.model import (
    EVENT,
    Condition,
    Container,
    Firing,
    Moment,
    Origin,
    Tag,
    Trigger,
    Variable,
    on,
    whole,
)
from pixelgate.parse.containers.places import Places
from pixelgate.parse.containers.variables import Params, Variables, plain
from pixelgate.source import Span

MARKS = (b'"idcontainer"', b'"fire_trigger_ids"')
MANAGER = "matomo"

_KINDS = {
    "PageView": ("page view", Moment.PAGE),
    "DomReady": ("DOM ready", Moment.DOM),
    "WindowLoaded": ("window loaded", Moment.LOAD),
    "AllElementsClick": ("click", Moment.CLICK),
    "AllLinksClick": ("link click", Moment.LINK),
    "AllDownloadsClick": ("download", Moment.LINK),
    "FormSubmit": ("form submission", Moment.FORM),
    "HistoryChange": ("history change", Moment.HISTORY),
    "Timer": ("timer", Moment.TIMER),
    "ScrollReach": ("scroll depth", Moment.SCROLL),
    "ElementVisibility": ("element visibility", Moment.VISIBLE),
    "JavaScriptError": ("script error", Moment.ERROR),
}
_SUBJECTS = {"PagePath": Origin.PATH, "PageHostname": Origin.HOST}
_OPERATORS = {
    "equals": "equals",
    "equals_exactly": "equals",
    "contains": "contains",
    "starts_with": "starts",
    "ends_with": "ends",
    "regexp": "regex",
    "regexp_ignore_case": "regex",
}
_EXACT = frozenset({"equals_exactly", "regexp"})
_INERT = frozenset({"GoogleConsentModeV2", "ThemeColor"})
"""Tags that only set something in the page."""

_CODES = {
    "Constant": ("c", {"constantValue": "value"}),
    "Cookie": ("k", {"cookieName": "name"}),
    "CustomJsFunction": ("jsm", {"jsFunction": "javascript"}),
    "DataLayer": ("v", {"dataLayerName": "name"}),
    "DomElement": ("d", {"elementId": "elementId", "cssSelector": "elementSelector", "attributeName": "attributeName"}),
    "JavaScript": ("j", {"variableName": "name"}),
    "UrlParameter": ("u", {"parameterName": "queryKey"}),
}
"""Variables as the other common manager knows them: the type, and its name for each setting.

Source: matomo-org/tag-manager Template/Variable.
"""
_REFERENCE = re.compile(r"\{\{([^{}]{1,300})\}\}")


class _Comparison(msgspec.Struct):
    actual: str = ""
    comparison: str = ""
    expected: str | int | None = ""


class _Trigger(msgspec.Struct):
    idtrigger: str | int = ""
    name: str = ""
    type: str = ""
    conditions: list[_Comparison] = []
    parameters: object = None


class _Tag(msgspec.Struct):
    name: str = ""
    type: str = ""
    status: str = "active"
    parameters: object = None
    fire_trigger_ids: list[str | int] = []
    block_trigger_ids: list[str | int] = []


class _Variable(msgspec.Struct):
    name: str = ""
    type: str = ""
    parameters: object = None


class _Version(msgspec.Struct):
    idcontainer: str
    idcontainerversion: str | int = 0
    tags: list[msgspec.Raw] = []
    triggers: list[_Trigger] = []
    variables: list[_Variable] = []


def read(data: bytes) -> tuple[Container, ...]:
    """Return the container of an export.

    Raises:
        msgspec.DecodeError: It is none.

    """
    version = msgspec.json.decode(data, type=_Version)
    places, variables = Places(data), Variables({one.name: _given(one) for one in version.variables}, {})
    tags = tuple(_tag(msgspec.json.decode(raw, type=_Tag), places.named(raw), variables) for raw in version.tags)
    number = gtm.number(str(version.idcontainerversion))
    triggers = tuple(_trigger(one, variables) for one in version.triggers)
    return (Container(MANAGER, version.idcontainer, number, Span(0, 0), tags, triggers),)


def _given(variable: _Variable) -> tuple[str, Params]:
    """Return a variable's type and settings as the other common manager names them."""
    code, keys = _CODES.get(variable.type, (variable.type, {}))
    found = {name: value for key, value in plain(variable.parameters).items() if (name := keys.get(key))}
    return code, {**found, "component": "QUERY"} if code == "u" else found


def _tag(tag: _Tag, span: Span, variables: Variables) -> Tag:
    params = plain(tag.parameters)
    unless = tuple(map(str, tag.block_trigger_ids))
    image = params.get("customImageSrc")
    html = sent.markup("img", {"url": image}) if image else sent.markup("html", {"html": params.get("customHtml", "")})
    return Tag(
        tag.name,
        tag.type,
        span,
        fields=tuple(sent.fields({key: one for key, one in params.items() if key != "customHtml"}, variables)),
        firing=tuple(Firing(str(one), unless) for one in tag.fire_trigger_ids),
        template=re.sub(r"(?<=[a-z])(?=[A-Z])", " ", tag.type),
        html=variables.filled(html),
        paused=tag.status != "active",
        sends=tag.type not in _INERT,
        held=variables.held(html),
    )


def _trigger(trigger: _Trigger, variables: Variables) -> Trigger:
    kind, moment = _KINDS.get(trigger.type.replace("Pageview", "PageView"), (trigger.type, None))
    conditions = tuple(_condition(one, variables) for one in trigger.conditions)
    identifier = str(trigger.idtrigger)
    if trigger.type == "CustomEvent":
        name = plain(trigger.parameters).get("eventName")
        pushed = Condition((EVENT,), "equals", (name if isinstance(name, str) else "",))
        return Trigger(identifier, trigger.name, "custom event", (pushed, *conditions))
    happened = (on(moment),) if moment else ()
    return Trigger(identifier, trigger.name, kind, (*happened, *conditions), known=moment is not None)


def _condition(comparison: _Comparison, variables: Variables) -> Condition:
    """Return a condition; whether case counts is not said everywhere, so that it holds where it may."""
    negate = comparison.comparison.startswith("not_")
    name = comparison.comparison.removeprefix("not_")
    known = _SUBJECTS.get(comparison.actual)
    subject = Variable(comparison.actual, known) if known else variables.variable(comparison.actual)
    expected = "" if comparison.expected is None else str(comparison.expected)
    right = (Variable(expected, Origin.UNKNOWN),) if _REFERENCE.search(expected) else (expected,)
    ignore_case = not negate and name not in _EXACT
    return whole(Condition((subject,), _OPERATORS.get(name, name), right, negate, ignore_case))
