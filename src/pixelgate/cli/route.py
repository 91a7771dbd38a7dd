"""Which row of the manifest a command line means."""

from __future__ import annotations

from pixelgate.cli.nearest import unknown
from pixelgate.cli.project import Project
from pixelgate.errors import UsageError
from pixelgate.manifest.match import best
from pixelgate.manifest.model import Route


def wanted(project: Project, text: str) -> Route:
    """Return the row of that path, else the row that the address belongs to.

    Raises:
        UsageError: No row is meant.

    """
    routes = project.manifest.routes
    path = text.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    found = next((route for route in routes if route.path == text), None) or best(routes, path)
    if found is None:
        raise UsageError(unknown("route", text, [route.path for route in routes]))
    return found
