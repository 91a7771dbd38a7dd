"""What code of a server tells vendors: the calls that the handler of an endpoint leads to, function by function."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.facts.store import Facts
from pixelgate.graph.frameworks import Project
from pixelgate.graph.frameworks.scripts import every, module, parts
from pixelgate.graph.model import Endpoint, Step
from pixelgate.parse.outline import Call, Definition, Import, Outline
from pixelgate.parse.values import Unknown
from pixelgate.source import Location
from pixelgate.vendors.urls import UrlPattern, split

Steps = tuple[Step, ...]
Found = dict[Sighting, Steps]

_NAME = re.compile(r"(?:new\s+|await\s+)*(?P<first>[A-Za-z_$][\w$]*)(?:\(.*?\))?(?:\.(?P<member>[A-Za-z_$][\w$.]*))?")
_VARIES = re.compile(r"\{[^{}]*\}[?*+]?|(?::\w+)?\([^()]*\)[?*+]?|:\w+[?*+]?|\*+")
_TELLING = 3
"""How many letters of an address must be known for requests to be told by it."""


class Piece(msgspec.Struct, frozen=True):
    """A part of a file: a function of it by its name, the handler of an endpoint by its place, or all of it."""

    path: str
    name: str = ""
    place: Location | None = None


class Relay(msgspec.Struct, frozen=True, dict=True):
    """An address of the site's own whose handler tells vendors what it is sent.

    ``address`` is in the language of vendors' URLs. ``told`` are the calls, with the steps from the handler to each.
    """

    endpoint: Endpoint
    address: str
    told: tuple[tuple[Sighting, Steps], ...]

    @cached_property
    def pattern(self) -> UrlPattern:
        return UrlPattern(self.address)

    def takes(self, url: str) -> bool:
        """Tell whether a request to a URL is one to this address."""
        text = f"//{url}" if url.startswith("{}") else url
        return self.pattern.match(split(text)) is not None


class Servers(msgspec.Struct, frozen=True, dict=True):
    """The code of a project's servers."""

    project: Project

    @cached_property
    def sending(self) -> bool:
        """Whether any code of a server tells a vendor anything."""
        return tells(self.project.facts)

    def told(self, endpoint: Endpoint) -> Found:
        """Return the calls to vendors that the handler of an endpoint leads to, with the shortest steps to each."""
        found: Found = {}
        start = self._start(endpoint)
        queue: list[tuple[Piece, Steps]] = [(start, (Step(endpoint.location, "endpoint", endpoint.location.path),))]
        seen = {start}
        for piece, steps in queue:  # grows while it is read: breadth first, so the first way is the shortest
            for sighting in self._within(piece):
                found.setdefault(sighting, steps)
            for further, step in self._onward(piece):
                if further not in seen:
                    seen.add(further)
                    queue.append((further, (*steps, step) if step else steps))
        return found

    def relays(self, endpoints: Iterable[Endpoint]) -> tuple[Relay, ...]:
        """Return the addresses of the site's own that pass on to vendors what they are sent."""
        if not self.sending:
            return ()
        found = list(self._passing())
        for endpoint in endpoints:
            address = _address(endpoint.pattern)
            told = self.told(endpoint) if address else self._taken(endpoint)
            found += [Relay(endpoint, address or _whole(endpoint.pattern), tuple(told.items()))] if told else []
        return tuple(found)

    def _taken(self, endpoint: Endpoint) -> Found:
        """Return what the handler of whatever is left below a path tells by itself: it passes on all that it gets.

        What it leads to further on, it does for some of the addresses only.
        """
        if len(_whole(endpoint.pattern).replace("*", "").strip("/")) < _TELLING:
            return {}
        return {sighting: steps for sighting, steps in self.told(endpoint).items() if len(steps) == 1}

    def _passing(self) -> Iterator[Relay]:
        """Yield the addresses that a configuration passes on, or a file that handles every request."""
        for path, file in sorted(self.project.facts.shared.items()):
            for one in file.forwards:
                steps = (Step(one.location, "endpoint", path),)
                here = {one.location} if one.location != Location(path) else set()
                told = {s: steps for s in self._within(Piece(path)) if not here or s.location in here}
                address = _whole(one.path)
                if told and address:
                    yield Relay(Endpoint("proxy", one.path, one.location), address, tuple(told.items()))

    def _start(self, endpoint: Endpoint) -> Piece:
        """Return the part of a file that handles an endpoint."""
        path, place = endpoint.location.path, endpoint.location
        outline = self.project.outlines.get(path)
        if outline is None or place == Location(path):
            return Piece(path)
        marked = (one for one in outline.definitions if any(call.location == place for call in every(one.marks)))
        named = next(marked, None) or next((one for one in outline.definitions if one.location == place), None)
        if named is None and any(call.location == place for call in _calls(outline)):
            return Piece(path, place=place)
        return Piece(path, named.name) if named else Piece(path)

    def _within(self, piece: Piece) -> Iterator[Sighting]:
        """Yield the calls to vendors in a part of a file; what stands outside of all functions is in every part."""
        facts = self.project.facts[piece.path]
        outline = self.project.outlines.get(piece.path)
        for sighting in facts.sightings:
            if sighting.kind is SightingKind.CONVERSION and sighting.active:
                around = _around(outline, sighting.location) if outline else ()
                if not around or not (piece.name or piece.place) or any(_same(one, piece) for one in around):
                    yield sighting

    def _onward(self, piece: Piece) -> Iterator[tuple[Piece, Step | None]]:
        """Yield the functions that a part of a file uses, with the step to those in other files."""
        outline = self.project.outlines.get(piece.path)
        if outline is None:
            yield from self._imported(piece.path)
            return
        said = [found for name in _names(outline, piece) if (found := _NAME.match(name))]
        named = dict.fromkeys((one["first"], one["member"] or "") for one in said)
        whole = {first for first, member in named if member}
        for first, member in named:
            if member or first not in whole:
                yield from self._used(piece.path, outline, first, member)

    def _used(self, path: str, outline: Outline, first: str, member: str) -> Iterator[tuple[Piece, Step | None]]:
        last = member.rpartition(".")[2]
        for one in outline.definitions:
            owner, _, method = one.name.rpartition(".")
            owns = first in {"this", "self", owner} or any(call.name == owner for call in _made(outline, first))
            if one.name == first or (last and method == last and owns):
                yield Piece(path, one.name), None
        for said in outline.imports:
            if said.name == first:
                yield from self._of_import(path, outline, said, last)

    def _of_import(self, path: str, outline: Outline, said: Import, member: str) -> Iterator[tuple[Piece, Step | None]]:
        target, export = self._target(path, outline, said)
        if target is None or target == path:
            return
        step = Step(said.location, "import", target)
        wanted = {name for name in (export, member) if name and name != "*"}
        inner = self.project.outlines.get(target)
        named = [one for one in inner.definitions if _is_one(one, wanted)] if inner else []
        passed = [one for one in inner.imports if one.name in wanted] if inner else []
        yield from ((Piece(target, one.name), step) for one in named)
        if inner and not named:
            yield from ((p, step) for one in passed for p, _ in self._of_import(target, inner, one, member))
        if not named and not passed:
            yield Piece(target), step

    def _target(self, path: str, outline: Outline, said: Import) -> tuple[str | None, str]:
        """Return the file that an import means, and what it takes from there."""
        if outline.language == "python":
            owner, _, name = said.target.rpartition(".")
            whole = self.project.module(said.target.lstrip("."), path)
            return (whole, "*") if whole else (self.project.module(owner.lstrip("."), path) if owner else None, name)
        specifier, _, export = said.target.rpartition("#")
        return module(self.project, specifier, path), export

    def _imported(self, path: str) -> Iterator[tuple[Piece, Step | None]]:
        """Yield all that a file imports of whose functions nothing is known."""
        file = self.project.facts[path]
        for reference in file.references:
            if reference.active and reference.space == "module":
                for target in self.project.resolver.resolve(reference, file).paths:
                    if target in self.project.facts:
                        yield Piece(target), Step(reference.location, reference.kind, target)


