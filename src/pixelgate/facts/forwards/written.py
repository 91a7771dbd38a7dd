"""An address of the site's own, and that to which it is passed on."""

from __future__ import annotations

import re

import msgspec

from pixelgate.source import Span
from pixelgate.vendors.address import UNKNOWN

_VARIES = re.compile(r"\$\{[^{}]*\}|\{[^{}]*\}|:[A-Za-z_]\w*[*+?]?|\$\w+|\([^()]*\)|\*+")
_ENDS = re.compile(r"^\^|\$$")


class Written(msgspec.Struct, frozen=True):
    """``path`` is a URLPattern pathname, empty where something else says it; ``url`` has ``{}`` for what varies.

    Without a ``url``: the whole file handles what is sent to the path.
    """

    path: str
    url: str
    span: Span


def target(text: str) -> str:
    """Return the address that something is passed on to, ``{}`` for what is filled into it."""
    scheme, sign, rest = text.partition("://")
    return f"{scheme}{sign}{_VARIES.sub(UNKNOWN, rest)}"


def path(text: str) -> str:
    """Return a path as a URLPattern pathname, from the manners in which hosts and routers write it."""
    plain = re.sub(r"^https?://[^/]+", "", _ENDS.sub("", text.strip()))
    return f"/{_VARIES.sub('*', plain).lstrip('/')}".replace("\\", "")


def below(text: str) -> str:
    """Return the pathname for all that begins with a prefix."""
    return f"{path(text).removesuffix('*')}*"
