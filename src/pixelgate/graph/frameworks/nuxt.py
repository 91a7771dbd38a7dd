"""Nuxt: routes are the files of ``pages``; layouts, plugins, middleware and ``app.vue`` come with them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts.model import FileFacts, Reference
from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined, literal, named, of_brackets, of_colons, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import (
    below,
    calls,
    definition,
    first,
    homes,
    known,
    module,
    parts,
    setting,
    strings,
)
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Array, Constant, Object, Value
from pixelgate.source import Location

NAME = "nuxt"
_PAGE = r"(?P<stem>[^.].*?)\.(?:vue|[jt]sx)"
_LAYOUT = r"(?P<name>.*)\.vue"
_HANDLER = r"(?P<stem>[^.].*?)(?:\.(?:get|post|put|patch|delete|head|options))?\.[cm]?[jt]s"
_PLUGIN = r"(?P<name>[^/]+|[^/]+/index)\.(?:[cm]?[jt]s|vue)"


class _App(msgspec.Struct, frozen=True):
    """One application: its source folder, its base URL, and what comes with every page: path and as what."""

    project: Project
    source: str
    base: str
    common: tuple[tuple[str, str], ...]


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes of every application, and what stands around their pages."""
    for home in homes(project, "nuxt", r"nuxt\.config\.[cm]?[jt]s"):
        path = first(project, posixpath.join(home, "nuxt.config"))
        config = project.outlines.get(path or "")
        folder = known(setting(config, "srcDir")) or ""
        for source in dict.fromkeys(posixpath.normpath(posixpath.join(home, one)) for one in ("", "app", folder)):
            app = _App(project, "" if source == "." else source, _base(config), _common(project, source, path))
            yield from _pages(app)
            yield from _added(app, path or "")
        for root, prefix in (("server/api", "api"), ("server/routes", "")):
            yield from _answers(project, posixpath.join(home, root), joined(_base(config), prefix))


def _answers(project: Project, folder: str, prefix: str) -> Iterator[Endpoint]:
    """Yield the addresses that a server answers at: the files of a folder, their method aside (``track.post.ts``)."""
    for path, match in below(project, folder, _HANDLER):
        pattern = valid(joined(prefix, _address(match["stem"])))
        own = guards.in_outline(project.outlines.get(path))
        yield Endpoint(NAME, pattern, Location(path), (), own, unknown="answers requests", shows=Shows.DATA)


def _base(config: Outline | None) -> str:
    return known(setting(config, "baseURL")) or ""


def _common(project: Project, source: str, config: str | None) -> tuple[tuple[str, str], ...]:
    """Return the files that come with every page, and as what."""
    source = "" if source == "." else source
    found = [(path, "configuration") for path in (config,) if path]
    root = posixpath.join(source, "app.vue")
    found += [(root, "shell")] if root in project.facts else []
    plugins = below(project, posixpath.join(source, "plugins"), _PLUGIN)
    found += [(path, "plugin") for path, match in plugins if not match["name"].endswith(".server")]
    middleware = below(project, posixpath.join(source, "middleware"), r"[^/]+\.global\.[cm]?[jt]s")
    found += [(path, "middleware") for path, _ in middleware]
    listed = setting(project.outlines.get(config or ""), "plugins")
    named_so = (module(project, text, config or "") for text in strings(listed))
    found += [(path, "plugin") for path in named_so if path]
    return tuple(dict.fromkeys((*found, *((path, "script") for path in _in_head(project, config or "")))))


def _in_head(project: Project, config: str) -> Iterator[str]:
    """Yield the files of scripts that the configuration puts into the head of every page."""
    for one in parts(setting(project.outlines.get(config), "script")):
        source = known(one.get("src")) if isinstance(one, Object) else None
        if source:
            asked = Reference("script", "url", (source,), Location(config))
            yield from project.resolver.resolve(asked, FileFacts(config)).paths


def _added(app: _App, config: str) -> Iterator[Endpoint | Tie]:
    """Yield the pages that the configuration adds: ``pages.push({path, file})``, ``routes.push({path, component})``."""
    for call in calls(app.project.outlines.get(config)):
        said = call.arguments[0].value if call.name.endswith((".push", ".unshift")) and call.arguments else None
        path = known(said.get("path")) if isinstance(said, Object) else None
        if path is None or not isinstance(said, Object):
            continue
        texts = [*strings(said.get("file")), *strings(said.get("component"))]
        tries = (module(app.project, one if one[:1] in {"~", "@", "."} else f"./{one}", config) for one in texts)
        page = next((one for one in tries if one), None)
        pattern = valid(joined(app.base, of_colons(path)))
        unknown = "" if page else f"no file {texts[0]}" if texts else "its file is computed"
        yield Endpoint(NAME, pattern, call.location, (page,) if page else (), unknown=unknown)
        for layout in _layouts(app, _meta(app.project.outlines.get(page or ""))) if page else ():
            yield Tie(page or "", layout, "implicit layout", call.location)
        for other, kind in app.common if page else ():
            yield Tie(page or "", other, kind, call.location)


