"""The language in which vendor files write calls and assignments, parsed into frozen values.

    fbq('init', $id, $user, $options)            literals must be equal, captures may be absent, the rest is ignored
    ga('send'|'*.send', 'event', $category)      alternatives; ``*`` in a string stands for any characters
    new UET({ti: $id!, q: _})                    ``!``: must be there; ``_``: anything
    dataLayer.push({event: $event, ...$parameters})   ``...$x``: every entry of the object
    amplitude.getInstance().logEvent($event)     ``()`` in a path: the result of a call
    sdk#UserData().**.setEmail($user.em)         ``**``: calls on the result before this, as many as there are
    window['ga-disable-*'] = $value              assignment; a path may hold quoted names
    react-facebook-pixel#default.init($id)       a name that a module exports

``$id``, ``$event``, ``$parameters``, ``$user``, ``$options``, ``$value``, ``$name`` and ``$url`` are meanings;
``$user.email`` is one value under that key; any other word is a parameter of that name (``$category`` is
``$parameters.category``), ``$function`` one that must be a function.
"""

from __future__ import annotations

import re
from typing import NoReturn

import msgspec

from pixelgate.vendors.globs import glob_matches

MEANINGS = frozenset({"id", "event", "parameters", "user", "options", "value", "name", "url"})
KEYED = frozenset({"parameters", "user", "options"})
FUNCTION = "function"
CHAIN = "**"
DEPTH = 20
"""How deep objects and arrays of a pattern may nest."""


