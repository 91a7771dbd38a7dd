"""Outlines of what runs in browsers and under Node, and of the settings and front matter that decide on routes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from pixelgate.parse.dialects import COMPONENTS, SCRIPTS
from pixelgate.parse.marks import marks
from pixelgate.parse.markup import Code
from pixelgate.parse.outline import Definition, Outline
from pixelgate.parse.settings import read_settings
from pixelgate.parse.values import Array, Value
from pixelgate.source import Fragment, Source, Span

_SIGNS = re.compile(
    r"[Rr]out(?:e|ing)|redirect|definePage|defineNuxt|nuxt|matcher|getServerSide|express(?!i)|fastify|[Kk]oa|createPage|[Ll]og[iI]n"
    r"|signIn|[aA]uth(?!ors?\b)|[sS]ession|currentUser|(?:require|verify|ensure|with)[A-Z]|locals|eleventy|pageExtensions|basePath|NgModule|middleware|loadChildren|templateUrl|onRender|(?:res|reply|response|ctx)\.(?:render|view|sendFile)"
    r"|exports(?:\.\w+)?\s*=\s*require\(|:\s*require\(['\"]\."
)
"""What stands in code that declares routes, asks for a login, or configures a framework that finds routes.

The last two stand in modules that only pass on others.
"""

_CONFIGURES = re.compile(
    r"(?:[\w-]+\.config|gatsby-(?:config|node)|\.eleventy|middleware|proxy|.*\.11tydata)\.[cm]?[jt]s"
)
"""Scripts by whose name a framework knows them: they are outlined whatever they say."""

_BLOCK = re.compile(r"<script\b([^<>]*)>(.*?)(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TYPESCRIPT = re.compile(r"\blang\s*=\s*[\"']?(tsx?|typescript)\b")
_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_TOML_FRONT = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_SETTINGS = re.compile(
    r"(?:angular|workspace|project|manifest)\.json|_config[\w.-]*\.ya?ml|(?:hugo|config)\.(?:toml|ya?ml|json)|.*\.11tydata\.json"
)
_ABOUT_ROUTES = 400_000
"""Characters of settings and code beyond which nobody wrote them by hand."""

_LONG_LINE = 5_000
_SHORT_LINES = 40
_WRAPPED = "define.amd"
_TABLED = re.compile(
    r"path:[\"'`][^\"'`\s,]*[\"'`],(?:exact:!0,|index:!0,)?(?:element|Component|component|render|lazy|children|id|loader):"
)
"""How a record of React's routes begins in a bundle, or an element that is one."""


def reads(path: str) -> bool:
    """Tell whether a file holds settings that decide on routes, as far as its name tells."""
    return _SETTINGS.fullmatch(posixpath.basename(path)) is not None


def outline(source: Source, *, sure: Callable[[], bool] = bool) -> Outline | None:
    """Return the outline of a script, of a component's scripts, of settings or of front matter; else ``None``.

    ``sure`` is asked of a script in which nothing looks like a declaration: it may have one all the same.
    """
    extension = posixpath.splitext(source.path)[1].lower()
    if extension in SCRIPTS or (extension in COMPONENTS and extension != ".mdx"):
        pieces = [piece for piece in _pieces(source, extension) if not is_bundle(piece.fragment.text)]
        if not pieces:
            return _router(source) if extension in SCRIPTS else None
        configures = _CONFIGURES.fullmatch(posixpath.basename(source.path))
        if not configures and not _SIGNS.search(source.text) and not sure():
            return None
        # tree-sitter is loaded for a file that declares something, and not before
        from pixelgate.parse.javascript import outline as javascript

        return javascript.outline(pieces, source)
    if reads(source.path):
        return settings(source, source.path, Fragment(source.text))
    return front_matter(source)


def _router(source: Source) -> Outline | None:
    """Return the router that a bundle makes, without anything else of it."""
    words = marks(source.text)
    if not words.of("{history:") and not any(_TABLED.match(source.text, at) for at in words.of("path:")):
        return None
    # tree-sitter is loaded for a bundle that makes a router, and not before
    from pixelgate.parse.javascript import route_tables, routers

    return routers.outline(source) or route_tables.outline(source)


def is_bundle(text: str) -> bool:
    """Tell whether code was made by a program, to be published.

    It is huge, its lines are much longer than anybody writes them, or a wrapper for every loader of modules is put
    around it.
    """
    if len(text) > _ABOUT_ROUTES or _WRAPPED in text:
        return True
    longest = max(map(len, text.split("\n")), default=0)
    return longest > _LONG_LINE and text.count("\n") < _SHORT_LINES


def front_matter(source: Source) -> Outline | None:
    """Return what the front matter of a page sets, or ``None`` where there is none."""
    for opening, name in ((_FRONT, "front.yml"), (_TOML_FRONT, "front.toml")):
        found = opening.match(source.text)
        if found:
            return settings(source, name, Fragment(source.text).slice(*found.span(1)))
    return None


def settings(source: Source, name: str, text: Fragment) -> Outline | None:
    """Return settings as definitions of dotted names; several values of one name are an array."""
    if len(text.text) > _ABOUT_ROUTES:
        return None
    values: dict[str, list[Value]] = {}
    places: dict[str, Span] = {}
    for setting in read_settings(name, text.text):
        key = ".".join(setting.keys)
        values.setdefault(key, []).append(setting.value)
        places.setdefault(key, text.span(setting.span.start, setting.span.end))
    return Outline(
        "settings",
        definitions=tuple(
            Definition("variable", key, source.location(places[key]), value=_one(listed))
            for key, listed in values.items()
        ),
    )


def _one(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 else Array(tuple(values), values[0].span)


def _pieces(source: Source, extension: str) -> Iterator[Code]:
    """Yield the code of a file: all of it, the scripts of a component, or what stands before its markup."""
    whole = Fragment(source.text)
    if extension in SCRIPTS:
        yield Code(whole, SCRIPTS[extension])
    elif extension == ".astro":
        front = _FRONT.match(source.text)
        if front:
            yield Code(whole.slice(*front.span(1)), "typescript")
    else:
        for block in _BLOCK.finditer(source.text):
            language = _TYPESCRIPT.search(block[1])
            known = {"ts": "typescript", "typescript": "typescript", "tsx": "tsx"}
            yield Code(whole.slice(*block.span(2)), known[language[1]] if language else "javascript")
