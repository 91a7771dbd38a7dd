"""Content Security Policies in program code: a header that is set, or a table of directives that a library sends.

Next, Nuxt, SvelteKit, Astro, Express with helmet, Django (django-csp, and 6.0's own), Rails, secure_headers, Laravel,
Symfony, Spring, ASP.NET, CloudFront functions: all spell either the header's name or the directives' names, each in the
manner of its language (``scriptSrc``, ``script_src``, ``script-src``, ``CSP_SCRIPT_SRC``).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from pixelgate.facts.headers.hosting import expression
from pixelgate.facts.headers.tokens import Token, tokens
from pixelgate.facts.headers.written import Written, is_policy, spelled
from pixelgate.facts.model import Scope
from pixelgate.source import Span

EXTENSIONS = frozenset(
    {".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".py", ".rb", ".php", ".java", ".kt", ".cs"}
)
MARKS = re.compile(r"content.?security.?policy|\bCSP_[A-Z]+_SRC\b|\bSECURE_CSP\b|\bcsp\b", re.IGNORECASE)
SOMEWHERE = Scope("some")
"""Code sends it with some paths; which, only a run could tell."""

_KINDS = "default|script|style|img|connect|frame|child|font|media|object|worker|manifest"
_DIRECTIVE = re.compile(rf"(?:csp)?[-_]?(?P<kind>{_KINDS})[-_]?src(?:[-_]?(?P<part>elem|attr))?", re.IGNORECASE)
_POLICY = re.compile(rf"\s*(?:{_KINDS})-src(?:-elem|-attr)?\s+\S")
_BARE = frozenset({"self", "none", "unsafe-inline", "unsafe-eval", "strict-dynamic"})
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_NEAR = 60
_APART = 40
_SOURCE = re.compile(r"https?:|\*|'|[\w.-]+\.[a-z]{2,}|data:|blob:|wss?:")


def read(text: str, path: str) -> Iterator[Written]:
    """Yield the policies that a source spells as a header, else as a whole text, else as tables of directives."""
    if MARKS.search(text) is None:
        return
    found = tokens(text, posixpath.splitext(path)[1].lower())
    yield from list(_headers(found)) or list(_whole(found)) or _tables(found)


def _headers(found: Sequence[Token]) -> Iterator[Written]:
    for at, token in enumerate(found):
        if token.kind != "string":
            continue
        value = _value(found, at + 1) if is_policy(token.text) else next(spelled(token.text), "")
        if value and "-src" in value:
            yield Written(value, token.span, _scope(found[max(0, at - _NEAR) : at]))


def _whole(found: Sequence[Token]) -> Iterator[Written]:
    """Yield the strings that are policies by what they say, as builders of headers take them."""
    strings = [token for token in found if token.kind == "string"]
    for before, token in zip([None, *strings], strings, strict=False):
        reported = before is not None and before.text.lower().endswith("-report-only")
        if _POLICY.match(token.text) and not reported:
            yield Written(token.text, token.span, SOMEWHERE)


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


def _scope(before: Sequence[Token]) -> Scope:
    """Return the paths of the nearest ``source: "/portal/:rest*"`` before a header, as Next has it."""
    for at in range(len(before) - 3, -1, -1):
        name, colon, value = before[at : at + 3]
        if name.text == "source" and colon.text == ":" and value.kind == "string":
            return expression(value.text)
    return SOMEWHERE


def _tables(found: Sequence[Token]) -> Iterator[Written]:
    """Yield a policy for each table of directives: directives that stand close to each other."""
    table: list[str] = []
    start, last = Span(0, 0), -_APART
    for at, token in enumerate(found):
        known = _DIRECTIVE.fullmatch(token.text) if token.kind != "sign" else None
        if known is None or at < last:
            continue
        sources, end = _sources(found, at + 1)
        if not sources:
            continue
        if table and at - last > _APART:
            yield from _table(table, start)
            table = []
        start = start if table else token.span
        part = f"-{known['part'].lower()}" if known["part"] else ""
        table.append(f"{known['kind'].lower()}-src{part} {' '.join(sources)}")
        last = end
    yield from _table(table, start)


def _table(directives: Sequence[str], start: Span) -> Iterator[Written]:
    """Yield the policy of a table; a lone ``scriptSrc: "https://…"`` is a property of something else."""
    if len(directives) > 1:
        yield Written("; ".join(directives), start, SOMEWHERE)


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
