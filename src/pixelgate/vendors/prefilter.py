"""One pass over the bytes of a file that tells whether it may hold anything of any vendor.

Lossless: whatever the vendor data can recognise in a file (a URL, a call, a package, a template tag) contains one of
these words, spelled in its own bytes. Hosts count in any case, names only in their own; all only between boundaries.
Names of one or two letters are variables of every minified bundle: they count where what follows them is a call that a
pattern describes, or where they are taken from the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation

from pixelgate.vendors.model import Vendor
from pixelgate.vendors.rules import Rules
from pixelgate.vendors.urls import UrlPattern

_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")


class _Trigger(msgspec.Struct, frozen=True):
    """A literal, in lower case, and the word it announces; ``bounded``: no letter may stand before or after it."""

    literal: bytes
    word: str
    bounded: bool = True
    exact: bool = True


class Prefilter:
    """The automaton over all words."""

    def __init__(self, vendors: Iterable[Vendor], urls: Iterable[UrlPattern], rules: Rules) -> None:
        triggers = dict.fromkeys((*_hosts(urls), *(t for vendor in vendors for t in _vendor(vendor)), *_names(rules)))
        self._triggers = tuple(triggers)
        self._automaton = BytesAhoCorasick(
            [trigger.literal for trigger in self._triggers], implementation=Implementation.DFA
        )

    def hits(self, data: bytes) -> bool:
        return next(self._words(data), None) is not None

    def words(self, data: bytes) -> frozenset[str]:
        return frozenset(self._words(data))

    def _words(self, data: bytes) -> Iterator[str]:
        for index, start, end in self._automaton.find_matches_as_indexes(data.lower(), overlapping=True):
            trigger = self._triggers[index]
            if trigger.bounded and (data[start - 1 : start] and data[start - 1] in _WORD):
                continue
            if trigger.bounded and end < len(data) and data[end] in _WORD:
                continue
            if trigger.exact and data[start:end] != trigger.word.encode():
                continue
            yield trigger.word


def _hosts(urls: Iterable[UrlPattern]) -> Iterator[_Trigger]:
    for url in urls:
        yield _Trigger(url.mark.encode(), url.mark, exact=False)


def _names(rules: Rules) -> Iterator[_Trigger]:
    for name in rules.names:
        yield _Trigger(name.lower().encode(), name)


def _vendor(vendor: Vendor) -> Iterator[_Trigger]:
    for package in vendor.package:
        yield _Trigger(package.name.lower().encode(), package.name)
    for name in vendor.modules:
        yield _Trigger(name.lower().encode(), name)
    for emitter in vendor.emitter:
        for name in (emitter.tag, emitter.element, emitter.setting):
            if name:
                yield _Trigger(name.lower().encode(), name)
    for text in sorted(vendor.body, key=len)[-1:]:
        yield _Trigger(text.lower().encode(), text, bounded=False)
