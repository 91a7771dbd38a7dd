"""Containers joined with the routes that load them: which tags fire where, and along which chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from pixelgate.facts.containers import UNKNOWN
from pixelgate.facts.evidence import leaves
from pixelgate.facts.model import Connection, Container, FormField, Problem, Sighting, SightingKind, Tagged
from pixelgate.facts.store import Facts
from pixelgate.graph.containers.conditions import Addresses, Holds
from pixelgate.graph.containers.elements import asked, met
from pixelgate.graph.containers.triggers import Page, fires
from pixelgate.graph.containers.wording import named, said
from pixelgate.graph.model import Chain, Contained, Step, Visit
from pixelgate.graph.parties import Parties
from pixelgate.graph.survey import Reached
from pixelgate.manifest.model import Route, Site
from pixelgate.parse.containers.gtm import MANAGER as GTM
from pixelgate.parse.containers.gtm import SERVER
from pixelgate.parse.containers.model import Firing, Trigger
from pixelgate.source import Location
from pixelgate.tree.glob import any_of

FIRES, MAY_FIRE = "fires", "may fire"
"""The kinds of the last step to a tag of a container."""

ELEMENT = "element"
"""The kind of the step over the element of a page that a trigger waits for."""

LOADS = "container"
"""The kind of the step from what loads a container to the file that shows it."""

_LOADING = frozenset({
    SightingKind.LOADER, SightingKind.INIT, SightingKind.EMITTER, SightingKind.IFRAME, SightingKind.IMPORT,
})  # fmt: skip
_FORWARDING = frozenset({"server_container_url", "transport_url"})
"""Parameters that name the server to which Google's tags send, which hands on what it gets."""

_ROUNDS = 4
"""How often tags may fire others by what they push, before anything is taken to be pushed."""


class Joined(msgspec.Struct, frozen=True):
    """What containers bring to routes: the tags that fire there with their chains, and the containers themselves."""

    tags: tuple[tuple[Sighting, Chain], ...] = ()
    contained: tuple[Contained, ...] = ()


class _Loaded(msgspec.Struct, frozen=True):
    """A container on one route, with the chain to what loads it. ``sure``: its ID, or the file itself, says so."""

    container: Container
    chain: Chain
    place: Location
    sure: bool


class _Route(msgspec.Struct, frozen=True):
    """What one route reaches of all that matters here."""

    sightings: list[tuple[Sighting, Chain]]
    visits: list[tuple[str, Chain]]
    connections: list[Connection]
    troubled: bool
    fields: bool
    controls: list[FormField]


class Containers(msgspec.Struct, frozen=True):
    """The containers of a tree, one for each ID, and whose hosts are the site's own."""

    site: Site
    known: tuple[Container, ...]
    parties: Parties

    def on(self, route: Route, reached: Iterable[tuple[Reached, Chain]]) -> Joined:
        """Return what containers bring to a route that reaches some facts."""
        if not self.known:
            return Joined()
        here = _here(reached)
        tags: list[tuple[Sighting, Chain]] = []
        held: list[Contained] = []
        for loaded in _loaded(self.known, here):
            page = _page(self.site, route, here, loaded.container, self.parties)
            fired = list(_fired(loaded.container, page))
            nothing = loaded.sure and not fired and _whole(self.site, loaded.container)
            held.append(Contained(route.order, loaded.container, nothing))
            found = [
                (brought, _chain(loaded, tag, how, here.controls)) for tag, how in fired for brought in tag.sightings
            ]
            here.sightings.extend(found)
            tags += found
        return Joined(tuple(tags), tuple(held))


def containers(site: Site, facts: Facts, own: Parties) -> Containers:
    """Return the containers of a tree that a route may load, those on servers after those that forward to them."""
    read = (one for file in facts.shared.values() for one in file.containers if one.vendor)
    return Containers(site, tuple(sorted(chosen(site, read), key=lambda one: one.manager == SERVER)), own)


