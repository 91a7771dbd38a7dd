"""Eleventy: every template of the input folder is a page; layouts are named by front matter, data files or defaults."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks.content import address, dated, existing, said
from pixelgate.graph.frameworks.patterns import joined, literal, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import below, first, homes, known, setting
from pixelgate.graph.model import Endpoint
from pixelgate.source import Location

NAME = "eleventy"
_CONFIG = r"\.eleventy\.c?js|eleventy\.config\.[cm]?js"
_PAGE = r"(?P<stem>.*?)\.(?:md|njk|liquid|html|hbs|mustache|ejs|haml|pug|webc|11ty\.[cm]?[jt]s)"
_ENDS = ("", ".njk", ".liquid", ".html", ".hbs", ".ejs", ".pug", ".webc", ".11ty.js")


class _Site(msgspec.Struct, frozen=True):
    """One site: its input folder, and those of includes and layouts."""

    project: Project
    input: str
    includes: str
    layouts: str


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the pages of every site, the layouts around them, and the configuration, whose shortcodes make markup."""
    for home in homes(project, "@11ty/eleventy", _CONFIG):
        configured = first(project, *(posixpath.join(home, one) for one in (".eleventy", "eleventy.config")))
        config = project.outlines.get(configured or "")
        source = posixpath.normpath(posixpath.join(home, known(setting(config, "input")) or ""))
        source = "" if source == "." else source
        includes = posixpath.join(source, known(setting(config, "includes")) or "_includes")
        layouts = (
            posixpath.join(source, known(setting(config, "layouts")) or "") if setting(config, "layouts") else includes
        )
        site = _Site(project, source, includes, layouts)
        for path, found in below(project, source, _PAGE):
            folders = path[len(source) :].split("/")[:-1]
            if any(one.startswith(("_", ".")) or one == "node_modules" for one in folders) or path.startswith(
                f"{includes}/"
            ):
                continue
            if _is_page(project, path):
                made = tuple(_page(site, path, found["stem"]))
                yield from made
                if made and configured:
                    yield Tie(path, configured, "configuration", Location(path))


def _is_page(project: Project, path: str) -> bool:
    """Tell whether a file is a template of the site and no documentation of the project."""
    return not project.facts[path].documentation and not re.match(r"(?i)(?:.*/)?(?:readme|changelog|license)\b", path)


def _page(site: _Site, path: str, stem: str) -> Iterator[Endpoint | Tie]:
    front = said(site.project.outlines.get(path))
    data = _data(site, path)
    name = posixpath.basename(stem)
    permalink = front.get("permalink", data.get("permalink"))
    slug = dated(name)["title"]
    plain = posixpath.join(posixpath.dirname(stem), slug)
    if posixpath.basename(posixpath.dirname(stem)) == slug:
        plain = posixpath.dirname(stem)
    if permalink is None:
        pattern = address(plain)
    elif permalink == "" and "permalink" in front:
        return
    else:
        pattern = _permalink(permalink, slug)
    yield Endpoint(NAME, pattern, Location(path), (path,))
    layout = front.get("layout", data.get("layout"))
    target = _layout(site, layout) if layout else None
    if target:
        yield Tie(path, target, "implicit layout", Location(path))
    yield from _outer(site, target)


def _outer(site: _Site, layout: str | None) -> Iterator[Tie]:
    """Yield the layouts of layouts."""
    seen: set[str] = set()
    while layout and layout not in seen:
        seen.add(layout)
        name = said(site.project.outlines.get(layout)).get("layout")
        outer = _layout(site, name) if name else None
        if outer:
            yield Tie(layout, outer, "implicit layout", Location(layout))
        layout = outer


def _layout(site: _Site, name: str) -> str | None:
    return existing(
        site.project, (posixpath.join(folder, name + end) for folder in (site.layouts, site.includes) for end in _ENDS)
    )


def _data(site: _Site, path: str) -> dict[str, str]:
    """Return what data files say of all pages in a folder, the nearest last."""
    found: dict[str, str] = {}
    folders = path.split("/")[:-1]
    for length in range(len(folders) + 1):
        folder = "/".join(folders[:length])
        stem = posixpath.join(folder, folders[length - 1]) if length else ""
        found |= said(site.project.outlines.get(f"{stem}.11tydata.json"))
        found |= said(site.project.outlines.get(f"{stem}.json"))
        script = site.project.outlines.get(f"{stem}.11tydata.js")
        for key in ("layout", "permalink"):
            text = known(setting(script, key))
            found |= {key: text} if text else {}
    return found


def _permalink(text: str, slug: str) -> str:
    """Return a permalink; what it fills in, but for the file's own name, is a part that varies."""
    text = re.sub(r"\{\{[^{}]*\bfileSlug\b[^{}]*\}\}", slug, text)
    count = 0
    pieces = []
    for piece in re.split(r"(\{\{.*?\}\}|\{%.*?%\})", text):
        if piece.startswith("{"):
            count += 1
            pieces.append(f":part{count}" if piece.startswith("{{") else "")
        else:
            pieces.append(literal(piece))
    return valid(joined(re.sub(r"(?:^|/)index\\?\.html$", "", "".join(pieces))))
