"""Small projects in JavaScript and of site generators, and the routes found in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pixelgate.facts import extract
from pixelgate.facts.store import Facts
from pixelgate.graph.frameworks import Discovered, Project, discover
from pixelgate.graph.model import Endpoint, Shows
from pixelgate.graph.places import places
from pixelgate.graph.resolve import Resolver
from pixelgate.graph.tables import module_table
from pixelgate.manifest.model import Site
from pixelgate.vendors import catalog


@cache
def vendors() -> catalog.Catalog:
    return catalog.load()


def project(files: Mapping[str, str]) -> Project:
    facts = {path: extract(path, text.encode(), vendors()) for path, text in files.items()}
    return Project(Facts(facts), Resolver(frozenset(facts), places(Site(), facts), module_table(facts)))


def found(framework: str, package: str, files: Mapping[str, str]) -> Discovered:
    """Return what is found in files beside a package.json that depends on a package."""
    return discover(project({"package.json": f'{{"dependencies": {{"{package}": "1"}}}}', **files}), framework)


def shown(endpoint: Endpoint) -> str:
    """Write an endpoint so that a test can be read: address, pages, then guards, those that open with a minus."""
    guards = " ".join("-" * guard.opens + guard.name for guard in endpoint.guards)
    pages = ",".join(endpoint.pages) if endpoint.shows is Shows.PAGE else endpoint.shows.value
    return f"{endpoint.pattern} {pages}" + (f" [{guards}]" if guards else "")


def routes(framework: str, package: str, files: Mapping[str, str]) -> list[str]:
    return sorted(shown(one) for one in found(framework, package, files).endpoints)


def ties(discovered: Discovered) -> list[str]:
    return [f"{one.source} {'|' if one.apart else '>'} {one.target} ({one.kind})" for one in discovered.ties]
