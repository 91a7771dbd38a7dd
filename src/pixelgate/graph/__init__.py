"""Routes, files and facts joined: what each route reaches, and by which shortest way."""

from pixelgate.graph.build import build, trees

__all__ = ["build", "trees"]
