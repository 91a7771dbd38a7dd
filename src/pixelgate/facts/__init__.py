"""Documents to facts. Knows vendors, no route and no other file."""

from __future__ import annotations

from pixelgate.facts.files import asked_for, extract, reads

__all__ = ["asked_for", "extract", "reads"]
