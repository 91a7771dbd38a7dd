"""What scripts share without importing one another, and where it holds.

A global that a classic script makes is there on the pages that load the script. What an application lends all its
components, or provides by a key, is there wherever the application is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from pixelgate.facts.model import FileFacts, Sighting
from pixelgate.facts.store import Facts
from pixelgate.graph.links import IMPORTING, below
from pixelgate.parse.modules import APPLICATION, KEYED, SHARED, Exports, Given

_PACKAGE = "package.json"


class Shared(msgspec.Struct, frozen=True):
    """What files share, by the folder of the package that they belong to, and the names under which they do."""

    folders: frozenset[str]
    offers: dict[str, tuple[tuple[str, str, Exports], ...]] = {}
    """By folder: the file that shares something, under which kind of name, and what."""

    @property
    def words(self) -> frozenset[str]:
        """Return the names that a file must hold to be told."""
        listed = (one for offered in self.offers.values() for one in offered)
        return frozenset(word for _, space, exports in listed for word in Given(((space, exports),)).shared(space))

    def of(self, path: str) -> tuple[tuple[str, Exports], ...]:
        """Return what is shared with a file: what other files of its package share."""
        offered = self.offers.get(package_of(path, self.folders), ())
        return tuple((space, exports) for by, space, exports in offered if by != path)


def shares(file: FileFacts) -> bool:
    """Tell whether a file shares something, as far as vendors are concerned."""
    keys = (one.keys for found in (file.exports.aliases, file.exports.relays) for one in found)
    return not file.documentation and any(key[0] in SHARED for key in keys)


def collected(facts: Facts, offers: Mapping[str, Exports]) -> Shared:
    """Put together what files share."""
    folders = frozenset(posixpath.dirname(path) for path in facts if posixpath.basename(path) == _PACKAGE)
    found: dict[str, list[tuple[str, str, Exports]]] = {}
    for path, exports in offers.items():
        for space in sorted(SHARED):
            part = below(exports, space)
            if part:
                found.setdefault(package_of(path, folders), []).append((path, space, part))
    return Shared(folders, {package: tuple(listed) for package, listed in found.items()})


def package_of(path: str, folders: frozenset[str]) -> str:
    """Return the folder of the nearest package around a file; the root where there is none."""
    folder = posixpath.dirname(path)
    while folder and folder not in folders:
        folder = posixpath.dirname(folder)
    return folder


def apart(told: Mapping[str, Given]) -> frozenset[tuple[str, object]]:
    """Return the files, each with the place of a call, that reach the call without loading the file in which it is."""
    return frozenset(
        (path, relay.place)
        for path, given in told.items()
        for space, exports in given.modules
        if space in {APPLICATION, KEYED}
        for relay in exports.relays
    )


def absent(sightings: Iterable[Sighting], facts: Facts, on: Mapping[str, Collection[int]]) -> Iterator[Sighting]:
    """Yield the sightings that count only on the routes where the script with their wrapper is."""
    for sighting in sightings:
        via = sighting.via.path if sighting.via is not None else ""
        if via and via != sighting.location.path and on.get(via) and _is_classic(facts.get(via)):
            yield sighting


def _is_classic(file: FileFacts | None) -> bool:
    """Tell whether pages load a file by themselves: it neither imports nor exports."""
    if file is None:
        return False
    keys = (one.keys for found in (file.exports.aliases, file.exports.relays) for one in found)
    return all(key[0] in SHARED for key in keys) and not any(one.kind in IMPORTING for one in file.references)
