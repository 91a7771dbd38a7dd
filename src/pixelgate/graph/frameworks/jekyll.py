"""Jekyll: every file with front matter is a page; posts and collections have permalinks, and layouts by default."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.graph.frameworks.content import address, dated, existing, said
from pixelgate.graph.frameworks.patterns import joined, literal, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import below, definition, homes, strings
from pixelgate.graph.model import Endpoint
from pixelgate.parse.outline import Outline
from pixelgate.source import Location

NAME = "jekyll"
_PAGE = r"(?P<stem>(?!.*(?:^|/)(?:_(?!posts/|drafts/)|node_modules/|vendor/)).*?)\.(?:html?|md|markdown|liquid)"
_STYLES = {
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
    "date": "/:categories/:year/:month/:day/:title.html",
    "ordinal": "/:categories/:year/:y_day/:title.html",
}
_PART = re.compile(r":(\w+)")
_OPTIONAL = "jekyll-optional-front-matter"
"""The plugin that makes pages of Markdown without front matter, but not of what tells of the project."""

_ABOUT = re.compile(
    r"(?i)(?:.*/)?(?:readme|license|licence|copying|contributing|code_of_conduct|support|security|changelog"
    r"|issue_template|pull_request_template)(?:\.\w+)?"
)


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the pages, posts and documents of every site, and the layouts that settings give them."""
    for home in homes(project, "", r"_config\.ya?ml"):
        config = next(
            (
                one
                for name in ("_config.yml", "_config.yaml")
                if (one := project.outlines.get(posixpath.join(home, name)))
            ),
            None,
        )
        settings = said(config)
        plugins = {name for one in ("plugins", "gems") for name in _listed(config, one)}
        if "theme" in settings and any(f"themes/{settings['theme']}/" in path for path in project.paths):
            continue  # Hexo has a file of the same name
        collections = {name.split(".")[1] for name in settings if name.startswith("collections.")}
        start = posixpath.join(home, settings.get("source", ""))
        for folder in sorted(collections):
            for path, found in below(project, posixpath.join(start, f"_{folder}"), r"(?P<stem>.*?)\.\w+"):
                if not _has_front_matter(project, path):
                    continue
                yield from _page(
                    project,
                    path,
                    f"{folder}/{found['stem']}",
                    settings,
                    settings.get(f"collections.{folder}.permalink"),
                )
        for path, found in below(project, start, _PAGE):
            if _has_front_matter(project, path) or (_OPTIONAL in plugins and _is_prose(project, path)):
                yield from _page(project, path, found["stem"], settings, None)


def _listed(config: Outline | None, name: str) -> list[str]:
    found = definition(config, name)
    return strings(found.value) if found else []


def _has_front_matter(project: Project, path: str) -> bool:
    """Tell whether a file has any: without it is copied as it is."""
    outline = project.outlines.get(path)
    return outline is not None and outline.language == "settings"


def _is_prose(project: Project, path: str) -> bool:
    """Tell whether a file is Markdown without front matter that a plugin makes a page of."""
    file = project.facts[path]
    return file.dialect == "prose" and not file.documentation and not _ABOUT.fullmatch(path)


def _page(
    project: Project, path: str, stem: str, settings: dict[str, str], permalink: str | None
) -> Iterator[Endpoint | Tie]:
    """Yield one page, if it is published."""
    front = said(project.outlines.get(path))
    post = "_posts/" in f"/{stem}"
    if front.get("published") == "":
        return
    style = front.get("permalink") or permalink or (settings.get("permalink") if post else None)
    parts = _parts(stem, front)
    if style is not None or post:
        pattern = _filled(_STYLES.get(style or "date", style or ""), parts)
    else:
        pretty = settings.get("permalink", "").endswith(("/", "pretty"))
        pattern = address(stem, pretty=pretty)
    yield Endpoint(NAME, valid(joined(settings.get("baseurl", ""), pattern)), Location(path), (path,))
    if "layout" not in front:
        layout = settings.get("defaults.values.layout", "")
        target = existing(
            project,
            (
                posixpath.join(folder, f"_layouts/{layout}{end}")
                for folder in ("", *_above(path))
                for end in (".html", ".liquid")
            ),
        )
        if layout and target:
            yield Tie(path, target, "implicit layout", Location(path))


def _above(path: str) -> Iterator[str]:
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def _parts(stem: str, front: dict[str, str]) -> dict[str, str]:
    folder, name = posixpath.split(stem)
    found = dated(name)
    date = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", front.get("date", ""))
    categories = front.get("categories") or front.get("category") or folder.replace("_posts", "").strip("/")
    plain = {
        "title": front.get("slug") or found["title"],
        "slug": front.get("slug") or found["title"],
        "name": name,
        "path": stem.partition("/")[2] or stem,
        "categories": categories.replace(" ", "/"),
        "collection": folder.split("/")[0],
        "output_ext": ".html",
        "basename": name,
    }
    return {**(date.groupdict() if date else {}), **found, **plain}


def _filled(style: str, parts: dict[str, str]) -> str:
    """Return a permalink with its placeholders filled; what is not known stays a part that varies."""
    whole = _PART.sub(
        lambda found: literal(parts[found[1]]) if parts.get(found[1]) is not None else f":{found[1]}", style
    )
    return re.sub(r"/{2,}", "/", f"/{whole}")
