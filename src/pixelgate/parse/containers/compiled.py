"""Containers of Google Tag Manager as its servers deliver them: the block of resources in ``gtm.js``.

The block is an index machine: macros, tags and predicates by number, and rules that say which predicates add or block
which tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pixelgate.parse.containers import gtm, sent, templates
from pixelgate.parse.containers.model import Condition, Container, Firing, Moment, Origin, Tag, Trigger, Variable
from pixelgate.parse.containers.variables import Params, Plain, Variables
from pixelgate.source import Span

MARKS = (b'"predicates"', b'"macros"', b'"rules"')
_BLOCK = re.compile(r'"resource"\s*:\s*(?=\{)')
_PERMISSIONS = re.compile(r'"permissions"\s*:\s*(?=\{)')
_ID = re.compile(r"[\"'](GTM-[A-Z0-9]{4,9})[\"']")
_OPERATORS = {"_eq": "equals", "_cn": "contains", "_sw": "starts", "_ew": "ends", "_re": "regex"}
_LISTENERS = frozenset({"cl", "lcl", "fsl", "hl", "evl", "sdl", "tl", "ytl", "jel", "tg"})
"""Tags that a trigger is compiled to beside its rule: they listen, and send nothing."""

_MOMENTS = {moment.value: kind for kind, moment in gtm.KINDS.values()}

_Function = dict[str, object]


class _Resource(msgspec.Struct):
    version: str = ""
    macros: list[_Function] = []
    tags: list[_Function] = []
    predicates: list[_Function] = []
    rules: list[list[list[object]]] = []


def read(text: str) -> tuple[Container, ...]:
    """Return the container in a compiled script.

    Raises:
        msgspec.DecodeError: The block of resources is none.
        ValueError: It is no JSON.

    """
    found = _BLOCK.search(text)
    if found is None:
        return ()
    block, end = json.JSONDecoder().raw_decode(text, found.end())
    resource = msgspec.convert(block, _Resource, strict=False)
    identifier = _ID.search(text, end) or _ID.search(text)
    given = {f"macro {at}": (_code(one), _params(one)) for at, one in enumerate(resource.macros)}
    variables = Variables(given, {})
    rules = [_rule(at, rule, resource, variables) for at, rule in enumerate(resource.rules)]
    beside = _beside(resource.tags)
    permitted = _permitted(text, end)
    start = Span(found.start(), found.end())
    return (
        Container(
            gtm.MANAGER,
            identifier[1] if identifier else "",
            gtm.number(resource.version),
            start,
            tuple(
                _permissive(_tag(at, tag, _firing(at, rules, beside.get(at, ())), variables, start), permitted)
                for at, tag in enumerate(resource.tags)
            ),
            tuple(rule.trigger for rule in rules),
        ),
    )


class _Rule(msgspec.Struct, frozen=True):
    """What a rule makes of the tags: those that it adds and those that it blocks, by number."""

    trigger: Trigger
    adds: frozenset[int]
    blocks: frozenset[int]


def _rule(at: int, rule: list[list[object]], resource: _Resource, variables: Variables) -> _Rule:
    said: dict[str, list[int]] = {}
    for clause in rule:
        numbers = [one for one in clause[1:] if isinstance(one, int)]
        said.setdefault(str(clause[0]) if clause else "", []).extend(numbers)
    conditions = [_predicate(one, resource, variables, negate=False) for one in said.get("if", ())]
    conditions += [_predicate(one, resource, variables, negate=True) for one in said.get("unless", ())]
    trigger = Trigger(str(at), f"rule {at}", _kind(conditions), tuple(conditions))
    return _Rule(trigger, frozenset(said.get("add", ())), frozenset(said.get("block", ())))


def _kind(conditions: list[Condition]) -> str:
    for one in conditions:
        event = len(one.left) == 1 and isinstance(one.left[0], Variable) and one.left[0].origin is Origin.EVENT
        if event and not one.negate and one.operator == "equals" and len(one.right) == 1:
            return _MOMENTS.get(_moment(one.right[0]), "custom event")
    return "rule"


def _moment(text: object) -> Moment | str:
    return text if isinstance(text, str) else ""


def _predicate(number: int, resource: _Resource, variables: Variables, *, negate: bool) -> Condition:
    one = resource.predicates[number] if 0 <= number < len(resource.predicates) else {}
    params = _params(one)
    left, right = params.get("arg0", ""), params.get("arg1", "")
    return Condition(
        variables.written(left if isinstance(left, str) else ""),
        _OPERATORS.get(str(one.get("function")), str(one.get("function"))),
        variables.written(right if isinstance(right, str) else ""),
        negate,
        one.get("ignore_case") is True,
    )


def _beside(tags: list[_Function]) -> dict[int, list[int]]:
    """Return, of tags that run before or after others, the numbers of those, through several of them if need be."""
    found: dict[int, list[int]] = {}
    for _ in range(3):
        for at, tag in enumerate(tags):
            for key in ("setup_tags", "teardown_tags"):
                named = tag.get(key)
                for one in named[1:] if isinstance(named, list) else ():
                    if isinstance(one, list) and len(one) > 1 and isinstance(one[1], int):
                        known = found.setdefault(one[1], [])
                        known += [number for number in (at, *found.get(at, ())) if number not in known]
    return found


def _firing(at: int, rules: list[_Rule], beside: Iterable[int]) -> Iterator[Firing]:
    """Yield what fires a tag: its own rules, and those of the tags that it runs before or after."""
    unless = tuple(rule.trigger.id for rule in rules if at in rule.blocks)
    yield from (Firing(rule.trigger.id, unless) for rule in rules if at in rule.adds)
    yield from (Firing(rule.trigger.id) for rule in rules if rule.adds.intersection(beside))


def _tag(at: int, tag: _Function, firing: Iterable[Firing], variables: Variables, span: Span) -> Tag:
    code, params = _code(tag), _params(tag)
    written = sent.markup(code, params)
    return Tag(
        f"{code} {tag.get('tag_id', at)}",
        "" if code == "paused" else code,
        span,
        fields=tuple(sent.fields(params, variables)),
        firing=tuple(firing),
        html=variables.filled(written),
        paused=code == "paused",
        waits="consent" in tag,
        pushes=code.startswith("cvt_"),
        sends=code not in _LISTENERS,
        held=variables.held(written),
    )


def _permitted(text: str, end: int) -> Mapping[str, object]:
    """Return what the block behind the resources permits each kind of tag, by its name."""
    found = _PERMISSIONS.search(text, end)
    if found is None:
        return {}
    try:
        block, _ = json.JSONDecoder().raw_decode(text, found.end())
    except json.JSONDecodeError:
        return {}
    return {str(name).removeprefix("__"): one for name, one in block.items()}


def _permissive(tag: Tag, permitted: Mapping[str, object]) -> Tag:
    """Return a tag whose code others wrote with the addresses that it may use, and whether it can send at all."""
    allowed = permitted.get(tag.type) if tag.type.startswith("cvt_") else None
    if not isinstance(allowed, dict):
        return tag
    text = json.dumps(allowed)
    return msgspec.structs.replace(
        tag,
        hosts=templates.addresses(text),
        sends=not templates.inert(map(str, allowed)),
        pushes=templates.pushes(text),
    )


def _code(function: _Function) -> str:
    return str(function.get("function", "")).removeprefix("__")


def _params(function: _Function) -> Params:
    return dict(_named(function))


def _named(function: _Function) -> Iterator[tuple[str, Plain]]:
    for key, value in function.items():
        if key.startswith("vtp_") or key in {"arg0", "arg1"}:
            yield key.removeprefix("vtp_"), _plain(value)


def _plain(value: object) -> Plain:
    """Return a value of the index machine; a macro becomes the name of its variable in braces."""
    match value:
        case ["macro", int(number)]:
            return f"{{{{macro {number}}}}}"
        case ["escape", inner, *_]:
            return _plain(inner)
        case ["template", *parts]:
            return "".join(part for part in map(_plain, parts) if isinstance(part, str))
        case ["list", *items]:
            return [_plain(item) for item in items]
        case ["map", *pairs]:
            return {str(key): _plain(one) for key, one in zip(pairs[::2], pairs[1::2], strict=False)}
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return str(value)
        case _:
            return ""
