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

Plans = Mapping[tuple[str, str], Plan]


def planned(facts: Facts) -> Facts:
    """Return the facts with the properties that plans name for calls whose own are not known.

    A plan by itself is no sighting: what no code tells the vendor is not sent.
    """
    plans = {(one.vendor, one.event): one for file in facts.shared.values() for one in file.plans}
    if not plans:
        return facts
    told = {path: _file(facts[path], plans) for path, file in facts.shared.items() if any(_asked(file, plans))}
    return facts | told if told else facts


def _asked(file: FileFacts, plans: Plans) -> Iterator[Sighting]:
    return (one for one in file.sightings if _plan(one, plans))


def _plan(sighting: Sighting, plans: Plans) -> Plan | None:
    """Return the plan of a call that carries more than its code names."""
    event = IDENTIFY if sighting.kind is SightingKind.USER_DATA else sighting.event
    plan = plans.get((sighting.vendor, event)) if sighting.kind in _SAID else None
    whole = (one.value is None and name.endswith(_UNKNOWN) for name, one in leaves(sighting.parameters))
    return plan if plan and any(whole) else None


def _file(file: FileFacts, plans: Plans) -> FileFacts:
    return msgspec.structs.replace(file, sightings=tuple(_sighting(one, _plan(one, plans)) for one in file.sightings))


def _sighting(sighting: Sighting, plan: Plan | None) -> Sighting:
    if plan is None:
        return sighting
    known = {name for name, _ in leaves(sighting.parameters)}
    more = tuple(_parameters((name for name in plan.names if name not in known), plan))
    return msgspec.structs.replace(sighting, parameters=(*sighting.parameters, *more))


def _parameters(names: Iterable[str], plan: Plan) -> Iterator[Parameter]:
    for name in names:
        found = classify(name.rpartition(".")[2])
        category = found.category if found else None
        sure = Confidence.MEDIUM
        yield Parameter(name, None, SOURCE, category, plan.location.path, confidence=sure)
