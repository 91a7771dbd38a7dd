"""The books on exceptions: which exemptions and suppressions met a finding."""

from __future__ import annotations

import msgspec

from pixelgate.source import Location


class Ledger(msgspec.Struct, frozen=True):
    """Places of exemptions and suppressions.

    ``exemptions`` met a finding, with or without effect. ``suppressions`` took one away. ``powerless`` suppressions met
    one on a guarded route, where they do not count.
    """

    exemptions: frozenset[Location] = frozenset()
    suppressions: frozenset[Location] = frozenset()
    powerless: frozenset[Location] = frozenset()