def _pages(app: _App) -> Iterator[Endpoint | Tie]:
    root = posixpath.join(app.source, "pages")
    found = {match["stem"]: path for path, match in below(app.project, root, _PAGE)}
    for stem, path in found.items():
        outline = app.project.outlines.get(path)
        meta = _meta(outline)
        own = known(meta.get("path")) if meta else None
        pattern = valid(joined(app.base, of_colons(own) if own else _address(stem)))
        outer = [found[one] for one in _outer(stem) if one in found]
        pages = (path, *outer)
        guards_found = (*_global(app, pattern), *(g for one in reversed(pages) for g in _of_meta(app, one)))
        yield Endpoint(NAME, pattern, Location(path), pages, guards_found)
        for alias in strings(meta.get("alias")) if meta else ():
            yield Endpoint(NAME, valid(joined(app.base, of_colons(alias))), Location(path), pages, guards_found)
        for layout in _layouts(app, meta):
            yield Tie(path, layout, "implicit layout", Location(path))
        for other, kind in app.common:
            yield Tie(path, other, kind, Location(path))


def _address(stem: str) -> str:
    segments = [_segment(one) for one in stem.split("/") if not re.fullmatch(r"\([^)]*\)", one)]
    return "/".join(segments[:-1] if segments[-1:] == ["index"] else segments)


def _segment(segment: str) -> str:
    """Return a segment; Nuxt 2 writes ``_id`` for a part that varies, and ``_`` for the rest."""
    if segment == "_":
        return "*"
    if segment.startswith("_"):
        return named(segment[1:], "?")
    return of_brackets(segment) if "[" in segment else literal(segment)


def _outer(stem: str) -> Iterator[str]:
    """Yield the pages that a page stands in: ``parent`` of ``parent/child``, the nearest first."""
    folder = posixpath.dirname(stem)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def _meta(outline: Outline | None) -> Object | None:
    """Return what a page says of itself: ``definePageMeta({…})``, or the options of its component in Nuxt 2."""
    for call in calls(outline):
        if call.name == "definePageMeta" and call.arguments and isinstance(call.arguments[0].value, Object):
            return call.arguments[0].value
    default = definition(outline, "default")
    return default.value if default and isinstance(default.value, Object) else None


def _layouts(app: _App, meta: Object | None) -> Iterator[str]:
    """Yield the layout of a page: the one that it names, else ``default``; several where the name is computed."""
    said = meta.get("layout") if meta else None
    if isinstance(said, Constant) and said.value is False:
        return
    name = known(said)
    folder = posixpath.join(app.source, "layouts")
    files = {_kebab(match["name"]): path for path, match in below(app.project, folder, _LAYOUT)}
    if said is None or name is not None:
        yield from (path for path in (files.get(name or "default"),) if path)
    else:
        yield from files.values()


def _kebab(name: str) -> str:
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name.replace("/", "-")).lower()
    return plain.removesuffix("-index")


def _of_meta(app: _App, path: str) -> Iterator[Guard]:
    """Yield the guards that a page's own middleware, or its switch for logins, says."""
    outline = app.project.outlines.get(path)
    meta = _meta(outline)
    if meta is None:
        return
    said = meta.get("middleware")
    for name in _names(said):
        file = first(app.project, posixpath.join(app.source, "middleware", name))
        inside = guards.in_outline(app.project.outlines.get(file or ""))
        guard = guards.named(name, Location(path), placed=True)
        yield from (guard,) if guard else inside[:1]
    switch = meta.get("auth")
    if isinstance(switch, Constant) and isinstance(switch.value, bool):
        yield Guard("auth", Location(path), opens=not switch.value)


def _names(value: Value | None) -> Iterator[str]:
    for one in value.items if isinstance(value, Array) else (value,):
        yield from (text for text in strings(one) if text)


def _global(app: _App, pattern: str) -> Iterator[Guard]:
    """Yield the guards of the middleware that runs before every page; the page for signing in is open."""
    if guards.is_login(pattern):
        return
    for path, kind in app.common:
        if kind == "middleware":
            yield from guards.in_outline(app.project.outlines.get(path))
