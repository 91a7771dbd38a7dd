"""Properties of Adobe Experience Platform Tags (Launch) as the Reactor API returns them: rules, components, elements.

Resources of JSON:API, in one list or in several, lie anywhere in the file; what a component does is named by its
``delegate_descriptor_id`` (``core::conditions::path``), and its settings are JSON in a string. They become the object
that a built library holds, which :mod:`pixelgate.parse.containers.launch` reads.
Sources: https://experienceleague.adobe.com/en/docs/experience-platform/tags/api/endpoints/rule-components,
https://experienceleague.adobe.com/en/docs/experience-platform/tags/api/endpoints/data-elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.parse.containers import launch
from pixelgate.parse.containers.model import Container
from pixelgate.parse.values import Array, Constant, Entry, Object, Value
from pixelgate.source import Span

MARKS = (b'"delegate_descriptor_id"', b'"attributes"')
_TYPES = frozenset({"rules", "rule_components", "data_elements", "extensions", "environments", "libraries"})
_DEPTH = 8
_KINDS = ("events", "conditions", "actions")
_NAMED = re.compile(r'"id"\s*:\s*("[A-Z]{2}[0-9a-zA-Z]{6,40}")')
_FILE = re.compile(r"launch-([\w-]+?)(?:\.min)?\.js|^(EN[0-9a-f]{32})$")
_DASH = re.compile(r"-(\w)")


class _Resource(msgspec.Struct):
    id: str = ""
    type: str = ""
    attributes: dict[str, object] = {}
    relationships: dict[str, object] = {}


def read(data: bytes) -> tuple[Container, ...]:
    """Return the container of a dump; what is switched off or deleted is left out.

    Raises:
        msgspec.DecodeError: It is no JSON.

    """
    found = tuple(_resources(msgspec.json.decode(data), 0))
    if not any(one.type == "rule_components" for one in found):
        return ()
    places = _places(data.decode(errors="replace"))
    parts: dict[str, list[_Resource]] = {}
    for one in _of("rule_components", found):
        for rule in dict.fromkeys(_rules_of(one)):
            parts.setdefault(rule, []).append(one)
    held = _object(
        rules=Array(tuple(_rule(one, parts.get(one.id, []), places) for one in _of("rules", found)), _NOWHERE),
        dataElements=_table((_said(one, "name"), _component(one, places)) for one in _of("data_elements", found)),
        extensions=_table((_said(one, "name"), _extension(one)) for one in _of("extensions", found)),
        environment=_object(id=_text(_published(found))),
    )
    return (launch.container("", held),)


def _resources(value: object, depth: int) -> Iterator[_Resource]:
    """Yield the resources in a file, wherever they lie."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _resources(one, depth + 1)
    elif isinstance(value, dict):
        if str(value.get("type")) in _TYPES and isinstance(value.get("attributes"), dict):
            yield msgspec.convert(value, _Resource, strict=False)
            return
        for one in value.values():
            yield from _resources(one, depth + 1)


def _of(kind: str, found: Iterable[_Resource]) -> tuple[_Resource, ...]:
    of = (one for one in found if one.type == kind and one.attributes.get("deleted_at") is None)
    return tuple(one for one in of if one.attributes.get("enabled") is not False)


def _rule(rule: _Resource, components: Iterable[_Resource], places: dict[str, Span]) -> Object:
    parts = sorted(components, key=_order)
    kinds = {
        kind: Array(tuple(_component(one, places) for one in parts if f"::{kind}::" in _descriptor(one)), _NOWHERE)
        for kind in _KINDS
    }
    held = _object(name=_text(_said(rule, "name")), id=_text(rule.id), **kinds)
    return Object(held.entries, places.get(rule.id, _NOWHERE))


def _order(component: _Resource) -> float:
    order = component.attributes.get("order")
    return float(order) if isinstance(order, int | float) else 0.0


def _rules_of(component: _Resource) -> Iterator[str]:
    for key in ("rules", "rule"):
        related = component.relationships.get(key)
        data = related.get("data") if isinstance(related, dict) else None
        for one in data if isinstance(data, list) else [data]:
            if isinstance(one, dict):
                yield str(one.get("id", ""))


def _component(one: _Resource, places: dict[str, Span]) -> Object:
    """Return a component as a library holds it: the path of its module, its settings, and whether it is negated."""
    extension, _, rest = _descriptor(one).partition("::")
    kind, _, name = rest.partition("::")
    module = _DASH.sub(lambda found: found[1].upper(), name)
    held = _object(
        modulePath=_text(f"{extension}/src/lib/{kind}/{module}.js"),
        settings=_value(_settings(one), 0),
        negate=_value(one.attributes.get("negate") is True, 0),
    )
    return Object(held.entries, places.get(one.id, _NOWHERE))


def _settings(one: _Resource) -> object:
    raw = one.attributes.get("settings")
    if not isinstance(raw, str):
        return raw
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return {}


def _extension(one: _Resource) -> Object:
    return _object(displayName=_text(_said(one, "display_name") or _said(one, "name")))


def _published(found: Iterable[_Resource]) -> str:
    """Return the ID by which pages load the property: that of its production environment, if it is told."""
    for one in _of("environments", found):
        texts = (one.id, *(str(text) for text in one.attributes.values()))
        ids = [match[1] or match[2] for text in texts if (match := _FILE.search(text))]
        if ids and one.attributes.get("stage") == "production":
            return ids[-1]
    return ""


def _places(text: str) -> dict[str, Span]:
    """Return where the IDs of resources stand first."""
    found: dict[str, Span] = {}
    for match in _NAMED.finditer(text):
        found.setdefault(match[1].strip('"'), Span(*match.span(1)))
    return found


def _descriptor(one: _Resource) -> str:
    return str(one.attributes.get("delegate_descriptor_id") or "")


def _said(one: _Resource, key: str) -> str:
    value = one.attributes.get(key)
    return value if isinstance(value, str) else ""


_NOWHERE = Span(0, 0)


def _text(text: str) -> Constant:
    return Constant(text, _NOWHERE)


def _object(**entries: Value) -> Object:
    return _table(entries.items())


def _table(entries: Iterable[tuple[str, Value]]) -> Object:
    return Object(tuple(Entry(key, value, _NOWHERE) for key, value in entries), _NOWHERE)


def _value(value: object, depth: int) -> Value:
    """Return JSON as code would say it."""
    match value:
        case dict() if depth < _DEPTH:
            return _table((str(key), _value(one, depth + 1)) for key, one in value.items())
        case list() if depth < _DEPTH:
            return Array(tuple(_value(one, depth + 1) for one in value), _NOWHERE)
        case bool() | str() | None:
            return Constant(value, _NOWHERE)
        case int() | float():
            return Constant(float(value), _NOWHERE)
        case _:
            return Constant(None, _NOWHERE)
