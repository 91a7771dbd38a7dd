"""What files say on a page, and what a survey of all of them comes to: noted while each file is at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
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
from pixelgate.graph.model import Visit
from pixelgate.graph.pages import whole
from pixelgate.graph.resolve import Resolution

AnyFact: TypeAlias = Sighting | Connection | Problem | Policy | FormField | Inline | Mention
Reached: TypeAlias = AnyFact | Visit
Tried: TypeAlias = tuple[Reference, Resolution]

KEPT: frozenset[type] = frozenset({Sighting, Connection, Policy, Problem})
"""The kinds of facts of which findings are made; the others are many, and few ask for them."""

_RUN = frozenset({"script", "worker", "iframe", "part", "include"})
_HARMLESS = re.compile(
    r"\.(?:css|json|map|wasm|png|jpe?g|gif|webp|avif|ico|bmp|pdf|mp[34]|m4[av]|webm|og[agv]|wav|woff2?|ttf|eot|vtt|srt)$",
    re.IGNORECASE,
)
_NOT_READ = frozenset({"", "text", "settings", "env"})
_MAY_BE_MISSING = frozenset({"link", "asset", "url", "style", "part"})
"""A part of a page that is no file is a route, and judged as one."""


class Asked(msgspec.Struct, frozen=True):
    """The active references of a file with what each means, and the problems that they are."""

    tried: tuple[Tried, ...]
    problems: tuple[Problem, ...] = ()


class Survey(msgspec.Struct, frozen=True):
    """What the files that were ``noted`` come to.

    ``used``: the files that others refer to; ``pages``: those that are whole pages; ``shown``: those with markup that
    visitors see, whole pages or parts of them; ``doubtful``: those with a
    reference that only a lexical scan saw and that leads nowhere, so that it may stand in a comment; ``facts``: all
    that is kept of what they say.
    """

    noted: set[str] = msgspec.field(default_factory=set)
    used: set[str] = msgspec.field(default_factory=set)
    pages: set[str] = msgspec.field(default_factory=set)
    shown: set[str] = msgspec.field(default_factory=set)
    doubtful: set[str] = msgspec.field(default_factory=set)
    facts: dict[Reached, None] = msgspec.field(default_factory=dict)

    def note(self, file: FileFacts, asked: Asked) -> None:
        """Add a file, with what its references mean."""
        self.noted.add(file.path)
        for reference, resolution in asked.tried:
            self.used.update(resolution.paths)
            if not reference.sure and unresolved(reference, resolution):
                self.doubtful.add(file.path)
        if whole(file):
            self.pages.add(file.path)
        if file.shows:
            self.shown.add(file.path)
        self.facts.update((fact, None) for fact in said(file, asked, KEPT))


def asked(tried: tuple[Tried, ...], facts: Mapping[str, FileFacts]) -> Asked:
    """Return references with the problems that they are."""
    return Asked(tried, tuple(_troubles(tried, facts)))


def said(file: FileFacts, asked: Asked, kinds: AbstractSet[type]) -> Iterator[AnyFact]:
    """Yield all of some kinds that a file says and a browser acts on, with what its references leave unresolved."""
    if file.sightings and Sighting in kinds:
        yield from (s for s in file.sightings if s.active and s.kind is not SightingKind.CONTAINER)
    if file.connections and Connection in kinds:
        yield from (c for c in file.connections if c.active)
    if file.policies and Policy in kinds:
        yield from (policy for policy in file.policies if policy.scope is None)
    if FormField in kinds:
        yield from file.fields
    if Inline in kinds:
        yield from file.inlines
    if Mention in kinds:
        yield from file.mentions
    if Problem in kinds:
        yield from file.problems
        yield from asked.problems


def aside(file: FileFacts) -> Iterator[Problem]:
    """Yield the problem that trackers in a file are not judged, for it lies where documentation and tests do.

    It is one only where a route reaches the file: elsewhere that they are left alone is meant.
    """
    left = next((one for one in file.sightings if not one.active), None) if file.documentation else None
    if left is not None:
        message = (
            "its folder or name says documentation or a test, so that the trackers in it were not judged; "
            "move it where the site's own pages are if visitors load it"
        )
        yield Problem("unparsable-file", message, left.location, left.regions)


def _troubles(tried: Iterable[Tried], facts: Mapping[str, FileFacts]) -> Iterator[Problem]:
    for reference, resolution in tried:
        if problem := unresolved(reference, resolution):
            yield problem
        if reference.kind in _RUN:
            yield from (_unread(reference, path) for path in resolution.paths if _is_unread(path, facts))


def _is_unread(path: str, facts: Mapping[str, FileFacts]) -> bool:
    """Tell whether a browser would run a file of the tree that nothing here reads."""
    return not _HARMLESS.search(path) and (path not in facts or facts[path].dialect in _NOT_READ)


def _unread(reference: Reference, target: str) -> Problem:
    message = f"{reference.kind} cannot be read: “{target}” has no extension of a language that is known here"
    return Problem("unparsable-file", message, reference.location, reference.regions)


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
