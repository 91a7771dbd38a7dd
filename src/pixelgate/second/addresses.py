"""Addresses: what is outside the page, as a browser would read it, and whose it is by the vendor data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote

import msgspec

from pixelgate.second.templates import FILL
from pixelgate.vendors.model import Vendor

_OUTSIDE = re.compile(r"(?:https?:|wss?:)?//+", re.IGNORECASE)
_HOST = re.compile(rf"[\w.{FILL}-]*[A-Za-z0-9-]")
_LONGEST = 2048  # of an address; bounds the time that expressions take for hostile input


class Place(msgspec.Struct, frozen=True):
    """One address of the data: expressions for the whole host and path, and query keys that must be there."""

    name: str
    host: re.Pattern[str]
    path: re.Pattern[str]
    query: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]


Places = Mapping[str, tuple[Place, ...]]
"""Places by the last two labels of their host."""


def places(vendors: Iterable[Vendor]) -> Places:
    """Return all addresses of loaders, beacons, frames and further hosts."""
    found: dict[str, tuple[Place, ...]] = {}
    for vendor in vendors:
        entries = (*(e.url for e in vendor.loader), *(e.url for e in vendor.beacon), *(e.url for e in vendor.iframe))
        for url in (*entries, *(f"*.{host.removeprefix('*.')}" for host in vendor.hosts)):
            place = _place(url, subjects(vendor))
            key = _last_labels(url.partition("/")[0].partition("?")[0])
            if place is not None and key:
                found[key] = (*found.get(key, ()), place)
    return found


def subjects(vendor: Vendor) -> tuple[str, ...]:
    """Return the vendor, and those for whom its tag may speak by the ID that it is given."""
    return (vendor.slug, *sorted(set(vendor.id.vendors.values()) - {vendor.slug}))


def _place(url: str, named: tuple[str, ...]) -> Place | None:
    where, _, query = url.partition("?")
    host, slash, path = where.partition("/")
    needed = [pair.partition("=") for pair in query.split("&") if pair]
    return Place(
        host.lower(),
        re.compile(_expression(host, r"[^/]*", sub=True), re.IGNORECASE),
        re.compile(_expression(path.rstrip("/"), r"[^/]+") + "/?" if slash else ".*", re.DOTALL),
        tuple((key, value) for key, _, value in needed if not re.fullmatch(r"\{\w+\}", value)),
        named,
    )


def _expression(glob: str, capture: str, *, sub: bool = False) -> str:
    prefix = r"(?:.*\.)?" if sub and glob.startswith("*.") else ""
    parts = re.split(r"(\*|\{\w+!?\})", glob[2:] if prefix else glob)
    return prefix + "".join(
        (".*" if part == "*" else capture) if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )


def _last_labels(host: str) -> str:
    labels = host.lower().split(".")[-2:]
    return "" if len(labels) < 2 or any(set("*{}" + FILL) & set(label) for label in labels) else ".".join(labels)  # noqa: PLR2004 - two labels


class Address(msgspec.Struct, frozen=True):
    """An address outside the page. Parts that are not known are :data:`FILL`."""

    host: str
    path: str
    query: str

    @property
    def known(self) -> bool:
        return FILL not in self.host and "." in self.host


def address(url: str) -> Address | None:
    r"""Read an address as a browser does: tabs and line breaks dropped, ``\`` is ``/``, user and port are no host."""
    text = re.sub(r"[\t\r\n]", "", url[:_LONGEST]).strip("\0\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x1f ")
    before, sign, query = text.partition("?")
    before = before.replace("\\", "/").partition("#")[0]
    outside = _OUTSIDE.match(before)
    if outside is None and not (before.startswith(FILL) and "." in before):
        return None
    rest = before[outside.end() :] if outside else before
    authority, _, path = rest.partition("/")
    host = unicodedata.normalize("NFKC", unquote(authority.rpartition("@")[2])).lower().replace("\u3002", ".")
    host = re.sub(r":\d*$", "", host).strip(".")
    if not _HOST.fullmatch(host):
        return None
    return Address(host, unquote(path), query.partition("#")[0] if sign else "")


def owners(found: Address, known: Places) -> tuple[str, ...]:
    """Return the vendors whose address it is, most important first; none for a stranger's."""
    key = _last_labels(found.host)
    asked = dict(parse_qsl(found.query, keep_blank_values=True))
    fitting = (place for place in known.get(key, ()) if _is(found, asked, place))
    return tuple(dict.fromkeys(slug for place in fitting for slug in place.subjects))


def _is(found: Address, asked: Mapping[str, str], place: Place) -> bool:
    if not _is_host(found.host, place) or not place.path.fullmatch(found.path):
        return False
    return all(key in asked and (value.endswith("!}") or _fits(value, asked[key])) for key, value in place.query)


def _is_host(host: str, place: Place) -> bool:
    known = host.rpartition(FILL)[2]
    return place.name.endswith(known) if known != host else place.host.fullmatch(host) is not None


def _fits(glob: str, value: str) -> bool:
    return re.fullmatch(_expression(glob, ".*"), value, re.DOTALL) is not None
