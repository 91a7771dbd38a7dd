"""The outlines of program code, for frameworks to read routes, pages and login guards from."""

from __future__ import annotations

from pixelgate.facts.model import Problem
from pixelgate.facts.roles import is_documentation, is_server
from pixelgate.parse import backend, frontend
from pixelgate.parse.outline import Outline
from pixelgate.source import Source

_SENDING = ".py"
"""The language in which calls of vendors' packages are known by themselves (``facts/clients.py``)."""


def outline(source: Source, *, sends: bool = False) -> tuple[Outline | None, tuple[Problem, ...]]:
    """Return a file's outline, if it has one, and why it could not be read; documentation and tests have none.

    ``sends``: the file tells a vendor what happens on the server, so that it matters which function does.
    """
    if is_documentation(source.path):
        return None, ()
    if not backend.reads(source.path):
        return frontend.outline(source, sure=lambda: sends or is_server(source)), ()
    found, failures = backend.outline(source, sure=sends and source.path.endswith(_SENDING))
    return found, tuple(Problem(f.kind, f.message, source.location(f.span)) for f in failures)
