"""Libraries of Adobe Experience Platform Tags (Launch): the object that a built property hands to its engine.

``_satellite.container = {dataElements, extensions, property, rules: [{name, events, conditions, actions}]}``; a rule's
actions run when one of its events happens and all its conditions hold.
Source: https://experienceleague.adobe.com/en/docs/experience-platform/tags/extensions/client/core/overview.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    "timeOnPage": ("time spent on the page", Moment.TIMER),
    "click": ("click", Moment.CLICK),
    "formSubmission": ("form submission", Moment.FORM),
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
_READ = frozenset({"value", "text", "html", "innerHTML", "textContent"})
_SILENT = frozenset({"clearVariables", "resetVariables"})
_FILE = re.compile(r"/launch-([\w-]+?)(?:\.min)?\.js")
_REFERENCE = re.compile(r"%([^%\s][^%]{0,200})%")
_ASKED = re.compile(r"""_satellite\.getVar\(\s*(['"])([^'"{}]{1,200})\1\s*\)""")
_DEPTH = 12


def read(text: str, scripts: Iterable[Script]) -> Iterator[Container]:
    """Yield the container in a built library."""
    for script in scripts:
        for assignment in script.assignments:
            if assignment.target == _TARGET and isinstance(assignment.value, Object):
                yield container(text, assignment.value)


def container(text: str, held: Object) -> Container:
    """Return a container from the object that a library holds; ``text`` is the file that its functions stand in."""
    named = _FILE.search(text[:500])
    identifier = named[1] if named else _text(_object(held.get("environment")), "id")
    given = {
        one.key: _element(text, _object(one.value)) for one in _object(held.get("dataElements")).entries if one.key
    }
    variables = Variables(given, {})
    titles = {one.key: _text(_object(one.value), "displayName") for one in _object(held.get("extensions")).entries}
    rules = [rule for rule in _items(held.get("rules")) if isinstance(rule, Object)]
    triggers = [tuple(_triggers(at, rule)) for at, rule in enumerate(rules)]
    return Container(
        MANAGER,
        identifier,
        0,
        held.span,
        tuple(
            tag
            for rule, fired in zip(rules, triggers, strict=True)
            for tag in _tags(text, rule, fired, variables, titles)
        ),
        tuple(trigger for same in triggers for trigger in same),
        tuple(f"the extension {name} may run by itself" for name in titles if name != "core"),
    )


def _element(text: str, element: Object) -> tuple[str, Params]:
    """Return a data element as a variable of the common kinds."""
    module, settings = _module(element), _object(element.get("settings"))
    code, keys = _ELEMENTS.get(module, ("jsm", {}))
    params: dict[str, Plain] = {name: _text(settings, key) for key, name in keys.items()}
    if code == "u":
        params["component"] = "QUERY"
    elif code == "d":
        read = _text(settings, "elementProperty")
        params["attributeName"] = "" if read in _READ else read
    elif module == "customCode":
        params["javascript"] = _function(text, settings.get("source"))
    return code, params


def _function(text: str, source: Value | None) -> str:
    """Return code as a function: it is one in a library, and the body of one elsewhere."""
    if isinstance(source, Function):
        return text[source.span.start : source.span.end]
    return f"function() {{ {constant(source)} }}" if constant(source) else ""


def _triggers(number: int, rule: Object) -> Iterator[Trigger]:
    conditions = tuple(_condition(one) for one in _items(rule.get("conditions")) if isinstance(one, Object))
    name = _text(rule, "name")
    for at, event in enumerate(_items(rule.get("events"))):
        identifier = f"{number}/{at}"
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
        markup = _spelled(_markup(text, _object(action.get("settings")))) if _module(action) == "customCode" else ""
        extension, module = path.partition("/")[0], _module(action)
        settings = _object(action.get("settings"))
        yield Tag(
            _text(rule, "name"),
            module if extension == "core" else extension,
            action.span,
            fields=tuple(sent.fields(_settings(settings), variables)),
            firing=firing,
            template=titles.get(extension, "") if extension != "core" else "",
            html=markup,
            sends=module not in _SILENT,
            held=variables.held(markup),
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


def _spelled(markup: str) -> str:
    """Return code with the data elements that it asks for written as variables."""
    return _REFERENCE.sub(r"{{\1}}", _ASKED.sub(r"'{{\2}}'", markup))


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
