"""From a matched pattern to event configs: ID, event, parameters, user data."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.facts.evidence import Evidence, weakest
from pixelgate.facts.grammar import Match
from pixelgate.facts.model import Confidence, Parameter, SightingKind
from pixelgate.facts.origins import empty, shown
from pixelgate.facts.payload import PLAIN, WHOLE, Reading, parameter, parameters
from pixelgate.facts.said import Said
from pixelgate.parse.values import Array, Constant, Hole, How, Text, Unknown, Value, alternatives
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import CallPattern, Option, Vendor
from pixelgate.vendors.rules import Rule

MOST = 16
"""How many sightings the alternatives of one call's ID and event may make."""

_NAMED = "{event}"
"""Where the event that a call names stands in a pattern's own: ``set={event}``."""

_ADDRESSEE = "send_to"
"""The parameter of a Google tag's event that names the IDs it goes to."""

_NAME = re.compile(r"^[\w$.]{1,80}$")
_EVERYWHERE = frozenset({"navigation", "device"})
_PERSONAL = frozenset({"identity", "contact", "birth", "insurance"})


def of_match(said: Said, match: Match, rule: Rule, catalog: Catalog) -> Iterator[Evidence]:
    """Yield a sighting for each ID and event that a call may mean, and one more for the user data it hands over."""
    vendor = catalog.vendors[rule.vendor]
    kind, event = _meaning(rule)
    said_parameters = _parameters(match)
    user = _user(match, vendor)
    both = said_parameters
    if kind in (SightingKind.USER_DATA, SightingKind.INIT):
        both = _unique((*user, *said_parameters))
    if kind is SightingKind.EVENT:
        both = _unique((*both, *_telling_name(match)))
    ids = _texts(value for _, value in match.values("id")) or _addressees(match, vendor)
    events = _texts(value for _, value in match.values("event")) if isinstance(rule.entry, CallPattern) else []
    undecided = kind is SightingKind.CONFIG and not event and _are_unknown(match)
    whole = Evidence(
        vendor.slug,
        SightingKind.EVENT if undecided else kind,
        (match.entry if isinstance(rule.entry, Option) else None) or said.span,
        family=vendor.slug,
        url=next(iter(_texts(value for _, value in match.values("url"))), ""),
        confidence=Confidence.LOW if undecided else _confidence(said, match),
        state=said.state,
        via=said.via,
        ambiguous=rule.ambiguous,
        loose=undecided or not match.sure,
    )
    if event:
        events = [event.replace(_NAMED, name) for name in events or [""]]
    pairs = itertools.product(ids or [""], events or [""])
    for identifier, name in itertools.islice(pairs, MOST):
        one = msgspec.structs.replace(
            whole, vendor=_owner(rule, identifier, catalog), id=identifier, event=name, parameters=both
        )
        yield one
        handed = user if kind is not SightingKind.USER_DATA else ()
        if not handed and kind is SightingKind.EVENT:
            handed = (_personal(both) if vendor.opaque else ()) or _in_name(match)
        if handed:
            yield msgspec.structs.replace(
                one,
                kind=SightingKind.USER_DATA,
                parameters=handed,
                confidence=weakest(one.confidence, _user_confidence(handed)),
            )


def _are_unknown(match: Match) -> bool:
    """Tell whether only the run time knows the command that a queue is given: it may be an event as well."""
    named = [option for _, value in match.values("event") for option in alternatives(value)]
    return bool(named) and all(isinstance(option, Unknown | Hole) for option in named)


def _owner(rule: Rule, identifier: str, catalog: Catalog) -> str:
    entry = rule.entry
    shared = isinstance(entry, CallPattern) and entry.vendor and identifier.startswith("{")
    return entry.vendor if shared and isinstance(entry, CallPattern) else catalog.owner(rule.vendor, identifier)


def _meaning(rule: Rule) -> tuple[SightingKind, str]:
    entry = rule.entry
    if isinstance(entry, CallPattern):
        return SightingKind(entry.kind), entry.event
    return SightingKind.CONFIG, entry.name if isinstance(entry, Option) else ""


def _texts(values: Iterable[Value]) -> list[str]:
    """Return the texts that values may be, each once; an array stands for its items."""
    found = []
    for value in values:
        for option in alternatives(value):
            items = option.items if isinstance(option, Array) else (option,)
            found += [shown(item) for item in items if not empty(item)]
    return list(dict.fromkeys(found))


def _addressees(match: Match, vendor: Vendor) -> list[str]:
    """Return the IDs to which an event of a vendor with many IDs is sent."""
    if not vendor.id.vendors:
        return []
    sent = [p for p in _parameters(match) if p.name == _ADDRESSEE]
    flat = [leaf for p in sent for leaf in (p.children or (p,))]
    return [leaf.value or f"{{{leaf.expression}}}" for leaf in flat]


def _parameters(match: Match) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    for meaning in ("parameters", "options", "value"):
        for key, value in match.values(meaning):
            if meaning == "value":
                found.append(parameter(key or "value", value))
            elif not key:
                found += parameters(value, PLAIN)
            elif not empty(value):
                found.append(parameter(key, value))
    return _unique(found)


def _user(match: Match, vendor: Vendor) -> tuple[Parameter, ...]:
    reading = Reading(vendor.user_data, personal=True)
    found: list[Parameter] = []
    for key, value in match.values("user"):
        if empty(value):
            continue
        found += [parameter(key, value, reading)] if key else parameters(value, reading)
    return _unique(found)


def _unique(found: Iterable[Parameter]) -> tuple[Parameter, ...]:
    by_name: dict[str, Parameter] = {}
    for one in found:
        by_name.setdefault(one.name, one)
    return tuple(by_name.values())


def _personal(found: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Return the parameters that hold personal fields, at any depth."""
    return tuple(p for p in found if p.category in _PERSONAL or _personal(p.children))


def _in_name(match: Match) -> tuple[Parameter, ...]:
    """Return what of the person stands in an event's name: ``"Search-" + item.patientId``.

    The name of a variable is no key of user data: ``"click-" + name`` is what was clicked.
    """
    texts = (option for _, value in match.values("event") for option in alternatives(value) if isinstance(option, Text))
    parts = (part for text in texts for part in text.parts if isinstance(part, Unknown) and _NAME.search(part.path))
    return _personal(tuple(parameter(part.path.rpartition(".")[2], part) for part in parts))


def _telling_name(match: Match) -> Iterator[Parameter]:
    """Yield an event's name as a parameter where it is made of what tells something: ``"Search-" + diagnosis``."""
    for _, value in match.values("event"):
        one = parameter("event", value) if isinstance(value, Text | Unknown | Hole) else None
        if one is not None and one.category not in {None, *_EVERYWHERE}:
            yield one


def _user_confidence(user: tuple[Parameter, ...]) -> Confidence:
    return Confidence.MEDIUM if all(p.name == WHOLE for p in user) else Confidence.HIGH


def _confidence(said: Said, match: Match) -> Confidence:
    if not match.sure or said.spread:
        return Confidence.LOW
    folded = any(
        isinstance(value, Constant) and value.how is How.FOLDED for m in ("id", "event") for _, value in match.values(m)
    )
    return Confidence.MEDIUM if folded or not said.sure else Confidence.HIGH
