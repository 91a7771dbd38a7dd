"""Registrable domains, by the Public Suffix List that publicsuffixlist bundles."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from ipaddress import ip_address
from pathlib import Path

from publicsuffixlist import PSLFILE, PublicSuffixList


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """Return the domain that somebody registered (``a.b.co.uk`` -> ``b.co.uk``); the host itself where there is none.

    Suffixes under which companies let others register (``github.io``) count as public. Addresses are their own domain.
    """
    name = host.lower().removesuffix(".")
    if _numeric(name):
        return name
    return _suffixes(name.rpartition(".")[2]).privatesuffix(name) or name


def _numeric(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def _suffixes(top: str) -> PublicSuffixList:
    """Return the part of the list under one top-level domain; all of it would take 26 ms to read."""
    names = {top, _decoded(top)}
    lines = re.compile(rf"^(?:\S+\.)?(?:{'|'.join(map(re.escape, names))})$", re.MULTILINE).findall(_text())
    return PublicSuffixList(lines)


def _decoded(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


@cache
def _text() -> str:
    return Path(PSLFILE).read_text("utf-8")
