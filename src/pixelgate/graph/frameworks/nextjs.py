"""Next.js: routes are the folders of ``app`` and the files of ``pages``; layouts stand above them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.graph.frameworks import guards, matchers, next_built
from pixelgate.graph.frameworks.patterns import joined, of_brackets, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import below, first, homes, known, setting, strings
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.source import Location

NAME = "nextjs"
_CONFIG = r"next\.config\.[cm]?[jt]s"
_AROUND = ("layout", "template", "loading", "error", "not-found", "default")
_GROUP = re.compile(r"\([^.)][^)]*\)")
_INTERCEPTS = re.compile(r"(?P<up>(?:\(\.{1,3}\))+)(?P<name>.*)")
_NOT_PAGES = re.compile(r"_(?:app|document|error|middleware)|404|500")


class _App(msgspec.Struct, frozen=True):
    """One application: its folder, the extensions of its pages, its base path, and files that come with every page."""

    project: Project
    home: str
    extensions: tuple[str, ...]
    base: str
    instruments: tuple[str, ...]
    proxy: matchers.Proxy | None

    def special(self, folder: str, name: str) -> str | None:
        """Return a file of a folder that has a meaning by its name (``layout``)."""
        return first(self.project, posixpath.join(folder, name), extensions=self.extensions)

    def guarded(self, address: list[str]) -> tuple[Guard, ...]:
        """Return the guard of the proxy, if it runs for a route; it sees addresses without the base path."""
        return self.proxy.guards(valid(joined(*address))) if self.proxy else ()


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes of every application, and the layouts that stand around their pages."""
    for home in homes(project, "next", _CONFIG):
        app = _application(project, home)
        for base in ("", "src"):
            yield from _of_folders(app, posixpath.join(home, base, "app"))
            yield from _of_files(app, posixpath.join(home, base, "pages"))
    yield from next_built.endpoints(project)


def _application(project: Project, home: str) -> _App:
    config = first(project, posixpath.join(home, "next.config"))
    outline = project.outlines.get(config or "")
    listed = strings(setting(outline, "pageExtensions"))
    extensions = tuple(f".{one}" for one in listed) or (".tsx", ".ts", ".jsx", ".js", ".mdx")
    base = known(setting(outline, "basePath")) or ""
    roots = [posixpath.join(home, folder) for folder in ("", "src")]
    instruments = (first(project, posixpath.join(root, "instrumentation-client")) for root in roots)
    proxy = first(project, *(posixpath.join(root, name) for root in roots for name in ("proxy", "middleware")))
    read = matchers.proxy(project.outlines.get(proxy or ""))
    return _App(project, home, extensions, base, tuple(one for one in instruments if one), read)


def _ends(app: _App) -> str:
    return "|".join(re.escape(extension) for extension in app.extensions)


def _of_folders(app: _App, root: str) -> Iterator[Endpoint | Tie]:
    """Yield the routes of an ``app`` folder: every ``page`` in it, and ``route`` files, which show no page."""
    for path, found in below(app.project, root, rf"(?P<folder>(?:.*/)?)(?P<kind>page|route)(?:{_ends(app)})"):
        folders = found["folder"].strip("/").split("/") if found["folder"] else []
        address = _address(folders)
        if address is None:
            continue
        pattern = valid(joined(app.base, *address))
        above = list(_above(app, root, folders))
        found_guards = (*app.guarded(address), *_guards(app.project, (*_wrapping(path, above), path)))
        if found["kind"] == "route":
            yield Endpoint(
                NAME, pattern, Location(path), (), found_guards, unknown="answers requests", shows=Shows.DATA
            )
            continue
        yield Endpoint(NAME, pattern, Location(path), (path,), found_guards)
        yield from _ties(path, above)
        yield from _ties(path, app.instruments, "instrumentation")


def _address(folders: Iterable[str]) -> list[str] | None:
    """Return the segments of the URL that folders make; ``None`` when one of them is private."""
    address: list[str] = []
    for folder in folders:
        if folder.startswith("_"):
            return None
        intercepts = _INTERCEPTS.fullmatch(folder)
        if intercepts:
            ups = intercepts["up"].count("(..)")
            address = [] if "(...)" in intercepts["up"] else address[: len(address) - ups]
        name = intercepts["name"] if intercepts else folder
        if name and not name.startswith("@") and not _GROUP.fullmatch(name):
            address.append(of_brackets(name, "+"))
    return address


def _above(app: _App, root: str, folders: list[str]) -> Iterator[str]:
    """Yield the files around a page, the nearest first: layouts and their kin, and the defaults of slots."""
    for length in range(len(folders), -1, -1):
        folder = posixpath.join(root, *folders[:length])
        for name in _AROUND:
            if (path := app.special(folder, name)) is not None:
                yield path
        for slot in _slots(app, folder):
            yield from (found for name in ("layout", "default") if (found := app.special(slot, name)))
    top = app.special(root, "global-error")
    yield from (top,) if top else ()


def _wrapping(page: str, above: Iterable[str]) -> list[str]:
    """Return the layouts and templates that the page itself stands in, the outermost first."""
    inside = (one for one in above if page.startswith(posixpath.dirname(one) + "/"))
    return [one for one in inside if posixpath.basename(one).startswith(("layout.", "template."))][::-1]


def _slots(app: _App, folder: str) -> list[str]:
    found = below(app.project, folder, r"(?P<slot>@[^/]+)/.*")
    return sorted({posixpath.join(folder, match["slot"]) for _, match in found})


def _of_files(app: _App, root: str) -> Iterator[Endpoint | Tie]:
    """Yield the routes of a ``pages`` folder: every file but those that wrap the others."""
    wraps = [one for name in ("_app", "_document") if (one := app.special(root, name)) is not None]
    for path, found in below(app.project, root, rf"(?P<stem>[^.].*?)(?:{_ends(app)})"):
        stem = found["stem"]
        if _NOT_PAGES.fullmatch(stem) or stem.endswith((".d", ".test", ".spec")):
            continue
        segments = [of_brackets(one, "+") for one in stem.split("/")]
        address = segments[:-1] if segments[-1] == "index" else segments
        pattern = valid(joined(app.base, *address))
        if stem.startswith("api/"):
            yield Endpoint(NAME, pattern, Location(path), unknown="answers requests", shows=Shows.DATA)
            continue
        found_guards = (*app.guarded(address), *_guards(app.project, (path,)))
        yield Endpoint(NAME, pattern, Location(path), (path,), found_guards)
        yield from _ties(path, wraps)
        yield from _ties(path, app.instruments, "instrumentation")


def _ties(page: str, others: Iterable[str], kind: str = "") -> Iterator[Tie]:
    for other in others:
        name = posixpath.basename(other).partition(".")[0]
        said = kind or f"implicit {'layout' if name in {'_app', '_document'} else name}"
        yield Tie(page, other, said, Location(page))


def _guards(project: Project, paths: Iterable[str]) -> tuple[Guard, ...]:
    return tuple(guard for path in paths for guard in guards.in_outline(project.outlines.get(path)))
