"""What a tracking plan says of events whose properties only the run time knows: their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pixelgate.facts.evidence import leaves
from pixelgate.facts.lexicon import classify
from pixelgate.facts.model import Confidence, FileFacts, Parameter, Plan, Sighting, SightingKind
from pixelgate.facts.payload import WHOLE
from pixelgate.facts.store import Facts
from pixelgate.parse.plans import IDENTIFY

SOURCE = "plan"
"""Where such a property comes from."""

_SAID = frozenset({SightingKind.EVENT, SightingKind.USER_DATA, SightingKind.CONVERSION})
_UNKNOWN = (WHOLE, "properties", "traits")
"""What stands for all that a call carries, where its code hands it over as a whole."""

Plans = Mapping[tuple[str, str], tuple[Plan, ...]]
"""By vendor and event; two plans may name one event, and then both may hold."""


def planned(facts: Facts) -> Facts:
    """Return the facts with the properties that plans name for calls whose own are not known.

    A plan by itself is no sighting: what no code tells the vendor is not sent.
    """
    plans: dict[tuple[str, str], tuple[Plan, ...]] = {}
    for one in (one for file in facts.shared.values() for one in file.plans):
        plans[one.vendor, one.event] = (*plans.get((one.vendor, one.event), ()), one)
    if not plans:
        return facts
    told = {path: _file(facts[path], plans) for path, file in facts.shared.items() if any(_asked(file, plans))}
    return facts | told if told else facts


def _asked(file: FileFacts, plans: Plans) -> Iterator[Sighting]:
    return (one for one in file.sightings if _of_call(one, plans))


def _of_call(sighting: Sighting, plans: Plans) -> tuple[Plan, ...]:
    """Return the plans of a call that carries more than its code names."""
    event = IDENTIFY if sighting.kind is SightingKind.USER_DATA else sighting.event
    found = plans.get((sighting.vendor, event), ()) if sighting.kind in _SAID else ()
    whole = (one.value is None and name.endswith(_UNKNOWN) for name, one in leaves(sighting.parameters))
    return found if found and any(whole) else ()


def _file(file: FileFacts, plans: Plans) -> FileFacts:
    return msgspec.structs.replace(
        file, sightings=tuple(_sighting(one, _of_call(one, plans)) for one in file.sightings)
    )


def _sighting(sighting: Sighting, plans: Iterable[Plan]) -> Sighting:
    known = {name for name, _ in leaves(sighting.parameters)}
    more = {name: plan for plan in plans for name in plan.names if name not in known}
    if not more:
        return sighting
    added = (_parameter(name, plan) for name, plan in more.items())
    return msgspec.structs.replace(sighting, parameters=(*sighting.parameters, *added))


def _parameter(name: str, plan: Plan) -> Parameter:
    found = classify(name.rpartition(".")[2])
    category = found.category if found else None
    return Parameter(name, None, SOURCE, category, plan.location.path, confidence=Confidence.MEDIUM)
