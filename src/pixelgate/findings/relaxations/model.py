"""One relaxation."""

from __future__ import annotations

import msgspec

from pixelgate.source import Location


class Relaxation(msgspec.Struct, frozen=True, order=True):
    """A thing the gate lets through that it did not: where it is written, what it is, and its author's reason."""

    location: Location
    what: str
    reason: str = ""
