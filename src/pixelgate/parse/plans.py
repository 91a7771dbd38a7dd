"""Tracking plans of Segment: which events carry which properties, as its APIs return them and Typewriter keeps them.

Of the first API ``{"rules": {"events": [{"name": …, "rules": <schema>}]}}``, of the public one
``{"rules": [{"key": …, "type": "TRACK", "jsonSchema": <schema>}]}``. A schema of a whole message has ``properties`` and
``traits`` inside it; Typewriter keeps that of the properties alone.
Sources: https://segment.com/docs/protocols/tracking-plan/create/, segmentio/typewriter src/analytics/plan.json and
src/telemetry/plan.json.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

MARKS = ((b'"rules"', b'"events"', b'"$schema"'), (b'"rules"', b'"jsonSchema"', b'"TRACK"'))
IDENTIFY = "identify"

_MESSAGE = frozenset({"context", "properties", "traits"})
_DEEPEST = 6
_MOST = 100
"""Properties of one event."""


class Planned(msgspec.Struct, frozen=True):
    """An event of a plan, ``IDENTIFY`` for what is said of a person, with the dotted names of what it carries."""

    event: str
    names: tuple[str, ...]


def holds(data: bytes) -> bool:
    """Tell whether the bytes of a file may hold a plan."""
    return any(all(mark in data for mark in marks) for marks in MARKS)


def read(text: str) -> tuple[Planned, ...]:
    """Return the events of a plan, or of none."""
    try:
        held = msgspec.json.decode(text.encode(errors="replace"))
    except (msgspec.DecodeError, RecursionError):
        return ()
    found = (Planned(event, tuple(_names(schema))) for event, schema in _rules(held, 0) if event)
    return tuple(one for one in found if one.names)


def _rules(held: object, depth: int) -> Iterator[tuple[str, object]]:
    """Yield the events with their schemas; answers of the APIs hold the rules inside ``data`` or ``trackingPlan``."""
    match held:
        case {"rules": {"events": list() as events, **others}}:
            yield from ((one["name"], one.get("rules")) for one in events if _named(one, "name"))
            yield IDENTIFY, _first(others, "identify")
        case {"rules": list() as rules}:
            for one in rules:
                if _named(one, "key") and one.get("type") == "TRACK":
                    yield one["key"], one.get("jsonSchema")
                elif isinstance(one, dict) and one.get("type") == "IDENTIFY":
                    yield IDENTIFY, one.get("jsonSchema")
        case dict() if depth < _DEEPEST:
            for key in ("data", "trackingPlan", "tracking_plan"):
                yield from _rules(held.get(key), depth + 1)
        case list() if depth < _DEEPEST:
            for one in held[:_MOST]:
                yield from _rules(one, depth + 1)
        case _:
            return


def _named(one: object, key: str) -> bool:
    return isinstance(one, dict) and isinstance(one.get(key), str)


def _first(held: object, key: str) -> object:
    return held.get(key) if isinstance(held, dict) else None


def _names(schema: object) -> Iterator[str]:
    """Yield the names of what a schema takes: of a whole message, those of its properties and traits."""
    top = _first(schema, "properties")
    if isinstance(top, dict) and top and top.keys() <= _MESSAGE:
        inner = [_first(top, "properties"), _first(top, "traits")]
    else:
        inner = [schema]
    stack = [(name, one, 1) for held in inner for name, one in _fields(held)][::-1]
    for _ in range(_MOST):
        if not stack:
            return
        name, one, depth = stack.pop()
        yield name
        further = _fields(one) if depth < _DEEPEST else ()
        stack += [(f"{name}.{key}", value, depth + 1) for key, value in further][::-1]


def _fields(schema: object) -> tuple[tuple[str, object], ...]:
    held = _first(schema, "properties") or _first(_first(schema, "items"), "properties")
    return tuple(held.items()) if isinstance(held, dict) else ()
