"""What SvelteKit builds: one script names the nodes of all routes, and each page asks beforehand for its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.model import Endpoint
from pixelgate.source import Location

_APP = re.compile(r"(?:^|/)immutable/entry/app\.[\w-]+\.m?js$")
_NODE = re.compile(r"(?:^|/)immutable/nodes/(?P<number>\d+)\.[\w-]+\.m?js$")
_EVERYWHERE = frozenset({"0", "1"})
"""The layout and the error page of the root, which every page loads at its start."""

_NO_PAGE = (".js", ".mjs", ".cjs", ".ts", ".css", ".json", ".map")


def ties(project: Project, _: Sequence[Endpoint]) -> Iterator[Tie]:
    """Yield the nodes that belong to the pages which ask for them, so that the script brings them to no other.

    A page that asks for none finds its node when it runs: any of them may be its own. So may a node for which no page
    asks be that of any page, and it stays with the script.
    """
    apps = [path for path in project.facts if _APP.search(path)]
    if not apps:
        return
    asking = {path: _asked(project, path) for path in project.facts if not path.endswith(_NO_PAGE)}
    for app in apps:
        pages = {path: {one for one in asked if _own(one)} for path, asked in asking.items() if app in asked}
        owned = sorted(set[str]().union(*pages.values()) & _asked(project, app))
        yield from (Tie(app, node, "node", Location(app), apart=True) for node in owned)
        for page, nodes in pages.items():
            yield from (Tie(page, node, "node", Location(page)) for node in owned if not nodes)


def _asked(project: Project, path: str) -> set[str]:
    """Return the files that a file refers to."""
    file = project.facts[path]
    found = (project.resolver.resolve(one, file).paths for one in file.references if one.active)
    return {target for paths in found for target in paths}


def _own(path: str) -> bool:
    node = _NODE.search(path)
    return node is not None and node["number"] not in _EVERYWHERE
