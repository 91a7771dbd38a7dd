"""Code that writes into every page of its application: hooks that rewrite what is sent, plugins of build tools.

Such a file, where it brings anything, offers itself as the entry ``everywhere:``, and by the names of the documents
that it names.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.facts.roles import is_server
from pixelgate.parse.dialects import PROGRAMS
from pixelgate.parse.marks import marks
from pixelgate.source import Source

ENTRY = "everywhere:"
_SCRIPTS = frozenset({"javascript", "typescript"})
_DIALECTS = frozenset({*PROGRAMS.values(), *_SCRIPTS, "php"})

_SETTINGS = re.compile(
    r"(?:.*/)?(?:(?:vite|astro|webpack[\w.-]*|rspack|rsbuild|rollup|vue|craco)\.config\.[cm]?[jt]s|webpack[\w.-]*\.[cm]?js|config-overrides\.js"
    r"|\.(?:vitepress|vuepress)/(?:config(?:/index)?|theme/index)\.[cm]?[jt]s"
    r"|server/plugins/[^/]+\.[cm]?[jt]s|src/middleware(?:/index)?\.[cm]?[jt]s)"
)
"""Where build tools and servers of frameworks are told what to put into all pages."""

_DJANGO = re.compile(r"\bget_response\b|\bMiddlewareMixin\b|\bdef process_response\b")
"""Middleware of Django, which settings switch on."""

_DOCUMENT = re.compile(r"[\w.-]+\.x?html?\b")
_MOST = 20
_PLUGINS = ("HTMLRewriter", "transformIndexHtml", "astro:config:setup", "render:html")
_HOOKS = re.compile(r"\bafter_request\b|\bsub_filter\b|\bSubstitute\b|\bon_post_page\b")
_REPLACES = re.compile(
    r"(?:\.|->|\b)(?:sub!?|gsub!?|[rR]eplace(?:First|All)?|str_i?replace|preg_replace|insert(?:Before|After|_before)?|split|[iI]ndexOf|rfind|find)"
    r"\s*\(\s*(?:/|[rb]{0,2}[\"'`#~(\\])?[^\n]{0,20}?<\\?/?(?:head|body)\b"
)
"""What looks for the place in a page at which to put something."""


def _writes(source: Source, dialect: str) -> bool:
    """Tell whether a file may write into all pages: settings of a tool by their name, a hook by what it does."""
    text = source.text
    if _SETTINGS.fullmatch(source.path) or (dialect in _SCRIPTS and any(map(marks(text).of, _PLUGINS))):
        return True
    if (dialect in _SCRIPTS and not is_server(source)) or (dialect == "python" and _DJANGO.search(text)):
        return False  # a browser's own code looks for such places too, in parts of pages that it has fetched
    looks = "body" in text or "head" in text
    return _HOOKS.search(text) is not None or (looks and _REPLACES.search(text) is not None)


def offered(source: Source, dialect: str, *, brings: bool) -> Iterator[tuple[str, str]]:
    """Yield the entry of a file that ``brings`` something and writes it into every page."""
    if brings and dialect in _DIALECTS and _writes(source, dialect):
        yield ENTRY, source.path
        yield from ((f"{ENTRY}{name}", source.path) for name in _DOCUMENT.findall(source.text)[:_MOST])


def folder(path: str, roots: frozenset[str]) -> str:
    """Return the folder of the application that a file belongs to: the nearest of ``roots`` around it, else the top."""
    here = posixpath.dirname(path)
    while here and here not in roots:
        here = posixpath.dirname(here)
    return here
