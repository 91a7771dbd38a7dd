"""What of a patient flows into a tracker's call: each value once, under the one rule that says most about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property

import msgspec

from pixelgate.facts.evidence import leaves, weakest
from pixelgate.facts.lexicon import PERSONAL, classify_page, is_identifier, says_person
from pixelgate.facts.model import Confidence, FormField, Hop, Origin, Parameter, Sighting, SightingKind
from pixelgate.findings.controls import EVERYWHERE, PRESSED, Controls, control
from pixelgate.findings.layers import Pushed, first_key, pushed_into
from pixelgate.findings.model import Flow
from pixelgate.graph.model import Chain, Reach, RouteGraph, Step, Tier
from pixelgate.manifest.model import Phi
from pixelgate.source import Location, Span

KINDS = frozenset(
    {
        SightingKind.EVENT,
        SightingKind.INIT,
        SightingKind.CONFIG,
        SightingKind.BEACON,
        SightingKind.EMITTER,
        SightingKind.USER_DATA,
        SightingKind.CONTAINER,
        SightingKind.CONVERSION,
        SightingKind.RELAY,
    }
)
_NAMING = frozenset({"form-field", "variable", "element"})
"""Sources that may be a form field of the page, by the name that code has for it."""

_READ = frozenset({"clicked", "element"})
"""Sources that may be the text of a control that is pressed."""

_TITLED = re.compile(r"title|^dt$", re.IGNORECASE)
"""Names under which vendors take the title of every page: what they collect by themselves is told elsewhere."""

_ABOUT = frozenset({Phi.CONDITION.value, Phi.MEDICATION.value, Phi.RESULT.value, Phi.APPOINTMENT.value})
"""What a title has to say of its page; names and addresses in it are most often the site's own."""

_WRITTEN = frozenset({"literal", "folded"})
"""Sources of what the code itself says, to every visitor the same: no one's data, whatever its key is called."""

_NOWHERE = Span(0, 0)
_TELLING = ("form-field", "template")

_UNNAMED = frozenset({"...", "{}"})
"""What stands for the names of an object's entries that only the run time knows."""


class Via(StrEnum):
    """What is known of how a value gets into a call; the first that holds names the rule that reports it."""

    FIELD = "field"
    TEMPLATE = "template"
    LAYER = "layer"
    NAME = "name"


class Value(msgspec.Struct, frozen=True):
    """One value of a call that tells something of a patient.

    ``name`` is its dotted name; ``category`` is empty for what is typed into a field that no ``phi`` category names.
    ``personal``: part of the user data, of which advanced-matching tells on guarded routes. ``routes``: those on which
    it is there to be sent, ``None`` where the code says it on all that reach it.
    """

    name: str
    parameter: Parameter
    via: Via
    category: str
    confidence: Confidence
    origin: Origin | None = None
    field: FormField | None = None
    personal: bool = False
    routes: frozenset[int] | None = None

    @property
    def identifier(self) -> bool:
        """Whether it is where a vendor takes an identifier to join events under, and no word says whose it is."""
        words = (self.parameter.expression, *(origin.expression for origin in self.parameter.origins))
        here = self.personal and self.category == Phi.IDENTITY.value and is_identifier(self.parameter.name)
        return here and self.via is Via.NAME and not any(map(says_person, words))


