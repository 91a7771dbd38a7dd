"""Gatsby: pages are the files of ``src/pages`` and what ``createPage`` names; the browser and server hooks wrap all."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined, literal, named, of_colons, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import below, calls, first, homes, known, setting, strings
from pixelgate.graph.model import Endpoint
from pixelgate.parse.outline import Call
from pixelgate.parse.values import Object, Value
from pixelgate.source import Location

NAME = "gatsby"
_PAGE = r"(?P<stem>.*?)\.(?:[jt]sx?|mdx)"
_FIELD = re.compile(r"\{(?:\w+\.)?(\w+)\}")
_SKIPPED = re.compile(r"404|.*\.(?:test|spec|d)|.*/_.*")
_HOOKS = ("gatsby-browser", "gatsby-ssr", "src/html")


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the pages of every site, the hooks that wrap them, and the configuration, whose plugins add to them."""
    for home in homes(project, "gatsby", r"gatsby-config\.[cm]?[jt]s"):
        path = first(project, posixpath.join(home, "gatsby-config"))
        config = project.outlines.get(path or "")
        prefix = known(setting(config, "pathPrefix")) or ""
        found = (first(project, posixpath.join(home, name)) for name in _HOOKS)
        around = [(one, "hooks") for one in found if one] + ([(path, "configuration")] if path else [])
        for one in (*_files(project, home, prefix), *_created(project, home, prefix)):
            yield one
            yield from (Tie(page, other, kind, Location(page)) for page in one.pages for other, kind in around)


def _files(project: Project, home: str, prefix: str) -> Iterator[Endpoint]:
    for path, found in below(project, posixpath.join(home, "src/pages"), _PAGE):
        stem = found["stem"]
        if not _SKIPPED.fullmatch(stem):
            segments = [_segment(one) for one in stem.split("/")]
            address = segments[:-1] if segments[-1] == "index" else segments
            said = guards.in_outline(project.outlines.get(path))
            yield Endpoint(NAME, valid(joined(prefix, *address)), Location(path), (path,), said)


def _segment(segment: str) -> str:
    """Return a segment: ``{Product.name}`` of the collection, ``[id]`` and ``[...]`` in the browser."""
    if segment.startswith("[..."):
        return "*"
    if segment.startswith("["):
        return named(segment.strip("[]"))
    if _FIELD.search(segment):
        at = 0
        pieces = []
        for found in _FIELD.finditer(segment):
            pieces += [literal(segment[at : found.start()]), named(found[1])]
            at = found.end()
        return "".join((*pieces, literal(segment[at:])))
    return literal(segment)


def _created(project: Project, home: str, prefix: str) -> Iterator[Endpoint]:
    """Yield the pages that ``gatsby-node`` creates: a template, and a path that may be computed."""
    node = first(project, posixpath.join(home, "gatsby-node"))
    for call in calls(project.outlines.get(node or "")):
        given = call.arguments[0].value if call.arguments else None
        if call.name.rpartition(".")[2] == "createPage" and isinstance(given, Object):
            yield _page(project, home, prefix, call, given)


def _page(project: Project, home: str, prefix: str, call: Call, given: Object) -> Endpoint:
    address = known(given.get("matchPath")) or known(given.get("path"))
    pattern = valid(joined(prefix, of_colons(address))) if address is not None else joined(prefix, "*")
    page = _template(project, home, given.get("component"))
    unknown = "" if page else "the name of its component is computed"
    return Endpoint(NAME, pattern, call.location, (page,) if page else (), unknown=unknown)


def _template(project: Project, home: str, value: Value | None) -> str | None:
    """Return the file of a component: ``path.resolve('./src/templates/x.js')``, ``require.resolve('…')``."""
    for text in strings(value):
        plain = posixpath.normpath(posixpath.join(home, text.partition("?")[0].lstrip("/")))
        found = plain if plain in project.facts else first(project, plain)
        if found:
            return found
    return None
