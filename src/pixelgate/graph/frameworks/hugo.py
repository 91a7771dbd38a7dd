"""Hugo: every file of ``content`` is a page; which layout shows it follows from its section, type and kind."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pixelgate.graph.frameworks.content import address, existing, said
from pixelgate.graph.frameworks.patterns import joined, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import homes
from pixelgate.graph.model import Endpoint
from pixelgate.source import Location

NAME = "hugo"
_CONTENT = (".md", ".markdown", ".html", ".mdx", ".adoc", ".org", ".rst", ".pandoc")
_LISTS = ("list", "section")


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the pages and sections of every site, and its start."""
    for home in homes(project, "", r"hugo\.(?:toml|ya?ml|json)|config\.toml"):
        names = [
            posixpath.join(home, name) for name in ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml")
        ]
        settings = said(next((project.outlines[name] for name in names if name in project.outlines), None))
        content = posixpath.join(home, settings.get("contentDir", "content"))
        if not any(
            path.startswith((posixpath.join(home, "layouts/"), posixpath.join(home, "themes/")))
            for path in project.facts
        ):
            continue
        roots = [home, *(posixpath.join(home, "themes", theme) for theme in (settings.get("theme"),) if theme)]
        pages = sorted(path for path in project.paths if path.startswith(f"{content}/") and path.endswith(_CONTENT))
        stems = [posixpath.splitext(path)[0][len(content) + 1 :] for path in pages]
        for path, stem in zip(pages, stems, strict=True):
            yield _page(project, roots, path, stem)
        if "_index" not in stems and (start := _layout(project, roots, "", ["index", "home"])):
            yield Endpoint(NAME, "/", Location(start), (start,))
        for section in sorted(
            {stem.partition("/")[0] for stem in stems if "/" in stem} - {one.removesuffix("/_index") for one in stems}
        ):
            found = _layout(project, roots, section, [section, *_LISTS])
            if found:
                yield Endpoint(NAME, valid(joined(section)), Location(found), (found,))


def _page(project: Project, roots: list[str], path: str, stem: str) -> Endpoint:
    """Return one page: its address, and itself with the layout that shows it."""
    front = said(project.outlines.get(path))
    folder, name = posixpath.split(stem)
    branch = name == "_index"
    plain = folder if name in {"_index", "index"} else stem
    pattern = front.get("url") or (joined(folder, front["slug"]) if front.get("slug") else None)
    kind = front.get("type") or stem.partition("/")[0]
    own = ["index", "home"] if branch and not folder else [*_LISTS] if branch else ["single"]
    layout = _layout(
        project,
        roots,
        kind if "/" in stem or front.get("type") else "",
        [one for one in (front.get("layout"), *own) if one],
    )
    pages = (*((path,) if path in project.facts else ()), *((layout,) if layout else ()))
    at = valid(joined(pattern)) if pattern else address(plain or "index")
    return Endpoint(NAME, at, Location(path), pages, unknown="" if layout else "no layout of the tree shows it")


def _layout(project: Project, roots: list[str], section: str, names: list[str]) -> str | None:
    """Return the layout of a section's pages: of the site before the theme, of the section before the default."""
    folders = [*((section,) if section else ()), "page" if not section else "", "_default", ""]
    ends = (".html", ".html.html", ".htm")
    tries = (
        posixpath.join(root, "layouts", folder, name + end)
        for root in roots
        for folder in folders
        for name in (*names, "all")
        for end in ends
    )
    return existing(project, tries)