class _Found(msgspec.Struct, frozen=True):
    """What is known of where a value comes from; ``routes`` as in :class:`Value`."""

    origin: Origin | None = None
    field: FormField | None = None
    category: str = ""
    routes: frozenset[int] | None = None


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
        self._controls = Controls(graph.fields)
        self._sightings = graph.sightings
        self._graph = graph

    @cached_property
    def _pushed(self) -> dict[str, list[Pushed]]:
        """What is pushed into data layers, by its first key; not needed where no tag of a container reads them."""
        return pushed_into(self._sightings, self._layers)

    def values(self, reach: Reach[Sighting], via: Via) -> tuple[Value, ...]:
        """Return the values of a call that a rule is to report."""
        sighting = reach.fact
        user = sighting.kind is SightingKind.USER_DATA
        said = self._said.get(_call(sighting), frozenset()) if user else frozenset()
        personal = self._personal.get(_call(sighting), frozenset())
        found = (
            one
            for name, parameter in leaves(sighting.parameters)
            if name not in said
            for one in self._values(reach, name, parameter, personal=name in personal)
        )
        return () if sighting.internal else tuple(one for one in found if one.via is via)

    def on(self, chains: Iterable[Chain], values: Sequence[Value]) -> tuple[Chain, ...]:
        """Return the routes on which at least one of some values is to be reported."""
        return tuple(chain for chain in chains if any(self.told(one, chain) for one in values))

    def told(self, value: Value, chain: Chain) -> bool:
        """Tell whether a value is to be reported on a route."""
        if value.routes is not None and chain.route not in value.routes:
            return False
        elsewhere = self._tiers[chain.route] is Tier.OFF
        if value.via is Via.NAME and value.personal:
            return elsewhere
        return bool(value.category) or not elsewhere

    def _values(self, reach: Reach[Sighting], name: str, parameter: Parameter, *, personal: bool) -> Iterator[Value]:
        """Yield what a parameter holds: of a whole form, each of its fields."""
        routes = frozenset(chain.route for chain in reach.chains)
        for origin in parameter.origins:
            if origin.source in _NAMING and self._controls.meant(origin, routes)[0] is None:
                fields = self._controls.whole(origin, routes)
                for field, there in fields:
                    category, sure = _asked_by(field)
                    sure = weakest(sure, reach.fact.confidence)
                    yield Value(_entry(name, field), parameter, Via.FIELD, category, sure, origin, field, routes=there)
                if fields:
                    return
        one = self._value(reach, name, parameter, personal=personal)
        if one is not None:
            yield one

    def _value(self, reach: Reach[Sighting], name: str, parameter: Parameter, *, personal: bool) -> Value | None:
        found = self._origin(parameter, frozenset(chain.route for chain in reach.chains))
        if found is None:
            return None
        origin, field = found.origin, found.field
        category, sure = _category(parameter, field)
        category = category or found.category
        entered = field is not None and field.type not in PRESSED
        source = "form-field" if entered and origin else origin.source if origin else parameter.source
        if source == "form-field":
            via = Via.FIELD
        elif category in PERSONAL and source in _WRITTEN:
            return None
        elif category and source == "template":
            via = Via.TEMPLATE
        elif category and reach.fact.vendor in self._layers:
            via = Via.LAYER
        elif category:
            via = Via.NAME
        else:
            return None
        sure = weakest(sure, reach.fact.confidence)
        there = found.routes if reach.fact.kind is SightingKind.CONTAINER or source in {*_READ, "title"} else None
        return Value(name, parameter, via, category, sure, origin, field, personal=personal, routes=there)

    def _origin(self, parameter: Parameter, routes: frozenset[int]) -> _Found | None:
        """Return where a value comes from, through the data layer where a tag reads it there.

        ``None``: a tag of a container reads it, and nothing on these routes gives it anything to read.
        """
        first = next(iter(parameter.origins), None)
        if first is not None and first.source == "layer":
            return self._from_layer(first, routes)
        if first is not None and first.source == "global":
            return self._from_layer(first, routes) or _Found(first)
        if first is not None and first.source == "title" and not _TITLED.search(parameter.name):
            titled = self._titled(routes)
            return _Found(first, None, next(iter(titled.values()), ""), frozenset(titled) or None)
        if first is not None and first.source in _READ:
            category, button, there = self._controls.telling(first, routes)
            if button is not None or (first.source == "clicked" and not parameter.category):
                return _Found(first, button, category, there) if button else None
        return self._direct(parameter, routes)

    def _titled(self, routes: frozenset[int]) -> dict[int, str]:
        """Return the routes whose pages have a title that says what they are about, and what."""
        found: dict[int, str] = {}
        for route in sorted(routes):
            pages = (page for page in self._graph.routes[route].pages if page in self._graph.files)
            said = (classify_page(title) for page in pages if (title := self._graph.files[page].title))
            category = next((one.category for one in said if one and one.category in _ABOUT), "")
            found |= {route: category} if category else {}
        return found

    def _direct(self, parameter: Parameter, routes: frozenset[int]) -> _Found:
        """Return the origin that tells most, and the form field that it means, if one on the same routes fits."""
        for origin in parameter.origins:
            if origin.source in _NAMING:
                field, there = self._controls.meant(origin, routes)
                if field is not None or origin.source == "form-field":
                    return _Found(origin, field, routes=there)
        return _Found(next(iter(parameter.origins), None))

    def _from_layer(self, read: Origin, routes: frozenset[int]) -> _Found | None:
        """Return where the pushes of some routes take what a tag reads from their data layer."""
        near = [one for one in self._pushed.get(first_key(read.field), ()) if one.under(read.field)]
        known = [(one, self._direct(one.parameter, there)) for one in near if (there := one.routes & routes)]
        if not known:
            return None
        pushed, way = min(known, key=lambda pair: _tells(*pair))
        origin = way.origin or Origin(
            "literal", (Hop(pushed.parameter.value or pushed.name, _NOWHERE, pushed.location),)
        )
        hops = (*origin.hops, Hop(f"dataLayer.{pushed.name}", _NOWHERE, pushed.location), *read.hops)
        category = way.category or _category(pushed.parameter, way.field)[0]
        there = frozenset(route for one, _ in known for route in one.routes) & routes
        return _Found(msgspec.structs.replace(origin, hops=hops), way.field, category, there)


