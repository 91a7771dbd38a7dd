"""Containers of Google Tag Manager as the interface exports them and the API returns them (formats 1.3 and 2).

What is older than triggers has rules, which fire tags whatever happens, and macros in the place of variables.
Sources: https://support.google.com/tagmanager/answer/6106997, https://developers.google.com/tag-platform/tag-manager/api/v2/reference/accounts/containers/versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from pixelgate.parse.containers.model import (
    EVENT,
    Condition,
    Container,
    Firing,
    Moment,
    Tag,
    Trigger,
    Written,
    on,
)
from pixelgate.parse.containers.places import Places
from pixelgate.parse.containers.sent import fields, flat, markup
from pixelgate.parse.containers.templates import Template, addresses, may_push, may_send, permitted, types
from pixelgate.parse.containers.variables import Params, Plain, Variables
from pixelgate.source import Span

MARKS = (b'"containerVersion"', b'"containerVersionId"')
MANAGER = "gtm"
SERVER = "gtm-server"
APP = "gtm-app"
"""The format's name where a mobile application, and no page, loads the container."""

KINDS = {
    "pageview": ("page view", Moment.PAGE),
    "domready": ("DOM ready", Moment.DOM),
    "windowloaded": ("window loaded", Moment.LOAD),
    "init": ("initialization", Moment.INIT),
    "consentinit": ("consent initialization", Moment.CONSENT),
    "click": ("click", Moment.CLICK),
    "linkclick": ("link click", Moment.LINK),
    "formsubmission": ("form submission", Moment.FORM),
    "historychange": ("history change", Moment.HISTORY),
    "timer": ("timer", Moment.TIMER),
    "scrolldepth": ("scroll depth", Moment.SCROLL),
    "elementvisibility": ("element visibility", Moment.VISIBLE),
    "youtubevideo": ("video", Moment.VIDEO),
    "jserror": ("script error", Moment.ERROR),
}
_BUILT_IN = {
    "2147479553": Trigger("2147479553", "All Pages", "page view", (on(Moment.PAGE),)),
    "2147479572": Trigger(
        "2147479572", "Consent Initialization - All Pages", "consent initialization", (on(Moment.CONSENT),)
    ),
    "2147479573": Trigger("2147479573", "Initialization - All Pages", "initialization", (on(Moment.INIT),)),
}
OPERATORS = {
    "equals": "equals",
    "contains": "contains",
    "startswith": "starts",
    "endswith": "ends",
    "matchregex": "regex",
}
_REQUEST = "http_request"
_REFERENCE = "tagreference"
_IDS = ("measurementId", "tagId")
"""The settings in which a tag that others name has the ID under which they send."""

_RULE = "rule "
"""What the numbers of rules begin with, which count apart from those of triggers."""

_WEB = re.compile(r"GTM-[A-Z0-9]{4,9}")
_VERSION = re.compile(r"[0-9]{1,18}")


class _Parameter(msgspec.Struct, rename={"items": "list", "entries": "map"}):
    type: str = ""
    key: str = ""
    value: str | bool | float | None = None
    items: list[_Parameter] = []
    entries: list[_Parameter] = []


class _Comparison(msgspec.Struct):
    type: str = ""
    parameter: list[_Parameter] = []


class _Named(msgspec.Struct, rename="camel"):
    tag_name: str = ""


class _Consent(msgspec.Struct, frozen=True, rename="camel"):
    consent_status: str = ""


class _Tag(msgspec.Struct, rename="camel"):
    name: str = ""
    type: str = ""
    parameter: list[_Parameter] = []
    firing_trigger_id: list[str] = []
    blocking_trigger_id: list[str] = []
    firing_rule_id: list[str] = []
    blocking_rule_id: list[str] = []
    setup_tag: list[_Named] = []
    teardown_tag: list[_Named] = []
    paused: bool = False
    consent_settings: _Consent = _Consent()


class _Trigger(msgspec.Struct, rename="camel"):
    trigger_id: str = ""
    name: str = ""
    type: str = ""
    custom_event_filter: list[_Comparison] = []
    filter: list[_Comparison] = []
    auto_event_filter: list[_Comparison] = []
    parameter: list[_Parameter] = []


class _Rule(msgspec.Struct, rename="camel"):
    rule_id: str = ""
    name: str = ""
    condition: list[_Comparison] = []


class _Variable(msgspec.Struct, rename="camel"):
    name: str = ""
    type: str = ""
    parameter: list[_Parameter] = []
    format_value: dict[str, msgspec.Raw] = {}


class _BuiltIn(msgspec.Struct):
    name: str = ""
    type: str = ""


class _Client(msgspec.Struct):
    parameter: list[_Parameter] = []


