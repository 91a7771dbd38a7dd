"""Kubernetes: annotations of an ingress that send headers, with the paths of its rules.

Source: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ (snippets),
https://doc.traefik.io/traefik/middlewares/http/headers/ (contentSecurityPolicy, customResponseHeaders).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts.headers.written import EVERYWHERE, Written
from pixelgate.facts.model import Scope
from pixelgate.source import Span

FILES = re.compile(r".*\.ya?ml", re.IGNORECASE)
_KIND = re.compile(r"^kind:[ \t]*[\"']?(?:Ingress|Middleware|HTTPRoute|VirtualService)\b", re.MULTILINE)
_CAMEL = re.compile(r"(?<=[a-z])[A-Z]")
_DOCUMENT = re.compile(r"^---[^\n]*\n", re.MULTILINE)
_PATH = re.compile(r"^[ \t-]*path:[ \t]*[\"']?(?P<path>/[^\s\"'#]*)", re.MULTILINE)
_TYPE = re.compile(r"pathType:[ \t]*[\"']?(?P<type>\w+)")
_HEADER = re.compile(
    r"(?<![\w-])(?P<name>(?:content-security|referrer|permissions)-policy(?=[\"']?[ \t:])|contentSecurityPolicy(?=:)"
    r"|(?:referrer|permissions)Policy(?=:))[\"']?[ \t]*:?[ \t]*[\"']?(?P<text>[^\n\"]+)",
    re.IGNORECASE,
)


def read(text: str) -> Iterator[Written]:
    """Yield the policies of every ingress with each of its paths."""
    at = 0
    for mark in [*_DOCUMENT.finditer(text), None]:
        end = mark.start() if mark else len(text)
        yield from _document(text[at:end], at)
        at = mark.end() if mark else end


def _document(text: str, at: int) -> Iterator[Written]:
    if _KIND.search(text) is None:
        return
    scopes = list(_scopes(text)) or [EVERYWHERE]
    for found in _HEADER.finditer(text):
        said = found["text"].strip().rstrip(";")
        said = said[:-1] if said.endswith("'") and said.count("'") % 2 else said
        place = Span(at + found.start("text"), at + found.end("text"))
        written = Written(said, place, header=_CAMEL.sub(r"-\g<0>", found["name"]).lower())
        yield from (msgspec.structs.replace(written, scope=scope) for scope in scopes)


def _scopes(text: str) -> Iterator[Scope]:
    """Yield the paths of the rules; one with the sign of a regular expression is one."""
    for found in _PATH.finditer(text):
        kind = _TYPE.search(text, found.end(), found.end() + 200)
        if found["path"] == "/" and not (kind and kind["type"] == "Exact"):
            yield EVERYWHERE
        elif re.search(r"[()*|\\^$]", found["path"]):
            yield Scope("regex", f"^{found['path']}")
        else:
            exact = kind is not None and kind["type"] == "Exact"
            path = found["path"] if exact else found["path"].rstrip("/")
            yield Scope("exact", path) if exact else Scope("regex", f"^{re.escape(path)}(?:/|$)")
