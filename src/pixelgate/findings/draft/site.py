"""Where the site lives, as its settings and its folders tell."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator

import msgspec

from pixelgate.findings.draft.model import Reason
from pixelgate.graph.model import RouteGraph
from pixelgate.graph.places import places
from pixelgate.manifest.model import Site
from pixelgate.source import Location, Source, Span

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
_URL = rf"https?://{_HOST}(?::\d+)?"
_HOSTS = re.compile(rf"['\"]\.?({_HOST})['\"]")
_ALLOWED = re.compile(
    r"(?m)^[ \t]*(?:ALLOWED_HOSTS|CSRF_TRUSTED_ORIGINS|SERVER_NAME)\s*=\s*([^\n]*(?:\n[ \t][^\n]*|\n\])*)"
)
_NAMED = re.compile(
    r"(?im)(?:^[ \t]*(?:export[ \t]+)?['\"]?(?:url|baseURL|site)"
    r"|\b(?:APP_URL|(?:NEXT_PUBLIC_)?(?:SITE|BASE|PUBLIC)_?URL|siteUrl|metadataBase))"
    rf"['\"]?[ \t]*(?:[:=]|=>)[ \t]*(?:new URL\()?['\"]?({_URL})"
)
_CANONICAL = re.compile(
    rf"<link\b[^<>]{{0,300}}\brel\s*=\s*['\"]?canonical\b[^<>]{{0,300}}?\bhref\s*=\s*['\"]?({_URL})"
    rf"|<link\b[^<>]{{0,300}}\bhref\s*=\s*['\"]?({_URL})[^<>]{{0,300}}?\brel\s*=\s*['\"]?canonical\b"
    rf"|<meta\b[^<>]{{0,300}}\bproperty\s*=\s*['\"]?og:url\b[^<>]{{0,300}}?\bcontent\s*=\s*['\"]?({_URL})"
)
_SETTINGS = re.compile(
    r"(?:.*/)?(?:settings(?:/[\w-]+)?\.py|config\.py|(?:next|nuxt|astro|gatsby|svelte|eleventy|docusaurus)[-.]config\.[cm]?[jt]s"
    r"|_config\.ya?ml|hugo\.(?:toml|ya?ml|json)|config(?:/_default/\w+)?\.toml|\.env(?:\.production|\.example)?|config/app\.php"
    r"|config/environments/production\.rb)"
)
_PAGES = re.compile(r".*\.(?:html?|astro|vue|svelte|erb|haml|twig|blade\.php|cshtml|jsp|ejs|hbs|njk|liquid|[jt]sx|php)")
_NOT_OURS = re.compile(
    r"(?i)(?:.*\.)?(?:example|localhost|test|invalid|local|internal)|(?:.*\.)?example\.(?:com|org|net)|(?:.*\.)?(?:w3|schema|github|npmjs|gitlab)\.\w+"
)
BUILT = ("dist", "build", "out", "_site", "public/build", ".output/public", ".svelte-kit/output")
"""Folders that tools build sites into."""
_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
_MOST = 8
"""How many origins are proposed; pages of one site that name more name others' too."""


class Seen(msgspec.Struct, frozen=True):
    """What the tree holds: ``paths`` of the files to analyse, ``read`` their text, ``exists`` also for ignored ones.

    ``foreign`` tells the hosts that are known to be somebody else's.
    """

    paths: tuple[str, ...]
    read: Callable[[str], str]
    exists: Callable[[str], bool]
    foreign: Callable[[str], bool]


def site(graph: RouteGraph, seen: Seen) -> tuple[Site, tuple[tuple[str, Reason], ...]]:
    """Return what can be told of the site, and by key the reasons.

    Folders are named only where naming them changes nothing: of several at one depth, settings alone know the order.
    """
    origins = dict(_origins(seen))
    where = places(Site(), seen.paths)
    static = tuple(pair for pair in where.served if pair[1] in where.static and pair[0] != "/")
    tiers = where.templates if _has_templates(graph) and all(len(tier) == 1 for tier in where.templates) else ()
    told = Site(
        origins=tuple(origins),
        templates=tuple(root for (root,) in tiers),
        static=static if len({prefix for prefix, _ in static}) == len(static) else (),
        build=built(seen.exists),
    )
    reasons = [("origins", reason) for reason in origins.values()]
    first: dict[str, Location] = {}
    for one in graph.endpoints:
        if one.pages:
            first.setdefault(one.framework, one.location)
    reasons += [("framework", Reason(name, place)) for name, place in first.items()]
    return told, tuple(reasons)


def _has_templates(graph: RouteGraph) -> bool:
    return any(one.space == "template" for file in graph.files.values() for one in file.references)


def built(exists: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the folders that a site is built to; MkDocs' has a name that others give to their sources."""
    folders = (*BUILT, "site") if any(map(exists, _MKDOCS)) else BUILT
    return tuple(folder for folder in folders if exists(f"{folder}/index.html"))


def _origins(seen: Seen) -> Iterator[tuple[str, Reason]]:
    """Yield the first few origins that settings and pages name, each once."""
    found: dict[str, Reason] = {}
    for path in seen.paths:
        for origin, at in _of_file(path, seen):
            host = origin.partition("://")[2].partition(":")[0].lower()
            if not _NOT_OURS.fullmatch(host) and not seen.foreign(host):
                found.setdefault(origin.lower(), Reason(origin.lower(), at))
    return iter(list(found.items())[:_MOST])


def _of_file(path: str, seen: Seen) -> Iterator[tuple[str, Location]]:
    name = posixpath.basename(path)
    if name == "CNAME":
        text = seen.read(path)
        if re.fullmatch(_HOST, text.strip()):
            yield f"https://{text.strip()}", Location(path)
    elif path == "package.json":
        yield from _of_package(path, seen.read(path))
    elif _SETTINGS.fullmatch(path):
        yield from _of_settings(path, seen.read(path))
    elif _PAGES.fullmatch(path):
        yield from _of_page(path, seen.read(path))


def _of_package(path: str, text: str) -> Iterator[tuple[str, Location]]:
    try:
        told = json.loads(text)
    except ValueError:
        return
    home = told.get("homepage") if isinstance(told, dict) else None
    match = re.match(_URL, home) if isinstance(home, str) else None
    if match:
        yield match[0], _at(path, text, text.find(home or ""))


def _of_settings(path: str, text: str) -> Iterator[tuple[str, Location]]:
    for listed in _ALLOWED.finditer(text):
        for host in _HOSTS.finditer(listed[1]):
            yield f"https://{host[1]}", _at(path, text, listed.start(1) + host.start(1))
        for url in re.finditer(_URL, listed[1]):
            yield url[0], _at(path, text, listed.start(1) + url.start())
    for named in _NAMED.finditer(text):
        yield named[1], _at(path, text, named.start(1))


def _of_page(path: str, text: str) -> Iterator[tuple[str, Location]]:
    if "canonical" in text or "og:url" in text:
        for link in _CANONICAL.finditer(text):
            group = link.lastindex or 1
            yield link[group], _at(path, text, link.start(group))


def _at(path: str, text: str, offset: int) -> Location:
    return Source(path, text).location(Span(max(0, offset), max(0, offset)))
