"""The language in which vendor files write URLs, and the matching of many such patterns against one URL.

    connect.facebook.net/*/fbevents.js           ``*``: any characters; ``{id}``: one segment or part of it, captured
    *.clarity.ms/collect                         leading ``*.``: the host and all its sub-domains
    www.googletagmanager.com/gtag/js?id={id}&l={name}   query keys in any order, each may be absent
    www.facebook.com/tr?id={id!}&noscript=1      ``{x!}`` and ``key=value`` must be there
    */b/ss/{id}/*                                host ``*``: any host, and addresses on the page's own
    bat.bing.com                                 no path: whatever path

A pattern has no scheme: ``http``, ``https`` and ``//`` all count. The path must match whole, a trailing slash aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

import msgspec

from pixelgate.vendors.address import UNKNOWN, Address, split
from pixelgate.vendors.globs import glob_matches

__all__ = ["UNKNOWN", "Address", "UrlError", "UrlIndex", "UrlPattern", "split"]

LONGEST_PATH = 2048
"""Longer paths match no pattern that looks at them; bounds the time for hostile input."""


class UrlError(ValueError):
    """A URL pattern that cannot be compiled; ``column`` counts from 1 in the pattern's own text."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class UrlPattern:
    """One pattern; its regular expressions are compiled when a URL first comes near, for there are thousands."""

    def __init__(self, text: str) -> None:
        place, _, query = text.partition("?")
        host, self._slash, path = place.partition("/")
        self.text = text
        self.host = host.lower()
        self.key = _key(self.host)
        self._path_text = path.rstrip("/")
        self._query_text = query

    @property
    def mark(self) -> str:
        """A text in lower case that every URL holds which matches: the known end of the host, else of path or query."""
        known = self.host.rpartition("*")[2].rpartition("}")[2].removeprefix(".")
        return known or _mark(self._path_text, self._query)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The known parts of host and path, in their order, in lower case; without what says little."""
        found = re.split(r"\*|\{[^}]*\}", f"{self.host}*/{self._path_text}".lower())
        return tuple(piece for piece in found if len(piece) > len("/a"))

    def check(self) -> None:
        """Compile all parts; raises UrlError."""
        if not self.host or "://" in self.text or any(sign in self.text for sign in " \t\n#"):
            raise UrlError("expected host/path without scheme, spaces and fragment", 1)
        path = self._path.groupindex if self._path else ()
        names = [*self._host.groupindex, *path, *(condition.name for condition in self._query if condition.name)]
        if twice := next((name for name in names if names.count(name) > 1), ""):
            raise UrlError(f"{{{twice}}} is captured twice", self.text.rfind(f"{{{twice}") + 1)

    @cached_property
    def _host(self) -> re.Pattern[str]:
        return re.compile(_host_regex(self.host))

    @cached_property
    def _path(self) -> re.Pattern[str] | None:
        return re.compile(_path_regex(self._path_text, len(self.host) + 1), re.DOTALL) if self._slash else None

    @cached_property
    def _known_path(self) -> str:
        """The longest part of the path that every match holds: most patterns are told apart by it at memory speed."""
        return max((part for part in _parts(self._path_text) if part[0] not in "*{"), key=len, default="")

    @cached_property
    def _query(self) -> tuple[_Condition, ...]:
        return tuple(_condition(part) for part in self._query_text.split("&") if part)

    def match(self, address: Address) -> dict[str, str] | None:
        """Return what is captured, or ``None``; captured text may hold ``{}`` where the URL does."""
        if self._known_path not in address.path:
            return None
        captures = self._match_host(address.host)
        if captures is None:
            return None
        if self._path is not None:
            if len(address.path) > LONGEST_PATH or not address.path.startswith("/"):
                return None
            path = address.path.removeprefix("/")
            found = self._path.fullmatch(path.rstrip("/")) or self._path.fullmatch(path)
            if found is None:
                return None
            captures |= found.groupdict()
        return _match_query(self._query, address.query, captures)

    def _match_host(self, host: str) -> dict[str, str] | None:
        if found := self._host.fullmatch(host):
            return found.groupdict()
        if host.startswith(UNKNOWN):
            known = host.removeprefix(UNKNOWN)
            if _key(known.removeprefix(".")) and self.host.endswith(known):
                return {}
            if found := self._host.fullmatch(known.removeprefix(".")):
                return found.groupdict()
        return None


class _Condition(msgspec.Struct, frozen=True):
    """What a pattern says of one query key: its value is captured as ``name``, or must be what ``value`` says."""

    key: str
    name: str = ""
    value: str = "*"
    required: bool = True


_CAPTURED = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)(!?)\}")


def _condition(part: str) -> _Condition:
    key, _, value = part.partition("=")
    captured = _CAPTURED.fullmatch(value)
    if captured:
        return _Condition(key, captured[1], required=bool(captured[2]))
    if "{" in part:
        raise UrlError(f"expected key={{name}} or key=value, not {part!r}", 1)
    return _Condition(key, value=value or "*")


def _match_query(
    conditions: tuple[_Condition, ...], query: tuple[tuple[str, str], ...], captures: dict[str, str]
) -> dict[str, str] | None:
    for condition in conditions:
        value = next((value for key, value in query if key == condition.key), None)
        if value is None:
            if condition.required:
                return None
        elif condition.name:
            captures[condition.name] = value
        elif not glob_matches(condition.value, value):
            return None
    return captures


def _host_regex(host: str) -> str:
    whole = host == "*"
    if not whole and not _key(host):
        raise UrlError("expected a host that ends in two known labels, or '*' alone", 1)
    prefix, rest = (r"(?:.*\.)?", host[2:]) if host.startswith("*.") else ("", host)
    return prefix + "".join(_piece(part, r"[^.]+", 1) for part in _parts(rest))


def _path_regex(path: str, column: int) -> str:
    """Return a regular expression in which no part is tried twice: each ``*`` ends at the first fit of what follows."""
    first, *others = path.split("*")
    regex = _segment(first, column)
    for number, piece in enumerate(others):
        end = r"\Z" if number == len(others) - 1 else ""
        regex += f"(?>.*?{_segment(piece, column)}{end})"
    return regex


def _segment(text: str, column: int) -> str:
    return "".join(_piece(part, r"[^/;&]+", column) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"(\*|\{[^}]*\}?)", text) if part]


def _piece(part: str, capture: str, column: int) -> str:
    if part == "*":
        return ".*"
    if not part.startswith("{"):
        return re.escape(part)
    name = _CAPTURED.fullmatch(part)
    if name is None:
        raise UrlError(f"expected a name in braces, not {part}", column + 1)
    return f"(?P<{name[1]}>{capture})"


_LAST_LABELS = re.compile(r"(?<![^.])[^.*{}]+\.[^.*{}]+\Z")


def _key(host: str) -> str:
    """Return the last two labels of a host when both are known, else nothing."""
    found = _LAST_LABELS.search(host)
    return found[0] if found else ""


def _mark(path: str, query: tuple[_Condition, ...]) -> str:
    """Return the longest text that a URL at any host must hold, in lower case."""
    values = (f"{condition.key}={condition.value}" for condition in query if not condition.name)
    return max(re.split(r"\*|\{[^}]*\}", "*".join((f"/{path}", *values)).lower()), key=len)


T = TypeVar("T")


class UrlIndex(Generic[T]):
    """Many patterns, each with something it stands for, found by the end of the host."""

    def __init__(self, patterns: Iterable[tuple[UrlPattern, T]]) -> None:
        self._by_key: dict[str, list[tuple[UrlPattern, T]]] = {}
        self.entries = tuple(patterns)
        for pattern, meaning in self.entries:
            self._by_key.setdefault(pattern.key, []).append((pattern, meaning))

    def find(self, url: str) -> Iterator[tuple[T, Address, dict[str, str]]]:
        """Yield what matches a URL: the meaning, the address, and what is captured; in the order of the patterns.

        A URL that begins with an unknown part may have the scheme in it (``{}static.ads-twitter.com/uwt.js``), or the
        whole beginning (``{}/static/array.js``).
        """
        address = split(url)
        if not address.host and url.startswith(UNKNOWN):
            address = split("//" + url)
        key = _key(address.host.removeprefix(UNKNOWN).removeprefix("."))
        for bucket in dict.fromkeys((key, "")):
            for pattern, meaning in self._by_key.get(bucket, ()):
                captures = pattern.match(address)
                if captures is not None:
                    yield meaning, address, captures
