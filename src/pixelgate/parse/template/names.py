"""The names in a directive's arguments: literals, alternatives, lists, and what only the run time knows."""

from __future__ import annotations

import re
from collections.abc import Callable

from pixelgate.parse.template.brackets import first
from pixelgate.parse.template.dialect import Naming

UNKNOWN = "{}"
"""Stands in a name for a part that is not known (``analytics/{}.html``)."""

_TOKEN = re.compile(
    r"\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<join>[+~]|\|\s*add\s*:)"
    r"|(?P<or>\|\||\?\?|\?:)|(?P<word>[\w.]+)|(?P<sign>[^\s\w()])"
)
_END = frozenset({"with", "without", "only", "ignore", "import", "as"})
_DEFAULT = re.compile(r"\|\s*default(?:_if_none)?\s*[:(]\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')")
_STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_FORMAT = re.compile(r"%s|%\(\w+\)s|[#$]\{[^{}]*\}")
_TELLING = 3  # characters that a name with unknown parts must know, or it may mean any file
_SEVERAL = re.compile(r"(?:\{\}){2,}")


def named(kind: str, arguments: str) -> Naming:
    """Read an expression that makes a name, and the words after it (``with``, ``only``, ``ignore missing``, ``as``).

    Of conditions (``a if x else b``, ``x ? a : b``, ``a || b``) all outcomes are names.
    """
    parts: list[list[re.Match[str]]] = [[]]
    choice = skipping = conditional = False
    end = len(arguments)
    for token in _TOKEN.finditer(arguments):
        word = token["word"] or token["sign"] or (token["or"] and "or")
        if word in _END:
            end = token.start()
            break
        if skipping and word != "else":
            continue
        if word == "?":
            parts[-1], choice, conditional = [], True, True
        elif word in {"or", "else", ",", "if"} or (word == ":" and conditional):
            choice |= word != ","
            skipping = word == "if"
            parts.append([])
        elif word not in {"[", "]"}:
            parts[-1].append(token)
    return _naming(kind, parts, arguments[:end].strip(), several=choice, rest=arguments[end:])


def _naming(kind: str, parts: list[list[re.Match[str]]], expression: str, *, several: bool, rest: str) -> Naming:
    names = [_name(part) for part in parts if part]
    names += [double or single for double, single in _DEFAULT.findall(expression)]
    known = tuple(dict.fromkeys(name for name in names if name and says_something(name)))
    computed = not names or any(name is None or UNKNOWN in name for name in names)
    optional = rest.startswith("ignore")
    return Naming(kind, known, expression if computed else "", first=not several, optional=optional, computed=computed)


def _name(part: list[re.Match[str]]) -> str | None:
    """Return the name that an operand, or operands joined to one string, make; ``None`` for any other expression."""
    operands, joins = part[::2], part[1::2]
    if joins and joins[0]["sign"] == "%":
        return _operand(part[0])
    if len(operands) == len(joins) or not all(token["join"] for token in joins):
        return None
    return _SEVERAL.sub(UNKNOWN, "".join(map(_operand, operands)))


def says_something(name: str) -> bool:
    """Tell whether the known parts of a name narrow it down: more than an extension."""
    stem = name.rpartition(".")[0] or name
    return UNKNOWN not in name or len(stem.replace(UNKNOWN, "").strip("./_-")) >= _TELLING


def _operand(token: re.Match[str]) -> str:
    literal = token["double"] if token["double"] is not None else token["single"]
    return UNKNOWN if literal is None else _FORMAT.sub(UNKNOWN, literal)


def first_named(kind: str, arguments: str) -> Naming:
    """Read the first argument of a call as a name."""
    return named(kind, first(arguments))


def entry(system: str) -> Callable[[str], Naming]:
    """Return what reads the arguments of a helper that prints the scripts of named entries."""

    def read(arguments: str) -> Naming:
        names = tuple(double or single for double, single in _STRING.findall(arguments))
        return Naming("entry", tuple(f"{system}:{name}" for name in names), arguments, first=False, computed=not names)

    return read


def first_entry(system: str) -> Callable[[str], Naming]:
    """Return what reads a helper whose first argument alone is the name of an entry (``'main' 'js'``)."""

    def read(arguments: str) -> Naming:
        name = _STRING.match(arguments.strip())
        return entry(system)(name[0]) if name else Naming("entry", (), arguments, computed=True)

    return read


def tag(arguments: str) -> Naming:
    """Read a statement that only names itself: its literal arguments, for whoever knows the tag."""
    names = tuple(double or single for double, single in _STRING.findall(arguments))
    return Naming("tag", names, arguments)
