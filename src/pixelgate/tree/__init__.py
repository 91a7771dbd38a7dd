"""The files, however they are stored."""

from pixelgate.tree.base import Stamp, Tree, Unreadable
from pixelgate.tree.disk import DiskTree
from pixelgate.tree.glob import glob_matches
from pixelgate.tree.memory import MemoryTree

__all__ = ["DiskTree", "MemoryTree", "Stamp", "Tree", "Unreadable", "glob_matches"]
