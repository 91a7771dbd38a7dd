"""IIS: ``<customHeaders><add name="Content-Security-Policy" value="…"/>`` of ``web.config``, by ``<location path>``.

Source: https://learn.microsoft.com/iis/configuration/system.webserver/httpprotocol/customheaders/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pixelgate.facts.headers.written import EVERYWHERE, Written, first_counts, header
from pixelgate.facts.model import Scope
from pixelgate.source import Span

FILES = re.compile(r"web(?:\.[\w-]+)?\.config", re.IGNORECASE)
_TAG = re.compile(
    r"<!--.*?(?:-->|$)|<(?P<close>/)?(?P<name>[\w.]+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"(?P<name>[\w:.-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")


def read(text: str) -> Iterator[Written]:
    """Yield every policy, those of locations first: they replace what stands around."""
    return first_counts(sorted(_read(text), key=lambda one: -len(one.scope.text)), "iis")


def _read(text: str) -> Iterator[Written]:
    paths: list[str] = []
    inside = False
    for tag in _TAG.finditer(text):
        name, closes = (tag["name"] or "").lower(), bool(tag["close"])
        if name == "location":
            paths[-1:] = [] if closes else [*paths[-1:], _value(tag, "path")]
        elif name == "customheaders":
            inside = not closes and not tag["rest"].rstrip().endswith("/")
        elif name == "add" and inside and (sent := header(_value(tag, "name"))):
            yield Written(_value(tag, "value"), Span(*tag.span()), _scope(paths[-1] if paths else ""), sent)


def _value(tag: re.Match[str], wanted: str) -> str:
    for found in _ATTRIBUTE.finditer(tag["rest"]):
        if found["name"].lower() == wanted:
            return unescape(found["double"] if found["double"] is not None else found["single"])
    return ""


def _scope(path: str) -> Scope:
    """Return the paths of a location: a file, or all below a folder."""
    path = path.strip("/")
    return Scope("regex", f"(?i)^/{re.escape(path)}(?:/|$)") if path and path != "." else EVERYWHERE
