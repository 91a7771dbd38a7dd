"""Evidence by text search: where the asked-for words stand, before anybody looks at a tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")
_TOKEN = re.compile(rb"[A-Za-z_$][\w$]*")
_READINGS = 40
_FASTER, _MATCH = 8, 100
"""How much faster a search passes over what it does not look for, and for how many bytes a match counts."""

_SHORT = 2
_ADDED = re.compile(rb"\+\s*([\"'`])")
_CLOSED = re.compile(rb"[\"'`]\s*$")
_MAKERS = (
    b"].join(",
    b".reverse().join(",
    b'".concat("',
    b"'.concat('",
    b"`.concat(`",
    b"atob(",
    b"unescape(",
    b"fromCharCode(",
)
GLOBALS = ("window", "self", "globalThis", "top", "parent", "frames", "defaultView")
KEY = r"\s*(?:\?\.\s*)?\[(?!\s*(?:[\w$.]+|'[^'\\]*'|\"[^\"\\]*\")\s*\])"
"""What follows a name of the window where its key is neither a name nor a string by itself."""

_KEY = re.compile(KEY.encode())

_SMALL = 65_536
_AFTER_SHORT = re.compile(rb"\s*(?:\(|\?\.|\.|\[|[?|&]{0,2}=[^=>]|[\"'`])")
_BEFORE_SHORT = re.compile(rb"[.\"'`]\s*$")


def _made(words: list[bytes], *, large: bool) -> BytesAhoCorasick:
    """Return an automaton; one for a large text searches twice as fast, and takes four times as long to make."""
    kind = Implementation.DFA if large else Implementation.ContiguousNFA
    return BytesAhoCorasick(words, matchkind=MatchKind.LeftmostLongest, implementation=kind)


@lru_cache(maxsize=8)
def _text_automaton(texts: frozenset[str], *, large: bool) -> tuple[BytesAhoCorasick | None, tuple[str, ...]]:
    plain = sorted(text for text in texts if text and text.isascii())
    escaped = [text for text in plain if "/" in text and "<" not in text]
    if not plain:
        return None, ()
    sought = [text.encode() for text in plain] + [text.replace("/", "\\/").encode() for text in escaped]
    return _made(sought, large=large), (*plain, *escaped)


class Hit(NamedTuple):
    """A word or text found: its range and itself."""

    start: int
    end: int
    word: str


@lru_cache(maxsize=8)
def _automaton(words: frozenset[str], *, large: bool) -> tuple[BytesAhoCorasick | None, tuple[str, ...]]:
    """Return an automaton for names; without single letters for a large text, where they stand everywhere."""
    ordered = tuple(sorted(word for word in words if len(word) > (1 if large else 0) and word.isascii()))
    if not ordered:
        return None, ()
    return _made([word.encode() for word in ordered], large=large), ordered


def find_names(data: bytes, names: frozenset[str]) -> list[Hit]:
    """Return where the names stand as whole words, in order.

    Names of one or two letters are what a minifier calls its locals: they count only in places where a global of that
    name can be used, and single letters in a large text only behind a dot or in quotes.
    """
    large, last = len(data) > _SMALL, len(data)
    automaton, ordered = _automaton(names, large=large)
    hits = []
    for index, start, end in automaton.find_matches_as_indexes(data) if automaton is not None else ():
        if (start and data[start - 1] in _WORD) or (end < last and data[end] in _WORD):
            continue
        if end - start > _SHORT or _is_qualified(data, start) or _AFTER_SHORT.match(data, end) is not None:
            hits.append(Hit(start, end, ordered[index]))
    letters = sorted(name for name in names if len(name) == 1 and name.isascii()) if large else []
    return sorted([*hits, *chain.from_iterable(_letters(data, letter) for letter in letters)]) if letters else hits


def _letters(data: bytes, letter: str) -> Iterator[Hit]:
    """Yield where a single letter stands behind a dot or in quotes."""
    literal = re.escape(letter.encode())  # ahead of the look-behind, for then the search runs at the speed of memchr
    for found in re.finditer(literal + rb"(?<=[.\s\"'`]" + literal + rb")(?![\w$])", data):
        if _is_qualified(data, found.start()):
            yield Hit(*found.span(), letter)


def _is_qualified(data: bytes, start: int) -> bool:
    return _BEFORE_SHORT.search(data, max(0, start - 8), start) is not None


def find_texts(data: bytes, texts: frozenset[str]) -> list[Hit]:
    """Return where the (lower-case) texts stand, in any case, their slashes escaped or not."""
    automaton, ordered = _text_automaton(texts, large=len(data) > _SMALL)
    if automaton is None:
        return []
    return [Hit(start, end, ordered[i]) for i, start, end in automaton.find_matches_as_indexes(data.lower())]


@lru_cache(maxsize=8)
def _exactly(texts: tuple[str, ...]) -> BytesAhoCorasick:
    return _made([text.encode(errors="replace") for text in texts], large=False)


def find_exactly(data: bytes, texts: tuple[str, ...]) -> Iterator[Hit]:
    """Yield where some texts stand, the longest at each place."""
    for index, start, end in _exactly(texts).find_matches_as_indexes(data) if texts else ():
        yield Hit(start, end, texts[index])


class Places:
    """Where identifiers stand within ranges of a text.

    Ranges are searched as they are asked for. When all searches together have cost as much as reading the text several
    times over, one pass indexes every word, so that no number of questions costs more than that.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _READINGS * len(data) + _SMALL
        self._found: dict[tuple[str, int, int], list[int]] = {}
        self._index: dict[bytes, list[int]] | None = None

    def of(self, word: str) -> list[int]:
        """Return the offsets of an identifier in the whole text, sorted."""
        return self.between(word, 0, len(self._data))

    def between(self, word: str, start: int, end: int) -> list[int]:
        """Return the offsets of an identifier within a range."""
        key = (word, start, end)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._search(word.encode("ascii"), start, end)
        return found

    def _search(self, word: bytes, start: int, end: int) -> list[int]:
        if not word:
            return []
        if self._left < 0:
            found = self._indexed().get(word, [])
            return found[bisect_left(found, start) : bisect_left(found, end)]
        found = self._found_long(word, start, end) if len(word) > _SHORT else self._found_short(word, start, end)
        self._left -= (end - start) // _FASTER + _MATCH * len(found)
        return found

    def _found_short(self, word: bytes, start: int, end: int) -> list[int]:
        literal = re.escape(word)  # ahead of the look-behind, for then the search runs at the speed of memchr
        sought = re.compile(literal + rb"(?<![\w$]" + literal + rb")(?![\w$])")
        return [match.start() for match in sought.finditer(self._data, start, end)]

    def _found_long(self, word: bytes, start: int, end: int) -> list[int]:
        data, found, last = self._data, [], len(self._data)
        at = data.find(word, start, end)
        while at >= 0:
            after = at + len(word)
            if (at == 0 or data[at - 1] not in _WORD) and (after == last or data[after] not in _WORD):
                found.append(at)
            at = data.find(word, after, end)
        return found

    def _indexed(self) -> dict[bytes, list[int]]:
        if self._index is None:
            index: dict[bytes, list[int]] = {}
            for match in _TOKEN.finditer(self._data):
                index.setdefault(match.group(), []).append(match.start())
            self._index = index
        return self._index


def find_keys(data: bytes) -> list[int]:
    """Return where the window is asked for a name that is put together: the offsets of the brackets."""
    found = []
    for name in map(str.encode, GLOBALS):
        at = data.find(name)
        while at >= 0:
            key = _KEY.match(data, at + len(name))
            if key is not None and (at == 0 or data[at - 1] not in _WORD):
                found.append(key.end() - 1)
            at = data.find(name, at + 1)
    return sorted(found)


def find_made(data: bytes) -> list[int]:
    """Return where strings are put together from parts, or decoded: places that a search for texts is blind for."""
    found = [
        match.start(1)
        for match in _ADDED.finditer(data)
        if _CLOSED.search(data, max(0, match.start() - 40), match.start())
    ]
    for mark in _MAKERS:
        at = data.find(mark)
        while at >= 0:
            found.append(at)
            at = data.find(mark, at + 1)
    return sorted(found)
