"""The shortest chain from a page to every fact that a browser showing it acts on."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain as chained
from itertools import count
from typing import TypeAlias

import msgspec

from pixelgate.facts.model import (
    Connection,
    FileFacts,
    FormField,
    Inline,
    Mention,
    Policy,
    Problem,
    Reference,
    Sighting,
    SightingKind,
)
from pixelgate.graph.frameworks import Tie
from pixelgate.graph.inherit import Chain, Layer
from pixelgate.graph.model import Node, Step, Visit
from pixelgate.graph.resolve import Resolution, Resolver
from pixelgate.source import Location

AnyFact: TypeAlias = Sighting | Connection | Problem | Policy | FormField | Inline | Mention
Reached: TypeAlias = AnyFact | Visit
Steps: TypeAlias = tuple[Step, ...]
Tried: TypeAlias = tuple[Reference, Resolution]
Part: TypeAlias = tuple[str, str]
"""A file, and the region of it that alone comes out, or nothing for all of it."""

_Branch: TypeAlias = tuple[Part, Step, list["_Branch"]]

LAYOUT, MACROS, IMPLICIT = "extends", "import", "implicit layout"
_RUN = frozenset({"script", "worker", "iframe", "part"})
_HARMLESS = re.compile(
    r"\.(?:css|json|map|wasm|png|jpe?g|gif|webp|avif|ico|bmp|pdf|mp[34]|m4[av]|webm|og[agv]|wav|woff2?|ttf|eot|vtt|srt)$",
    re.IGNORECASE,
)
_NOT_READ = frozenset({"", "text", "settings", "env"})
_MAY_BE_MISSING = frozenset({"link", "asset", "url", "style", "part"})
"""A part of a page that is no file is a route, and judged as one."""


class Unit(msgspec.Struct, frozen=True):
    """What a template and all it extends put on a page, and the files they bring along; with the steps to each."""

    facts: Mapping[Reached, Steps]
    onward: tuple[tuple[Part, Steps], ...]


class Walker(msgspec.Struct, frozen=True):
    """Follows the references of files; the facts are those of the whole tree.

    ``ties`` are those of the frameworks by the file they begin at. ``tried``, ``units`` and ``said`` remember what is
    known of each file, for many pages share their layouts.
    """

    facts: Mapping[str, FileFacts]
    resolver: Resolver
    ties: Mapping[str, tuple[Tie, ...]] = {}
    tried: dict[str, tuple[Tried, ...]] = msgspec.field(default_factory=dict)
    units: dict[Part, Unit] = msgspec.field(default_factory=dict)
    said: dict[str, Mapping[tuple[str, ...], tuple[AnyFact, ...]]] = msgspec.field(default_factory=dict)

    def references(self, path: str) -> tuple[Tried, ...]:
        """Return the active references of a file with what each means; resolved once for each file."""
        if path not in self.tried:
            source = self.facts[path]
            own = (_own(c) for c in source.connections if c.kind == "script" and self.resolver.serves(c))
            active = (r for r in (*source.references, *own) if r.active)
            found = ((r, self.resolver.resolve(r, source)) for r in active)
            self.tried[path] = (*_tied(found, self.ties[path]),) if path in self.ties else tuple(found)
        return self.tried[path]

    def chains(self, path: str) -> Iterator[Chain]:
        """Yield a template with what it extends: one chain for every parent that may be meant."""
        yield from self._extend((Layer(self.facts[path], ()),))

    def _extend(self, layers: tuple[Layer, ...]) -> Iterator[Chain]:
        last = layers[-1]
        parents = [(r, found) for r, found in self.references(last.facts.path) if r.kind == LAYOUT]
        if not parents:
            yield Chain(layers)
            return
        seen = {layer.facts.path for layer in layers}
        for reference, resolution in parents:
            known = [p for p in resolution.paths if p in self.facts and p not in seen]
            for parent in known:
                step = _step(reference, parent)
                yield from self._extend((*layers, Layer(self.facts[parent], (*last.steps, step))))
            if resolution.reason or not known:
                yield Chain(layers, complete=False)

    def walk(self, pages: Mapping[str, Steps]) -> dict[Reached, Steps]:
        """Return every live fact that some pages reach, with the shortest steps that lead to it.

        ``pages`` come with the steps that lead to each. Of ways of one length that of the first page counts.
        """
        reached: dict[Reached, tuple[int, int, Steps]] = {}
        ties = count()
        queue: list[tuple[int, int, int, Part, Steps]] = [
            (len(steps), at, next(ties), (page, ""), steps) for at, (page, steps) in enumerate(pages.items())
        ]
        heapq.heapify(queue)
        done: set[Part] = set()
        while queue:
            length, page, _, part, steps = heapq.heappop(queue)
            if part in done or part[0] not in self.facts:
                continue
            done.add(part)
            unit = self._unit(part)
            ways = {id(further): (*steps, *further) if steps else further for further in unit.facts.values()}
            for fact, further in unit.facts.items():
                known = reached.get(fact)
                if known is None or (length + len(further), page) < known[:2]:
                    reached[fact] = (length + len(further), page, ways[id(further)])
            for target, further in unit.onward:
                if target not in done:
                    way = (*steps, *further)
                    heapq.heappush(queue, (len(way), page, next(ties), target, way))
        return {fact: steps for fact, (_, _, steps) in reached.items()}

    def _unit(self, part: Part) -> Unit:
        if part not in self.units:
            path, region = part
            chains = (Chain((Layer(self.facts[path], ()),)),) if region else tuple(self.chains(path))
            shortest: dict[Reached, Steps] = {}
            for fact, way in self._put(chains, region):
                if fact not in shortest or len(way) < len(shortest[fact]):
                    shortest[fact] = way
            self.units[part] = Unit(shortest, tuple(self._brought(chains, region)))
        return self.units[part]

    def _put(self, chains: Sequence[Chain], region: str) -> Iterator[tuple[Reached, Steps]]:
        """Yield what a template, or a region of it, and all it extends put on the page, with the steps to each."""
        for chain in chains:
            for depth, layer in enumerate(chain.layers):
                yield Visit(Location(layer.facts.path)), layer.steps
                for regions, facts in self._by_region(layer.facts).items():
                    if region and region not in regions:
                        yield from ((fact, layer.steps) for fact in facts if _is_broken(fact))
                    elif chain.live(depth, regions):
                        yield from ((fact, layer.steps) for fact in facts)

    def _brought(self, chains: Sequence[Chain], region: str) -> Iterator[tuple[Part, Steps]]:
        """Yield the files that a template, or a region of it, and all it extends bring along, layouts aside."""
        for chain in chains:
            for depth, layer in enumerate(chain.layers):
                for reference, resolution in self.references(layer.facts.path):
                    within = not region or region in reference.regions
                    if reference.kind != LAYOUT and within and _runs(reference, chain, depth):
                        for target in resolution.paths:
                            yield self._part(reference, target), (*layer.steps, _step(reference, target))

    def _part(self, reference: Reference, target: str) -> Part:
        """Return what a reference brings of a file: a region, where the file has one of that name, else all of it."""
        named = reference.part and target in self.facts
        has = named and any(region.name == reference.part for region in self.facts[target].regions)
        return target, reference.part if has else ""

    def facts_of(self, source: FileFacts) -> Iterator[AnyFact]:
        """Yield all that a file says and a browser acts on, with what its references leave unresolved."""
        return chained.from_iterable(self._by_region(source).values())

    def _by_region(self, source: FileFacts) -> Mapping[tuple[str, ...], tuple[AnyFact, ...]]:
        if source.path not in self.said:
            found: dict[tuple[str, ...], list[AnyFact]] = {}
            for fact in self._said(source):
                found.setdefault(fact.regions, []).append(fact)
            self.said[source.path] = {regions: tuple(facts) for regions, facts in found.items()}
        return self.said[source.path]

    def _said(self, source: FileFacts) -> Iterator[AnyFact]:
        yield from (s for s in source.sightings if s.active and s.kind is not SightingKind.CONTAINER)
        yield from (c for c in source.connections if c.active)
        yield from (policy for policy in source.policies if policy.scope is None)
        yield from source.fields
        yield from source.inlines
        yield from source.mentions
        yield from source.problems
        for reference, resolution in self.references(source.path):
            problem = unresolved(reference, resolution)
            if problem:
                yield problem
            yield from (_unread(reference, path) for path in resolution.paths if self._is_unread(reference, path))

    def _is_unread(self, reference: Reference, target: str) -> bool:
        """Tell whether a browser would run a file of the tree that nothing here reads."""
        if reference.kind not in _RUN or _HARMLESS.search(target):
            return False
        return target not in self.facts or self.facts[target].dialect in _NOT_READ

    def tree(self, page: str, step: Step) -> Node:
        """Return the files a page is put together from, as a tree; a file already shown is not expanded again."""
        root: list[_Branch] = [((page, ""), step, [])]
        queue = list(root)
        expanded: set[Part] = set()
        for part, _, children in queue:  # grows while it is read: breadth first, so that no depth can overflow
            if part not in expanded and part[0] in self.facts:
                expanded.add(part)
                children.extend(self._branches(part))
                queue.extend(children)
        return _grow(queue)

    def _branches(self, part: Part) -> list[_Branch]:
        path, region = part
        tried = ((r, known) for r, known in self.references(path) if not region or region in r.regions)
        found = [(reference, target) for reference, known in tried for target in known.paths]
        first = {self._part(reference, target): reference for reference, target in reversed(found)}
        return [(target, _step(reference, target[0]), []) for target, reference in reversed(first.items())]


def _tied(found: Iterable[Tried], ties: Sequence[Tie]) -> Iterator[Tried]:
    """Yield references without the files that a framework keeps apart, then those that it joins."""
    apart = {tie.target for tie in ties if tie.apart}
    for reference, resolution in found:
        paths = tuple(path for path in resolution.paths if path not in apart)
        yield reference, msgspec.structs.replace(resolution, paths=paths)
    for tie in ties:
        if not tie.apart:
            own = Reference(tie.kind, "file", (tie.target,), tie.location, implied=tie.kind == LAYOUT, part=tie.part)
            yield own, Resolution((tie.target,))


def _step(reference: Reference, target: str) -> Step:
    kind = IMPLICIT if reference.implied else reference.kind
    return Step(reference.location, kind, target)


def _grow(branches: list[_Branch]) -> Node:
    """Turn branches, parents before children, into nodes, children before parents."""
    nodes: dict[int, Node] = {}
    first = {part: at for at, (part, _, _) in reversed(list(enumerate(branches)))}
    for at, branch in reversed(list(enumerate(branches))):
        part, step, children = branch
        below = tuple(nodes[id(child)] for child in children)
        nodes[id(branch)] = Node(part[0], step, below, repeated=first[part] != at)
    return nodes[id(branches[0])]


def _runs(reference: Reference, chain: Chain, depth: int) -> bool:
    """Tell whether what a reference brings can come out; a child's macros are imported outside of its blocks."""
    return (reference.kind == MACROS and not reference.regions) or chain.live(depth, reference.regions)


def _unread(reference: Reference, target: str) -> Problem:
    message = f"{reference.kind} cannot be read: “{target}” has no extension of a language that is known here"
    return Problem("unparsable-file", message, reference.location, reference.regions)


def _is_broken(fact: AnyFact) -> bool:
    """Tell whether a fact is that a file could not be read: where its regions begin and end is then not sure."""
    return isinstance(fact, Problem) and fact.kind == "unparsable-file"


def _own(connection: Connection) -> Reference:
    """Return the reference that a script of the site's own origin is, however absolute its address."""
    return Reference(
        "script",
        "url",
        (connection.url,),
        connection.location,
        regions=connection.regions,
        active=connection.active,
    )


def unresolved(reference: Reference, resolution: Resolution) -> Problem | None:
    """Return the problem of a reference whose target stays unknown, unless nothing can come in through it."""
    if reference.optional or reference.kind in _MAY_BE_MISSING or not resolution.reason:
        return None
    if resolution.provided and not reference.computed:
        return None
    return Problem(
        "unresolved-reference",
        f"{reference.kind} cannot be followed: {resolution.reason}",
        reference.location,
        reference.regions,
    )
