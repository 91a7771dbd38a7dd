"""Configurations of Cloudflare Zaraz, as its dashboard exports them and its API returns them.

Each tool has actions, and each action triggers that fire or block it; all rules of a trigger must hold. Cloudflare puts
the script into the pages of a zone by itself, unless told otherwise.
Sources: https://developers.cloudflare.com/zaraz/reference/triggers/, https://developers.cloudflare.com/zaraz/reference/context,
https://developers.cloudflare.com/api/resources/zaraz/subresources/config/.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping

import msgspec

from pixelgate.parse.containers import sent
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

MARKS = (b'"zarazVersion"', b'"tools"', b'"triggers"')
MANAGER = "zaraz"

_LISTENERS = {
    "clickListener": ("click", Moment.CLICK),
    "formSubmission": ("form submission", Moment.FORM),
    "timer": ("timer", Moment.TIMER),
    "scrollDepth": ("scroll depth", Moment.SCROLL),
    "elementVisibility": ("element visibility", Moment.VISIBLE),
}
_OPERATORS = {
    "EQUALS": "equals",
    "CONTAINS": "contains",
    "STARTS_WITH": "starts",
    "ENDS_WITH": "ends",
    "MATCH_REGEX": "regex",
    "NOT_MATCH_REGEX": "regex",
}
_EVENT = "client.__zarazTrack"
_PAGEVIEW = "Pageview"
_BRACES = re.compile(r"\{\{\s*([^{}]{1,300}?)\s*\}\}")
_URL = "system.page.url."
_PARTS = {
    "pathname": Origin.PATH,
    "href": Origin.URL,
    "hostname": Origin.HOST,
    "hash": Origin.FRAGMENT,
}
_MARKUP = ("htmlCode", "html", "code")


class _Rule(msgspec.Struct):
    match: str = ""
    op: str = ""
    value: str = ""
    action: str = ""


class _Trigger(msgspec.Struct, rename="camel"):
    name: str = ""
    load_rules: list[_Rule] = []
    exclude_rules: list[_Rule] = []


class _Action(msgspec.Struct, rename="camel"):
    action_type: str = ""
    firing_triggers: list[str] = []
    blocking_triggers: list[str] = []
    data: dict[str, object] = {}
    enabled: bool = True


class _Tool(msgspec.Struct, rename="camel"):
    name: str = ""
    component: str = ""
    library: str = ""
    type: str = ""
    enabled: bool = True
    default_purpose: str = ""
    blocking_triggers: list[str] = []
    settings: dict[str, object] = {}
    default_fields: dict[str, object] | None = None
    actions: dict[str, _Action] = {}
    neo_events: list[_Action] = []


class _Consent(msgspec.Struct, frozen=True):
    enabled: bool = False


class _Variable(msgspec.Struct):
    type: str = ""
    value: object = None


class _Settings(msgspec.Struct, frozen=True, rename="camel"):
    auto_inject_script: bool = True


class _Config(msgspec.Struct, rename="camel"):
    tools: dict[str, msgspec.Raw]
    triggers: dict[str, _Trigger]
    zaraz_version: int
    variables: dict[str, _Variable] = {}
    consent: _Consent = _Consent()
    settings: _Settings = _Settings()


class _Answer(msgspec.Struct):
    result: _Config


class _Row(msgspec.Struct):
    config: _Config


class _History(msgspec.Struct):
    result: dict[str, _Row | None]


def read(data: bytes) -> tuple[Container, ...]:
    """Return the container of a configuration; of a history by number, that of the last one.

    Raises:
        msgspec.DecodeError: It is none.

    """
    config = _configuration(data)
    places = Places(data)
    tools = [(msgspec.json.decode(raw, type=_Tool, strict=False), places.named(raw)) for raw in config.tools.values()]
    names = set(_BRACES.findall(data.decode(errors="replace")))
    variables = Variables({name: _named(name, config.variables) for name in names}, {})
    return (
        Container(
            MANAGER,
            "",
            1,
            Span(0, 0),
            tuple(tag for tool, span in tools for tag in _tags(tool, span, variables, gated=config.consent.enabled)),
            tuple(_trigger(name, one, variables) for name, one in config.triggers.items()),
            injected=config.settings.auto_inject_script,
        ),
    )


def _configuration(data: bytes) -> _Config:
    try:
        return msgspec.json.decode(data, type=_Config, strict=False)
    except msgspec.ValidationError:
        with contextlib.suppress(msgspec.ValidationError):
            rows = msgspec.json.decode(data, type=_History, strict=False).result
            kept = {int(number): row.config for number, row in rows.items() if row and number.isdecimal()}
            if kept:
                return kept[max(kept)]
        return msgspec.json.decode(data, type=_Answer, strict=False).result


def _named(name: str, variables: Mapping[str, _Variable]) -> tuple[str, Params]:
    """Return a name in braces as a variable of the common kinds."""
    kind, _, rest = name.partition(".")
    if name.startswith(_URL):
        part = _PARTS.get(name.removeprefix(_URL))
        return ("u", {"component": part.name}) if part else ("", {})
    if name.startswith("system.page.query."):
        return "u", {"component": "QUERY", "queryKey": name.removeprefix("system.page.query.")}
    if name.startswith("system.cookies."):
        return "k", {"name": name.removeprefix("system.cookies.")}
    if kind == "client":
        return ("e", {}) if name == _EVENT else ("v", {"name": rest})
    if kind == "variable" and rest in variables:
        one = variables[rest]
        return ("c", {"value": _text(one.value)}) if one.type == "string" else ("jsm", {})
    return ("f", {}) if name == "system.page.referrer" else ("", {})


def _tags(tool: _Tool, span: Span, variables: Variables, *, gated: bool) -> Iterator[Tag]:
    for action in (*tool.actions.values(), *tool.neo_events):
        unless = (*tool.blocking_triggers, *action.blocking_triggers)
        params = plain({**tool.settings, **{f"data.{key}": one for key, one in action.data.items()}}, _spelled)
        written = next((_spelled(text) for key in _MARKUP if (text := _text(action.data.get(key)))), "")
        title = _text(action.data.get("__zaraz_setting_name"))
        yield Tag(
            f"{tool.name}: {title}" if title else tool.name,
            tool.component or tool.library or tool.type,
            span,
            fields=tuple(sent.fields({key: one for key, one in params.items() if not _own(key)}, variables)),
            firing=tuple(Firing(one, unless) for one in action.firing_triggers),
            template=f"{tool.name} {tool.component.replace('-', ' ')}",
            html=variables.filled(written),
            paused=not (tool.enabled and action.enabled),
            waits=gated and bool(tool.default_purpose),
            held=variables.held(written),
        )


def _own(key: str) -> bool:
    name = key.removeprefix("data.")
    return name.startswith("__") or name in _MARKUP


def _trigger(identifier: str, trigger: _Trigger, variables: Variables) -> Trigger:
    rules = [_rule(one, variables) for one in trigger.load_rules]
    conditions = [one for _, one in rules]
    kind = next((kind for kind, _ in rules if kind), "rule")
    if len(trigger.exclude_rules) == 1:
        _, one = _rule(trigger.exclude_rules[0], variables)
        conditions.append(msgspec.structs.replace(one, negate=not one.negate))
    elif trigger.exclude_rules:
        conditions.append(_UNKNOWN)
    return Trigger(identifier, trigger.name or identifier, kind, tuple(conditions))


def _rule(rule: _Rule, variables: Variables) -> tuple[str, Condition]:
    """Return what a rule waits for, in words, and its condition."""
    if rule.action in _LISTENERS:
        kind, moment = _LISTENERS[rule.action]
        return kind, on(moment)
    name = _BRACES.fullmatch(rule.match.strip())
    if rule.action not in {"", "variableMatch"} or name is None:
        return "", _UNKNOWN
    if name[1] == _EVENT:
        return _event(rule)
    operator = _OPERATORS.get(rule.op, rule.op.lower())
    negate = rule.op.startswith("NOT_")
    return "", whole(Condition(variables.written(_spelled(rule.match)), operator, (rule.value,), negate))


def _event(rule: _Rule) -> tuple[str, Condition]:
    """Return a rule on the name of an event; the names that Zaraz itself has for events are not all known."""
    if rule.op != "EQUALS":
        return "event", _UNKNOWN
    if rule.value == _PAGEVIEW:
        return "page view", on(Moment.PAGE)
    return "event", Condition((EVENT,), "equals", (rule.value,))


_UNKNOWN = Condition((Variable("rule", Origin.UNKNOWN),), "holds", ())


def _spelled(text: str) -> str:
    return _BRACES.sub(r"{{\1}}", text)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
