"""JavaScript, TypeScript and JSX: what was asked for, found by the words and read from the tree."""

from __future__ import annotations

from pixelgate.parse.javascript.amd import configured
from pixelgate.parse.javascript.chunks import bundle
from pixelgate.parse.javascript.glance import LOADING, LONGEST, excerpts, glance
from pixelgate.parse.javascript.packed import defined
from pixelgate.parse.javascript.scan import scan_imports
from pixelgate.parse.javascript.script import parse_script
from pixelgate.parse.javascript.structures import parsed

__all__ = [
    "LOADING",
    "LONGEST",
    "bundle",
    "configured",
    "defined",
    "excerpts",
    "glance",
    "parse_script",
    "parsed",
    "scan_imports",
]
