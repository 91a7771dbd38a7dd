"""The fast scan: which files a piece of code refers to, without a tree."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from pixelgate.parse.document import Import, ImportKind
from pixelgate.parse.marks import marks
from pixelgate.parse.values import Constant

if TYPE_CHECKING:
    from pixelgate.source import Fragment

_GAP = r"\s*+(?:/\*(?:(?!\*/)[\s\S]){0,400}+\*/\s*+){0,4}+"
_NAME = r"(?P<quote>[\"'`])(?P<name>\$?[^\"'`\n\\${};<>|]{1,2000})(?P=quote)"
_KEYWORD = re.compile(r"(?:import(?:Scripts)?|export|require|Worker|register)(?![\w$])")
_BEGINNING = ("import", "export", "require", "Worker", "register")
_CALLED = re.compile(rf"{_GAP}\({_GAP}{_NAME}")
_BARE = re.compile(rf"{_GAP}{_NAME}")
_CLAUSE = rf"(?:[\w$]++{_GAP}(?:,{_GAP})?+)?+(?:\*(?:{_GAP}as\s{_GAP}[\w$]++)?+|\{{[^{{}}]{{0,20000}}+\}})?+"
_FROM = re.compile(rf"{_GAP}(?!type\s)(?P<clause>{_CLAUSE}){_GAP}(?<![\w$])from{_GAP}{_NAME}")
_URL = re.compile(rf"{_GAP}\({_GAP}new\s+URL{_GAP}\({_GAP}{_NAME}")
_OWNED = frozenset({"register"})
"""Words that stand behind a dot: methods of the browser's own objects."""

_SERVICE = "serviceWorker"
SCRIPT_FILE = re.compile(r"(?i)\.(?:[cm]?[jt]s|[jt]sx)(?:[?#]|$)")

_INSIDE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$.#@\"'`")
_LINE = 300
_KINDS = {"import": ImportKind.DYNAMIC, "require": ImportKind.REQUIRE, "importScripts": ImportKind.SCRIPT}


def scan_imports(fragment: Fragment) -> tuple[Import, ...]:
    """Return the literal references of a text, by the look of them; comments are left out.

    For files in which nothing asked for occurs: it needs no tree and reads hundreds of megabytes a second.
    """
    text = fragment.text
    places = sorted(at for word in _BEGINNING for at in marks(text).of(word))
    keywords = [one for at in places if (one := _KEYWORD.match(text, at)) and _is_word(text, one)]
    if not keywords:
        return ()
    comments = _Comments(text)
    found = []
    for keyword in keywords:
        match, kind = _reference(text, keyword)
        if match is not None and not comments.cover(keyword.start()):
            start, end = match.span("name")
            span = fragment.span(keyword.start(), match.end())
            value = Constant(match.group("name"), fragment.span(start - 1, end + 1))
            found.append(Import(kind, value, span, names=_names(match)))
    return tuple(found)


def _is_word(text: str, found: re.Match[str]) -> bool:
    before = text[found.start() - 1 : found.start()]
    return before not in _INSIDE or (before == "." and found.group() in _OWNED)


def _reference(text: str, keyword: re.Match[str]) -> tuple[re.Match[str] | None, ImportKind]:
    word, end = keyword.group(), keyword.end()
    if word == "register":
        return _registered(text, keyword), ImportKind.WORKER
    if word == "Worker":
        return _URL.match(text, end) or _CALLED.match(text, end), ImportKind.WORKER
    if word == "export":
        return _FROM.match(text, end), ImportKind.EXPORT
    called = _CALLED.match(text, end)
    if called is not None:
        return called, _KINDS[word]
    if word == "import":
        return _BARE.match(text, end) or _FROM.match(text, end), ImportKind.STATIC
    return None, ImportKind.REQUIRE


def _registered(text: str, keyword: re.Match[str]) -> re.Match[str] | None:
    called = _URL.match(text, keyword.end()) or _CALLED.match(text, keyword.end())
    owner = text[max(0, keyword.start() - _LINE) : keyword.start()].rstrip(" \t\r\n.?")
    return called if called is not None and registers(owner, called.group("name"), text) else None


def registers(owner: str, name: str, text: str) -> bool:
    """Tell whether ``owner.register(name)`` registers a service worker: at ``navigator``, or under another name for it.

    Any object may have such a method; under another name it counts where a script is named, in code that speaks of
    service workers.
    """
    return owner.endswith(_SERVICE) or (SCRIPT_FILE.search(name) is not None and _SERVICE in text)


def _names(match: re.Match[str]) -> tuple[str, ...]:
    return clause_names(match.groupdict().get("clause") or "")


def clause_names(clause: str) -> tuple[str, ...]:
    """Return the exports that an import or export clause names: ``default``, ``*``, ``init``."""
    outside, _, inside = clause.partition("{")
    names = []
    for part in outside.split(","):
        if part.strip().startswith("*"):
            names.append("*")
        elif part.strip():
            names.append("default")
    for part in inside.partition("}")[0].split(","):
        words = part.split()
        if words and not (words[0] == "type" and len(words) > 1 and words[1] != "as"):
            names.append(words[0].strip("'\""))
    return tuple(names)


class _Comments:
    """Where the comments of a text are, as far as they can be told without parsing: asked only near a match."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: list[tuple[int, int]] | None = None

    def cover(self, at: int) -> bool:
        """Tell whether an offset stands in a comment: ``//`` before it on its line, or a block around it."""
        line = self._text.rfind("\n", max(0, at - _LINE), at) + 1
        before = self._text[line:at] if line or at <= _LINE else ""
        comment = before.find("//")
        if comment >= 0 and before[comment - 1 : comment] != ":" and not _quoted(before[:comment]):
            return True
        if self._blocks is None:
            self._blocks = _blocks(self._text)
        index = bisect_right(self._blocks, (at, len(self._text))) - 1
        return index >= 0 and at < self._blocks[index][1]


def _quoted(before: str) -> bool:
    return any(before.count(quote) % 2 for quote in "\"'`")


def _blocks(text: str) -> list[tuple[int, int]]:
    """Return the block comments that begin where a statement can: at a line's start or after punctuation."""
    found = []
    at = text.find("/*")
    while at >= 0:
        end = text.find("*/", at + 2)
        line = text.rfind("\n", max(0, at - _LINE), at) + 1
        before = text[line:at] if line or at <= _LINE else ""
        if not _quoted(before) and "//" not in before:
            end = len(text) if end < 0 else end + 2
            found.append((at, end))
            at = text.find("/*", end)
        else:
            at = text.find("/*", at + 2)
    return found
