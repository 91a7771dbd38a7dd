"""Functions that hosts run by where their files stand: Vercel's ``api``, Netlify's and Cloudflare's ``functions``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined, of_brackets, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import below
from pixelgate.graph.model import Endpoint, Shows
from pixelgate.source import Location

NAME = "functions"
_FILE = r"(?P<stem>[^.].*?)\.[cm]?[jt]sx?"
_FOLDERS = (
    (re.compile(r"(?P<home>(?:.*/)?)netlify/functions/[^/].*\.[cm]?[jt]s"), "netlify/functions", "/.netlify/functions"),
    (re.compile(r"(?P<home>(?:.*/)?)api/[^/].*\.[cm]?[jt]s"), "api", "/api"),
    (re.compile(r"(?P<home>(?:.*/)?)functions/[^/].*\.[cm]?[jt]s"), "functions", "/"),
)
"""Where a host looks for functions, and the address that they stand below."""

_HOSTS = {
    "netlify/functions": re.compile(r"(?:netlify\.toml|_redirects)"),
    "api": re.compile(r"vercel\.json|\.vercel"),
    "functions": re.compile(r"wrangler\.(?:toml|jsonc?)|_routes\.json"),
}
"""What lies beside the folder where a site is of that host; Netlify's folder says so by its own name."""


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the addresses of functions, with the guards inside of them."""
    names: dict[str, set[str]] = {}
    for path in project.paths:
        names.setdefault(posixpath.dirname(path), set()).add(posixpath.basename(path))
    for matches, folder, prefix in _FOLDERS:
        homes = {found["home"].rstrip("/") for path in project.facts if (found := matches.fullmatch(path))}
        for home in sorted(homes):
            hosted = any(_HOSTS[folder].fullmatch(name) for name in names.get(home, ()))
            if hosted or folder.startswith("netlify"):
                yield from _of_folder(project, posixpath.join(home, folder), prefix)


def _of_folder(project: Project, folder: str, prefix: str) -> Iterator[Endpoint]:
    for path, found in below(project, folder, _FILE):
        segments = found["stem"].split("/")
        if any(one.startswith("_") for one in segments):
            continue
        if prefix.startswith("/.netlify") and len(segments) > 1 and segments[-1] in {segments[-2], "index"}:
            segments = segments[:-1]  # a folder is one function, its file is called as the folder or index
        address = segments[:-1] if segments[-1] == "index" else segments
        pattern = valid(joined(prefix, *map(of_brackets, address)))
        own = guards.in_outline(project.outlines.get(path))
        yield Endpoint(NAME, pattern, Location(path), (), own, unknown="answers requests", shows=Shows.DATA)
