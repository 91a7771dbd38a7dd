"""Policies in program code: a header that is set, or a table of directives that a library sends.

Next, Nuxt, SvelteKit, Astro, Express with helmet, Django (django-csp, and 6.0's own), Rails, secure_headers, Laravel,
Symfony, Spring, ASP.NET, CloudFront functions: all spell either the header's name or the directives' names, each in the
manner of its language (``scriptSrc``, ``script_src``, ``script-src``, ``CSP_SCRIPT_SRC``).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from pixelgate.facts.headers.around import scope
from pixelgate.facts.headers.tokens import Token, tokens
from pixelgate.facts.headers.written import EVERYWHERE, Written, header, spelled
from pixelgate.facts.model import CONTENT, PERMISSIONS, REFERRER
from pixelgate.facts.referrer import policy_of
from pixelgate.parse.marks import marks
from pixelgate.source import Span

EXTENSIONS = frozenset(
    {".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".py", ".rb", ".php", ".java", ".kt", ".cs"}
)
MARKS = re.compile(
    r"content.?security.?policy|\bCSP_[A-Z]+_SRC\b|\bSECURE_CSP\b|\bcsp\b|referrer.?policy|permissions-policy",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:referrer|permissions)-policy[\"'`:]|SECURE_REFERRER_POLICY|\breferrer_policy\s*=|\bReferrerPolicy\s*\.\s*[A-Z]",
    re.IGNORECASE,
)
"""What shows that code sends one of the other headers: to speak of an element's own policy is not to send one."""

_SAFER = "helmet"
"""The library whose settings name the header as an element's attribute is named."""

_DJANGO = "SECURE_REFERRER_POLICY"
_SETTINGS = {".py": {_DJANGO}, ".rb": {"referrer_policy"}, ".java": {"ReferrerPolicy"}, ".kt": {"ReferrerPolicy"}}
_REACH = 12
"""How many tokens after its name a setting's value stands."""
_KINDS = "default|script|style|img|connect|frame|child|font|media|object|worker|manifest"
_DIRECTIVE = re.compile(rf"(?:csp)?[-_]?(?P<kind>{_KINDS})[-_]?src(?:[-_]?(?P<part>elem|attr))?", re.IGNORECASE)
_NAMED = re.compile(rf"(?:{_KINDS})[-_]?src", re.IGNORECASE)
_LONGEST = 10
"""How many letters stand before the last word of such a name."""

_POLICY = re.compile(rf"\s*(?:{_KINDS})-src(?:-elem|-attr)?\s+\S")
_BARE = frozenset({"self", "none", "unsafe-inline", "unsafe-eval", "strict-dynamic"})
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_APART = 40
_SOURCE = re.compile(r"https?:|\*|'|[\w.-]+\.[a-z]{2,}|data:|blob:|wss?:")


def read(text: str, path: str) -> Iterator[Written]:
    """Yield the policies that a source spells as a header, else as a whole text, else as tables of directives."""
    lower = text.lower()
    content, others = _names(text, lower), _speaks(text) or (_SAFER in lower and "referrerpolicy" in lower)
    if not (content or others):
        return
    found = tokens(text, posixpath.splitext(path)[1].lower())
    if content:
        yield from list(_headers(found)) or list(_whole(found)) or _tables(found)
    if others:
        kind = posixpath.splitext(path)[1].lower()
        yield from _other_headers(found, _SETTINGS.get(kind, {"referrerPolicy"} if _SAFER in lower else set()))


def _names(text: str, lower: str) -> bool:
    """Tell whether a text holds the name of a directive, or the header's own name; few do that speak of policies."""
    places = marks(text).folded("src")
    return any(_NAMED.search(text, max(0, at - _LONGEST), at + 3) for at in places) or (
        CONTENT in lower and "-src" in lower
    )


def _speaks(text: str) -> bool:
    """Tell whether a text sends a referrer or permissions policy, by how it spells one."""
    places = (at for word in ("referrer", "permissions") for at in marks(text).folded(word))
    return any(_OTHERS.search(text, max(0, at - _LONGEST), at + _APART) for at in places)


def _headers(found: Sequence[Token]) -> Iterator[Written]:
    for at, token in enumerate(found):
        if token.kind != "string":
            continue
        value = _value(found, at + 1) if header(token.text) == CONTENT else dict(spelled(token.text)).get(CONTENT, "")
        if value and "-src" in value:
            yield Written(value, token.span, scope(found[:at]))


def _other_headers(found: Sequence[Token], settings: Collection[str]) -> Iterator[Written]:
    """Yield the referrer and permissions policies that code sends, by the header's name or a library's setting."""
    for at, token in enumerate(found):
        name = header(token.text) if token.kind == "string" else ""
        if name == PERMISSIONS:
            yield Written(_value(found, at + 1), token.span, scope(found[:at]), name)
        elif name == REFERRER or token.text in settings:
            if text := _chosen(found[at + 1 : at + _REACH]):
                where = EVERYWHERE if token.text == _DJANGO else scope(found[:at])
                yield Written(text, token.span, where, REFERRER)
        elif token.kind == "string" and "-" in token.text:
            named = ((name, text) for name, text in spelled(token.text) if name != CONTENT)
            yield from (Written(text, token.span, scope(found[:at]), name) for name, text in named)


