"""Regular expressions as RE2, PCRE and ECMAScript share them, read into syntax.

Source: https://github.com/google/re2/wiki/Syntax. What only backtracking engines know (look-around, back-references,
possessive and atomic groups) is refused: there is no automaton for it.
"""

from __future__ import annotations

import re

from pixelgate.regular.syntax import (
    ANY,
    LAST,
    At,
    Chars,
    Either,
    Node,
    Place,
    Ranges,
    Repeated,
    Sequence,
    chars,
    inverse,
    normal,
)

_DIGIT: Ranges = ((48, 57),)
_WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACE: Ranges = ((9, 13), (32, 32))
_CLASSES = {
    "d": _DIGIT,
    "w": _WORD,
    "s": _SPACE,
    "D": inverse(_DIGIT),
    "W": inverse(_WORD),
    "S": inverse(_SPACE),
}
_POSIX = {
    "alpha": ((65, 90), (97, 122)),
    "digit": _DIGIT,
    "alnum": ((48, 57), (65, 90), (97, 122)),
    "upper": ((65, 90),),
    "lower": ((97, 122),),
    "space": _SPACE,
    "word": _WORD,
    "xdigit": ((48, 57), (65, 70), (97, 102)),
    "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
}
_PLACES = {
    "^": Place.START,
    "$": Place.END,
    "\\b": Place.BOUNDARY,
    "\\B": Place.INSIDE,
    "\\A": Place.START,
    "\\z": Place.END,
    "\\Z": Place.END,
}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b", "0": "\0"}
_ESCAPE = re.compile(
    r"\\(?:x\{(?P<braced>[0-9A-Fa-f]{1,6})\}|x(?P<hex>[0-9A-Fa-f]{2})|u\{(?P<code>[0-9A-Fa-f]{1,6})\}"
    r"|u(?P<unicode>[0-9A-Fa-f]{4})|(?P<char>.))",
    re.DOTALL,
)
_QUOTED = re.compile(r"\\Q(?P<text>.*?)(?:\\E|$)|(?P<escape>\\.)", re.DOTALL)
_COUNT = re.compile(r"\{(\d{1,4})(?:(,)(\d{1,4})?)?\}")
_GROUP = re.compile(r"\((?:\?(?:P?<(?P<name>[A-Za-z_]\w*)>|(?P<on>[imsU]*)(?:-(?P<off>[imsU]+))?(?P<kind>[:)])))?")
_POSIX_CLASS = re.compile(r"\[:(\^?)([a-z]+):\]")
_DEPTH = 200
_REPEATS = 1000


