"""ECMAScript module specifiers: relative files with the extensions bundlers try, aliases, packages, the platform."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias

import msgspec

_EXTENSIONS = (
    ".js",
    ".mjs",
    ".cjs",
    ".jsx",
    ".ts",
    ".tsx",
    ".mts",
    ".cts",
    ".vue",
    ".svelte",
    ".astro",
    ".json",
    ".mdx",
)
_WRITTEN_AS = {".js": (".ts", ".tsx", ".jsx"), ".mjs": (".mts",), ".cjs": (".cts",), ".jsx": (".tsx",)}
_PLATFORM = re.compile(
    r"(node|bun|deno|data|virtual|cloudflare|astro|npm|jsr):|\$(app|env|service-worker)\b|#|~icons/|\0|!|(?:server|client)-only$"
)
_NODE_BUILTINS = frozenset(
    re.findall(
        r"\w+",
        """
        assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain
        events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl
        stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib
        """,
    )
)
_FILE = re.compile(
    r"\.(css|scss|sass|less|styl|svg|png|jpe?g|gif|webp|avif|woff2?|ttf|wasm|txt|md|json|graphql|gql|yaml|yml|html)$"
)

PACKAGE = re.compile(r"(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9-][a-z0-9._~-]*(?:/[^\s{}\\]*)?")
"""A specifier that may begin with the name of a package, by the rules of npm; what begins with ``~`` is an alias."""

_SOURCES = ("", "src", "app")
_BASE = "*"
Mapped: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Prefixes, each with all that it may stand for."""


class Modules(msgspec.Struct, frozen=True):
    """What bare names mean: declared packages by folder of their package.json, and aliases by prefix.

    ``aliases`` hold everywhere, those of ``scoped`` for the files below the folder of the configuration that says so.
    What the import maps of pages say has all its targets: those of ``own`` hold in the page itself, before any other,
    and those of ``mapped``, of all pages, in modules, since these do not tell which page loads them.
    """

    packages: dict[str, frozenset[str]]
    aliases: tuple[tuple[str, str], ...]
    scoped: dict[str, tuple[tuple[str, str], ...]] = {}
    own: dict[str, Mapped] = {}
    mapped: Mapped = ()

    def aliases_for(self, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what prefixes stand for in a file: by the configurations above it, the nearest first, else by any."""
        yield from _apart(self.own.get(path, ()), path)
        around = [self.scoped[folder] for folder in folders_above(path) if folder in self.scoped]
        yield from ((key, (target,)) for known in around or self.scoped.values() for key, target in known)
        yield from _apart(self.mapped, path)
        yield from ((key, (target,)) for key, target in self.aliases)


def _apart(mapped: Mapped, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what prefixes stand for, the base of all names (``*``) one target at a time, the nearest first."""
    for key, targets in mapped:
        if key == _BASE and len(targets) > 1:
            shared = {one: len(posixpath.commonpath((f"/{one.lstrip('/')}", f"/{path}"))) for one in targets}
            yield from ((key, (one,)) for one in sorted(targets, key=lambda one: -shared[one]))
        else:
            yield key, targets


def candidates(specifier: str, from_path: str, modules: Modules) -> Iterator[tuple[str, ...]]:
    """Yield the paths that a specifier may mean, before extensions, in the order bundlers try them.

    Of paths that are yielded together, each may be meant.
    """
    if specifier.startswith("."):
        yield (posixpath.normpath(posixpath.join(posixpath.dirname(from_path), specifier)),)
        return
    for key, targets in modules.aliases_for(from_path):
        if key.endswith("*") and specifier.startswith(key[:-1]):
            yield tuple(_plain(one.replace("*", specifier[len(key) - 1 :], 1)) for one in targets)
        elif key == specifier:
            yield tuple(_plain(one) for one in targets)
        elif key.endswith("/") and specifier.startswith(key):
            yield tuple(_plain(one + specifier[len(key) :]) for one in targets)
    if specifier.startswith(("@/", "~/", "@@/", "~~/")):
        for root in ("src", "app", "resources/js", ""):
            yield (posixpath.normpath(posixpath.join(root, specifier.partition("/")[2])),)
    if re.match(r"\$lib(?:/|$)", specifier):
        for folder in folders_above(from_path):
            yield (posixpath.join(folder, "src", specifier[1:]),)


def _plain(target: str) -> str:
    return target if "://" in target else posixpath.normpath(target)


def existing(base: str, paths: AbstractSet[str]) -> str | None:
    """Return the file that a module path means: itself, with an extension, as TypeScript, or as a folder's index."""
    base = base.lstrip("/")
    stem, extension = posixpath.splitext(base)
    tries = [base, *(base + e for e in _EXTENSIONS), *(stem + e for e in _WRITTEN_AS.get(extension, ()))]
    tries += [f"{base}/index{e}" for e in _EXTENSIONS]
    return next((path for path in tries if path in paths), None)


def package_name(specifier: str) -> str:
    """Return the package part of a bare specifier: ``@scope/name`` or ``name``."""
    parts = specifier.split("/")
    return "/".join(parts[:2]) if specifier.startswith("@") else parts[0]


def folders_above(path: str) -> Iterator[str]:
    """Yield the folders around a file, the nearest first."""
    while path:
        path = posixpath.dirname(path)
        yield path


def searched(from_path: str) -> Iterator[str]:
    """Yield the folders in which bundlers are told to search for bare names: those around a file, and their sources."""
    for folder in folders_above(from_path):
        yield from (posixpath.join(folder, name) for name in _SOURCES)


def provided(specifier: str, from_path: str, modules: Modules) -> str:
    """Say who provides a module that is not in the tree: a declared package, the platform, or nobody (empty)."""
    plain = specifier.partition("?")[0]
    name = package_name(plain)
    if plain in _NODE_BUILTINS or name in _NODE_BUILTINS or _PLATFORM.match(plain):
        return "the platform"
    if _FILE.search(plain):
        return "a style, an image or another file without code"
    declared = (modules.packages.get(folder, frozenset()) for folder in folders_above(from_path))
    return f"package {name}" if any(name in known or f"@types/{name}" in known for known in declared) else ""
