"""Routes that code declares: one file for each framework. Whoever wants them asks :func:`discover`."""

from __future__ import annotations

from pixelgate.graph.frameworks.discover import Discovered, discover
from pixelgate.graph.frameworks.project import Project, Tie

__all__ = ["Discovered", "Project", "Tie", "discover"]
