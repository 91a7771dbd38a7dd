"""Modules joined: what an importing file must be told of the files it imports to be read as the browser runs it.

A pixel's ID stands in one file, the wrapper in a second, the calls in forty others. Each file says by itself what it
exports, what it hands on and which imports would tell more; here these meet, and the files that can say more with what
others say are named, so that few are read again.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

import msgspec

from pixelgate.facts.bundled import PREFIX as BUNDLED
from pixelgate.facts.environment import FILES, in_production
from pixelgate.facts.helpers import PREFIX, may_ask
from pixelgate.facts.model import Confidence, FileFacts, Parameter, Reference, Sighting
from pixelgate.facts.offers import is_data
from pixelgate.facts.store import Facts
from pixelgate.graph.links import links, offers, own, specifiers
from pixelgate.graph.resolve import Resolver
from pixelgate.graph.sharing import Shared, apart, collected, shares
from pixelgate.parse.modules import EVERY, SHARED, Alias, Exports, Given, Keys, Known, Relay, joined, keys_of
from pixelgate.source import Location

_DYNAMIC = "$env/dynamic/public"
ENVIRONMENTS = ("process.env", "import.meta.env", "$env/static/public", _DYNAMIC, "astro:env/client")
_DEEPEST = 100
_FURTHER = 3
_MOST = 5_000
_FILES = 20_000
_WHOLE = "..."

Naming = Callable[[frozenset[str]], Iterable[str]]
"""Returns the files that hold one of some names."""


def _helpers(file: FileFacts) -> Iterator[str]:
    return (name for name, _ in file.entries if name.startswith(PREFIX))


_Offered = TypeVar("_Offered", bound=Alias | Relay | Known)


class Joins(msgspec.Struct, frozen=True):
    """Facts of a tree, the look-up of names in it, and the packages that bring a vendor.

    ``targets`` and ``offers`` remember what is known of each file, ``entered`` are the files that are being followed,
    ``shared`` is what files share without being imported, once that is known; ``families`` are the files of the same
    bundle.
    """

    facts: Facts
    resolver: Resolver
    packages: AbstractSet[str]
    targets: dict[tuple[str, str], tuple[str, ...]] = msgspec.field(default_factory=dict)
    offers: dict[str, Exports] = msgspec.field(default_factory=dict)
    entered: list[str] = msgspec.field(default_factory=list)
    shared: list[Shared] = msgspec.field(default_factory=list)
    families: Mapping[str, tuple[str, ...]] = {}

    def told(self, naming: Naming) -> dict[str, Given]:
        """Return what files are to be told: what others offer that they import, which of their constants are wanted."""
        self.shared.append(self._shared())
        self.offers.clear()
        found = {path: given for path, file in self.facts.items() if (given := self._given(path, file))}
        for path in naming(words) if (words := self.shared[0].words) else ():
            given = found.get(path, Given())
            offered = tuple((space, own(exports, path)) for space, exports in self.shared[0].of(path))
            found[path] = msgspec.structs.replace(given, modules=(*given.modules, *offered))
        for path, held in links(self.facts, self._targets).items():
            packages = tuple((one.module, one.package) for one in held)
            found[path] = msgspec.structs.replace(found.get(path, Given()), packages=packages)
        for path, offered in offers(self.facts.shared).items():
            given = found.get(path, Given())
            found[path] = msgspec.structs.replace(given, modules=(*given.modules, *offered))
        found = self._handed(found)
        for path, asked in self._asked().items():
            found[path] = msgspec.structs.replace(found.get(path, Given()), asked=tuple(sorted(asked)))
        helpers = tuple(sorted({name for file in self.facts.shared.values() for name in _helpers(file)}))
        for path in filter(may_ask, self.facts) if helpers else ():
            found[path] = msgspec.structs.replace(found.get(path, Given()), helpers=helpers)
        return dict(sorted(found.items())[:_FILES])

    def _given(self, path: str, file: FileFacts) -> Given:
        """Return what the modules that a file imports offer, of what concerns it."""
        wanted = {module for module, _ in file.wanted}
        modules: list[tuple[str, Exports]] = []
        for name in dict.fromkeys(specifiers(file)):
            offered = [self._offer(target) for target in self._targets(path, name)]
            merged = _merged(offered, constants=name in wanted)
            if merged:
                modules.append((name, merged))
        for name in (one for one in ENVIRONMENTS if one in wanted):
            environment = self._environment(path)
            if environment:
                modules.append((name, _under_one(environment, "env") if name == _DYNAMIC else environment))
        return Given(tuple(modules))

    def _handed(self, given: dict[str, Given]) -> dict[str, Given]:
        """Add the functions that are handed to the exports of files."""
        for path, file in self.facts.shared.items():
            for number, one in enumerate(file.passed):
                for target in self._targets(path, one.module):
                    name = f"{path}#{number}"
                    known = given.get(target, Given())
                    given[target] = msgspec.structs.replace(
                        known,
                        modules=(*known.modules, (name, one.exports)),
                        handed=(*known.handed, (one.keys, one.index, name)),
                    )
        return given

    def _shared(self) -> Shared:
        """Return what files share without being imported."""
        offers: dict[str, Exports] = {}
        for path, file in self.facts.shared.items():
            if shares(file):
                inner = [self._behind_alias(path, alias) for alias in file.exports.aliases if alias.keys[0] in SHARED]
                kept = msgspec.structs.replace(file.exports, aliases=())
                offers[path] = _merged([kept, *inner], constants=True)
        return collected(self.facts, offers)

    def _asked(self) -> dict[str, set[str]]:
        """Return the files whose constants others want, and which; those behind re-exports too.

        What a constant is made of in further modules is followed a few modules far: else a tree would ask for itself.
        """
        asked: dict[str, set[str]] = {}
        queue = [one for path, file in self.facts.shared.items() if file.sightings for one in self._wants(path)]
        for _ in range(_FURTHER):
            seen = set(queue)
            fresh: set[str] = set()
            while queue:
                path, export = queue.pop()
                if export not in asked.setdefault(path, set()):
                    asked[path].add(export)
                    fresh.add(path)
                    behind = {one for one in self._behind(path, export) if one not in seen}
                    seen |= behind
                    queue += sorted(behind)
            queue = [one for path in sorted(fresh) for one in self._wants(path)]
        return asked

    def _wants(self, path: str) -> Iterator[tuple[str, str]]:
        file = self.facts.shared.get(path)
        for module, export in file.wanted if file else ():
            if module.startswith(BUNDLED):
                yield from ((target, module) for target in self.families.get(path, ()))
            elif module not in ENVIRONMENTS:
                yield from ((target, export) for target in self._targets(path, module))

    def _behind(self, path: str, export: str) -> Iterator[tuple[str, str]]:
        """Yield the files, and their exports, that an export of a file is taken from."""
        for alias in self._exports(path).aliases:
            module, mark, below = alias.path.partition("#")
            if mark and (export == "*" or alias.keys in {EVERY, (export,)}):
                name = export if alias.keys == EVERY else below.partition(".")[0] or "*"
                yield from ((target, name) for target in self._targets(path, module))

    def _targets(self, path: str, name: str) -> tuple[str, ...]:
        """Return the files that a specifier of a file means."""
        key = (path, name)
        if key not in self.targets:
            reference = Reference("module", "module", (name,), Location(path))
            found = self.resolver.resolve(reference, self.facts[path]).paths
            known = (one for target in found for one in (in_production(target), target) if self._is_known(one))
            self.targets[key] = tuple(target for target in known if target != path)
        return self.targets[key]

    def _is_known(self, path: str) -> bool:
        return path in self.facts or (is_data(path) and path in self.resolver.paths)

    def _exports(self, path: str) -> Exports:
        file = self.facts.shared.get(path)
        return file.exports if file else Exports()

    def _offer(self, path: str) -> Exports:
        """Return what a file offers, re-exports followed; what leads back to itself offers nothing more."""
        if path not in self.offers:
            own = self._exports(path)
            self.offers[path] = msgspec.structs.replace(own, aliases=())
            if own.aliases and len(self.entered) < _DEEPEST:
                self.entered.append(path)
                inner = [self._behind_alias(path, alias) for alias in own.aliases]
                self.entered.pop()
                self.offers[path] = _merged([self.offers[path], *inner], constants=True)
        return self.offers[path]

    def _behind_alias(self, path: str, alias: Alias) -> Exports:
        """Return what an alias offers: that of the file it leads to, or itself where it is a vendor's."""
        module, mark, below = alias.path.partition("#")
        if not mark or module in self.packages:
            return Exports((alias,))
        keys = keys_of(below)
        offered = [self._offer(target) for target in self._targets(path, module)]
        if module in SHARED:
            offered = [one for shared in self.shared for space, one in shared.of(path) if space == module]
        return _merged([_moved(one, keys, alias.keys) for one in offered], constants=True)

    def _environment(self, path: str) -> Exports:
        """Return the variables of the nearest environment files, as the build for production reads them."""
        folder = posixpath.dirname(path)
        while True:
            files = [self.facts.shared.get(posixpath.join(folder, name)) for name in FILES]
            known: dict[Keys, Known] = {}
            for file in files:
                for one in file.exports.known if file else ():
                    known.setdefault(one.keys, one)
            if known or not folder:
                return Exports(known=tuple(known.values()))
            folder = posixpath.dirname(folder)


