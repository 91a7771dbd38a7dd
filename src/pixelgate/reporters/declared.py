"""Routes that the code declares, with the evidence of a login, in one line and in JSON."""

from __future__ import annotations

from pixelgate.graph.model import Endpoint
from pixelgate.reporters.json import Json


def evidence(endpoint: Endpoint) -> str:
    """Return where a route is declared, what it asks for, and why its page is not known."""
    place = endpoint.location
    said = [f"{endpoint.framework}: {endpoint.pattern} at {place.path}:{place.line}"]
    for guard in dict.fromkeys(endpoint.guards):
        word = "opened by" if guard.opens else "guard"
        said.append(f"{word} {guard.name} at {guard.location.path}:{guard.location.line}")
    if endpoint.unknown:
        said.append(endpoint.unknown)
    return "; ".join(said)


def endpoint(one: Endpoint) -> Json:
    """Return a route of the code."""
    return {
        "framework": one.framework,
        "pattern": one.pattern,
        "path": one.location.path,
        "line": one.location.line,
        "handler": one.handler,
        "shows": one.shows.value,
        "pages": list(one.pages),
        "unknown": one.unknown or None,
        "guards": [
            {"name": guard.name, "opens": guard.opens, "path": guard.location.path, "line": guard.location.line}
            for guard in one.guards
        ],
    }


def brief(endpoints: tuple[Endpoint, ...]) -> str:
    """Return where the routes behind a row are declared and which login they ask for, in a few words."""
    if not endpoints:
        return ""
    first = endpoints[0]
    login = next((f", {guard.name}" for one in endpoints for guard in one.guards if not guard.opens), "")
    more = f" and {len(endpoints) - 1:,} more" if len(endpoints) > 1 else ""
    return f"{first.location.path}:{first.location.line}{more}{login}"
