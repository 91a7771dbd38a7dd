"""What to look for, taken from the vendor data alone: hosts of loaders, and calls of globals with their commands.

Nothing here is shared with the first reading but that data: an error in its matching code must not hide here too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from pixelgate.vendors.model import Vendor

_CALL = re.compile(r"^\s*(?:new\s+)?(?P<callee>[\w$.]+)\s*\((?P<rest>.*)", re.DOTALL)
_QUOTED = re.compile(r"\s*\[?\s*((?:'[^']*'\s*\|?\s*)+)")
_WINDOWS = frozenset({"window", "self", "globalThis", "top", "parent", "document"})


class Marks(msgspec.Struct, frozen=True):
    """``hosts``: host -> (path beginning, vendor). ``calls``: callee -> command (``""`` for any) -> vendor."""

    hosts: Mapping[str, tuple[tuple[str, str], ...]]
    calls: Mapping[str, Mapping[str, str]]


def marks(vendors: Mapping[str, Vendor]) -> Marks:
    """Take the marks of all vendors from their data."""
    hosts: dict[str, tuple[tuple[str, str], ...]] = {}
    calls: dict[str, dict[str, str]] = {}
    for slug, vendor in sorted(vendors.items()):
        urls = [*(e.url for e in vendor.loader), *(e.url for e in vendor.beacon), *(e.url for e in vendor.iframe)]
        for url in urls:
            host, _, rest = url.removeprefix("*.").partition("/")
            if "*" not in host and "{" not in host and "." in host:
                start = re.split(r"[*{?]", "/" + rest, maxsplit=1)[0]
                hosts[host] = (*hosts.get(host, ()), (start, slug))
        for entry in vendor.call:
            _add_call(calls, entry.pattern, vendor)
    return Marks(hosts, calls)


def _add_call(calls: dict[str, dict[str, str]], pattern: str, vendor: Vendor) -> None:
    match = _CALL.match(pattern)
    if match is None or match["callee"].split(".")[0] in vendor.ambiguous:
        return
    commands = _QUOTED.match(match["rest"])
    known = calls.setdefault(match["callee"], {})
    for command in re.findall(r"'([^'*]*)'", commands[1]) if commands else [""]:
        known.setdefault(command, vendor.slug)


def address(url: str) -> tuple[str, str] | None:
    """Return host and path of an address outside the page, ``None`` for anything else."""
    url = re.sub(r"[\t\r\n]", "", url).strip()
    if not re.match(r"(?i)(https?:)?//[\w.-]+", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return ((parts.hostname or "").rstrip("."), parts.path) if parts.hostname else None


def vendor_at(known: Marks, host: str, path: str) -> str | None:
    """Return the vendor whose script or endpoint an address is."""
    labels = host.split(".")
    for at in range(len(labels)):
        for start, slug in known.hosts.get(".".join(labels[at:]), ()):
            if path.startswith(start.rstrip("/")):
                return slug
    return None


def vendor_called(known: Marks, callee: str, first: str | None) -> str | None:
    """Return the vendor that a call with this first literal argument (or command of a pushed array) speaks to."""
    parts = callee.split(".")
    while len(parts) > 1 and parts[0] in _WINDOWS:
        parts = parts[1:]
    commands = known.calls.get(".".join(parts), {})
    return commands.get(first or "") or commands.get("")
