"""Where a sighting of a container stands: its tag and its container, in words that rules share."""

from __future__ import annotations

import msgspec

from pixelgate.facts.model import Container, Sighting, Tagged
from pixelgate.findings.wording import shortened
from pixelgate.parse.containers.gtm import SERVER
from pixelgate.rules.base import Context


class Place(msgspec.Struct, frozen=True):
    """Where a sighting stands in its container."""

    container: Container
    tag: Tagged


def places(context: Context) -> dict[Sighting, Place]:
    """Return the places of all sightings of containers."""
    return {
        sighting: Place(container, tag)
        for file in context.graph.files.shared.values()
        for container in file.containers
        for tag in container.tags
        for sighting in tag.sightings
    }


def called(context: Context, place: Place) -> str:
    """Return a tag as a sentence names it: ``the tag `Lead` of the Google Tag Manager container GTM-ABC1234``."""
    manager = context.name(place.container.vendor)
    kind = "container on a server" if place.container.manager == SERVER else "container"
    container = f"the {manager} {kind} {place.container.id}".rstrip()
    return f"the tag `{shortened(place.tag.name, 60)}` of {container}"
