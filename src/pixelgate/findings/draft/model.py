"""What a draft of a manifest is made of."""

from __future__ import annotations

import msgspec

from pixelgate.manifest.match import same
from pixelgate.manifest.model import Access, Phi, Site
from pixelgate.manifest.parts import Part
from pixelgate.source import Location


class Reason(msgspec.Struct, frozen=True):
    """What was seen, and where: ``login_required`` at ``portal/views.py:41``."""

    what: str
    location: Location | None = None


class Row(msgspec.Struct, frozen=True):
    """One row of a draft. Without ``access``, the code does not decide; without ``phi`` (``None``), nor does the page.

    ``why`` is the evidence, in the order of the keys. ``pages`` are named where no framework tells them.
    """

    path: str
    access: Access | None
    phi: tuple[Phi, ...] | None = ()
    pages: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()

    @property
    def area(self) -> str:
        """Return the first segment of the path when it is written out, ``/`` when there is none."""
        first = self.path.strip("/").split("/")[0]
        return f"/{first}" if first and not set(first) & set(":*({") else "/"

    @property
    def shape(self) -> tuple[Part, ...]:
        """Return what is equal for paths that match the same addresses."""
        return same(self.path)


class Draft(msgspec.Struct, frozen=True):
    """A whole manifest: ``site`` with the reasons for its keys by name, and rows in their order."""

    site: Site
    rows: tuple[Row, ...]
    why: tuple[tuple[str, Reason], ...] = ()
