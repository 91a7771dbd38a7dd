"""Proxies in the configurations of servers and hosts: nginx, Caddy, Apache, IIS, Netlify.

Sources: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass, https://caddyserver.com/docs/caddyfile/directives/reverse_proxy,
https://httpd.apache.org/docs/2.4/mod/mod_proxy.html, https://learn.microsoft.com/iis/extensions/url-rewrite-module, https://docs.netlify.com/manage/routing/redirects/rewrites-proxies/.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate import toml
from pixelgate.facts.forwards.written import Written, below, path, target
from pixelgate.facts.headers import apache, caddy, nginx
from pixelgate.facts.headers.blocks import Block, read_blocks
from pixelgate.source import Span

_REDIRECTS = "_redirects"
_NETLIFY = "netlify.toml"
_IIS = re.compile(r"web\.config", re.IGNORECASE)
_REDIRECT = re.compile(r"^(?P<path>/\S*)[ \t]+(?P<to>https?://\S+)[ \t]+200!?[ \t]*$", re.MULTILINE)
_APACHE = re.compile(
    r"^[ \t]*(?:ProxyPass(?P<match>Match)?[ \t]+(?P<path>[/^]\S*)[ \t]+\"?(?P<to>https?://[^\s\"]+)"
    r"|RewriteRule[ \t]+(?P<rule>\S+)[ \t]+\"?(?P<url>https?://[^\s\"]+)\"?[ \t]+\[[^\]\n]*\bP\b)",
    re.MULTILINE | re.IGNORECASE,
)
_RULE = re.compile(
    r"<match\s+url=\"(?P<path>[^\"]{1,300})\"(?:(?!<match)[\s\S]){0,1000}?<action\b(?=[^>]*type=\"Rewrite\")[^>]*?"
    r"url=\"(?P<to>https?://[^\"]{3,300})\"",
    re.IGNORECASE,
)
_INSIDE = frozenset({"handle", "handle_path", "route"})


def reads(name: str) -> bool:
    """Tell whether a file of this name is read for nothing else."""
    return posixpath.basename(name) == _REDIRECTS


def read(name: str, text: str) -> Iterator[Written]:
    """Yield what a configuration passes on, by the name of its file."""
    base = posixpath.basename(name)
    if base == _REDIRECTS:
        yield from (_of(path(one["path"]), one, "to") for one in _REDIRECT.finditer(text))
    elif base == _NETLIFY:
        yield from _netlify(text)
    elif _IIS.fullmatch(base):
        yield from (_of(path(one["path"]), one, "to") for one in _RULE.finditer(text))
    if caddy.FILES.fullmatch(base):
        yield from _caddy(read_blocks(text, lines=True), "")
    if apache.FILES.fullmatch(base):
        yield from _apache(text)
    if nginx.FILES.fullmatch(base):
        yield from _nginx(read_blocks(text, lines=False), "")


def _of(where: str, found: re.Match[str], group: str) -> Written:
    return Written(where, target(found[group]), Span(*found.span(group)))


def _netlify(text: str) -> Iterator[Written]:
    try:
        told = dict(toml.load(text.encode(errors="replace"))).get("redirects")
    except toml.TomlError:
        return
    at = 0
    for one in told if isinstance(told, list) else ():
        match one:
            case {"from": str() as where, "to": str() as to, "status": 200} if "://" in to:
                at = max(text.find(to, at), 0)
                yield Written(path(where), target(to), Span(at, at + len(to)))
            case _:
                pass


def _apache(text: str) -> Iterator[Written]:
    for one in _APACHE.finditer(text):
        if one["rule"]:
            yield _of(path(one["rule"]), one, "url")
        else:
            yield _of(path(one["path"]) if one["match"] else below(one["path"]), one, "to")


def _nginx(block: Block, around: str) -> Iterator[Written]:
    for one in block.inner:
        words = [word.text for word in one.words]
        if one.name == "location" and len(words) > 1:
            exact, regex = words[1] == "=", words[1] in {"~", "~*"}
            yield from _nginx(one, path(words[-1]) if exact or regex else below(words[-1]))
        elif one.name == "proxy_pass" and len(words) > 1 and "://" in words[1]:
            yield Written(around, target(words[1]), one.words[1].span)
        elif one.inner:
            yield from _nginx(one, around)


def _caddy(block: Block, around: str) -> Iterator[Written]:
    for one in block.inner:
        words = [word.text for word in one.words]
        where = path(words[1]) if len(words) > 1 and words[1].startswith("/") else around
        if one.name == "reverse_proxy":
            for word in one.words[1:]:
                if "://" in word.text:
                    yield Written(where, target(word.text), word.span)
        elif one.inner:
            yield from _caddy(one, where if one.name in _INSIDE else around)
