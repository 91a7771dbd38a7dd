"""Routes, files and facts joined: what each route reaches, and by which shortest way."""

from pixelgate.graph.build import build, declared, relays, told, trace
from pixelgate.graph.joins import told_apart

__all__ = ["build", "declared", "relays", "told", "told_apart", "trace"]
