"""What to look for, taken from the vendor data alone.

Nothing here is shared with the first reading but that data: an error in its matching code must not hide here too.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from pixelgate.second.addresses import Places, address, owners, places
from pixelgate.second.calls import Forms, forms
from pixelgate.vendors.model import Vendor


class Marks(msgspec.Struct, frozen=True):
    """The addresses of all vendors, and their calls and assignments."""

    places: Places
    forms: Forms


def marks(vendors: Mapping[str, Vendor]) -> Marks:
    """Take the marks of all vendors from their data, most important first."""
    ordered = sorted(vendors.values(), key=lambda vendor: (vendor.priority, vendor.slug))
    return Marks(places(ordered), forms(ordered))


def whose(known: Marks, url: str) -> tuple[str, ...]:
    """Return the vendors of an address outside the page and its host; nothing for addresses on the page's own."""
    found = address(url)
    if found is None:
        return ()
    return (*owners(found, known.places), *((found.host,) if found.known else ()))