class UnsupportedError(ValueError):
    """Refuse a regular expression: what there is no automaton for, or what is no expression, and at which character."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(f"{message} at character {offset + 1}")
        self.message = message
        self.offset = offset


def read(expression: str, *, ignore_case: bool = False) -> Node:
    """Return the syntax of a regular expression.

    Raises:
        UnsupportedError: It is none, or it needs a backtracking engine.

    """
    plain = _QUOTED.sub(lambda found: found[0] if found["escape"] else re.escape(found["text"]), expression)
    reader = _Reader(plain, ignore_case=ignore_case)
    node = reader.alternatives(0)
    if reader.at < len(plain):
        raise UnsupportedError("a `)` that closes nothing", reader.at)
    return node


class _Reader:
    def __init__(self, text: str, *, ignore_case: bool) -> None:
        self.text = text
        self.at = 0
        self.ignore_case = ignore_case

    def alternatives(self, depth: int) -> Node:
        if depth > _DEPTH:
            raise UnsupportedError("groups nested too deeply", self.at)
        kept = self.ignore_case
        options = [self._sequence(depth)]
        while self._next() == "|":
            self.at += 1
            options.append(self._sequence(depth))
        self.ignore_case = kept
        return options[0] if len(options) == 1 else Either(tuple(options))

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _sequence(self, depth: int) -> Node:
        nodes: list[Node] = []
        while self._next() not in {"", "|", ")"}:
            atom = self._atom(depth)
            if atom is not None:
                nodes.append(self._repeated(atom))
        return Sequence(tuple(nodes))

    def _repeated(self, node: Node) -> Node:
        while True:
            char, start = self._next(), self.at
            counted = _COUNT.match(self.text, self.at) if char == "{" else None
            if counted:
                least = int(counted[1])
                most = int(counted[3]) if counted[3] else None if counted[2] else least
                self.at = counted.end()
            elif char and char in "*+?":
                least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[char]
                self.at += 1
            else:
                return node
            if least > _REPEATS or (most or 0) > _REPEATS or (most is not None and most < least):
                raise UnsupportedError("a repetition that is out of bounds", start)
            if self._next() == "+" and char:
                raise UnsupportedError("a possessive repetition", self.at)
            self.at += self._next() == "?"
            node = Repeated(node, least, most)

    def _atom(self, depth: int) -> Node | None:
        char, start = self._next(), self.at
        if char == "(":
            return self._group(depth)
        if char == "[":
            return self._set()
        if char == "\\":
            return self._escape()
        if char in "*+?":
            raise UnsupportedError("a repetition of nothing", start)
        self.at += 1
        if char in _PLACES:
            return At(_PLACES[char])
        return ANY if char == "." else chars(char, ignore_case=self.ignore_case)

    def _group(self, depth: int) -> Node | None:
        opened = _GROUP.match(self.text, self.at)
        if opened is None or (self.text.startswith("(?", self.at) and opened.end() == self.at + 1):
            raise UnsupportedError("a group that only backtracking engines know", self.at)
        start, self.at = self.at, opened.end()
        if "m" in (opened["on"] or ""):
            raise UnsupportedError("the flag m", start)
        kept = self.ignore_case
        if opened["on"] is not None:
            self.ignore_case = ("i" in opened["on"] or self.ignore_case) and "i" not in (opened["off"] or "")
            if opened["kind"] == ")":
                return None
        node = self.alternatives(depth + 1)
        self.ignore_case = kept
        if self._next() != ")":
            raise UnsupportedError("a `(` that nothing closes", start)
        self.at += 1
        return node

    def _escape(self) -> Node:
        found = self._escaped()
        if self.text[found.start() : found.end()] in _PLACES:
            return At(_PLACES[found[0]])
        ranges = self._meaning(found)
        return Chars(ranges) if found["char"] in _CLASSES else chars(chr(ranges[0][0]), ignore_case=self.ignore_case)

    def _escaped(self) -> re.Match[str]:
        found = _ESCAPE.match(self.text, self.at)
        if found is None:
            raise UnsupportedError("a `\\` at the end", self.at)
        self.at = found.end()
        return found

    def _meaning(self, found: re.Match[str]) -> Ranges:
        digits = found["braced"] or found["hex"] or found["code"] or found["unicode"]
        if digits:
            code = int(digits, 16)
            if code > LAST:
                raise UnsupportedError("a code point that does not exist", found.start())
            return ((code, code),)
        char = found["char"]
        if char in _CLASSES:
            return _CLASSES[char]
        if char not in _CONTROLS and char.isascii() and char.isalnum():
            raise UnsupportedError(f"the escape `\\{char}`", found.start())
        code = ord(_CONTROLS.get(char, char))
        return ((code, code),)

    def _set(self) -> Node:
        start = self.at
        self.at += 1
        inverted = self._next() == "^"
        self.at += inverted
        ranges: list[tuple[int, int]] = []
        first = True
        while first or self._next() != "]":
            if not self._next():
                raise UnsupportedError("a `[` that nothing closes", start)
            ranges += self._member()
            first = False
        self.at += 1
        if self.ignore_case:
            ranges += [pair for low, high in _letters(ranges) for pair in _swapped(low, high)]
        merged = normal(ranges)
        return Chars(inverse(merged) if inverted else merged)

    def _member(self) -> Ranges:
        posix = _POSIX_CLASS.match(self.text, self.at)
        if posix and posix[2] in _POSIX:
            self.at = posix.end()
            return inverse(_POSIX[posix[2]]) if posix[1] else _POSIX[posix[2]]
        low = self._single()
        dash = self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 : self.at + 2] not in {"]", ""}
        if not dash or len(low) > 1 or low[0][0] != low[0][1]:
            return low
        start = self.at
        self.at += 1
        high = self._single()
        if len(high) > 1 or high[0][0] != high[0][1] or high[0][0] < low[0][0]:
            raise UnsupportedError("a range that goes backwards", start)
        return ((low[0][0], high[0][0]),)

    def _single(self) -> Ranges:
        if self._next() != "\\":
            self.at += 1
            code = ord(self.text[self.at - 1])
            return ((code, code),)
        found = self._escaped()
        return ((8, 8),) if found["char"] == "b" else self._meaning(found)


def _letters(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the parts of ranges that are ASCII letters, and single other characters."""
    found = []
    for low, high in ranges:
        for first, last in ((65, 90), (97, 122)):
            if max(low, first) <= min(high, last):
                found.append((max(low, first), min(high, last)))
        if low == high and low > 127:  # noqa: PLR2004 - beyond ASCII
            found.append((low, high))
    return found


def _swapped(low: int, high: int) -> Ranges:
    if low > 127:  # noqa: PLR2004 - beyond ASCII
        return chars(chr(low), ignore_case=True).ranges
    shift = 32 if low <= 90 else -32  # noqa: PLR2004 - Z
    return ((low + shift, high + shift),)
