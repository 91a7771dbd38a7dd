"""Libraries of Adobe Experience Platform Tags (Launch): the object that a built property hands to its engine.

``_satellite.container = {dataElements, extensions, property, rules: [{name, events, conditions, actions}]}``; a rule's
actions run when one of its events happens and all its conditions hold.
Source: https://experienceleague.adobe.com/en/docs/experience-platform/tags/extensions/client/core/overview.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pixelgate.parse.containers import gtm
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
)
from pixelgate.parse.containers.variables import Params, Plain, Variables
from pixelgate.parse.document import Script
from pixelgate.parse.values import Array, Function, Object, Value, constant
from pixelgate.source import Span

MARKS = (b"_satellite", b"container", b"modulePath")
MANAGER = "launch"
_TARGET = "_satellite.container"

_EVENTS = {
    "libraryLoaded": ("library loaded", Moment.PAGE),
    "pageBottom": ("page bottom", Moment.PAGE),
    "domReady": ("DOM ready", Moment.DOM),
    "windowLoaded": ("window loaded", Moment.LOAD),
    "historyChange": ("history change", Moment.HISTORY),
    "timeSpentOnPage": ("time spent on the page", Moment.TIMER),
    "click": ("click", Moment.CLICK),
    "submit": ("form submission", Moment.FORM),
    "entersViewport": ("enters the viewport", Moment.VISIBLE),
}
_ELEMENTS = {
    "javascriptVariable": ("j", {"path": "name"}),
    "queryStringParameter": ("u", {"name": "queryKey"}),
    "cookie": ("k", {"name": "name"}),
    "domAttribute": ("d", {"elementSelector": "elementSelector"}),
    "dom": ("d", {"elementSelector": "elementSelector"}),
}
_SILENT = frozenset({"clearVariables", "resetVariables"})
_FILE = re.compile(r"/launch-([\w-]+?)(?:\.min)?\.js")
_REFERENCE = re.compile(r"%([^%\s][^%]{0,200})%")
_DEPTH = 12


def read(text: str, scripts: Iterable[Script]) -> Iterator[Container]:
    """Yield the container in a built library."""
    for script in scripts:
        for assignment in script.assignments:
            if assignment.target == _TARGET and isinstance(assignment.value, Object):
                yield _container(text, assignment.value)


def _container(text: str, held: Object) -> Container:
    named = _FILE.search(text[:500])
    identifier = named[1] if named else _text(_object(held.get("environment")), "id")
    given = {one.key: _element(_object(one.value)) for one in _object(held.get("dataElements")).entries if one.key}
    variables = Variables(given, {})
    titles = {one.key: _text(_object(one.value), "displayName") for one in _object(held.get("extensions")).entries}
    rules = [rule for rule in _items(held.get("rules")) if isinstance(rule, Object)]
    triggers = {rule.span: tuple(_triggers(rule)) for rule in rules}
    return Container(
        MANAGER,
        identifier,
        0,
        held.span,
        tuple(tag for rule in rules for tag in _tags(text, rule, triggers[rule.span], variables, titles)),
        tuple(trigger for same in triggers.values() for trigger in same),
        tuple(f"the extension {name} may run by itself" for name in titles if name != "core"),
    )


def _element(element: Object) -> tuple[str, Params]:
    """Return a data element as a variable of the common kinds."""
    code, keys = _ELEMENTS.get(_module(element), ("jsm", {}))
    settings = _object(element.get("settings"))
    params: dict[str, Plain] = {name: _text(settings, key) for key, name in keys.items()}
    return code, params | ({"component": "QUERY"} if code == "u" else {})


def _triggers(rule: Object) -> Iterator[Trigger]:
    conditions = tuple(_condition(one) for one in _items(rule.get("conditions")) if isinstance(one, Object))
    name = _text(rule, "name")
    for at, event in enumerate(_items(rule.get("events"))):
        identifier = f"{rule.span.start}/{at}"
        module = _module(_object(event))
        kind, moment = _EVENTS.get(module, (module or "event", None))
        if module == "directCall":
            called = Condition((EVENT,), "equals", (_text(_object(_object(event).get("settings")), "identifier"),))
            yield Trigger(identifier, name, "direct call", (called, *conditions))
        else:
            happened = (on(moment),) if moment else ()
            yield Trigger(identifier, name, kind, (*happened, *conditions), known=moment is not None)


def _condition(condition: Object) -> Condition:
    module, settings = _module(condition), _object(condition.get("settings"))
    negate = constant(condition.get("negate")) == "true"
    lines = [_object(one) for one in _items(settings.get("paths"))]
    if module != "path" or not lines:
        return Condition((Variable(module, Origin.UNKNOWN),), module, (), negate)
    kinds = {constant(one.get("valueIsRegex")) == "true" for one in lines}
    values = [_text(one, "value") for one in lines]
    parts = values if kinds == {True} else [f"^{re.escape(value)}$" for value in values]
    pattern = parts[0] if len(parts) == 1 else "|".join(f"(?:{part})" for part in parts)
    operator = "regex" if len(kinds) == 1 else "matches any of"
    return Condition((Variable("path", Origin.PATH),), operator, (pattern,), negate, kinds == {True})


def _tags(
    text: str, rule: Object, triggers: tuple[Trigger, ...], variables: Variables, titles: dict[str | None, str]
) -> Iterator[Tag]:
    firing = tuple(Firing(trigger.id) for trigger in triggers)
    for action in _items(rule.get("actions")):
        if not isinstance(action, Object):
            continue
        path = _text(action, "modulePath")
        extension, module = path.partition("/")[0], _module(action)
        settings = _object(action.get("settings"))
        yield Tag(
            _text(rule, "name"),
            module if extension == "core" else extension,
            action.span,
            fields=tuple(gtm.fields(_settings(settings), variables)),
            firing=firing,
            template=titles.get(extension, "") if extension != "core" else "",
            html=_markup(text, settings) if module == "customCode" else "",
            sends=module not in _SILENT,
        )


def _markup(text: str, settings: Object) -> str:
    """Return the code of an action as markup: a function, code in a string, or the address of a file."""
    source = settings.get("source")
    if isinstance(source, Function):
        return f"<script>({text[source.span.start : source.span.end]})()</script>"
    code = constant(source) or ""
    if re.match(r"(?:https?:)?//\S+$", code):
        return f'<script src="{code}"></script>'
    return code if _text(settings, "language") == "html" else f"<script>{code}</script>"


def _settings(settings: Object) -> Params:
    return {one.key: _plain(one.value, 0) for one in settings.entries if one.key and one.key != "source"}


def _plain(value: Value, depth: int) -> Plain:
    if depth > _DEPTH:
        return ""
    if isinstance(value, Array):
        return [_line(one, depth) for one in value.items]
    if isinstance(value, Object):
        return {one.key: _plain(one.value, depth + 1) for one in value.entries if one.key}
    return _REFERENCE.sub(r"{{\1}}", constant(value) or "")


def _line(value: Value, depth: int) -> Plain:
    """Return an item of a list; one that has a name and a value as an entry."""
    if isinstance(value, Object) and (name := _text(value, "name")) and (given := value.get("value")) is not None:
        return {name: _plain(given, depth + 1)}
    return _plain(value, depth + 1)


def _module(one: Object) -> str:
    """Return the last part of a module's path without its ending."""
    path = _text(one, "modulePath").removesuffix("/index.js").removesuffix(".js")
    return path.rpartition("/")[2]


def _text(one: Object, key: str) -> str:
    return constant(one.get(key)) or ""


def _object(value: Value | None) -> Object:
    return value if isinstance(value, Object) else _NOTHING


def _items(value: Value | None) -> tuple[Value, ...]:
    return value.items if isinstance(value, Array) else ()


_NOTHING = Object((), Span(0, 0))
