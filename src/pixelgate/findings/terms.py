"""On what terms a project is judged, beside its manifest."""

from __future__ import annotations

import datetime as dt

import msgspec

from pixelgate.findings.baseline import Entry
from pixelgate.findings.relaxations import Previous


class Terms(msgspec.Struct, frozen=True):
    """``today`` decides which exemptions have expired.

    ``baseline`` accepts findings, ``approvals`` what a change takes from the gate; ``previous`` is the gate to compare
    with, if it is asked for.
    """

    today: dt.date
    baseline: tuple[Entry, ...] = ()
    approvals: tuple[Entry, ...] = ()
    previous: Previous | None = None
