"""Hosts that take headers by path from a file: ``vercel.json``, ``firebase.json``, ``netlify.toml`` and others.

Sources: https://vercel.com/docs/project-configuration#headers,
https://firebase.google.com/docs/hosting/full-config#headers, https://docs.netlify.com/manage/routing/headers/, https://learn.microsoft.com/azure/static-web-apps/configuration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate import toml
from pixelgate.facts.headers import netlify
from pixelgate.facts.headers.written import EVERYWHERE, Written, header, last_counts
from pixelgate.facts.model import Scope
from pixelgate.source import Span

FILES = re.compile(r"vercel\.json|now\.json|firebase\.json|netlify\.toml|staticwebapp\.config\.json")
_PARAMETER = re.compile(r":(\w+)(\([^()]*\))?([*+?])?|(\((?:[^()]|\([^()]*\))*\))|(\*)")


def read(text: str) -> Iterator[Written]:
    """Yield every policy with the paths it is for.

    Of rules the last counts, and any rule before what is global; Netlify's (``for``) are joined.
    """
    data, places = _load(text), _Places(text)
    rules = [*_ruled(data, places), *_routed(data, places)]
    if any("for" in rule for rule in _list(data.get("headers"))):
        return iter(rules)
    return last_counts([*_everywhere(data, places), *rules], "hosting")


def _ruled(data: dict[str, object], places: _Places) -> Iterator[Written]:
    for rule in _list(data.get("headers")) + _list(_table(data.get("hosting")).get("headers")):
        scope = _scope(rule)
        for name, value in _values(rule):
            yield Written(value, places.of(value), scope, name)


def _routed(data: dict[str, object], places: _Places) -> Iterator[Written]:
    for rule in _list(data.get("routes")):
        for name, value in _table(rule.get("headers")).items():
            if (sent := header(name)) and isinstance(value, str):
                path = rule.get("route") or rule.get("src")
                yield Written(value, places.of(value), netlify.pattern(str(path or "")), sent)


def _everywhere(data: dict[str, object], places: _Places) -> Iterator[Written]:
    for name, value in _table(data.get("globalHeaders")).items():
        if (sent := header(name)) and isinstance(value, str):
            yield Written(value, places.of(value), header=sent)


class _Places:
    """Finds values in the text they were read from, in their order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def of(self, value: str) -> Span:
        for written in (msgspec.json.encode(value).decode()[1:-1], value, value.strip()):
            at = self.text.find(written, self.at)
            if at >= 0 and written:
                self.at = at + len(written)
                return Span(at, at + len(written))
        return Span(0, 0)


def _load(text: str) -> dict[str, object]:
    try:
        return _table(msgspec.json.decode(text.encode(errors="replace")))
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        return dict(toml.load(text.encode(errors="replace")))
    except toml.TomlError:
        return {}


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _values(rule: dict[str, object]) -> Iterator[tuple[str, str]]:
    pairs = [(one.get("key"), one.get("value")) for one in _list(rule.get("headers"))]
    pairs += list(_table(rule.get("values")).items())
    for name, value in pairs:
        if isinstance(name, str) and isinstance(value, str) and header(name):
            yield header(name), value


def _scope(rule: dict[str, object]) -> Scope:
    """Return the paths of a rule by the key that its platform has for them."""
    match rule:
        case {"for": str() as path}:
            return netlify.pattern(path)
        case {"regex": str() as regex}:
            return Scope("regex", regex)
        case {"source": str() as path} if "**" in path:
            return Scope("regex", "^" + ".*".join(re.escape(part) for part in path.split("**")) + "$")
        case {"source": str() as path}:
            return expression(path)
        case _:
            return EVERYWHERE


def expression(path: str) -> Scope:
    """Return the scope of a path as path-to-regexp reads it: ``/portal/:rest*``, ``/(.*)``, ``/((?!api).*)``."""
    if path in {"/(.*)", "/:path*", "(.*)", "/(.*)*"}:
        return EVERYWHERE
    parts, at = [], 0
    for found in _PARAMETER.finditer(path):
        parts += [re.escape(path[at : found.start()]), _parameter(found)]
        at = found.end()
    whole = "".join([*parts, re.escape(path[at:])])
    return Scope("regex", f"^{whole}/?$")


def _parameter(found: re.Match[str]) -> str:
    name, inner, sign, group, star = found.groups()
    if star:
        return ".*"
    if group:
        return group
    if sign in {"*", "+"}:
        return "(?:.*)" if sign == "*" else ".+"
    return (inner or "[^/]+") + (sign or "") if name else ""