def chosen(site: Site, containers: Iterable[Container]) -> Iterator[Container]:
    """Yield one container for each ID: what the manifest names, else the highest version, with its parts in it."""
    named = {identifier: any_of((files,)) for identifier, files in site.containers}
    by_id: dict[tuple[str, str], list[Container]] = {}
    for one in containers:
        known = one if one.id else _identified(one, named)
        decides = named.get(known.id)
        if decides is None or decides(one.location.path):
            by_id.setdefault((one.vendor, known.id or one.location.path), []).append(known)
    for same in by_id.values():
        whole = [one for one in same if not one.part]
        best = max(whole or same, key=lambda one: (one.version, one.location))
        yield _put_together(best, [one for one in same if one.part and one is not best])


def _identified(container: Container, named: Mapping[str, Callable[[str], bool]]) -> Container:
    """Return a container that does not tell its ID with the one that the manifest has for its file."""
    known = next((identifier for identifier, decides in named.items() if decides(container.location.path)), "")
    return msgspec.structs.replace(container, id=known)


def _put_together(container: Container, parts: Sequence[Container]) -> Container:
    """Return a container with the tags whose code stands in other files."""
    code = {tag.name: tag for part in parts for tag in part.tags}
    own = {tag.name for tag in container.tags}
    tags = tuple(
        msgspec.structs.replace(tag, sightings=_known(code[tag.name], tag)) if tag.name in code else tag
        for tag in container.tags
    )
    return msgspec.structs.replace(
        container, tags=(*tags, *(tag for name, tag in code.items() if container.part and name not in own))
    )


def _known(code: Tagged, listed: Tagged) -> tuple[Sighting, ...]:
    """Return whom the code of a tag brings; where that names nobody, whom the number of its template tells."""
    named = any(not one.vendor.startswith(UNKNOWN) for one in code.sightings)
    return code.sightings if named or not listed.sightings else listed.sightings


def _whole(site: Site, container: Container) -> bool:
    """Tell whether a file shows all that is published of a container.

    A workspace (version 0) is a draft, or a part that is to be merged; it counts where the manifest names it.
    """
    published = container.version > 0 or container.manager != GTM or container.id in dict(site.containers)
    return published and not container.unread


def _here(reached: Iterable[tuple[Reached, Chain]]) -> _Route:
    sightings: list[tuple[Sighting, Chain]] = []
    visits: list[tuple[str, Chain]] = []
    connections: list[Connection] = []
    controls: list[FormField] = []
    troubled = False
    for fact, chain in reached:
        match fact:
            case Sighting(active=True):
                sightings.append((fact, chain))
            case Visit():
                visits.append((fact.location.path, chain))
            case Connection(kind="script"):
                connections.append(fact)
            case Problem():
                troubled = True
            case FormField():
                controls.append(fact)
            case _:
                pass
    fields = any(control.type != "link" for control in controls)
    return _Route(sightings, visits, connections, troubled, fields, controls)


def _loaded(containers: Iterable[Container], here: _Route) -> Iterator[_Loaded]:
    """Yield the containers that a route loads: by ID; by their own file; or the only one where the ID is not known.

    One that the host puts into pages is taken to be on all of them; that this is the site's own nobody knows.
    """
    containers = tuple(containers)
    for one in containers:
        if one.manager == SERVER:
            yield from _forwarded(one, here)
            continue
        if one.injected and here.visits:
            path, chain = min(here.visits, key=lambda visit: (len(visit[1].steps), visit[0]))
            yield _Loaded(one, chain, Location(path), False)
            continue
        loaders = [(s, chain) for s, chain in here.sightings if s.vendor == one.vendor and s.kind in _LOADING]
        only = sum(other.manager == one.manager for other in containers) == 1
        ways = [(chain, s.location, True) for s, chain in loaders if one.id and s.id == one.id]
        ways += [(chain, Location(path), True) for path, chain in here.visits if path == one.location.path]
        unsure = [(s, chain) for s, chain in loaders if only and not (one.id and s.id and "{" not in s.id)]
        ways += [(chain, s.location, False) for s, chain in unsure]
        if ways:
            chain, place, sure = min(ways, key=lambda way: (not way[2], len(way[0].steps), way[1]))
            yield _Loaded(one, chain, place, sure)


