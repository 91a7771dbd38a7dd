"""Small Python projects, and the routes found in them."""

from __future__ import annotations

from collections.abc import Mapping

from pixelgate.facts.model import FileFacts
from pixelgate.facts.outlines import outline
from pixelgate.facts.store import Facts
from pixelgate.graph.frameworks import Project, discover
from pixelgate.graph.model import Endpoint
from pixelgate.graph.modules import Modules
from pixelgate.graph.places import places
from pixelgate.graph.resolve import Resolver
from pixelgate.manifest.model import Site
from pixelgate.source import Source


def project(files: Mapping[str, str], *templates: str) -> Project:
    facts = {path: FileFacts(path, "python", outline=outline(Source(path, text))[0]) for path, text in files.items()}
    facts |= {path: FileFacts(path, "django") for path in templates}
    return Project(Facts(facts), Resolver(frozenset(facts), places(Site(), facts), Modules({}, ())))


def routes(framework: str, files: Mapping[str, str], *templates: str) -> dict[str, Endpoint]:
    return {one.pattern: one for one in discover(project(files, *templates), framework).endpoints}


def guards(endpoint: Endpoint) -> list[tuple[str, int]]:
    return [("-" * guard.opens + guard.name, guard.location.line) for guard in endpoint.guards]
