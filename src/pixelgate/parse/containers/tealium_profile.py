"""Profiles of Tealium iQ, as the profiles API returns them, and as its interface holds them.

Tags name the load rules they need, and how these are joined; a rule is a list of alternatives, each of them a list of
comparisons that must all hold. The interface's own form has ``manage`` for tags, and ``loadrules`` with numbered
alternatives.
Sources: https://docs.tealium.com/api/v3/iq-profiles/iq-profiles-api-objects/, https://docs.tealium.com/api/v3/iq-profiles/iq-load-rules-api/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from pixelgate.parse.containers import gtm
from pixelgate.parse.containers.boolean import MOST
from pixelgate.parse.containers.model import (
    Condition,
    Container,
    Field,
    Firing,
    Moment,
    Origin,
    Tag,
    Trigger,
    Variable,
    on,
    whole,
)
from pixelgate.parse.containers.tealium import MANAGER, variable
from pixelgate.parse.containers.variables import plain
from pixelgate.source import Span

MARKS = (b'"loadRules"', b'"profile"', b'"tags"')
OLDER = (b'"loadrules"', b'"profile"', b'"manage"')

_OPERATORS = {
    "equals": "equals",
    "equal": "equals",
    "contains": "contains",
    "contain": "contains",
    "starts_with": "starts",
    "start_with": "starts",
    "ends_with": "ends",
    "end_with": "ends",
    "regular_expression": "regex",
}
_NOT, _ANY_CASE = "does_not_", "_ignore_case"
_REGEX = re.compile(r"/(?P<text>.+)/(?P<flags>[a-z]*)", re.DOTALL)
_OWN = re.compile(r"^(?:udo|js)\.")
_NAMED = re.compile(r'"(?:name|title)"\s*:\s*("(?:[^"\\]|\\.)*")')
_ALL = "all"

Rule = list[list[Condition]] | None
"""Alternatives of conditions; ``None`` is a rule that nobody knows."""


def read(data: bytes) -> tuple[Container, ...]:
    """Return the container of a profile; other files have words in common with it.

    Raises:
        msgspec.DecodeError: It is no JSON.

    """
    held = msgspec.json.decode(data)
    if not isinstance(held, dict) or not isinstance(held.get("profile"), str):
        return ()
    tags = list(_rows(held.get("tags", held.get("manage"))))
    rules = {str(key): _rule(one) for key, one in _rows(held.get("loadRules", held.get("loadrules")))}
    text = data.decode(errors="replace")
    places = {msgspec.json.decode(found[1]): Span(*found.span(1)) for found in reversed([*_NAMED.finditer(text)])}
    made = [(key, tag, tuple(_triggers(tag, rules))) for key, tag in tags]
    triggers = {one.id: one for _, _, some in made for one in some}
    version = gtm.number(str(held.get("version") or held.get("revision") or ""))
    found = tuple(_tag(key, tag, some, places) for key, tag, some in made)
    unread = (
        ("its extensions may run code by themselves",) if held.get("extensions") or held.get("customizations") else ()
    )
    return (Container(MANAGER, held["profile"], version or 1, Span(0, 0), found, tuple(triggers.values()), unread),)


def _rows(value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield tags or rules with their numbers, from a list or from an object that has them for keys."""
    pairs = (
        value.items() if isinstance(value, dict) else ((None, one) for one in value) if isinstance(value, list) else ()
    )
    for key, one in pairs:
        if isinstance(one, dict):
            yield str(one.get("id", key) if key is None else key), one


def _tag(key: str, tag: Mapping[str, object], triggers: tuple[Trigger, ...], places: Mapping[str, Span]) -> Tag:
    name = _text(tag, "name") or _text(tag, "title")
    settings = plain(tag.get("configuration"))
    return Tag(
        name or f"tag {key}",
        _text(tag, "tagId") or _text(tag, "tag_id") or key,
        places.get(name, Span(0, 0)),
        fields=(*(Field(one, (text,)) for one, text in settings.items() if isinstance(text, str)), *_mapped(tag)),
        firing=tuple(Firing(one.id) for one in triggers),
        template=f"{_text(tag, 'tagName') or _text(tag, 'tag_name')} {name}",
        paused=_text(tag, "status") == "inactive",
    )


