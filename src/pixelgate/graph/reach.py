"""The shortest chain from a page to every fact that a browser showing it acts on."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import count
from typing import TypeAlias

import msgspec

from pixelgate.facts.model import Connection, Problem, Reference
from pixelgate.facts.store import Facts
from pixelgate.graph.frameworks import Tie
from pixelgate.graph.inherit import Chain, Layer, Template, template
from pixelgate.graph.model import Node, Step, Visit
from pixelgate.graph.resolve import Resolution, Resolver
from pixelgate.graph.survey import KEPT, AnyFact, Asked, Reached, Survey, Tried, aside, asked, said
from pixelgate.parse.javascript.federation import EXPOSED
from pixelgate.parse.javascript.packed import PREFIX as BUNDLED
from pixelgate.source import Location

Steps: TypeAlias = tuple[Step, ...]
Part: TypeAlias = tuple[str, str]
"""A file, and the region of it that alone comes out, or nothing for all of it."""

_Branch: TypeAlias = tuple[Part, Step, list["_Branch"]]

RECENT = 2048
"""Of how many files the walk remembers what it knows."""

_NONE: frozenset[str] = frozenset()
LAYOUT, MACROS, IMPLICIT = "extends", "import", "implicit layout"


class Share(msgspec.Struct, frozen=True):
    """What some templates of a chain put on a page, and the files they bring along; with the steps to each."""

    facts: tuple[tuple[Reached, Steps], ...]
    onward: tuple[tuple[Part, Steps], ...]


class Unit(msgspec.Struct, frozen=True):
    """What a template puts on a page, and by the step to each parent what the templates above add to that."""

    own: Share
    above: tuple[tuple[Step, Share], ...]


class Walker:
    """Follows the references of files; the facts are those of the whole tree.

    ``ties`` are those of the frameworks by the file they begin at, ``kinds`` the types of the facts that are asked for;
    ``survey`` is told of every file that is looked at. What is known of files is remembered for those that were asked
    for last, since many pages share their layouts; two pages that fill the same blocks of one layout share all of it.
    """

    def __init__(
        self,
        facts: Facts,
        resolver: Resolver,
        ties: Mapping[str, tuple[Tie, ...]],
        *,
        kinds: Collection[type] = KEPT,
        survey: Survey | None = None,
    ) -> None:
        self.facts = facts
        self.resolver = resolver
        self._ties = ties
        self._kinds = frozenset(kinds)
        self.survey = survey or Survey()
        self._shares: dict[object, Share] = {}
        self._asked = lru_cache(RECENT)(self._looked_up)
        self._parents = lru_cache(RECENT)(self._extended)
        self._template = lru_cache(RECENT)(self._of_file)
        self._unit = lru_cache(RECENT)(self._of_chains)

    def asking(self, *kinds: type) -> Walker:
        """Return what follows the same references for facts of other kinds."""
        return Walker(self.facts, self.resolver, self._ties, kinds=kinds, survey=self.survey)

    def references(self, path: str) -> tuple[Tried, ...]:
        """Return the active references of a file with what each means."""
        return self._asked(path).tried

    def _looked_up(self, path: str) -> Asked:
        source = self.facts[path]
        own = (_own(c) for c in source.connections if c.kind == "script" and self.resolver.serves(c))
        active = (r for r in (*source.references, *own) if r.active)
        found = ((r, self.resolver.resolve(r, source)) for r in active)
        tried = (*_tied(found, self._ties[path]),) if path in self._ties else tuple(found)
        known = asked(tried, self.facts)
        if path not in self.survey.noted:
            self.survey.note(source, known)
        return known

    def _of_file(self, path: str) -> Template:
        return template(self.facts[path])

    def chains(self, path: str) -> Iterator[Chain]:
        """Yield a template with what it extends: one chain for every parent that may be meant."""
        yield from self._extend((Layer(self._template(path), ()),))

    def _extend(self, layers: tuple[Layer, ...]) -> Iterator[Chain]:
        last = layers[-1]
        parents = self._parents(last.template.path)
        if not parents:
            yield Chain(layers)
            return
        seen = {layer.template.path for layer in layers}
        for ways, sure in parents:
            known = [(parent, step) for parent, step in ways if parent not in seen]
            for parent, step in known:
                yield from self._extend((*layers, Layer(self._template(parent), (*last.steps, step))))
            if not (sure and known):
                yield Chain(layers, complete=False)

    def _extended(self, path: str) -> tuple[tuple[tuple[tuple[str, Step], ...], bool], ...]:
        """Return, for each time a template extends another, those that may be meant, and whether it is one of them."""
        tried = ((r, found) for r, found in self.references(path) if r.kind == LAYOUT)
        return tuple(
            (tuple((one, _step(r, one)) for one in found.paths if one in self.facts), not found.reason)
            for r, found in tried
        )

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
        met: dict[int, Share] = {}
        apart: dict[str, tuple[int, Steps]] = {}
        while queue or (
            queue := sorted((len(w), at, next(ties), (p, ""), w) for p, (at, w) in self._called(apart, done))
        ):
            _, page, _, part, steps = heapq.heappop(queue)
            if part in done or part[0] not in self.facts:
                continue
            done.add(part)
            if part[1] and part[1] in self._exposed(part[0]):
                apart.setdefault(part[0], (page, steps))
            for way, share in self._unmet(part, steps, met):
                _note(share, page, way, reached)
                for target, further in share.onward:
                    if target not in done:
                        on = (*way, *further)
                        heapq.heappush(queue, (len(on), page, next(ties), target, on))
        return {fact: steps for fact, (_, _, steps) in reached.items()}

    def _unmet(self, part: Part, steps: Steps, met: dict[int, Share]) -> Iterator[tuple[Steps, Share]]:
        """Yield the shares of a template, each with the steps to it, less those that a page before it had too."""
        unit = self._unit(part)
        yield steps, unit.own
        for step, share in unit.above:
            if id(share) not in met:
                met[id(share)] = share
                yield (*steps, step), share

    def _of_chains(self, part: Part) -> Unit:
        path, region = part
        chains = (Chain((Layer(self._template(path), ()),)),) if region else tuple(self.chains(path))
        above: dict[int, tuple[Step, Share]] = {}
        for chain in chains:
            if len(chain.layers) > 1:
                share = self._above(chain)
                above.setdefault(id(share), (chain.layers[1].steps[0], share))
        return Unit(self._share([(chain, 0) for chain in chains], region), tuple(above.values()))

    def _above(self, chain: Chain) -> Share:
        """Return what the templates above the first add: the same for all that fill the same blocks of them."""
        paths = tuple(layer.template.path for layer in chain.layers[1:])
        key = (paths, chain.complete, frozenset(chain.layers[0].template.blocks.items()))
        if key not in self._shares:
            if len(self._shares) >= RECENT:
                self._shares.clear()
            self._shares[key] = self._share([(chain, depth) for depth in range(1, len(chain.layers))])
        return self._shares[key]

    def _share(self, layers: Iterable[tuple[Chain, int]], region: str = "") -> Share:
        """Return what layers of chains put on a page; steps count from the second template of a chain."""
        facts: dict[Reached, Steps] = {}
        onward: list[tuple[Part, Steps]] = []
        for chain, depth in layers:
            steps = chain.layers[depth].steps[1:]
            for fact in self._put(chain, depth, region):
                if fact not in facts or len(steps) < len(facts[fact]):
                    facts[fact] = steps
            for reference, target in self._brought(chain, depth, region):
                onward.append((self._part(reference, target), (*steps, _step(reference, target))))
        return Share(tuple(facts.items()), tuple(onward))

    def _put(self, chain: Chain, depth: int, region: str) -> Iterator[Reached]:
        """Yield what a layer of a chain, or a region of it, puts on the page."""
        path = chain.layers[depth].template.path
        if Visit in self._kinds:
            yield Visit(Location(path))
        outside = self._outside(path, region)
        file = self.facts[path]
        left_out = aside(file) if Problem in self._kinds else ()
        for fact in (*said(file, self._asked(path), self._kinds), *left_out):
            within = _within(region, fact.regions, outside)
            if chain.live(depth, fact.regions) if within else _is_broken(fact):
                yield fact

    def _brought(self, chain: Chain, depth: int, region: str) -> Iterator[tuple[Reference, str]]:
        """Yield the files that a layer of a chain, or a region of it, brings along, layouts aside."""
        path = chain.layers[depth].template.path
        outside = self._outside(path, region)
        for reference, resolution in self.references(path):
            within = resolution.paths and _within(region, reference.regions, outside)
            if within and reference.kind != LAYOUT and _runs(reference, chain, depth):
                yield from ((reference, target) for target in resolution.paths)

    def _outside(self, path: str, region: str) -> frozenset[str]:
        """Return the modules that a container exposes, of which one is asked for; empty where a region is no module.

        What is in none of them runs, whichever is asked for.
        """
        exposed = self._exposed(path) if region else _NONE
        return exposed if region in exposed else _NONE

    def _exposed(self, path: str) -> frozenset[str]:
        return frozenset(one.name for one in self.facts[path].regions if one.kind == EXPOSED)

    def _called(
        self, apart: dict[str, tuple[int, Steps]], done: AbstractSet[Part]
    ) -> Iterator[tuple[str, tuple[int, Steps]]]:
        """Yield, once each, the chunks of which parts came out, and of whose modules another reached chunk asks."""
        reached = {path for path, _ in done} if apart else _NONE
        for path in sorted(apart):
            modules = {name.removeprefix(BUNDLED).partition("#")[0] for name in self._exposed(path)}
            others = (one for one in reached if one != path and one in self.facts)
            if any(not modules.isdisjoint(self.facts[one].asks) for one in others):
                yield path, apart.pop(path)

    def _part(self, reference: Reference, target: str) -> Part:
        """Return what a reference brings of a file: a region, where the file has one of that name, else all of it."""
        named = reference.part and target in self.facts
        has = named and any(region.name == reference.part for region in self.facts[target].regions)
        return target, reference.part if has else ""

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
        outside = self._outside(path, region)
        tried = ((r, known) for r, known in self.references(path) if _within(region, r.regions, outside))
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


def _within(region: str, regions: Sequence[str], exposed: frozenset[str]) -> bool:
    """Tell whether what stands in some regions comes out when one of them, or none, is asked for."""
    return not region or region in regions or bool(exposed and not exposed.intersection(regions))


def _is_broken(fact: AnyFact) -> bool:
    """Tell whether a fact is that a file could not be read: where its regions begin and end is then not sure."""
    return isinstance(fact, Problem) and fact.kind == "unparsable-file"


def _note(share: Share, page: int, way: Steps, reached: dict[Reached, tuple[int, int, Steps]]) -> None:
    """Note the facts of a share that no shorter way has led to; those of one template share their steps."""
    ways: dict[int, Steps] = {}
    for fact, further in share.facts:
        length = len(way) + len(further)
        known = reached.get(fact)
        if known is None or (length, page) < known[:2]:
            on = ways.setdefault(id(further), (*way, *further))
            reached[fact] = (length, page, on)


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