class _Owner(msgspec.Struct, frozen=True, rename="camel"):
    public_id: str = ""
    usage_context: list[str] = []


class _Version(msgspec.Struct, rename="camel"):
    container: _Owner = _Owner()
    container_version_id: str = ""
    tag: list[msgspec.Raw] = []
    trigger: list[_Trigger] = []
    variable: list[_Variable] = []
    rule: list[_Rule] = []
    macro: list[_Variable] = []
    built_in_variable: list[_BuiltIn] = []
    custom_template: list[Template] = []
    zone: list[msgspec.Raw] = []
    client: list[_Client] = []


class _Export(msgspec.Struct, rename="camel"):
    container_version: _Version


def read(data: bytes) -> tuple[Container, ...]:
    """Return the containers of an export, of a list of exports, or of a version as the API returns it.

    Raises:
        msgspec.DecodeError: It is none.

    """
    places = Places(data)
    return tuple(_container(version, places) for version in _versions(data))


def _versions(data: bytes) -> Iterator[_Version]:
    one = data.lstrip()[:1] != b"["
    pieces = (data,) if one else msgspec.json.decode(data, type=list[msgspec.Raw])
    for piece in pieces:
        try:
            yield msgspec.json.decode(piece, type=_Export, strict=False).container_version
        except msgspec.ValidationError:
            version = msgspec.json.decode(piece, type=_Version, strict=False)
            if not version.container_version_id:
                raise
            yield version


def _container(version: _Version, places: Places) -> Container:
    given = {
        one.name: ("changed" if one.format_value and one.type in {"u", "c"} else one.type, plain(one.parameter))
        for one in (*version.macro, *version.variable)
    }
    variables = Variables(given, {one.name: one.type for one in version.built_in_variable})
    tags = [(_ruled(msgspec.json.decode(raw, type=_Tag, strict=False)), places.named(raw)) for raw in version.tag]
    templates = {template: one for one in version.custom_template for template in types(one)}
    triggers = {one.trigger_id: _trigger(one, variables) for one in version.trigger}
    triggers |= {_RULE + one.rule_id: _rule(one, variables) for one in version.rule}
    named = {tag.name: plain(tag.parameter) for tag, _ in tags}
    asked = dict.fromkeys(one for tag, _ in tags for one in (*tag.firing_trigger_id, *tag.blocking_trigger_id))
    extra = [_BUILT_IN.get(one) or Trigger(one, one, "unknown", known=False) for one in asked if one not in triggers]
    return Container(
        _manager(version.container.usage_context),
        version.container.public_id,
        number(version.container_version_id),
        Span(0, 0),
        tuple(_tag(_referring(tag, named), span, variables, templates) for tag, span in _sequenced(tags)),
        (*triggers.values(), *extra),
        ("a zone loads further containers",) if version.zone else (),
        serves=tuple(dict.fromkeys(name for one in version.client for name in _served(plain(one.parameter)))),
    )


def _manager(usage: list[str]) -> str:
    """Return the format's name by what loads the container (``WEB``, ``SERVER``, ``IOS_SDK_5``, ``ANDROID``)."""
    names = {one.upper() for one in usage}
    if "SERVER" in names:
        return SERVER
    return APP if names and all(name.startswith(("IOS", "ANDROID")) for name in names) else MANAGER


def _served(params: Params) -> Iterator[str]:
    """Yield the IDs of the web containers that a client of a server container hands out."""
    for _, text in flat(params.get("allowedContainerIds", ""), ""):
        yield from _WEB.findall(text)


def number(text: str) -> int:
    """Return the number of a version, 0 for what is none."""
    return int(text) if _VERSION.fullmatch(text) else 0


def _sequenced(tags: list[tuple[_Tag, Span]]) -> Iterator[tuple[_Tag, Span]]:
    """Yield the tags; one that runs before or after another is fired by what fires that one, too."""
    firing = {tag.name: set(tag.firing_trigger_id) for tag, _ in tags}
    beside = [(one.tag_name, tag) for tag, _ in tags for one in (*tag.setup_tag, *tag.teardown_tag) if not tag.paused]
    for _ in range(3):
        for name, tag in beside:
            firing.get(name, set()).update(firing[tag.name])
    for tag, span in tags:
        more = sorted(firing[tag.name] - set(tag.firing_trigger_id))
        kept = [] if more else tag.blocking_trigger_id  # what blocks a tag does not block it in the wake of another
        yield (
            msgspec.structs.replace(tag, firing_trigger_id=[*tag.firing_trigger_id, *more], blocking_trigger_id=kept),
            span,
        )


