"""The route patterns of Python frameworks as URLPattern pathnames."""

from __future__ import annotations

import re

from pixelgate.graph.frameworks import patterns
from pixelgate.graph.frameworks.patterns import literal

_FIELD = re.compile(r"<(?:(?P<converter>\w+)(?:\([^<>]*\))?:)?(?P<name>\w+)>")
_BRACES = re.compile(r"\{(?P<name>\w+)(?::(?P<converter>[^{}]*))?\}")
_LAST = re.compile(r"\\?.\Z", re.DOTALL)
_TOKEN = re.compile(
    r"\\(?P<escape>.)|\((?:\?P<(?P<name>\w+)>|(?P<plain>\?:)|(?P<look>\?[=!<#]))?|(?P<class>\[(?:[^\]\\]|\\.)+\])"
    r"|(?P<close>\))|(?P<any>\.)|(?P<repeat>[*+?]\??|\{\d*,?\d*\}\??)|(?P<anchor>[\^$])|(?P<or>\|)|(?P<text>[^\\()\[.*+?{^$|]+)"
)


def angles(text: str) -> str:
    """Return a pattern of Django or Flask (``labs/<int:id>/``)."""
    return _filled(text, _FIELD)


def braces(text: str) -> str:
    """Return a pattern of Starlette or FastAPI (``/labs/{id:int}``)."""
    return _filled(text, _BRACES)


def _filled(text: str, field: re.Pattern[str]) -> str:
    parts: list[str] = []
    at = 0
    for found in field.finditer(text):
        parts.append(literal(text[at : found.start()]))
        parts.append(_named(found["name"], text, found.end(), many=found["converter"] == "path", before="".join(parts)))
        at = found.end()
    return "".join([*parts, literal(text[at:])])


def _named(name: str, text: str, end: int, *, many: bool, before: str) -> str:
    """Return a group; one that takes in several segments does so only where it begins one."""
    if many:
        return f":{name}+" if before.endswith("/") or not before else f":{name}(.+)"
    return f"{{:{name}}}" if re.match(r"[\w(+*?{]", text[end : end + 1]) else f":{name}"


def joined(*parts: str) -> str:
    """Join patterns as they stand to one that begins with a slash and ends without one."""
    text = "".join(parts).lstrip("/")
    whole = text if text.startswith("{/") else f"/{text}"
    whole = re.sub(r"(?<!\\)/{2,}", "/", whole)
    return patterns.valid(whole if len(whole) == 1 else whole.rstrip("/"))


def regex(text: str) -> str:
    r"""Return the pattern of a regular expression as Django's ``re_path`` takes it (``^labs/(?P<id>\d+)/$``).

    Groups become groups, whatever else varies becomes ``*``; a dot on its own is meant as one. What goes on after an
    expression without an end is left open: it may hold more expressions.
    """
    parts: list[str] = []
    depth = group = 0
    name, inside = "", ""
    for token in _TOKEN.finditer(text):
        if token[0].startswith("(") and not token["look"]:
            depth += 1
            if depth == 1:
                group += token["plain"] is None
                name, inside = token["name"] or f"part{group}", ""
        elif token["close"]:
            depth -= 1
            if depth == 0:
                parts.append(_varying(name, inside, "".join(parts)))
        elif depth:
            inside += token[0]
        elif token["repeat"]:
            _repeat(parts, token["repeat"])
        else:
            parts.append(_plain(token))
    return "".join(parts)


def ends(text: str) -> bool:
    """Tell whether a regular expression says where the address ends."""
    return re.search(r"(?:\$|\\[Zz])\)*$", text) is not None


def _plain(token: re.Match[str]) -> str:
    if token["escape"]:
        return "*" if token["escape"] in "dwsSWD" else "" if token["escape"] in "ZAbB" else literal(token["escape"])
    if token["class"] or token["or"]:
        return "*"
    return "." if token["any"] else literal(token["text"] or "")


def _repeat(parts: list[str], sign: str) -> None:
    """Apply a repetition to what stands before it: an optional slash is none, all else varies."""
    if not parts:
        return
    before = parts.pop()
    kept = "" if before.startswith(":") else _LAST.sub("", before)
    if before.startswith(":") and sign.startswith("?"):
        parts.append(before + ("?" if not before.endswith(("+", "?", ")")) else ""))
    elif before.endswith("/") and sign.startswith("?"):
        parts.append(kept)
    elif before == "*" or before.startswith(":"):
        parts.append(before)
    else:
        parts.append(kept + "*")


def _varying(name: str, inside: str, before: str) -> str:
    many = re.search(r"(?<!\\)\.[*+]|/", re.sub(r"\[\^[^\]]*\]", "", inside)) is not None
    return _named(name, "", 0, many=many, before=before)