def addresses(relays: Iterable[Relay]) -> dict[str, tuple[str, ...]]:
    """Return the addresses of the site's own that pass on to each vendor."""
    found: dict[str, dict[str, None]] = {}
    for relay in relays:
        for sighting, _ in relay.told:
            found.setdefault(sighting.vendor, {})[relay.address] = None
    return {vendor: tuple(sorted(known)) for vendor, known in sorted(found.items())}


def tells(facts: Facts) -> bool:
    """Tell whether any code of a server tells a vendor anything."""
    sightings = (one for file in facts.shared.values() for one in file.sightings)
    return any(one.kind is SightingKind.CONVERSION and one.active for one in sightings)


def _address(pattern: str) -> str:
    """Return an endpoint's pattern in the language of vendors' URLs; nothing where too little of it is known."""
    whole = _VARIES.sub("*", pattern).strip("/")
    last = whole.rpartition("/")[2]
    telling = last != "*" or whole.count("/") > 1
    return f"*/{whole}" if telling and len(whole.replace("*", "")) >= _TELLING else ""


def _whole(pattern: str) -> str:
    """Return the pattern of an address that is passed on as it is; one for all of the site says nothing of any page."""
    known = _VARIES.sub("*", pattern).strip("/")
    return f"*/{known}" if known.replace("*", "").replace("/", "") else ""


