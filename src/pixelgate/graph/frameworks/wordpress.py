"""WordPress: the templates of themes by their names, what is hooked into every page, and redirects to the login.

Which pages there are stands in the database: a template that is not made for one page alone is a route for everything.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks.patterns import joined, literal, valid
from pixelgate.graph.frameworks.php_code import Functions
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.said import first, last, plain, text, texts, walk
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.template.php_functions import unnamed
from pixelgate.parse.values import Array, Function, Unknown, Value
from pixelgate.source import Location

NAME = "wordpress"
_CORE = re.compile(r"(?:.*/)?wp-(?:(?:includes|admin)/.*|[a-z-]+\.php)")
_THEME = re.compile(r"(?:(?:.*/)?themes/[^/]+)")
_TEMPLATE = re.compile(
    r"(?P<kind>front-page|home|index|singular|single|page|archive|category|tag|taxonomy|author|date|search|attachment|404)"
    r"(?:-(?P<name>[\w-]+))?"
)
_ADDRESSES = {"front-page": "/", "category": "/category/*", "tag": "/tag/*", "author": "/author/*"}
_NAMED = {
    "page": "/{}",
    "single": "/{}/*",
    "archive": "/{}",
    "category": "/category/{}",
    "tag": "/tag/{}",
    "author": "/author/{}",
}
_BLOCK_TEMPLATE = re.compile(r"(?:^|/)(?:block-)?templates/[^/]+\.html$")
_HEAD = frozenset({"wp_head", "wp_enqueue_scripts", "wp_print_scripts", "wp_print_styles", "get_header"})
_PRINTED = {
    "wp_head": _HEAD,
    "wp_footer": frozenset({"wp_footer", "wp_print_footer_scripts", "get_footer"}),
    "wp_body_open": frozenset({"wp_body_open"}),
    "get_header": frozenset({"get_header"}),
    "get_footer": frozenset({"get_footer"}),
}
_HOOKS = frozenset().union(*_PRINTED.values())
_ADD = frozenset({"add_action", "add_filter"})
_REDIRECTS = frozenset({"auth_redirect", "wp_redirect", "wp_safe_redirect"})
_ASKS = frozenset({"is_user_logged_in", "current_user_can"})


class Hooked(msgspec.Struct, frozen=True):
    """A function that is run at a hook: where it is hooked in, its file and name, and what it calls, if it is known.

    Without a ``part``, all of its file may be run.
    """

    hook: str
    location: Location
    path: str
    part: str = ""
    calls: tuple[Call, ...] = ()


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield what the templates of themes are for, then the files that hooks bring into them."""
    site = _Site(project)
    yield from site.templates()
    yield from site.ties()