def _forwarded(container: Container, here: _Route) -> Iterator[_Loaded]:
    """Yield a container on a server where it hands out the route's container, or the route's tags send to a server."""
    ways = [
        (chain, sighting.location)
        for sighting, chain in here.sightings
        if (sighting.kind in _LOADING and sighting.id in container.serves)
        or any(name.rpartition(".")[2] in _FORWARDING for name, _ in leaves(sighting.parameters))
    ]
    if ways:
        chain, place = min(ways, key=lambda way: (len(way[0].steps), way[1]))
        yield _Loaded(container, chain, place, False)


def _page(site: Site, route: Route, here: _Route, container: Container, own: Parties) -> Page:
    pushed = [s for s, _ in here.sightings if s.kind is SightingKind.EVENT and s.vendor in container.hears]
    known = {s.event for s in pushed if not _unknown(s.event)}
    known_places = [s.location for s, _ in here.sightings]
    strangers = any(
        not own.owns(c.host) and not any(_meet(c.location, s) for s in known_places) for c in here.connections
    )
    server = container.manager == SERVER  # it hears what was sent, under names of its own
    more = server or here.troubled or strangers or any(_unknown(s.event) for s in pushed)
    return Page(Addresses(route.path, site.origins), tuple(sorted(known)), (), more, here.fields or more)


def _meet(some: Location, other: Location) -> bool:
    """Tell whether two places have something in common."""
    apart = (some.end_line, some.end_column) <= (other.line, other.column)
    behind = (other.end_line, other.end_column) <= (some.line, some.column)
    return some.path == other.path and not apart and not behind


def _unknown(event: str) -> bool:
    return not event or "{" in event or event == "function"


def _fired(container: Container, page: Page) -> Iterator[tuple[Tagged, tuple[Holds, Firing]]]:
    """Yield the tags that fire or may fire on a page; what they push may fire others."""
    triggers: Mapping[str, Trigger] = {trigger.id: trigger for trigger in container.triggers}
    fired: dict[int, tuple[Holds, Firing]] = {}
    for round_ in range(_ROUNDS + 1):
        for at, tag in enumerate(container.tags):
            held, firing = fires(tag.firing, triggers, page) if not tag.paused else (Holds.NEVER, None)
            if firing is not None:
                fired[at] = (held, firing)
        perhaps = tuple(sorted({event for at in fired for event in container.tags[at].events} - set(page.events)))
        more = page.more or round_ == _ROUNDS - 1 or any(container.tags[at].pushes for at in fired)
        if perhaps == page.perhaps and more == page.more:
            break
        page = msgspec.structs.replace(page, perhaps=perhaps, more=more)
    yield from ((container.tags[at], how) for at, how in sorted(fired.items()) if container.tags[at].sightings)


def _chain(loaded: _Loaded, tag: Tagged, how: tuple[Holds, Firing], controls: Sequence[FormField]) -> Chain:
    held, firing = how
    trigger = next((one for one in loaded.container.triggers if one.id == firing.trigger), None)
    why = said(trigger) if trigger else f"`{firing.trigger}`: not in the export"
    sure = held is Holds.ALWAYS and loaded.sure
    wanted = asked(trigger) if trigger else ()
    element = met(wanted, controls) if wanted else None
    return Chain(
        loaded.chain.route,
        (
            *loaded.chain.steps,
            Step(loaded.place, LOADS, loaded.container.location.path),
            *((Step(element.location, ELEMENT, named(element)),) if element else ()),
            Step(tag.location, FIRES if sure else MAY_FIRE, why),
        ),
    )