def _calls(outline: Outline) -> Iterator[Call]:
    yield from every(outline.calls)
    for one in outline.definitions:
        yield from every((*one.marks, *one.calls))


def _around(outline: Outline, place: Location) -> tuple[Definition | Call, ...]:
    """Return the functions around a place, and the calls of the file's top level that are given one."""
    named = (one for one in outline.definitions if _holds(_reach(outline, one), place))
    given = (call for call in every(outline.calls) if call.body and _holds(call.location, place))
    return (*named, *given)


def _reach(outline: Outline, one: Definition) -> Location:
    """Return the range of a definition; of languages that tell only where its name stands, up to the next one."""
    if outline.language == "javascript":
        return one.location
    inside = f"{one.name}."
    after = (
        d.location.line - 1
        for d in outline.definitions
        if d.location.line > one.location.line and not d.name.startswith(inside)
    )
    return Location(one.location.path, one.location.line, 1, min(after, default=10**9), 10**6)


def _holds(outer: Location, inner: Location) -> bool:
    begins = (outer.line, outer.column) <= (inner.line, inner.column)
    return begins and (inner.line, inner.column) < (outer.end_line, outer.end_column)


def _same(one: Definition | Call, piece: Piece) -> bool:
    return one.location == piece.place if isinstance(one, Call) else one.name == piece.name


def _is_one(one: Definition, wanted: set[str]) -> bool:
    owner, _, name = one.name.rpartition(".")
    return one.name in wanted or name in wanted or owner in wanted


def _made(outline: Outline, name: str) -> Iterator[Call]:
    """Yield the calls that a variable is set to."""
    for one in outline.definitions:
        yield from one.calls if one.name == name else ()


def _names(outline: Outline, piece: Piece) -> Iterator[str]:
    """Yield the names that a part of a file uses, dotted."""
    if not piece.name and piece.place is None:
        listed = tuple(_calls(outline))
        held = [value for one in outline.definitions for value in parts(one.value)]
    elif piece.place is not None:
        listed = tuple(every([call for call in _calls(outline) if call.location == piece.place]))
        held = []
    else:
        own = [one for one in outline.definitions if one.name == piece.name]
        listed = tuple(every([call for one in own for call in (*one.marks, *one.calls)]))
        held = [value for one in own for value in parts(one.value)]
    yield from (call.name for call in listed)
    held += [value for call in listed for argument in call.arguments for value in parts(argument.value)]
    yield from (value.path for value in held if isinstance(value, Unknown))


def by_vendor(relays: Iterable[Relay]) -> Mapping[str, list[Relay]]:
    """Return the relays of each vendor."""
    found: dict[str, list[Relay]] = {}
    for relay in relays:
        for vendor in dict.fromkeys(sighting.vendor for sighting, _ in relay.told):
            found.setdefault(vendor, []).append(relay)
    return found
