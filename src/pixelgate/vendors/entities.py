"""Who is behind a host: the third-party-web data, for hosts that no vendor file describes.

``entities.tsv`` holds a comment line, then one line for each entity: name, category, homepage, hosts with spaces
between. It is renewed by ``scripts/renew_entities.py``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

DATA = Path(__file__).with_name("entities.tsv")

TRACKER_CATEGORIES = frozenset({"ad", "analytics", "social", "tag-manager", "marketing", "customer-success"})
"""The categories of third-party-web whose business is to learn about visitors."""


class Entity(msgspec.Struct, frozen=True):
    """A company or product that owns hosts; ``categories`` are those of third-party-web."""

    name: str
    categories: tuple[str, ...]
    homepage: str = ""

    @property
    def tracks(self) -> bool:
        return not TRACKER_CATEGORIES.isdisjoint(self.categories)


def entity(host: str) -> Entity | None:
    """Return the entity of a host: that of the nearest of its parents that is listed.

    third-party-web lists ``*.example.com`` for a host with its sub-domains and ``cdn.example.com`` for one host; below
    such a host no stranger can live either, so its sub-domains count too.
    """
    known = _hosts()
    name = host.lower().removesuffix(".")
    while name:
        if name in known:
            return _parse(known[name])
        name = name.partition(".")[2]
    return None


def about() -> str:
    """Return name, version, date and licence of the data."""
    return _lines()[0].removeprefix("# ")


def hosts() -> tuple[str, ...]:
    """Return every listed host."""
    return tuple(_hosts())


@cache
def _lines() -> tuple[str, ...]:
    return tuple(DATA.read_text("utf-8").splitlines())


@cache
def _hosts() -> dict[str, str]:
    return {host: line for line in _lines()[1:] for host in line.rpartition("\t")[2].split(" ")}


def _parse(line: str) -> Entity:
    name, category, homepage, _ = line.split("\t")
    return Entity(name, (category,), homepage)