def flow(value: Value, sighting: Sighting) -> Flow:
    """Return the way of a value, from the control that a visitor fills in to the call."""
    source = "form-field" if value.via is Via.FIELD else value.origin.source if value.origin else value.parameter.source
    steps: list[Step] = []
    if value.field is not None:
        kind = value.field.type if value.field.type in PRESSED else "form field"
        steps.append(Step(value.field.location, kind, control(value.field)))
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


def _category(parameter: Parameter, field: FormField | None) -> tuple[str, Confidence]:
    """Return what a value tells: by the name it is sent under, else by the field it is typed into."""
    own = parameter.category or ""
    if own and own not in EVERYWHERE:
        return own, parameter.confidence
    return _asked_by(field) if field else ("", Confidence.LOW)


def _asked_by(field: FormField) -> tuple[str, Confidence]:
    """Return what a field asks for."""
    if field.category and field.category not in EVERYWHERE:
        return field.category, Confidence.MEDIUM
    return (Phi.MESSAGE.value, Confidence.MEDIUM) if field.type == "textarea" else ("", Confidence.LOW)


def _entry(name: str, field: FormField) -> str:
    """Return the name under which a field of a whole form is sent."""
    around, _, last = name.rpartition(".") if name not in _UNNAMED else ("", "", name)
    if name.endswith("...."):
        around, last = name[:-4], "..."
    own = field.name or field.model.rpartition(".")[2] or field.id
    around = around if last in _UNNAMED else name
    return f"{around}.{own}" if around else own


def _tells(pushed: Pushed, found: _Found) -> tuple[int, Location]:
    """Return how much of a visitor a push says, the most first."""
    field = found.field is not None or (found.origin is not None and found.origin.source == _TELLING[0])
    written = found.origin is not None and found.origin.source == _TELLING[1]
    return 0 if field else 1 if written else 2 if pushed.parameter.category else 3, pushed.location


def _call(sighting: Sighting) -> tuple[object, ...]:
    return sighting.location, sighting.vendor, sighting.id, sighting.via


def _within(inner: Location, outer: Location) -> bool:
    return (
        inner.path == outer.path
        and (outer.line, outer.column) <= (inner.line, inner.column)
        and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )
