"""The route graph: routes, the files that put their pages together, and the shortest way to every fact."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Generic, Protocol, TypeVar

import msgspec

from pixelgate.facts.model import (
    Connection,
    Container,
    FormField,
    Origins,
    Policy,
    Problem,
    Sighting,
)
from pixelgate.facts.store import Facts
from pixelgate.graph.parties import Parties
from pixelgate.manifest.model import Manifest, Route
from pixelgate.source import Location

Fact = TypeVar("Fact")


class Tier(StrEnum):
    """How strictly a route is judged; ``docs/rules/README.md`` gives the law behind each."""

    AUTHENTICATED = "E1"
    PHI = "E2"
    WARNED = "W"
    OFF = "off"


class Step(msgspec.Struct, frozen=True):
    """One hop of a chain: where the reference stands, and its kind (route, extends, script, …).

    ``text`` is what the reference says (``base.html``); for a manifest row, its path.
    """

    location: Location
    kind: str
    text: str = ""


class Trace(msgspec.Struct, frozen=True):
    """What puts one route together: the tree of files of each page, and the routes of the code behind the row.

    ``problems`` are what could not be read or resolved on the way, sorted by place.
    """

    pages: tuple[Node, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    problems: tuple[Problem, ...] = ()


class Guard(msgspec.Struct, frozen=True):
    """A sign that code asks for a login: its name as written (``login_required``), and where.

    ``opens``: it lets everybody in where something around it would not (``[AllowAnonymous]``).
    """

    name: str
    location: Location
    opens: bool = False


class Shows(StrEnum):
    """What an endpoint answers with.

    ``PROVIDED``: pages of an installed package. ``DATA``: no page at all (JSON, a redirect, a download).
    """

    PAGE = "page"
    PROVIDED = "provided"
    DATA = "data"


class Endpoint(msgspec.Struct, frozen=True):
    """A route that the code declares: its URLPattern pathname, where, and the files that render it.

    ``guards`` in the order in which they apply, outermost first; the last one decides. ``handler`` names the view,
    action or component. ``unknown`` says, where no page is known, why (``renders JSON``, ``the name is computed``);
    an endpoint that shows a page which is not known leaves its route unproven.
    """

    framework: str
    pattern: str
    location: Location
    pages: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    handler: str = ""
    unknown: str = ""
    shows: Shows = Shows.PAGE

    @property
    def guarded(self) -> bool:
        return bool(self.guards) and not self.guards[-1].opens


class RouteNode(msgspec.Struct, frozen=True):
    """A row of the manifest in the light of the tree: its pages, its tier and why, and page patterns without a match.

    ``index`` is its position among the graph's routes. ``reason`` reads after "is": ``authenticated``,
    ``public and bears appointment, provider``. ``endpoints`` are the routes of the code that the row stands for.
    """

    index: int
    route: Route
    pages: tuple[str, ...]
    tier: Tier
    reason: str
    missing: tuple[str, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()

    @property
    def guarded(self) -> bool:
        return self.route.guarded


class Chain(msgspec.Struct, frozen=True):
    """The shortest way from one route to a fact: the manifest row first, then each reference."""

    route: int
    steps: tuple[Step, ...]


class Reach(msgspec.Struct, Generic[Fact], frozen=True):
    """A fact with a chain for every route that reaches it, in the order of the routes. No chain: nothing reaches it."""

    fact: Fact
    chains: tuple[Chain, ...]


class Visit(msgspec.Struct, frozen=True):
    """A file that takes part in a page, whatever it holds; ``location`` is its beginning."""

    location: Location


class Node(msgspec.Struct, frozen=True):
    """One file in a route's tree, for ``trace``: how it was reached, and what hangs below. A file is expanded once."""

    path: str
    step: Step
    children: tuple[Node, ...] = ()
    repeated: bool = False


class Contained(msgspec.Struct, frozen=True):
    """A tag manager's container that a route loads, as a file of the tree shows it.

    ``empty``: nothing in it can fire on the route.
    """

    route: int
    container: Container
    empty: bool


class Follows(Protocol):
    """Follows some routes for the facts of a kind."""

    def __call__(self, kind: type[Fact], routes: Iterable[int]) -> tuple[Reach[Fact], ...]: ...


class Templates(msgspec.Struct, frozen=True):
    """How many files there are with markup that visitors see, and which of them no route reaches."""

    count: int = 0
    unreached: tuple[str, ...] = ()


class RouteGraph(msgspec.Struct, frozen=True, dict=True):
    """Everything rules may ask about. Sightings, connections, policies and problems come with their reach.

    A fact that no route reaches has no chain. ``unlisted`` are pages that no row claims. ``files`` holds the facts of
    every file by path. ``parties`` tells first from third party. ``doubtful`` are files
    with a reference that leads nowhere and that only a lexical scan saw. ``endpoints`` are the routes that code
    declares, ``undeclared`` those among them that show a page and that no row claims.
    ``contained`` are the containers that routes load.
    ``policies`` are those of content, ``headers`` those of referrers and permissions.
    ``origins`` tell where what lies in built scripts was written. ``templates`` say what of the site no route reaches.
    Fields, inline code, mentions and visits are many, and few ask for them: for these ``again`` follows routes anew.
    """

    manifest: Manifest
    routes: tuple[RouteNode, ...]
    sightings: tuple[Reach[Sighting], ...]
    connections: tuple[Reach[Connection], ...]
    policies: tuple[Reach[Policy], ...]
    problems: tuple[Reach[Problem], ...]
    unlisted: tuple[str, ...]
    files: Facts
    again: Follows
    parties: Parties = Parties()
    origins: Origins = Origins()
    doubtful: tuple[str, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    undeclared: tuple[Endpoint, ...] = ()
    contained: tuple[Contained, ...] = ()
    headers: tuple[Reach[Policy], ...] = ()
    templates: Templates = Templates()

    @cached_property
    def fields(self) -> tuple[Reach[FormField], ...]:
        """The form fields of the routes on which a tracker is: those that it may hear of."""
        tracked = {chain.route for reach in self.sightings for chain in reach.chains}
        return self.again(FormField, sorted(tracked))
