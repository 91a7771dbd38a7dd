"""What of a patient flows into a tracker's call: each value once, under the one rule that says most about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property

import msgspec

from pixelgate.facts.evidence import weakest
from pixelgate.facts.model import Confidence, FormField, Origin, Parameter, Sighting, SightingKind
from pixelgate.findings.model import Flow
from pixelgate.graph.model import Chain, Reach, RouteGraph, Step, Tier
from pixelgate.manifest.model import Phi
from pixelgate.source import Location

KINDS = frozenset(
    {
        SightingKind.EVENT,
        SightingKind.INIT,
        SightingKind.CONFIG,
        SightingKind.BEACON,
        SightingKind.EMITTER,
        SightingKind.USER_DATA,
    }
)
_EVERYWHERE = frozenset({Phi.NAVIGATION.value, Phi.DEVICE.value})
"""Categories that every visit tells: no news in a parameter."""

_FREE = frozenset({"textarea", "text", "search", ""})


_HELD = re.compile(r"^this\.(?:\$refs\.)?|(?:\.current)?\.value$")
"""What code writes around the name of a variable that a framework ties to a control."""


_WHOLE = re.compile(r"\bFormData\([^)]*\)(?:\.entries\(\))?\)?$|\.serialize(?:Array)?\(\)$")
"""A form's values, all at once."""


class Via(StrEnum):
    """What is known of how a value gets into a call; the first that holds names the rule that reports it."""

    FIELD = "field"
    TEMPLATE = "template"
    LAYER = "layer"
    NAME = "name"


class Value(msgspec.Struct, frozen=True):
    """One value of a call that tells something of a patient.

    ``name`` is its dotted name; ``category`` is empty for what is typed into a field that no ``phi`` category names.
    ``personal``: part of the user data, of which advanced-matching tells on guarded routes.
    """

    name: str
    parameter: Parameter
    via: Via
    category: str
    confidence: Confidence
    origin: Origin | None = None
    field: FormField | None = None
    personal: bool = False


class Flows:
    """Answers what flows where; made once for each question, since it looks up form fields by how code names them."""

    def __init__(self, graph: RouteGraph, layers: Iterable[str]) -> None:
        self._layers = frozenset(layers)
        self._tiers = [node.tier for node in graph.routes]
        self._personal = {
            _call(reach.fact): frozenset(name for name, _ in leaves(reach.fact.parameters))
            for reach in graph.sightings
            if reach.fact.kind is SightingKind.USER_DATA
        }
        self._said = {
            _call(reach.fact): frozenset(name for name, _ in leaves(reach.fact.parameters))
            for reach in graph.sightings
            if reach.fact.kind in KINDS - {SightingKind.USER_DATA}
        }
        self._controls = graph.fields

    @cached_property
    def _fields(self) -> dict[str, list[Reach[FormField]]]:
        """Form fields by the names of code for them; not needed where nothing is sent."""
        return _by_key(self._controls)

    @cached_property
    def _asked(self) -> dict[int, set[str]]:
        return _asked(self._controls)

    def values(self, reach: Reach[Sighting], via: Via) -> tuple[Value, ...]:
        """Return the values of a call that a rule is to report."""
        sighting = reach.fact
        user = sighting.kind is SightingKind.USER_DATA
        said = self._said.get(_call(sighting), frozenset()) if user else frozenset()
        personal = self._personal.get(_call(sighting), frozenset())
        found = (
            self._value(reach, name, parameter, personal=name in personal)
            for name, parameter in leaves(sighting.parameters)
            if name not in said
        )
        return () if sighting.internal else tuple(one for one in found if one is not None and one.via is via)

    def on(self, chains: Iterable[Chain], values: Sequence[Value]) -> tuple[Chain, ...]:
        """Return the routes on which at least one of some values is to be reported."""
        return tuple(chain for chain in chains if any(self.told(one, chain) for one in values))

    def told(self, value: Value, chain: Chain) -> bool:
        """Tell whether a value is to be reported on a route."""
        elsewhere = self._tiers[chain.route] is Tier.OFF
        if value.via is Via.NAME and value.personal:
            return elsewhere
        return bool(value.category) or not elsewhere

    def _value(self, reach: Reach[Sighting], name: str, parameter: Parameter, *, personal: bool) -> Value | None:
        origin, field = self._origin(reach, parameter)
        category, sure = _category(parameter, field)
        if not category and origin and _WHOLE.search(origin.expression):
            category = min((c for chain in reach.chains for c in self._asked.get(chain.route, ())), default="")
        source = "form-field" if field and origin else origin.source if origin else parameter.source
        if source == "form-field":
            via = Via.FIELD
        elif category and source == "template":
            via = Via.TEMPLATE
        elif category and reach.fact.vendor in self._layers:
            via = Via.LAYER
        elif category:
            via = Via.NAME
        else:
            return None
        return Value(
            name, parameter, via, category, weakest(sure, reach.fact.confidence), origin, field, personal=personal
        )

    def _origin(self, reach: Reach[Sighting], parameter: Parameter) -> tuple[Origin | None, FormField | None]:
        """Return the origin that tells most, and the form field that it means, if one on the same routes fits."""
        routes = {chain.route for chain in reach.chains}
        for origin in parameter.origins:
            if origin.source in {"form-field", "variable"}:
                field = self._field(origin, routes)
                if field is not None or origin.source == "form-field":
                    return origin, field
        return next(iter(parameter.origins), None), None

    def _field(self, origin: Origin, routes: set[int]) -> FormField | None:
        place = origin.hops[0].location
        path = place.path if place else ""
        own = (origin.field,) if origin.source == "form-field" and origin.field else ()
        keys = (*own, *_models(origin, path))
        found = [one for key in keys if key for one in self._fields.get(key, ())]
        near = [one for one in found if any(chain.route in routes for chain in one.chains)]
        return min((one.fact for one in near), key=lambda one: (one.location.path != path, one.location), default=None)


