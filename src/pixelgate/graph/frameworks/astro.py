"""Astro: routes are the files of ``src/pages``; layouts are components that pages import, or name in front matter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined, of_brackets, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import below, definition, first, homes, known, module, setting
from pixelgate.graph.model import Endpoint, Shows
from pixelgate.source import Location

NAME = "astro"
_PAGE = r"(?P<stem>.*?)\.(?:astro|html|mdx?|markdown|(?P<answers>[jt]s))"


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes of every site, the layouts of pages in Markdown, and the configuration with its integrations."""
    for home in homes(project, "astro", r"astro\.config\.[cm]?[jt]s"):
        configured = first(project, posixpath.join(home, "astro.config"))
        config = project.outlines.get(configured or "")
        base = known(setting(config, "base")) or ""
        source = posixpath.join(home, known(setting(config, "srcDir")) or "src")
        middleware = first(project, posixpath.join(source, "middleware"), posixpath.join(source, "middleware/index"))
        around = guards.in_outline(project.outlines.get(middleware or ""))
        for path, found in below(project, posixpath.join(source, "pages"), _PAGE):
            segments = found["stem"].split("/")
            if any(one.startswith("_") for one in segments):
                continue
            address = [of_brackets(one) for one in segments]
            pattern = valid(joined(base, *(address[:-1] if segments[-1] == "index" else address)))
            if found["answers"]:
                yield Endpoint(NAME, pattern, Location(path), unknown="answers requests", shows=Shows.DATA)
                continue
            outline = project.outlines.get(path)
            own = () if guards.is_login(pattern) else around
            yield Endpoint(NAME, pattern, Location(path), (path,), (*own, *guards.in_outline(outline)))
            yield from (Tie(path, one, "configuration", Location(path)) for one in (configured,) if one)
            layout = definition(outline, "layout")
            target = module(project, known(layout.value) or "", path) if layout else None
            if layout and target:
                yield Tie(path, target, "implicit layout", layout.location)
