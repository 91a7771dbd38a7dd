"""A URL, taken apart as browsers do: what a tracker can hide behind odd spelling is what they read."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, unquote_plus

import msgspec

UNKNOWN = "{}"
"""What stands in a URL for a part that is not known."""


class Address(msgspec.Struct, frozen=True):
    """A URL as a browser takes it apart: lower-case host (empty: the page's own), path, decoded query."""

    host: str = ""
    path: str = ""
    query: tuple[tuple[str, str], ...] = ()


_CONTROLS = "".join(map(chr, range(33)))
_REMOVED = str.maketrans("", "", "\t\r\n")
_IGNORED = str.maketrans({"\u3002": ".", "\uff61": ".", "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*|\{\}):", re.IGNORECASE)
_PORT = re.compile(r":[^\]:]*\Z")
_WEB = frozenset({"http", "https", "ws", "wss", "ftp", UNKNOWN})


def split(url: str) -> Address:
    """Take a URL apart as browsers do (WHATWG URL): stray whitespace, backslashes, user names and ports do not matter.

    ``{}`` marks unknown parts, also in place of the scheme. A URL without authority has an empty host; ``data:`` and
    its kin have no path either.
    """
    text = url.strip(_CONTROLS).translate(_REMOVED).partition("#")[0]
    text, _, query = text.partition("?")
    text = text.replace("\\", "/")
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in _WEB:
        return Address()
    rest = text[scheme.end() :] if scheme else text.removeprefix(UNKNOWN) if text.startswith("{}//") else text
    if not scheme and not rest.startswith("//"):
        return Address("", rest, _query(query))
    authority, slash, path = rest.lstrip("/").partition("/")
    return Address(_host(authority), (slash or "/") + path, _query(query))


def _host(authority: str) -> str:
    host = unquote(_PORT.sub("", authority.rpartition("@")[2]))
    if not host.isascii():
        host = unicodedata.normalize("NFKC", host.translate(_IGNORED)).translate(_IGNORED)
        host = ".".join(map(_ascii_label, host.lower().split(".")))
    return host.lower().removesuffix(".")


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + label.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("punycode").decode()


def _query(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.partition("=") for pair in text.split("&") if pair)
    return tuple((unquote_plus(key), unquote_plus(value)) for key, _, value in pairs)