def _under_one(offered: Exports, key: str) -> Exports:
    """Return constants as the entries of one object."""
    return Exports(known=tuple(msgspec.structs.replace(one, keys=(key, *one.keys)) for one in offered.known))


def _merged(offered: Iterable[Exports], *, constants: bool) -> Exports:
    aliases: dict[Alias, None] = {}
    relays: dict[Relay, None] = {}
    known: dict[Known, None] = {}
    for one in offered:
        aliases |= dict.fromkeys(one.aliases)
        relays |= dict.fromkeys(one.relays)
        known |= dict.fromkeys(one.known if constants else ())
    return Exports(tuple(aliases)[:_MOST], tuple(relays)[:_MOST], tuple(known)[:_MOST])


def _moved(offered: Exports, keys: Keys, to: Keys) -> Exports:
    """Return what lies below some keys of an offer, under the keys that re-export it."""
    if to == EVERY:
        return Exports(
            tuple(one for one in offered.aliases if one.keys[:1] != ("default",)),
            tuple(one for one in offered.relays if one.keys[:1] != ("default",)),
            tuple(one for one in offered.known if one.keys[:1] != ("default",)),
        )
    return Exports(
        tuple(_aliases_under(offered.aliases, keys, to)),
        tuple(_under(offered.relays, keys, to)),
        tuple(_under(offered.known, keys, to)),
    )