def leaves(given: Iterable[Parameter], prefix: str = "") -> Iterator[tuple[str, Parameter]]:
    """Yield the parameters that hold values, those inside objects under their dotted names."""
    for parameter in given:
        name = f"{prefix}{parameter.name}"
        if parameter.children:
            yield from leaves(parameter.children, f"{name}.")
        else:
            yield name, parameter


def flow(value: Value, sighting: Sighting) -> Flow:
    """Return the way of a value, from the control that a visitor fills in to the call."""
    source = "form-field" if value.via is Via.FIELD else value.origin.source if value.origin else value.parameter.source
    steps: list[Step] = []
    if value.field is not None:
        steps.append(Step(value.field.location, "form field", control(value.field)))
    hops = value.origin.hops if value.origin else ()
    kind = "read" if source == "form-field" else source
    for hop in hops:
        if hop.location is None or (steps and _within(hop.location, sighting.location)):
            continue
        if kind != "held in" or (hop.location.path, hop.location.line) != _line(steps[-1:]):
            steps.append(Step(hop.location, kind, hop.text))
        kind = "held in"
    last = Step(sighting.location, "sent as", f"`{value.name}`")
    return Flow(value.name, source, (*steps, last), value.category, value.confidence)


def _line(steps: Sequence[Step]) -> tuple[str, int]:
    return (steps[0].location.path, steps[0].location.line) if steps else ("", 0)


def control(field: FormField) -> str:
    """Return a form field as a sentence names it: ``#reason “Reason for visit”``."""
    label = field.label or field.placeholder
    named = f"#{field.id}" if field.id else field.name or field.model
    return " ".join(part for part in (named, f"“{label}”" if label else "") if part)


def _category(parameter: Parameter, field: FormField | None) -> tuple[str, Confidence]:
    """Return what a value tells: by the name it is sent under, else by the field it is typed into."""
    own = parameter.category or ""
    if own and own not in _EVERYWHERE:
        return own, parameter.confidence
    asked = field.category if field else ""
    if asked and asked not in _EVERYWHERE:
        return asked, Confidence.MEDIUM
    if field is not None and field.type == "textarea":
        return Phi.MESSAGE.value, Confidence.MEDIUM
    return "", Confidence.LOW


def _call(sighting: Sighting) -> tuple[object, ...]:
    return sighting.location, sighting.vendor, sighting.id, sighting.via


def _by_key(fields: Iterable[Reach[FormField]]) -> dict[str, list[Reach[FormField]]]:
    found: dict[str, list[Reach[FormField]]] = {}
    for reach in fields:
        one = reach.fact
        if one.type not in {"button", "link"}:
            names = (f"#{one.id}" if one.id else "", one.name, _model(one.model, one.location.path))
            for key in dict.fromkeys(name for name in names if name):
                found.setdefault(key, []).append(reach)
    return found


def _asked(fields: Iterable[Reach[FormField]]) -> dict[int, set[str]]:
    """Return the categories of what the forms of each route ask for."""
    found: dict[int, set[str]] = {}
    for reach in fields:
        if reach.fact.category not in {"", *_EVERYWHERE} and reach.fact.type not in {"button", "link"}:
            for chain in reach.chains:
                found.setdefault(chain.route, set()).add(reach.fact.category)
    return found


def _models(origin: Origin, path: str) -> tuple[str, ...]:
    """Return under which keys the variables on a value's way may be tied to a control of the same component."""
    texts = (_HELD.sub("", hop.text) for hop in reversed(origin.hops))
    return tuple(_model(text, path) for text in texts)


def _model(variable: str, path: str) -> str:
    """Return the key of a variable in its component: the class and the template of one component share a stem."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".html").rpartition(".")[0] if not name.endswith(".html") else name.removesuffix(".html")
    return f"{folder}/{stem}:{variable.removeprefix('this.')}" if variable else ""


def _within(inner: Location, outer: Location) -> bool:
    return (
        inner.path == outer.path
        and (outer.line, outer.column) <= (inner.line, inner.column)
        and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )
