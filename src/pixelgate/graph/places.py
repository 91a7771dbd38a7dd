"""Where things are looked up: template roots, static folders and web roots, from the manifest or by convention."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import msgspec

from pixelgate.manifest.model import Site

_TEMPLATE_FOLDERS = frozenset({"templates", "jinja2", "views"})
_STATIC_FOLDERS = frozenset({"static", "assets"})
_NEXT = ".next"
"""Where Next builds to; it serves what lies in it below ``/_next/``, and the pages in it at their addresses."""

_NEXT_PAGES = ("server/app", "server/pages")
_NEXT_STATIC = "_next/static"
"""Where Next puts the scripts of a site that it exports, whatever the folder of the site is called."""

_WEB_ROOTS = ("public", "static", "wwwroot", "www", "htdocs", "docroot", "src/main/webapp", "src/main/resources/static")


class Places(msgspec.Struct, frozen=True):
    """Folders, relative to the root of the tree, ``""`` being the root itself.

    ``templates``: tiers of template roots; a name is looked up tier by tier, and within one tier every folder that
    holds it may be meant, because only settings know their order. ``static``: folders of the asset finders.
    ``served``: pairs of URL prefix and folder, longest prefix first. ``roots``: by folder, the web roots in it.
    ``folders``: all there are.
    """

    templates: tuple[tuple[str, ...], ...]
    static: tuple[str, ...]
    served: tuple[tuple[str, str], ...]
    roots: Mapping[str, tuple[str, ...]] = {}
    folders: AbstractSet[str] = frozenset()


def places(site: Site, paths: Iterable[str]) -> Places:
    """Tell where names are looked up in a tree of these paths."""
    folders = _folders(paths)
    static = tuple(folder.rstrip("/") for _, folder in site.static) or _named(folders, _STATIC_FOLDERS)
    templates = tuple((_clean(root),) for root in site.templates) or _by_depth(_named(folders, _TEMPLATE_FOLDERS))
    roots = {} if site.static else _roots(folders)
    for folder in _exported(folders) if not site.static else ():
        above = posixpath.dirname(folder)
        roots[above] = (*roots.get(above, ()), folder)
    return Places(templates, static, tuple(_served(site, folders, static)), roots, folders)


def _roots(folders: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the web roots below the root of the tree by the folder that they are in, usual names first."""
    found: dict[str, tuple[str, ...]] = {}
    for name in _WEB_ROOTS:
        for folder in sorted(folders):
            if folder.endswith("/" + name):
                above = folder[: -len(name) - 1]
                found[above] = (*found.get(above, ()), folder)
    return found


def _exported(folders: set[str]) -> list[str]:
    """Return the folders of sites that Next exported."""
    inside = (f for f in folders if f.endswith(f"/{_NEXT_STATIC}"))
    return sorted(f.removesuffix(f"/{_NEXT_STATIC}") for f in inside)


def _folders(paths: Iterable[str]) -> set[str]:
    folders = {""}
    for path in paths:
        folder = posixpath.dirname(path)
        while folder not in folders:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    return folders


def _clean(folder: str) -> str:
    folder = posixpath.normpath(folder)
    return "" if folder == "." else folder


def _named(folders: set[str], names: frozenset[str]) -> tuple[str, ...]:
    found = (f for f in folders if posixpath.basename(f) in names)
    return tuple(sorted(found, key=lambda f: (f.count("/"), f)))


def _by_depth(roots: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Group roots by depth: a project's own folder stands above those of its applications and comes first."""
    depths = sorted({root.count("/") for root in roots})
    return tuple(tuple(r for r in roots if r.count("/") == depth) for depth in depths)


def _prefix(prefix: str) -> str:
    """Return a URL prefix with its slashes: ``/static/``, or ``//cdn.example/assets/`` for a whole address."""
    _, _, address = prefix.rpartition("://") if "://" in prefix else ("", "", "")
    path = (address or prefix).strip("/")
    return ("//" if address else "/") + (path + "/" if path else "")


def _served(site: Site, folders: set[str], static: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    for prefix, folder in sorted(site.static, key=lambda pair: (-len(pair[0]), pair)):
        yield _prefix(prefix), _clean(folder)
    if not site.static:
        for folder in static:
            yield f"/{posixpath.basename(folder)}/", folder
    built = sorted(f for f in folders if posixpath.basename(f) == _NEXT)
    for folder in built:
        yield from (("/", pages) for name in _NEXT_PAGES if (pages := posixpath.join(folder, name)) in folders)
    yield from (("/", folder) for folder in _exported(folders))
    yield from (("/_next/", folder) for folder in built)
    for folder in (*map(_clean, site.build), *(f for f in _WEB_ROOTS if f in folders), ""):
        yield "/", folder
