"""Calls and assignments of vendors' globals and packages: which pattern of which vendor says best what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from pixelgate.facts import grammar
from pixelgate.facts.configs import of_match
from pixelgate.facts.conversions import of_package
from pixelgate.facts.evidence import Evidence
from pixelgate.facts.grammar import Match
from pixelgate.facts.model import Confidence, SightingKind
from pixelgate.facts.origins import ROOM, parts, share, shown
from pixelgate.facts.said import Said, commands
from pixelgate.parse.values import Array, Hole, Unknown, Value, constant
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import CallPattern, Option
from pixelgate.vendors.rules import Rule

_ARGUMENTS = re.compile(rf"\b{grammar.ARGUMENTS}\b")


def evidence(said: Said, catalog: Catalog) -> Iterator[Evidence]:
    """Yield what the vendors find in a call or assignment; a queue's array is read as the commands in it."""
    if said.injected and not _is_told(said):
        return
    pushed = [one for command in commands(said) for one in _of_said(command, catalog)]
    yield from pushed or _of_said(said, catalog)


def _is_told(said: Said) -> bool:
    """Tell whether a parameter that has the name of a global is used as only that global is: by a method or command."""
    return len(said.path) > 1 or constant(said.arguments[0] if said.arguments else None) is not None


def _of_said(said: Said, catalog: Catalog) -> list[Evidence]:
    """Return what the patterns of all vendors find; where none fits, what only the run time decides, once."""
    by_vendor = _rules(said, catalog)
    found = [one for rules in by_vendor.values() for one in _of_vendor(said, rules, catalog)]
    if not found:
        for slug, rules in by_vendor.items():
            if _undecided(said, rules):
                return [_loose(said, slug, ambiguous=said.root in catalog.vendors[slug].ambiguous)]
    return found


def _rules(said: Said, catalog: Catalog) -> Mapping[str, list[Rule]]:
    """Return the rules that a path reaches, by vendor."""
    table = catalog.patterns
    if said.module:
        rules = table.of_module(said.module) or table.of_module(_package(said.module))
    else:
        rules = table.of_global(said.path[0])
    reached: dict[str, list[Rule]] = {}
    for rule in rules:
        pattern = rule.pattern
        same = pattern.constructed == said.constructed and pattern.assignment == said.assignment
        told = not said.injected or len(pattern.path) > 1 or grammar.asks(pattern)
        if same and told and pattern.reaches(said.path) and not (said.injected and rule.ambiguous):
            reached.setdefault(rule.vendor, []).append(rule)
    return reached


def _package(module: str) -> str:
    """Return the package of a deep import (``@scope/name/dist/x`` -> ``@scope/name``)."""
    return "/".join(module.split("/")[: 2 if module.startswith("@") else 1])


def of_rules(said: Said, rules: Sequence[Rule], catalog: Catalog) -> Iterator[Evidence]:
    """Yield what rules find that are known to be about this call."""
    for slug in dict.fromkeys(rule.vendor for rule in rules):
        yield from _of_vendor(said, [rule for rule in rules if rule.vendor == slug], catalog)


def _of_vendor(said: Said, rules: list[Rule], catalog: Catalog) -> Iterator[Evidence]:
    """Yield what one vendor finds; a queue takes several commands at once."""
    several = said.path[-1] == "push" and len(said.arguments) > 1
    if several and all(isinstance(argument, Array) for argument in said.arguments):
        for argument in said.arguments:
            one = msgspec.structs.replace(said, arguments=(argument,), span=argument.span)
            yield from _commands(one, rules, catalog)
    else:
        yield from _commands(said, rules, catalog)


def _commands(said: Said, rules: list[Rule], catalog: Catalog) -> Iterator[Evidence]:
    matches = [(found, rule) for rule in rules if (found := _match(said, rule))]
    options = [(found, rule) for found, rule in matches if isinstance(rule.entry, Option)]
    calls = [(found, rule) for found, rule in matches if isinstance(rule.entry, CallPattern)]
    if calls:
        chosen, rule = max(calls, key=lambda pair: (pair[0].sure, pair[0].exact))
        if not (options and _kind(rule) == "config"):
            yield from of_package(rule, catalog.vendors[rule.vendor], of_match(said, chosen, rule, catalog))
    for chosen, rule in options:
        yield from of_match(said, chosen, rule, catalog)


def _kind(rule: Rule) -> str:
    return rule.entry.kind if isinstance(rule.entry, CallPattern) else "config"


def _match(said: Said, rule: Rule) -> Match | None:
    if said.spread:
        return None if grammar.asks(rule.pattern) else Match(sure=False)
    if said.assignment:
        return grammar.match_assignment(rule.pattern, said.arguments[0])
    return grammar.match_call(rule.pattern, said.arguments)


def _undecided(said: Said, rules: list[Rule]) -> bool:
    """Tell whether only the run time knows which command this is, as in ``fbq(command, name)`` or ``q.push(item)``."""
    asked = any(isinstance(rule.entry, CallPattern) and grammar.asks(rule.pattern) for rule in rules)
    if said.assignment or said.injected or not asked:
        return False
    command = _command(said)
    return isinstance(command, Unknown | Hole) and not _is_handed_on(command)


def _is_handed_on(value: Value, room: int = ROOM) -> bool:
    """Tell whether a value is made from a function's own arguments, as the stub of a queue makes its entries."""
    if isinstance(value, Unknown) and _ARGUMENTS.search(value.path):
        return True
    inner = parts(value)
    return any(_is_handed_on(part, share(room, inner)) for part in inner[:room])


def _command(said: Said) -> Value | None:
    first = said.arguments[0] if said.arguments else None
    return first.items[0] if isinstance(first, Array) and first.items else first


def _loose(said: Said, slug: str, *, ambiguous: bool) -> Evidence:
    command = _command(said)
    return Evidence(
        slug,
        SightingKind.EVENT,
        said.span,
        family=slug,
        event=shown(command) if command else "",
        confidence=Confidence.LOW,
        state=said.state,
        via=said.via,
        ambiguous=ambiguous,
        loose=True,
    )
