"""What a change takes from the gate: the manifest, baseline and suppressions of now against those of a revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from pixelgate.facts.model import Suppression
from pixelgate.findings.baseline import Entry
from pixelgate.findings.model import RuleInfo
from pixelgate.findings.relaxations import permissions, routes, settings
from pixelgate.findings.relaxations.model import Relaxation
from pixelgate.manifest.model import Manifest
from pixelgate.source import Location

__all__ = ["Comments", "Previous", "Relaxation", "relaxations"]


class Comments(msgspec.Struct, frozen=True):
    """The suppressing comments of the files that hold some now: as they are, and as they were."""

    now: tuple[Suppression, ...] = ()
    before: tuple[Suppression, ...] = ()


class Previous(msgspec.Struct, frozen=True):
    """The gate as it stood at a revision; ``read`` gives a file as it was then, ``None`` where there was none.

    ``unreadable`` says why the manifest of then says nothing. ``changed`` are the files that were not as they are.
    """

    revision: str
    manifest: Manifest
    read: Callable[[str], bytes | None]
    baseline: tuple[Entry, ...] = ()
    unreadable: str = ""
    changed: tuple[str, ...] = ()


def relaxations(
    before: Previous, now: Manifest, baseline: Sequence[Entry], comments: Comments, *, rules: Sequence[RuleInfo]
) -> tuple[Relaxation, ...]:
    """Return, in the order of their places, what the gate lets through now and did not then."""
    if before.unreadable:
        what = f"The manifest of {before.revision} cannot be compared with this one: {before.unreadable}"
        return (Relaxation(Location(now.path), what),)
    found = (
        *routes.relaxed(before.manifest.routes, now.routes),
        *settings.relaxed(before.manifest, now, rules),
        *permissions.exempted(before.manifest.exemptions, now.exemptions),
        *permissions.baselined(before.baseline, baseline),
        *permissions.suppressed(comments.before, comments.now),
    )
    return tuple(sorted(found))
