"""Small projects in Ruby, PHP, Java or C#, and what is found in them."""

from __future__ import annotations

from collections.abc import Mapping

from pixelgate.facts.model import FileFacts
from pixelgate.facts.outlines import outline
from pixelgate.facts.store import Facts
from pixelgate.graph.frameworks import Discovered, Project, discover
from pixelgate.graph.model import Endpoint
from pixelgate.graph.modules import Modules
from pixelgate.graph.places import places
from pixelgate.graph.resolve import Resolver
from pixelgate.manifest.model import Site
from pixelgate.source import Source


def found(framework: str, files: Mapping[str, str], *pages: str) -> Discovered:
    """Return what a framework finds in some files; ``pages`` are files of which only the path matters."""
    facts = {path: FileFacts(path, outline=outline(Source(path, text))[0]) for path, text in files.items()}
    facts |= {path: FileFacts(path) for path in pages if path not in facts}
    project = Project(Facts(facts), Resolver(frozenset(facts), places(Site(), facts), Modules({}, ())))
    return discover(project, framework)


def told(framework: str, files: Mapping[str, str], *pages: str) -> list[str]:
    """Return one line for each route: pattern, what it shows, pages or why there are none, and its guards."""
    return [_line(one) for one in found(framework, files, *pages).endpoints]


def _line(one: Endpoint) -> str:
    shown = " ".join(page.rpartition("/")[2] for page in one.pages) or f"({one.unknown})"
    guards = " ".join("-" * guard.opens + guard.name.replace(" ", "_") for guard in one.guards)
    return f"{one.pattern} {one.shows.value}: {shown}{f' [{guards}]' if guards else ''}"
