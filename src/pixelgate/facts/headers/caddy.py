"""Caddy: ``header [matcher] Content-Security-Policy "…"`` and ``header [matcher] { … }``.

Source: https://caddyserver.com/docs/caddyfile/directives/header and …/matchers: path matchers are exact, ``*`` stands
for any text. Of one directive the narrower matchers run first, so what a wider one sets comes later and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pixelgate.facts.headers.blocks import Block, read_blocks
from pixelgate.facts.headers.written import EVERYWHERE, Written, first_counts, header
from pixelgate.facts.model import Scope

FILES = re.compile(r"Caddyfile(?:\..*)?|.*\.caddy(?:file)?", re.IGNORECASE)
_INSIDE = frozenset({"handle", "handle_path", "route"})


def read(text: str) -> Iterator[Written]:
    """Yield every policy with its matcher, the widest first."""
    found = _read(read_blocks(text, lines=True), (EVERYWHERE,), {})
    return first_counts(sorted(found, key=lambda one: len(one.scope.text)), "caddy")


def _read(block: Block, around: tuple[Scope, ...], known: Mapping[str, tuple[Scope, ...]]) -> Iterator[Written]:
    named = {**known, **{one.name: tuple(_matcher(one)) for one in block.inner if one.name.startswith("@")}}
    for one in block.inner:
        if one.name == "header":
            yield from _header(one, around, named)
        elif one.name in _INSIDE:
            yield from _read(one, _scopes(one, around, named)[0], named)
        elif one.inner and not one.name.startswith("@"):
            yield from _read(one, around, named)


def _scopes(
    block: Block, around: tuple[Scope, ...], named: Mapping[str, tuple[Scope, ...]]
) -> tuple[tuple[Scope, ...], int]:
    """Return the paths a directive is for, and how many of its words say so."""
    first = block.words[1].text if len(block.words) > 1 else ""
    if first.startswith("@"):
        return named.get(first, around), 1
    if first == "*":
        return around, 1
    return ((glob(first),), 1) if first.startswith("/") else (around, 0)


def _header(block: Block, around: tuple[Scope, ...], named: Mapping[str, tuple[Scope, ...]]) -> Iterator[Written]:
    scopes, taken = _scopes(block, around, named)
    pairs = [block.words[1 + taken :], *(one.words for one in block.inner)]
    for pair in pairs:
        if len(pair) > 1 and (name := header(pair[0].text.lstrip("+?>"))):
            for scope in scopes:
                yield Written(pair[1].text, pair[1].span, scope, name)


def _matcher(block: Block) -> Iterator[Scope]:
    """Yield the paths of a named matcher; what else it asks for is not known."""
    for words in (block.words[1:], *(one.words for one in block.inner)):
        if words and words[0].text == "path":
            yield from (glob(word.text) for word in words[1:])
        elif words and words[0].text == "path_regexp":
            yield Scope("regex", words[-1].text)


def glob(path: str) -> Scope:
    """Return the scope of a path in which ``*`` stands for any text."""
    if "*" not in path:
        return Scope("exact", path)
    if path.endswith("*") and path.count("*") == 1:
        return Scope("prefix", path[:-1])
    return Scope("regex", "^" + ".*".join(map(re.escape, path.split("*"))) + "$")
