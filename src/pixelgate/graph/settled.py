"""What settings put into pages: each template tag gets the vendors and IDs that its framework's settings give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from pixelgate.facts.model import Emission, FileFacts, Problem, Sighting
from pixelgate.facts.store import Facts

Set = Mapping[str, Sequence[Sighting]]
"""The settings that come out through a template tag, by the tag."""


def settled(facts: Facts) -> Facts:
    """Return the facts with the tags of templates joined to the settings of the tree.

    A tag of one vendor gets its ID. A tag that puts in whatever is set becomes a sighting of each vendor that is, at
    the tag, ``via`` the setting; where the tree sets nothing, it is a problem.
    """
    known = _set(sighting for file in facts.shared.values() for sighting in file.sightings)
    asking = {path: _file(facts[path], known) for path, file in facts.shared.items() if _asks(file)}
    return facts | asking if asking else facts


def _set(sightings: Iterable[Sighting]) -> Set:
    found: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        if sighting.active and sighting.id and sighting.tags:
            for tag in sighting.tags:
                found.setdefault(tag, []).append(sighting)
    return found


def _asks(file: FileFacts) -> bool:
    return bool(file.emissions) or any(one.tags and not one.id for one in file.sightings)


def _file(file: FileFacts, known: Set) -> FileFacts:
    put = [sighting for one in file.emissions for sighting in _put(one, known)]
    return msgspec.structs.replace(
        file,
        sightings=(*(_identified(one, known) for one in file.sightings), *put),
        problems=(*file.problems, *_unknown(file.emissions, known)),
    )


def _identified(sighting: Sighting, known: Set) -> Sighting:
    """Return what a vendor's own tag puts into the page, with the ID that is set for it."""
    given = [one for tag in sighting.tags for one in known.get(tag, ())] if not sighting.id else []
    for one in given:
        return msgspec.structs.replace(sighting, vendor=one.vendor, id=one.id, via=one.location)
    return sighting


def _put(emission: Emission, known: Set) -> Iterator[Sighting]:
    for one in known.get(emission.tag, ()):
        yield msgspec.structs.replace(
            one, location=emission.location, regions=emission.regions, active=emission.active, via=one.location
        )


def _unknown(emissions: Iterable[Emission], known: Set) -> Iterator[Problem]:
    for one in emissions:
        if one.active and not known:
            said = f"what `{one.tag}` puts into the page is decided by settings, and this tree sets none"
            yield Problem("unresolved-reference", said, one.location, one.regions)