def _referring(tag: _Tag, named: Mapping[str, Params]) -> _Tag:
    """Return a tag with the ID of the tag that it names in place of that tag's name (older events of GA4 do so)."""
    if not any(_spelled(one.type) == _REFERENCE for one in tag.parameter):
        return tag
    return msgspec.structs.replace(tag, parameter=[_referred(one, named) for one in tag.parameter])


def _referred(parameter: _Parameter, named: Mapping[str, Params]) -> _Parameter:
    other = named.get(str(parameter.value), {}) if _spelled(parameter.type) == _REFERENCE else {}
    found = next((text for key in _IDS if isinstance(text := other.get(key), str) and text), None)
    return msgspec.structs.replace(parameter, value=found) if found else parameter


def _spelled(code: str) -> str:
    """Return a code as the formats have in common, which spell it in two ways (``PAGE_VIEW``, ``pageView``)."""
    return re.sub(r"\W|_", "", code).lower()


def _tag(tag: _Tag, span: Span, variables: Variables, templates: Mapping[str, Template]) -> Tag:
    params = plain(tag.parameter)
    written = markup(tag.type, params)
    template = templates.get(tag.type)
    permissions = permitted(template)
    return Tag(
        tag.name,
        tag.type,
        span,
        fields=tuple(fields(params, variables)),
        firing=tuple(Firing(one, tuple(tag.blocking_trigger_id)) for one in tag.firing_trigger_id),
        template=template.name if template else "",
        hosts=addresses(permissions or _asked(tag.type, params)),
        html=variables.filled(written),
        paused=tag.paused,
        waits=tag.consent_settings.consent_status.lower() == "needed",
        sends=template is None or may_send(template),
        pushes=may_push(template) if template else tag.type.startswith("cvt_"),
        held=variables.held(written),
    )


def _asked(type_: str, params: Params) -> str:
    """Return the address to which a tag of a server sends a request that its settings describe."""
    url = params.get("url", "") if type_ == _REQUEST else ""
    return url if isinstance(url, str) else ""


def _trigger(trigger: _Trigger, variables: Variables) -> Trigger:
    code = _spelled(trigger.type)
    kind, moment = KINDS.get(code, ("", None))
    comparisons = [*trigger.custom_event_filter, *trigger.filter, *trigger.auto_event_filter]
    conditions = tuple(_condition(one, variables) for one in comparisons)
    happened = (on(moment),) if moment else ()
    if code == "triggergroup":
        return Trigger(trigger.trigger_id, trigger.name, "trigger group", conditions, _group(plain(trigger.parameter)))
    known = bool(moment) or code == "always" or (code == "customevent" and bool(trigger.custom_event_filter))
    name = kind or {"customevent": "custom event", "always": "every event"}.get(code, trigger.type)
    return Trigger(trigger.trigger_id, trigger.name, name, (*happened, *conditions), known=known)


def _ruled(tag: _Tag) -> _Tag:
    """Return a tag with the rules that fire it among its triggers."""
    firing = [*tag.firing_trigger_id, *(_RULE + one for one in tag.firing_rule_id)]
    blocking = [*tag.blocking_trigger_id, *(_RULE + one for one in tag.blocking_rule_id)]
    return msgspec.structs.replace(tag, firing_trigger_id=firing, blocking_trigger_id=blocking)


def _rule(rule: _Rule, variables: Variables) -> Trigger:
    return Trigger(_RULE + rule.rule_id, rule.name, "rule", tuple(_condition(one, variables) for one in rule.condition))


def _group(params: Params) -> tuple[str, ...]:
    ids = params.get("triggerIds", [])
    return tuple(one for one in ids if isinstance(one, str)) if isinstance(ids, list) else ()


def _condition(comparison: _Comparison, variables: Variables) -> Condition:
    params = plain(comparison.parameter)
    left, right = (_side(params, key, variables) for key in ("arg0", "arg1"))
    operator = OPERATORS.get(_spelled(comparison.type), comparison.type.lower())
    negate, ignore_case = params.get("negate") == "true", params.get("ignore_case") == "true"
    return Condition(left or (EVENT,), operator, right, negate, ignore_case)


def _side(params: Params, key: str, variables: Variables) -> Written:
    value = params.get(key, "")
    return variables.written(value) if isinstance(value, str) else ()


def plain(parameters: list[_Parameter]) -> dict[str, Plain]:
    """Return parameters as a plain table."""
    return {one.key: _value(one) for one in parameters}


def _value(parameter: _Parameter) -> Plain:
    if parameter.items:
        return [_value(one) for one in parameter.items]
    if parameter.entries:
        return plain(parameter.entries)
    match parameter.value:
        case bool():
            return "true" if parameter.value else "false"
        case None:
            return ""
        case float() as figure:
            return str(int(figure)) if figure.is_integer() else repr(figure)
        case _:
            return parameter.value