def _chosen(after: Sequence[Token]) -> str:
    """Return the referrer policy that stands next: as strings, or as the constant of a library."""
    said: list[str] = []
    for token in after:
        if token.kind == "sign" and token.text in {";", "}"}:
            break
        if token.kind != "sign" and (policy := policy_of(token.text.replace("_", "-"))):
            said.append(policy)
        elif said and token.kind != "sign":
            break
    return said[-1] if said else ""


def _whole(found: Sequence[Token]) -> Iterator[Written]:
    """Yield the strings that are policies by what they say, as builders of headers take them."""
    strings = [(at, token) for at, token in enumerate(found) if token.kind == "string"]
    for (_, before), (at, token) in zip([(0, Token("sign", "", Span(0, 0))), *strings], strings, strict=False):
        reported = before.text.lower().endswith("-report-only")
        if _POLICY.match(token.text) and not reported:
            yield Written(token.text, token.span, scope(found[:at]))


def _value(found: Sequence[Token], at: int) -> str:
    """Return the text handed over with a header's name: strings next to it, joined, or those of a variable's value."""
    while at < len(found) and (found[at].kind == "sign" or found[at].text in {"value", "set", "new", "String"}):
        if found[at].text in {")", "}", ";"}:
            return ""
        at += 1
    if at < len(found) and found[at].kind == "name":
        return _assigned(found, found[at].text)
    return " ".join(_strings(found, at))


def _strings(found: Sequence[Token], at: int) -> Iterator[str]:
    """Yield the strings from a place on, to where the expression ends."""
    while at < len(found) and (found[at].kind == "string" or found[at].text in {"+", ".", ","}):
        if found[at].kind == "string":
            yield found[at].text
        at += 1


def _assigned(found: Sequence[Token], name: str) -> str:
    for at in range(len(found) - 2):
        if found[at].text == name and found[at].kind == "name" and found[at + 1].text == "=":
            first = at + 2 + (found[at + 2].text in _OPENING)
            return " ; ".join(_strings(found, first)) if first > at + 2 else " ".join(_strings(found, first))
    return ""


def _tables(found: Sequence[Token]) -> Iterator[Written]:
    """Yield a policy for each table of directives: directives close to each other, each named once."""
    table: dict[str, str] = {}
    start, last = 0, -_APART
    for at, token in enumerate(found):
        known = _DIRECTIVE.fullmatch(token.text) if token.kind != "sign" and at >= last else None
        sources, end = _sources(found, at + 1) if known else ([], at)
        if known is None or not sources:
            continue
        name = "-".join(filter(None, (known["kind"], "src", known["part"]))).lower()
        if name in table or at - last > _APART:
            yield from _table(table, found, start)
            table = {}
        start = start if table else at
        table[name] = " ".join((name, *sources))
        last = end
    yield from _table(table, found, start)


def _table(directives: Mapping[str, str], found: Sequence[Token], start: int) -> Iterator[Written]:
    """Yield the policy of a table; a lone ``scriptSrc: "https://…"`` is a property of something else."""
    if len(directives) > 1:
        yield Written("; ".join(directives.values()), found[start].span, scope(found[:start]))


def _sources(found: Sequence[Token], at: int) -> tuple[list[str], int]:
    """Return the sources after a directive's name: to the end of its brackets, or of its line of arguments."""
    sources: list[str] = []
    depth = 0
    while at < len(found):
        token = found[at]
        if token.text in _OPENING and token.kind == "sign":
            depth += 1
        elif token.text in _CLOSING and token.kind == "sign":
            depth -= 1
            if depth <= 0:
                break
        elif token.kind == "string":
            words = (f"'{word}'" if word in _BARE else word for word in token.text.split())
            sources += [word for word in words if _SOURCE.match(word)]
        elif token.kind == "name" and token.text in _KEYWORDS:
            sources.append(_KEYWORDS[token.text])
        elif depth == 0 and token.text not in {":", "=", "=>", ",", "|", "*"} and (sources or token.text == ";"):
            break
        at += 1
    return sources, at


_KEYWORDS = {
    **dict.fromkeys(("self", "SELF"), "'self'"),
    **dict.fromkeys(("none", "NONE"), "'none'"),
    **dict.fromkeys(("https", "HTTPS"), "https:"),
    **dict.fromkeys(("unsafe_inline", "UNSAFE_INLINE"), "'unsafe-inline'"),
    **dict.fromkeys(("unsafe_eval", "UNSAFE_EVAL"), "'unsafe-eval'"),
    **dict.fromkeys(("strict_dynamic", "STRICT_DYNAMIC"), "'strict-dynamic'"),
}
"""How Ruby's and Django's libraries name keywords."""
