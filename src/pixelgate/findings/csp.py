"""Content Security Policies: what they let a page load.

Source: https://www.w3.org/TR/CSP3/ (sections 2.2.1 of directives, 6.7.2 of matching sources, 6.8 of fallbacks).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from pixelgate.vendors.model import Vendor

FALLBACKS = {
    "script": ("script-src-elem", "script-src", "default-src"),
    "connect": ("connect-src", "default-src"),
    "image": ("img-src", "default-src"),
    "frame": ("frame-src", "child-src", "default-src"),
}
"""Kind of request -> the directives that decide it, the first that is there."""

_ANY = frozenset({"*", "http:", "https:"})


class Door(msgspec.Struct, frozen=True):
    """The directive of a policy that decides a kind of request; ``anywhere``: it shuts out nobody."""

    directive: str
    sources: tuple[str, ...]
    anywhere: bool

    def lets_in(self, host: str) -> bool:
        """Tell whether a request to a host passes."""
        return self.anywhere or any(_permits(source, host) for source in self.sources)


@functools.lru_cache(maxsize=4096)
def parsed(policy: str) -> dict[str, tuple[str, ...]]:
    """Return the directives of a policy with their sources; of duplicates the first counts (CSP Level 3, 2.2.1)."""
    directives: dict[str, tuple[str, ...]] = {}
    for part in policy.lower().split(";"):
        name, *sources = part.split() or [""]
        directives.setdefault(name, tuple(sources))
    return directives


def door(policy: str, kind: str) -> Door:
    """Return what decides a kind of request (a key of :data:`FALLBACKS`); where no directive does, all pass."""
    directives = parsed(policy)
    name = next((one for one in FALLBACKS[kind] if one in directives), "")
    if not name:
        return Door(FALLBACKS[kind][0 if kind != "script" else 1], (), anywhere=True)
    sources = directives[name]
    if kind == "script" and "'strict-dynamic'" in sources:
        return Door(name, (), anywhere=False)  # hosts and schemes do not count beside it (CSP Level 3, 8.2)
    return Door(name, sources, anywhere=not _ANY.isdisjoint(sources))


def hosts(vendor: Vendor, kind: str) -> Iterator[str]:
    """Yield the hosts that a vendor's script, requests or frames go to; ``*.`` stands for any sub-domain, or none."""
    for url in _urls(vendor, kind):
        host = url.partition("/")[0]
        if host and "*" not in host.removeprefix("*.") and "{" not in host:
            yield host


def _urls(vendor: Vendor, kind: str) -> list[str]:
    match kind:
        case "script":
            return [loader.url for loader in vendor.loader]
        case "frame":
            return [frame.url for frame in vendor.iframe]
        case _:
            return [beacon.url for beacon in vendor.beacon]


def _permits(source: str, host: str) -> bool:
    """Tell whether a host source (``https://*.example.com:443/path``) matches a host; keywords match none."""
    _, _, rest = source.rpartition("://")
    name = rest.partition("/")[0].partition(":")[0]
    bare, below = host.removeprefix("*."), host.startswith("*.")
    if name == bare or (below and name.endswith(f".{bare}")):
        return True
    return name.startswith("*.") and f".{bare}".endswith(name[1:]) and (below or bare != name[2:])
