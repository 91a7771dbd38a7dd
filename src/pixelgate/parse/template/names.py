"""The names in a directive's arguments: literals, alternatives, lists, and what only the run time knows."""

from __future__ import annotations

import re

from pixelgate.parse.template.dialect import Naming

_TOKEN = re.compile(r"\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<word>[\w.]+)|(?P<sign>[^\s\w()])")
_END = frozenset({"with", "without", "only", "ignore", "import", "as"})
_DEFAULT = re.compile(r"\|\s*default(?:_if_none)?\s*[:(]\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')")
_STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")


def named(kind: str, arguments: str) -> Naming:
    """Read an expression that makes a name, and the words after it (``with``, ``only``, ``ignore missing``, ``as``)."""
    parts: list[list[str | None]] = [[]]
    choice = skipping = False
    end = len(arguments)
    for token in _TOKEN.finditer(arguments):
        word = token["word"] or token["sign"]
        if word in _END:
            end = token.start()
            break
        if word in {"or", "else", ",", "if"}:
            choice |= word != ","
            skipping = word == "if"
            parts.append([])
        elif not skipping and word not in {"[", "]"}:
            parts[-1].append(None if word else _literal(token))
    return _naming(kind, parts, arguments[:end].strip(), first=not choice, rest=arguments[end:])


def _literal(token: re.Match[str]) -> str:
    return token["double"] if token["double"] is not None else token["single"]


def _naming(kind: str, parts: list[list[str | None]], expression: str, *, first: bool, rest: str) -> Naming:
    known = [part[0] for part in parts if len(part) == 1 and part[0] is not None]
    known += [double or single for double, single in _DEFAULT.findall(expression)]
    computed = not known or any(part and (len(part) > 1 or part[0] is None) for part in parts)
    names = tuple(dict.fromkeys(known))
    optional = rest.startswith("ignore")
    return Naming(kind, names, expression if computed else "", first=first, optional=optional, computed=computed)


def tag(arguments: str) -> Naming:
    """Read a statement that only names itself: its literal arguments, for whoever knows the tag."""
    names = tuple(double or single for double, single in _STRING.findall(arguments))
    return Naming("tag", names, arguments)
