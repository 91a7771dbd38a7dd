"""The paths that code sends a header with, told from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pixelgate.facts.headers.hosting import expression
from pixelgate.facts.headers.tokens import Token
from pixelgate.facts.model import Scope

SOMEWHERE = Scope("some")
"""Code sends it with some paths; which, only a run could tell."""

_MOUNTS = frozenset({"use", "get", "all"})
_MATCHERS = frozenset({"securityMatcher", "antMatcher"})
_PAIR = 2
_NEAR = 80


def scope(before: Sequence[Token]) -> Scope:
    """Return the paths by the tokens before a header or a table of directives, the nearest sign first.

    Next's ``source: "/portal/:rest*"``, a rule of Nuxt's (``"/portal/**": { headers: … }``), a router's
    ``app.use("/portal", helmet(…))``, Spring's ``securityMatcher("/portal/**")``.
    """
    depth = 0
    near = before[-_NEAR:]
    for at in range(len(near) - 1, -1, -1):
        token = near[at]
        if token.kind == "name" and token.text == "source" and (path := _string(near, at + _PAIR, after=":")):
            return expression(path)
        if token.kind == "name" and token.text in _MATCHERS and (path := _string(near, at + _PAIR, after="(")):
            return below(path)
        if token.kind == "sign" and token.text == ";":
            break
        if token.kind == "sign" and token.text in ")]}":
            depth += 1
        elif token.kind == "sign" and token.text in "([{":
            depth -= 1
            if depth < 0 and (found := _opened(near, at)):
                return found
            depth = max(depth, 0)
    return SOMEWHERE


def _string(near: Sequence[Token], at: int, *, after: str) -> str:
    fits = at < len(near) and near[at - 1].text == after and near[at].kind == "string"
    return near[at].text if fits and near[at].text.startswith("/") else ""


def _opened(near: Sequence[Token], at: int) -> Scope | None:
    """Return the paths of a bracket around: of a call its first argument, of a table the key it belongs to."""
    if near[at].text == "(" and at and near[at - 1].text in _MOUNTS and (path := _string(near, at + 1, after="(")):
        return below(path)
    keyed = near[at].text == "{" and at >= _PAIR and near[at - 1].text == ":" and near[at - _PAIR].kind == "string"
    return _rule(near[at - _PAIR].text) if keyed and near[at - _PAIR].text.startswith("/") else None


def below(path: str) -> Scope:
    """Return the scope of a path and all below it; ``/**`` at its end says so already."""
    bare = re.sub(r"/\*{1,2}$", "", path).rstrip("/")
    return Scope("regex", f"^{re.escape(bare)}(?:/|$)") if bare else Scope()


def _rule(path: str) -> Scope:
    return below(path) if path.endswith("*") else Scope("exact", path)
