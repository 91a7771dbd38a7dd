"""Hosts below a site's own domain behind which a tracker answers: CNAME cloaks, as AdGuard has seen them in the DNS.

``cloaks.tsv`` holds a comment line, the companies, then one line for each host: the host and the number of its company;
sorted, so that it is searched as it lies there. It is renewed by ``scripts/renew_cname_hosts.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("cloaks.tsv")


@lru_cache(maxsize=4096)
def cloak(host: str) -> str:
    """Return the company that answers at a host or at one above it, by its name in the list; empty where none does."""
    name = host.lower().removesuffix(".")
    while "." in name:
        if company := _listed(name):
            return company
        name = name.partition(".")[2]
    return ""


def about() -> str:
    """Return name, date and licence of the data."""
    return _heading(0)


def companies() -> tuple[str, ...]:
    """Return the names of all companies."""
    return tuple(_heading(1).split("\t"))


def _heading(number: int) -> str:
    return _data().split(b"\n", 2)[number].decode().removeprefix("# ")


def _listed(name: str) -> str:
    data, wanted = _data(), f"{name}\t".encode("utf-8", "surrogatepass")
    line = _line(data, bisect_left(range(len(data)), wanted, key=lambda at: _line(data, at)))
    return companies()[int(line.removeprefix(wanted))] if line.startswith(wanted) else ""


def _line(data: bytes, at: int) -> bytes:
    """Return the line in which an offset lies; its end belongs to it."""
    start = data.rfind(b"\n", 0, at) + 1
    end = data.find(b"\n", at)
    return data[start : end if end >= 0 else len(data)]


@cache
def _data() -> bytes:
    return DATA.read_bytes()
