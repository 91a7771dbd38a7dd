"""A tracker's trace in one document, before it becomes a sighting: what was read, where, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.facts.model import Confidence, Parameter, SightingKind
from pixelgate.parse.document import State
from pixelgate.source import Location, Span


class Evidence(msgspec.Struct, frozen=True):
    """One trace of a vendor.

    ``family`` is the vendor whose data recognised it; ``vendor`` may be another that its ID names. ``ambiguous``: said
    through a global whose name is a common word. ``loose``: a call whose command or event is decided elsewhere, so that
    the calls of the wrapper around it say more. ``relayed``: such a call whose wrapper's calls stand in the same file.
    ``mention``: an ID of which only its form says whose it is. ``tags``: of a setting, the template tags through which
    it comes out; of such a tag, its own name. ``referrer``: the referrer policy of the element or request itself.
    """

    vendor: str
    kind: SightingKind
    span: Span
    family: str = ""
    id: str = ""
    event: str = ""
    parameters: tuple[Parameter, ...] = ()
    url: str = ""
    confidence: Confidence = Confidence.HIGH
    state: State = State.ACTIVE
    via: Span | Location | None = None
    ambiguous: bool = False
    loose: bool = False
    relayed: bool = False
    mention: bool = False
    tags: tuple[str, ...] = ()
    referrer: str = ""


_ORDER = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


def weakest(*levels: Confidence) -> Confidence:
    """Return the least sure of several."""
    return max(levels, key=_ORDER.index, default=Confidence.HIGH)


def leaves(given: Iterable[Parameter], prefix: str = "") -> Iterator[tuple[str, Parameter]]:
    """Yield the parameters that hold values, those inside objects under their dotted names."""
    for parameter in given:
        name = f"{prefix}{parameter.name}"
        if parameter.children:
            yield from leaves(parameter.children, f"{name}.")
        else:
            yield name, parameter
