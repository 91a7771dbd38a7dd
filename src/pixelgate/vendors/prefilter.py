"""One pass over the bytes of a file that tells whether it may hold anything of any vendor.

Lossless: whatever the vendor data can recognise in one file contains one of their words, spelled in the file's bytes.
A URL contains its host, or its telling part where the host does not matter; a call through a global contains the
global's name; a call through a package, a component or a template tag contains theirs. Exempt by definition: globals
called ambiguous, which count only beside other evidence, with a literal that their pattern demands, or with an ID.
Exempt for speed: a name of one or two letters, called bare, with a command that is not in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from pixelgate.vendors.words import HOLDERS, Word

BEFORE, AFTER = 96, 320
"""How many bytes around a common word are looked at."""

CHUNK = 1 << 18
"""How many bytes are searched before the first matches are looked at: most files that hit do so early."""

PATIENCE = 5_000
"""After so many common words of a chunk in vain, a file is a hit: what is made to wear out a reader is to be read."""

_LETTER = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")
_ENDING = frozenset(b"ntrbfv0123456789abcdefABCDEF")
_ESCAPE = re.compile(rb"(?:\\[ntrbfv0]|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|%[0-9a-fA-F]{2})\Z")


class Prefilter:
    """An automaton over all words of all vendors."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words = tuple(dict.fromkeys(words))
        literals = [word.literal for word in self._words] or [b"\0no word at all\0"]
        self._overlap = max(map(len, literals)) - 1
        self._apart = [word.bounded and word.literal[0] in _LETTER for word in self._words]
        self._automaton = BytesAhoCorasick(literals, implementation=Implementation.DFA)

    def hits(self, data: bytes) -> bool:
        """Tell whether any word is there."""
        return next(self._found(data), None) is not None

    def words(self, data: bytes) -> frozenset[str]:
        """Return all words that are there."""
        return frozenset(self._found(data))

    def _found(self, data: bytes) -> Iterator[str]:
        for at in range(0, len(data), CHUNK):
            patience = PATIENCE
            for word, start, end in self._matches(data, at):
                patience -= bool(word.around)
                if not word.around or patience < 0 or _around(word, data, start, end):
                    yield word.word

    def _matches(self, data: bytes, at: int) -> Iterator[tuple[Word, int, int]]:
        """Yield the words that begin in a chunk, spelled as they must be and whole where they must be.

        Nearly all matches are parts of longer names; the first test is for them.
        """
        part = data[at : at + CHUNK + self._overlap].lower()
        for index, start, end in self._automaton.find_matches_as_indexes(part, overlapping=True):
            if self._apart[index] and start and part[start - 1] in _LETTER and not _escaped(data, at + start):
                continue
            word = self._words[index]
            if start >= CHUNK or (word.spelling and data[at + start : at + end] != word.spelling):
                continue
            if not word.bounded or _whole(data, at + start, at + end):
                yield word, at + start, at + end


def _around(word: Word, data: bytes, start: int, end: int) -> bool:
    first, last = max(0, start - BEFORE), end + AFTER
    regex = _compiled(word.around)
    if regex.match(data, start + word.at, last) if word.at >= 0 else regex.search(data, first, last):
        return True
    return bool(word.instead) and _held(data, first, last) and bool(_compiled(word.instead).search(data, first, last))


def _held(data: bytes, first: int, last: int) -> bool:
    for holder in HOLDERS:  # noqa: SIM110 - thousands of times a megabyte, and any() takes twice as long
        if data.find(holder, first, last) >= 0:
            return True
    return False


@cache
def _compiled(regex: bytes) -> re.Pattern[bytes]:
    return re.compile(regex)


def _whole(data: bytes, start: int, end: int) -> bool:
    """Tell whether letters at the ends of a range have none beside them; the letters of an escape are none."""
    if end < len(data) and data[end] in _LETTER and data[end - 1] in _LETTER:
        return False
    return start == 0 or data[start - 1] not in _LETTER or data[start] not in _LETTER or _escaped(data, start)


def _escaped(data: bytes, start: int) -> bool:
    """Tell whether what stands before a place is the end of an escape."""
    return data[start - 1] in _ENDING and _ESCAPE.search(data, max(0, start - 6), start) is not None
