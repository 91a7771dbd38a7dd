"""Routes, files and facts joined: what each route reaches, and by which shortest way."""

from pixelgate.graph.build import build, trace

__all__ = ["build", "trace"]