def _aliases_under(found: Iterable[Alias], keys: Keys, to: Keys) -> Iterator[Alias]:
    yield from _under(found, keys, to)
    for alias in found:
        if len(alias.keys) < len(keys) and keys[: len(alias.keys)] == alias.keys:
            yield Alias(to, joined(alias.path, keys[len(alias.keys) :]))


def _under(found: Iterable[_Offered], keys: Keys, to: Keys) -> Iterator[_Offered]:
    for one in found:
        if one.keys[: len(keys)] == keys:
            yield msgspec.structs.replace(one, keys=(*to, *one.keys[len(keys) :]))


def told_apart(facts: Facts, told: Mapping[str, Given]) -> Facts:
    """Return the facts with wrappers and their calls in other files told apart.

    The vendor's call inside a wrapper that says less than the wrapper's calls is marked; a call of the wrapper that
    says no more than it is left out.
    """
    inner = {s.location: s for file in facts.shared.values() for s in file.sightings if s.via is None}
    between = frozenset((path, span) for path, file in facts.shared.items() for span in _handing_on(file))
    far = [s for file in facts.shared.values() for s in file.sightings if _is_far(s)]
    called = frozenset(s.via for s in far)
    ends = frozenset(s.via for s in far if (s.location.path, s.order) not in between)
    lent = apart(told)
    touched = {s.location.path for s in far} | {place.path for place in called if place}

    def relayed(sighting: Sighting) -> bool:
        handing = (sighting.location.path, sighting.order) in between and sighting.via in ends
        return (handing or sighting.location in called) and _undecided(sighting)

    def file(path: str) -> FileFacts:
        tied = frozenset(field.model for field in facts[path].fields if field.model)
        kept = (s for s in facts[path].sightings if (path, s.via) in lent or not _repeats(s, inner, tied))
        told = tuple(msgspec.structs.replace(s, relayed=True) if relayed(s) else s for s in kept)
        return msgspec.structs.replace(facts[path], sightings=told)

    return facts | {path: file(path) for path in sorted(touched) if path in facts}


def _handing_on(file: FileFacts) -> Iterator[int]:
    """Yield where a file calls the wrapper of another from a wrapper of its own, which others call."""
    relays = (*file.exports.relays, *(relay for one in file.passed for relay in one.exports.relays))
    yield from (relay.span.start for relay in relays if relay.place and relay.place.path != file.path)


def _is_far(sighting: Sighting) -> bool:
    return sighting.via is not None and sighting.via.path != sighting.location.path


def _repeats(sighting: Sighting, inner: Mapping[Location, Sighting], tied: frozenset[str]) -> bool:
    """Tell whether a call of a wrapper says no more than the call inside; ``tied`` are the variables of form fields."""
    within = inner.get(sighting.via) if sighting.via is not None and _is_far(sighting) else None
    same = within is not None and not _undecided(within) and _says(within) == _says(sighting)
    return same and not any(_is_read(parameter, tied) for parameter in sighting.parameters)


def _is_read(parameter: Parameter, tied: frozenset[str]) -> bool:
    """Tell whether a caller hands over what it reads somewhere, which the wrapper cannot know."""
    for origin in parameter.origins:
        if origin.source != "variable" or any(hop.text in tied for hop in origin.hops):
            return True
    return any(_is_read(child, tied) for child in parameter.children)


def _says(sighting: Sighting) -> tuple[object, ...]:
    return sighting.vendor, sighting.kind, sighting.id, sighting.event, frozenset(p.name for p in sighting.parameters)


def _undecided(sighting: Sighting) -> bool:
    unknown = "{" in sighting.event or any(one.name == _WHOLE for one in sighting.parameters)
    return unknown or sighting.confidence is Confidence.LOW or "{" in sighting.id
