"""Ask the frameworks which routes the code declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.model import Endpoint

_ENDPOINTS: dict[str, Callable[[Project], Iterator[Endpoint]]] = {}
"""What finds the routes of each framework, by the name that a manifest gives it."""


def discover(project: Project, framework: str = "") -> tuple[Endpoint, ...]:
    """Return the routes of one framework, or of every framework that the code uses; ``none`` finds none."""
    asked = [_ENDPOINTS[framework]] if framework in _ENDPOINTS else [] if framework else list(_ENDPOINTS.values())
    found = (endpoint for ask in asked for endpoint in ask(project))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.location, one.pattern, one.framework)))