def _mapped(tag: Mapping[str, object]) -> Iterator[Field]:
    """Yield what a tag sends of what the page tells."""
    rows = tag.get("dataMappings")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(names := row.get("mappings"), list):
            kind, key = _text(row, "type"), _text(row, "variable")
            for name in names:
                yield Field(f"map.{name}", (variable(_OWN.sub("", f"{kind}.{key}")),))


def _triggers(tag: Mapping[str, object], rules: Mapping[str, Rule]) -> Iterator[Trigger]:
    """Yield a trigger for each way in which the load rules of a tag can hold."""
    said = _text(tag, "loadRule") or _text(tag, "loadrule") or _ALL
    joined = _text(tag, "loadRuleJoinOperator")
    if said == _ALL:
        yield Trigger(_ALL, "all pages", "page view", (on(Moment.PAGE),))
        return
    names = [one.strip() for one in said.split(",")]
    ways = _together([rules.get(one) for one in names], every=joined == _ALL)
    name = " and ".join(f"load rule {one}" for one in names)
    identifier = f"{said}/{joined}"
    if ways is None:
        yield Trigger(identifier, name, "page view", (on(Moment.PAGE),), known=False)
    for at, way in enumerate(ways or ()):
        yield Trigger(f"{identifier}/{at}", name, "page view", (on(Moment.PAGE), *way))


def _together(parts: list[Rule], *, every: bool) -> Rule:
    """Return the ways in which every rule, or any of them, holds."""
    known = [one for one in parts if one is not None]
    if len(known) < len(parts):
        return None
    if not every:
        return [way for one in known for way in one]
    ways: list[list[Condition]] = [[]]
    for one in known:
        if len(ways) * len(one) > MOST:
            return None
        ways = [[*some, *more] for some in ways for more in one]
    return ways


def _rule(rule: Mapping[str, object]) -> Rule:
    if _text(rule, "status") == "inactive":
        return None
    rows = rule.get("loadRuleCondition", rule.get("conditions"))
    if isinstance(rows, list):
        found = [[_condition(one) for one in row if isinstance(one, dict)] for row in rows if isinstance(row, list)]
    else:
        found = [[*_numbered(one)] for key, one in rule.items() if key.isdecimal() and isinstance(one, dict)]
    return found if 0 < len(found) <= MOST and all(found) else None


def _numbered(row: Mapping[str, object]) -> Iterator[Condition]:
    """Yield the comparisons of the interface's own form: ``input_0``, ``operator_0``, ``filter_0``."""
    for at in range(MOST):
        if f"input_{at}" in row:
            words = {"variable": "input", "operator": "operator", "value": "filter"}
            yield _condition({name: row.get(f"{word}_{at}") for name, word in words.items()})


def _condition(one: Mapping[str, object]) -> Condition:
    """Return a comparison; one of another form may hold."""
    operator, value = _text(one, "operator"), one.get("value")
    text = value if isinstance(value, str) else "" if value is None else str(value)
    negate, ignore_case = operator.startswith(_NOT), operator.endswith(_ANY_CASE)
    kind = _OPERATORS.get(operator.removeprefix(_NOT).removesuffix(_ANY_CASE))
    if kind is None:
        return Condition((Variable(_text(one, "variable"), Origin.UNKNOWN),), operator.replace("_", " "), (text,))
    if kind == "regex" and (found := _REGEX.fullmatch(text)):
        text, ignore_case = found["text"], "i" in found["flags"]
    return whole(Condition((variable(_OWN.sub("", _text(one, "variable"))),), kind, (text,), negate, ignore_case))


def _text(held: Mapping[str, object], key: str) -> str:
    value = held.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