class _Site(msgspec.Struct, frozen=True, dict=True):
    """The themes and plugins of a project."""

    project: Project

    @cached_property
    def files(self) -> dict[str, Outline]:
        """The PHP code of themes and plugins."""
        return {path: outline for path, outline in self.project.of("php") if not _CORE.fullmatch(path)}

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """The templates of block themes, which WordPress puts into a page of its own."""
        found = sorted(path for path in self.project.facts if _BLOCK_TEMPLATE.search(path))
        return tuple(path for path in found if self.project.facts[path].dialect == "blocks")

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """Folders of themes: some file in them asks for the header of the page."""
        folders = {posixpath.dirname(path) for path, outline in self.files.items() if _shows(outline)}
        roots = {folder for folder in folders if f"{posixpath.join(folder, 'functions.php')}" in self.project.paths}
        roots |= {found[0] for folder in folders if (found := _THEME.match(folder))}
        roots |= {posixpath.dirname(posixpath.dirname(path)) for path in self.blocks}
        return tuple(sorted(roots or folders))

    @cached_property
    def functions(self) -> Functions:
        return Functions(self.project, self.files)

    @cached_property
    def hooked(self) -> tuple[Hooked, ...]:
        """What is hooked in, wherever the code does so."""
        found = []
        for path, outline in self.files.items():
            inner = (call for one in outline.definitions for call in one.calls)
            for call in walk((*outline.calls, *inner)):
                if call.name in _ADD and len(plain(call)) > 1:
                    found += [one for hook in texts(first(call)) for one in self._hooked(hook, call, path)]
        return tuple(found)

    def _hooked(self, hook: str, call: Call, path: str) -> Iterator[Hooked]:
        """Yield the functions that a hook runs; a name that no file of the tree defines is one of WordPress itself."""
        callback = plain(call)[1]
        name = _callback(callback)
        if isinstance(callback, Function):
            yield Hooked(hook, call.location, path, unnamed(callback.span.start), call.body)
        elif not name:
            yield Hooked(hook, call.location, path)
        for where in self.functions.of(name, path) if name else ():
            yield Hooked(hook, call.location, where, name, self.functions.calls(where, name))

    def templates(self) -> Iterator[Endpoint]:
        """Yield a route for each template of a theme: the address that its name tells, else everything."""
        for theme in self.themes:
            for path in self._of_theme(theme):
                name = re.sub(r"\.(?:php|html)$", "", posixpath.basename(path))
                outline = self.files.get(path)
                custom = _custom(outline)
                found = _TEMPLATE.fullmatch(name)
                if custom is None and found is None:
                    continue
                pattern, slug = _address(found) if found else ("/*", "")
                handler = text(first(custom)) if custom else found["kind"] if found else ""
                place = custom.location if custom else Location(path)
                guards = (*self._by_hook(slug), *_guards(outline))
                yield Endpoint(NAME, valid(pattern), place, (path,), guards, handler)

    def _of_theme(self, theme: str) -> Iterator[str]:
        folders = (theme, posixpath.join(theme, "page-templates"), posixpath.join(theme, "templates"))
        for path in sorted(self.project.facts):
            if posixpath.dirname(path) in folders and path.endswith((".php", ".html")):
                yield path

    def _by_hook(self, slug: str) -> Iterator[Guard]:
        """Yield the guards that run before any template, unless they ask for other pages."""
        for one in self.hooked:
            if one.hook not in {"template_redirect", "wp", "init", "parse_request"}:
                continue
            pages = [name for call in walk(one.calls) if call.name == "is_page" for name in _listed(call)]
            asks_page = any(call.name in {"is_page", "is_singular", "is_page_template"} for call in walk(one.calls))
            if (not asks_page and one.hook == "template_redirect") or slug in pages:
                yield from _redirected(one.calls, one.location)

    def ties(self) -> Iterator[Tie]:
        """Yield what brings hooked functions into the templates that run their hooks, and called ones to callers."""
        printing = [one for one in self.hooked if one.hook in _HOOKS]
        shown = [(one, self.functions.shown(one.path, one.part, one.calls)) for one in printing]
        for path, hook in self._running():
            for one, parts in shown:
                if one.hook in _PRINTED[hook] and self._together(path, one.path):
                    yield from _brings(path, parts, one.location)
        for path, outline in self.files.items():
            for call in outline.calls:
                for where in self.functions.of(call.name, path) if "." not in call.name else ():
                    inner = self.functions.calls(where, call.name)
                    yield from _brings(path, self.functions.shown(where, call.name, inner), call.location)

    def _running(self) -> Iterator[tuple[str, str]]:
        """Yield the templates with the hooks that they run."""
        for path, outline in self.files.items():
            yield from dict.fromkeys((path, call.name) for call in walk(outline.calls) if call.name in _PRINTED)
        for path in self.blocks:
            yield from ((path, hook) for hook in ("wp_head", "wp_body_open", "wp_footer"))

    def _together(self, template: str, hooked: str) -> bool:
        """Tell whether two files are run together: one theme is, unless one builds on another."""
        mine, other = _THEME.match(template), _THEME.match(hooked)
        if mine is None or other is None or mine[0] == other[0]:
            return True
        return not any(path.startswith(f"{other[0]}/") and _shows(outline) for path, outline in self.files.items())


def _brings(path: str, parts: Iterable[tuple[str, str]], place: Location) -> Iterator[Tie]:
    yield from (Tie(path, file, "include", place, part=part) for file, part in parts)


def _shows(outline: Outline) -> bool:
    return any(call.name in _PRINTED for call in walk(outline.calls))


def _callback(value: Value) -> str:
    """Return the last name of a callback: ``'fn'``, ``[$this, 'm']``, ``'C::m'``, ``C::m(...)``."""
    if isinstance(value, Array) and value.items:
        return text(value.items[-1])
    if isinstance(value, Unknown):
        return last(value.path.partition("(")[0])
    return re.split(r"::|\\", text(value))[-1]


def _custom(outline: Outline | None) -> Call | None:
    """Return the comment that makes a file a template that editors may choose for any page."""
    return next((call for call in outline.calls if call.name == "Template Name"), None) if outline else None


def _address(found: re.Match[str]) -> tuple[str, str]:
    """Return the address that a template's name tells, and the page that it is for."""
    kind, name = found["kind"], found["name"]
    if name and kind in _NAMED and not name.isdigit():
        return joined(_NAMED[kind].replace("{}", literal(name))), name if kind == "page" else ""
    return _ADDRESSES.get(kind, "/*"), ""


def _listed(call: Call) -> Iterator[str]:
    for value in plain(call):
        yield from texts(value)


def _guards(outline: Outline | None) -> Iterator[Guard]:
    yield from _redirected(outline.calls if outline else (), None)


def _redirected(calls: Iterable[Call], place: Location | None) -> Iterator[Guard]:
    """Yield what sends a visitor to the login: ``auth_redirect``, or a redirect after asking who it is."""
    every = list(walk(calls))
    sent = next((call for call in every if call.name in _REDIRECTS), None)
    asked = next((call for call in every if call.name in _ASKS), None)
    if sent is not None and sent.name == "auth_redirect":
        yield Guard("auth_redirect", place or sent.location)
    elif sent is not None and asked is not None:
        yield Guard(asked.name, place or asked.location)