class PatternError(ValueError):
    """A pattern that cannot be parsed; ``column`` counts from 1 in the pattern's own text."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class Exact(msgspec.Struct, frozen=True, tag="exact"):
    """An argument that must be one of these texts, written as ``parse.values.constant`` writes them."""

    values: tuple[str, ...]

    def matches(self, text: str) -> bool:
        """Tell whether a known text is one of the alternatives."""
        return any(glob_matches(value, text) for value in self.values)


class Capture(msgspec.Struct, frozen=True, tag="capture"):
    """An argument to take: under a meaning, and under a key of it where the argument is one value among several."""

    meaning: str
    key: str = ""
    required: bool = False


class AnyArg(msgspec.Struct, frozen=True, tag="any"):
    """An argument that says nothing; ``required``: it must be there."""

    required: bool = False


class ObjectArg(msgspec.Struct, frozen=True, tag="object"):
    """An object with these entries at least; ``rest`` takes every entry, the named ones too. Keys may hold ``*``."""

    entries: tuple[tuple[str, Argument], ...]
    rest: Capture | None = None


class ArrayArg(msgspec.Struct, frozen=True, tag="array"):
    """An array that begins with these items."""

    items: tuple[Argument, ...]


Argument = Exact | Capture | AnyArg | ObjectArg | ArrayArg


class Pattern(msgspec.Struct, frozen=True):
    """One form of call or assignment. ``path`` is the canonical path: ``("ttq", "track")``.

    A segment may hold ``*``, and ends in ``()`` where the path goes through a call. An assignment has one argument.
    """

    text: str
    path: tuple[str, ...]
    arguments: tuple[Argument, ...] = ()
    constructed: bool = False
    assignment: bool = False
    module: str = ""

    @property
    def root(self) -> str:
        return self.path[0].removesuffix("()")

    def reaches(self, path: tuple[str, ...]) -> bool:
        """Tell whether a path of the code is the one that is meant."""
        if CHAIN in self.path:
            at = self.path.index(CHAIN)
            before, after = self.path[:at], self.path[at + 1 :]
            chained = path[at : len(path) - len(after)]
            ends = (*path[:at], *path[len(path) - len(after) :])
            calls = all(one.endswith("()") for one in chained)
            return (
                calls and len(path) >= len(ends) == len(self.path) - 1 and all(map(glob_matches, before + after, ends))
            )
        return len(path) == len(self.path) and all(map(glob_matches, self.path, path))


def words(argument: Argument) -> tuple[str, ...]:
    """Return the texts of which one must stand in the code where this argument matches; empty when none must."""
    match argument:
        case Exact(values=values):
            return values
        case ObjectArg(entries=entries):
            found = (words(value) for _, value in entries)
        case ArrayArg(items=items):
            found = (words(item) for item in items)
        case _:
            return ()
    return next((texts for texts in found if texts), ())


def parse_pattern(text: str) -> Pattern:
    """Parse one pattern; raises PatternError."""
    return _Parser(text).pattern()


_SPACE = re.compile(r"\s*")
_NEW = re.compile(r"new\s+(?=[\w$@*])")
_MODULE = re.compile(r"(@?[\w./-]+)#")
_CALLED = re.compile(r"\(\)(?=\s*[.[])")
_SEGMENT = re.compile(r"[\w$*][\w$*-]*")
_STRING = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_CAPTURE = re.compile(r"\$([A-Za-z_]\w*)((?:\.[\w-]+)*)(!?)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?![\w.])")
_WORD = re.compile(r"(?:true|false|null)(?![\w$])")
_ANY = re.compile(r"_(?![\w$])(!?)")
_KEY = re.compile(r"[\w$][\w$-]*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class _Parser:
    """A recursive descent over the text of one pattern."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def pattern(self) -> Pattern:
        self._skip()
        constructed = self._take(_NEW) is not None
        module = self._take(_MODULE)
        path = self._path()
        assignment = not constructed and self._sign("=")
        if not assignment and not self.text.startswith("(", self.at):
            self._fail("expected '('" if constructed else "expected '(' or '='")
        arguments = (self._argument(0),) if assignment else self._list("(", ")", 0)
        if self.at < len(self.text):
            self._fail("expected the end of the pattern")
        return Pattern(self.text, path, arguments, constructed, assignment, module[1] if module else "")

    def _path(self) -> tuple[str, ...]:
        path = [self._segment()]
        while True:
            if self._sign("."):
                path.append(self._segment())
            elif self._sign("["):
                path.append(self._string("a quoted name"))
                self._expect("]")
            elif self._take(_CALLED):
                path[-1] += "()"
            else:
                return tuple(path[1:] if path[0] == "window" and len(path) > 1 else path)

    def _segment(self) -> str:
        found = self._take(_SEGMENT)
        return found[0] if found else self._fail("expected a name")

    def _argument(self, depth: int) -> Argument:
        if depth > DEPTH:
            self._fail("nested too deep")
        match self.text[self.at : self.at + 1]:
            case "{":
                return self._object(depth)
            case "[":
                return ArrayArg(self._list("[", "]", depth))
            case "$":
                return self._capture()
            case _:
                anything = self._take(_ANY)
                return AnyArg(anything[1] == "!") if anything else self._alternatives()

    def _alternatives(self) -> Exact:
        values = [self._literal()]
        while self._sign("|"):
            values.append(self._literal())
        return Exact(tuple(values))

    def _literal(self) -> str:
        if word := self._take(_WORD):
            return word[0]
        if number := self._take(_NUMBER):
            value = float(number[0])
            return str(int(value)) if value.is_integer() else repr(value)
        return self._string("a string, number, $name, {…}, […] or _")

    def _string(self, expected: str) -> str:
        found = self._take(_STRING)
        if found is None:
            self._fail(f"expected {expected}")
        return _ESCAPE.sub(r"\1", found[1] if found[1] is not None else found[2])

    def _capture(self) -> Capture:
        start = self.at
        found = self._take(_CAPTURE)
        if found is None:
            self._fail("expected a name after '$'")
        meaning, key, required = found[1], found[2][1:], found[3] == "!"
        if meaning not in MEANINGS:
            return Capture("parameters", meaning + (f".{key}" if key else ""), required)
        if key and meaning not in KEYED:
            self.at = start
            self._fail(f"${meaning} takes no key; only {', '.join(f'${name}' for name in sorted(KEYED))} do")
        return Capture(meaning, key, required)

    def _object(self, depth: int) -> ObjectArg:
        entries: list[tuple[str, Argument]] = []
        rest: Capture | None = None
        self._expect("{")
        while not self._sign("}"):
            if self._sign("..."):
                if rest is not None:
                    self._fail("expected only one '...'")
                rest = self._capture()
            else:
                key = self._key()
                self._expect(":")
                entries.append((key, self._argument(depth + 1)))
            self._separator("}")
        return ObjectArg(tuple(entries), rest)

    def _key(self) -> str:
        found = self._take(_KEY)
        return found[0] if found else self._string("a key, '...' or '}'")

    def _list(self, opening: str, closing: str, depth: int) -> tuple[Argument, ...]:
        items: list[Argument] = []
        self._expect(opening)
        while not self._sign(closing):
            items.append(self._argument(depth + 1))
            self._separator(closing)
        return tuple(items)

    def _separator(self, closing: str) -> None:
        if not self._sign(",") and not self.text.startswith(closing, self.at):
            self._fail(f"expected ',' or '{closing}'")

    def _expect(self, sign: str) -> None:
        if not self._sign(sign):
            self._fail(f"expected '{sign}'")

    def _sign(self, sign: str) -> bool:
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        self._skip()
        return True

    def _take(self, token: re.Pattern[str]) -> re.Match[str] | None:
        found = token.match(self.text, self.at)
        if found:
            self.at = found.end()
            self._skip()
        return found

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _fail(self, message: str) -> NoReturn:
        raise PatternError(message, self.at + 1)
