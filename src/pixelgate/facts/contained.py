"""What the tags of containers send: their settings, and where each variable in them takes its value from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from pixelgate.facts.lexicon import classify
from pixelgate.facts.model import FileFacts, Hop, Parameter
from pixelgate.facts.model import Origin as Way
from pixelgate.facts.trails import selected
from pixelgate.parse.containers.model import Field, Origin, Variable
from pixelgate.source import Location, Span

MARKUP = "(tag).hbs"
"""The name under which markup and code are read, as no file is called; variables stand in them as in Handlebars."""

FIELDS = 60
"""How many settings of one tag are told."""

Reader = Callable[[str, str], FileFacts]
"""Reads a text under the name of a file."""

_SOURCES = {
    Origin.PATH: "url",
    Origin.URL: "url",
    Origin.HOST: "url",
    Origin.QUERY: "url",
    Origin.FRAGMENT: "url",
    Origin.REFERRER: "url",
    Origin.ELEMENT: "element",
    Origin.AUTO: "element",
    Origin.CLICKED: "clicked",
    Origin.COOKIE: "cookie",
    Origin.USER_DATA: "form-field",
    Origin.LAYER: "layer",
}
_CATEGORIES = {Origin.AUTO: "navigation", Origin.CLICKED: "navigation", Origin.USER_DATA: "contact"}
_SENT = frozenset({"eventCategory", "eventAction", "eventLabel"})
"""Settings outside of tables that are sent as they are."""

_ASKED = "<script>dataLayer.push({{event: 'asked', asked: ({code})()}})</script>"
_LONGEST = 20_000


class Variables:
    """Answers where the variables of a container's tags take their values from, each as seen from the tag's place."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[str, tuple[Way, ...]] = {}

    def ways(self, variable: Variable, place: Location) -> tuple[Way, ...]:
        """Return where a variable's value comes from; of one that code computes, what the code reads."""
        inside = self._of_code(variable.code) if variable.code else ()
        hop = Hop(shown(variable), Span(0, 0), place)
        if inside:
            return tuple(msgspec.structs.replace(moved(one, place), hops=(*_hops(one, place), hop)) for one in inside)
        source = _SOURCES.get(variable.origin, "variable" if "." not in variable.key else "global")
        return (Way(source, (hop,), field=_field(variable)),)

    def resolved(self, given: Parameter, held: Mapping[str, Variable], place: Location) -> Parameter:
        """Return a parameter of a tag's own code with the variables in it followed, all of it at the tag's place."""
        children = tuple(self.resolved(child, held, place) for child in given.children)
        ways = tuple(way for one in given.origins for way in self._through(one, held, place))
        named = [held[one.expression] for one in given.origins if one.expression in held]
        guess = next((found for one in named if (found := classify(one.key) or classify(one.name))), None)
        category = given.category or (guess.category if guess else None)
        source = ways[0].source if named and ways else given.source
        expression = shown(named[0]) if named and given.expression == named[0].name else given.expression
        return msgspec.structs.replace(
            given, children=children, origins=ways, category=category, source=source, expression=expression
        )

    def _through(self, way: Way, held: Mapping[str, Variable], place: Location) -> tuple[Way, ...]:
        variable = held.get(way.expression)
        return self.ways(variable, place) if variable else (moved(way, place),)

    def _of_code(self, code: str) -> tuple[Way, ...]:
        if code not in self._read:
            self._read[code] = ()  # code that asks for itself
            inside = (
                self._reader(MARKUP, _ASKED.format(code=code.strip().rstrip(";"))) if len(code) < _LONGEST else None
            )
            given = [p for one in inside.sightings for p in one.parameters] if inside else []
            ways = next((one.origins for one in given if one.name == "asked"), ())
            self._read[code] = tuple(one for one in ways if one.source not in {"template", "variable"})
        return self._read[code]


def shown(variable: Variable) -> str:
    """Return how people know a variable: by its key in the data layer, else by its name in braces."""
    if variable.origin is Origin.LAYER and variable.key:
        return f"dataLayer.{variable.key}"
    return f"{{{{{variable.name}}}}}"


def moved(way: Way, place: Location) -> Way:
    """Return a way through a tag's own code as seen from the tag's place: its code stands in a string there."""
    return msgspec.structs.replace(way, hops=_hops(way, place))


def _hops(way: Way, place: Location) -> tuple[Hop, ...]:
    return tuple(msgspec.structs.replace(hop, location=place) for hop in way.hops)


def _field(variable: Variable) -> str:
    """Return how a variable names what it reads: a control of the page, or a key of the data layer."""
    match variable.origin:
        case Origin.ELEMENT:
            return selected(variable.key)
        case Origin.LAYER:
            return variable.key
        case Origin.SCRIPT:  # a global that holds what the page tells: ``digitalData.user.id``
            return variable.key.partition(".")[2]
        case _:
            return ""


def parameters(fields: Iterable[Field], identifiers: str, variables: Variables, place: Location) -> Iterator[Parameter]:
    """Yield what a tag sends: the lines of its tables, and settings that variables fill."""
    sent = [field for field in fields if field.key not in identifiers.split("|")]
    for field in sent[:FIELDS]:
        table, dot, name = field.key.partition(".")
        held = [part for part in field.text if isinstance(part, Variable)]
        if held:
            ways = tuple(way for one in held for way in variables.ways(one, place))
            yield msgspec.structs.replace(_filled(name if dot else table, held[0]), origins=ways)
        elif (dot or field.key in _SENT) and field.text:
            text = "".join(map(str, field.text))
            found = classify(name or table, text)
            yield Parameter(name or table, text, category=found.category if found else None)


def _filled(name: str, variable: Variable) -> Parameter:
    found = classify(name) or classify(variable.key) or classify(variable.name)
    return Parameter(
        name,
        source=_SOURCES.get(variable.origin, "variable"),
        category=found.category if found else _CATEGORIES.get(variable.origin),
        expression=shown(variable),
    )
