r"""The WHATWG URLPattern syntax of pathnames, read into parts.

``:name``, ``:name(regex)``, ``(regex)``, ``*``, ``{…}``, the modifiers ``?``, ``*`` and ``+``, and ``\`` before a
character that is meant as itself. As in the standard, a ``/`` before a group belongs to it: ``/a/:id?`` matches ``/a``.
"""

from __future__ import annotations

import functools
import re

import msgspec

from pixelgate.manifest.parts import Kind, Part, Pattern, PatternError, canonical, compile_regex

_NAME = re.compile(r"[^\W\d]|[$]")
_NAME_PART = re.compile(r"\w|[$\u200c\u200d]")
_FOREIGN = (
    (re.compile(r"/\{(\w+)(?:\?|:(?:int|long|guid|bool|alpha|datetime))?\}(?=/|$)"), "braces name no group here"),
    (re.compile(r"/\[{1,2}(?:\.{3})?(\w+)(?:=\w+)?\]{1,2}"), "brackets are no group here"),
    (re.compile(r"<(?:\w+:)?(\w+)>"), "angle brackets are no group here"),
    (re.compile(r"/\$(\w+)(?=/|$)"), "`$name` is no group here"),
)


@functools.lru_cache(maxsize=16384)
def read_pattern(text: str) -> Pattern:
    """Read a pathname pattern.

    Raises:
        PatternError: It is no URLPattern pathname, or is written in the syntax of a framework.

    """
    _refuse_foreign(text)
    reader = _Reader(text)
    reader.read()
    return Pattern(text, tuple(reader.parts))


def _refuse_foreign(text: str) -> None:
    if "://" in text:
        raise PatternError("found a whole URL, expected its path", help="hosts belong in `[site] origins`")
    if not text.lstrip("{").startswith("/"):
        raise PatternError("a path begins with `/`", help=f"write `/{text.lstrip('/')}`")
    if (at := text.find("//")) >= 0:
        raise PatternError("two slashes in a row", at, "write one")
    for syntax, reason in _FOREIGN:
        if found := syntax.search(text):
            raise PatternError(reason, found.start(), f"write `:{found[1]}` for a part that varies")


class _Reader:
    """The parser of the standard ("parse a pattern string"), over characters instead of tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.parts: list[Part] = []
        self.pending = ""
        self.names: set[str] = set()

    def read(self) -> None:
        while self.at < len(self.text):
            char = self._char()
            group = self._group()
            if group is not None and char == "/":
                self._add(group, prefix=char)
            elif group is not None:
                self.pending += char
                self._add(group, prefix="")
            elif char:
                self.pending += char
            elif self._peek() == "{":
                self._braces()
            elif escaped := self._escaped():
                self.pending += escaped
            else:
                raise self._stray()
        self._flush()

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _char(self) -> str:
        """Take one plain character, if there is one."""
        char = self._peek()
        if not char or char in "*+?\\{}(:":
            return ""
        if char == "#":
            raise PatternError("a path has no fragment", self.at, "leave out `#` and what follows")
        self.at += 1
        return char

    def _escaped(self) -> str:
        if self._peek() != "\\":
            return ""
        if self.at + 1 >= len(self.text):
            raise PatternError("nothing follows the backslash", self.at)
        self.at += 2
        return self.text[self.at - 1]

    def _text(self) -> str:
        taken = ""
        while more := self._char() or self._escaped():
            taken += more
        return taken

    def _group(self) -> Part | None:
        """Take ``:name``, ``:name(regex)``, ``(regex)`` or ``*``."""
        name = self._name()
        if self._peek() == "(":
            return Part(Kind.REGEX, "", name=name, regex=self._regex())
        if name:
            return Part(Kind.SEGMENT, "", name=name)
        if self._peek() == "*":
            self.at += 1
            return Part(Kind.WILDCARD, "")
        return None

    def _name(self) -> str:
        start = self.at
        if self._peek() != ":":
            return ""
        end = start + 1
        while end < len(self.text) and (_NAME if end == start + 1 else _NAME_PART).match(self.text[end]):
            end += 1
        name = self.text[start + 1 : end]
        if not name:
            raise PatternError("no name follows the colon", start, "write `\\:` for a colon")
        if name in self.names:
            raise PatternError(f"`:{name}` is named twice", start)
        self.names.add(name)
        self.at = end
        return name

    def _regex(self) -> str:
        start = self.at
        depth = 0
        end = start
        while end < len(self.text):
            char = self.text[end]
            depth += (char == "(") - (char == ")")
            if char == "(" and end > start and self.text[end + 1 : end + 2] != "?":
                raise PatternError("a group inside a group captures", end, "write `(?:` instead of `(`")
            end += 2 if char == "\\" else 1
            if depth == 0:
                break
        regex = self.text[start + 1 : end - 1]
        if depth or not regex or regex.startswith("?"):
            raise PatternError("the regular expression is empty or not closed", start)
        try:
            compile_regex(regex)
        except PatternError as error:
            raise PatternError(error.message, start) from error
        self.at = end
        return regex

    def _braces(self) -> None:
        start = self.at
        self.at += 1
        prefix = self._text()
        group = self._group() or Part(Kind.FIXED, "")
        suffix = "" if group.kind is Kind.FIXED else self._text()
        if self._peek() != "}":
            raise PatternError("the brace is not closed, or holds more than one group", start)
        self.at += 1
        self._add(group, prefix=prefix, suffix=suffix)

    def _add(self, group: Part, *, prefix: str, suffix: str = "") -> None:
        modifier = self._peek()
        if modifier in {"?", "*", "+"}:
            self.at += 1
        else:
            modifier = ""
        if group.kind is Kind.FIXED and not modifier:
            self.pending += prefix
            return
        self._flush()
        if group.kind is Kind.FIXED and not prefix:
            return
        self.parts.append(
            msgspec.structs.replace(group, prefix=canonical(prefix), suffix=canonical(suffix), modifier=modifier)
        )

    def _flush(self) -> None:
        if self.pending:
            self.parts.append(Part(Kind.FIXED, canonical(self.pending)))
            self.pending = ""

    def _stray(self) -> PatternError:
        char = self._peek()
        if char == "?":
            return PatternError("`?` follows nothing that could be left out", self.at, "a path has no query string")
        return PatternError(f"`{char}` has nothing to belong to here", self.at, f"write `\\{char}` for the character")
