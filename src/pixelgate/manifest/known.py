"""The names that a manifest may mention; whoever loads a manifest brings them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Known(msgspec.Struct, frozen=True):
    """Vendor slugs, rules (code -> name), frameworks, and other names of vendors (``facebook-pixel`` -> slug)."""

    vendors: frozenset[str] = frozenset()
    rules: Mapping[str, str] = {}
    frameworks: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = {}
