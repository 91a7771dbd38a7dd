"""nginx: ``add_header Content-Security-Policy "…"`` in ``http``, ``server``, ``location`` and ``if`` blocks.

Source: https://nginx.org/en/docs/http/ngx_http_headers_module.html (headers are inherited from the level above if and
only if there are none at a level), https://nginx.org/en/docs/http/ngx_http_core_module.html#location.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts.headers.blocks import Block, Word, read_blocks
from pixelgate.facts.headers.written import NAMES, Written, header, spelled
from pixelgate.facts.model import Scope
from pixelgate.source import Span

FILES = re.compile(
    r"(?:.*\.)?nginx(?:[.-].*)?\.conf(?:\..*)?|.*\.nginx|default\.conf(?:\.template)?|.*\.conf(?:\.template)?"
)


class _Place(msgspec.Struct, frozen=True):
    """A location with the policies that hold in it; ``rank`` sorts first what nginx prefers."""

    rank: tuple[int, int]
    scope: Scope
    policies: tuple[Written, ...]
    span: Span


def read(text: str) -> Iterator[Written]:
    """Yield what holds in each location of each server, and outside of them, by nginx's order of preference."""
    root = read_blocks(text, lines=False)
    servers = list(_servers(root, ()))
    for at, (server, policies) in enumerate(servers or [(root, _policies(root, ()))]):
        for place in sorted(_places(server, policies), key=lambda place: place.rank):
            yield from _sent(place, f"nginx:{at}")


def _sent(place: _Place, group: str) -> Iterator[Written]:
    """Yield a place's policies; one without any of a header leaves its paths without, where others have some."""
    scope = msgspec.structs.replace(place.scope, group=group)
    without = NAMES - {policy.header for policy in place.policies}
    for policy in (*place.policies, *(Written("", place.span, header=name) for name in sorted(without))):
        yield msgspec.structs.replace(policy, scope=scope)


def _servers(block: Block, inherited: tuple[Written, ...]) -> Iterator[tuple[Block, tuple[Written, ...]]]:
    for one in block.inner:
        here = _policies(one, inherited)
        if one.name == "server":
            yield one, here
        elif one.name in {"http", "stream"}:
            yield from _servers(one, here)


def _policies(block: Block, inherited: tuple[Written, ...]) -> tuple[Written, ...]:
    """Return the policies of a level: its own, where it sets any header itself, else those of the level above."""
    own = [one for one in block.inner if one.name == "add_header"]
    more = [word for one in block.inner if one.name == "more_set_headers" for word in one.words[1:]]
    added = tuple(policy for one in own for policy in _added(one))
    return (*(added if own else inherited), *(policy for word in more for policy in _in_text(word)))


def _added(block: Block) -> Iterator[Written]:
    if len(block.words) > 2 and (name := header(block.words[1].text)):  # noqa: PLR2004 - directive, name and value
        yield Written(block.words[2].text, block.words[2].span, header=name)


def _in_text(word: Word) -> Iterator[Written]:
    return (Written(text, word.span, header=name) for name, text in spelled(word.text))


def _places(server: Block, policies: tuple[Written, ...]) -> Iterator[_Place]:
    """Yield every location below a server, and the server itself for what none takes."""
    for at, block in enumerate(one for one in server.inner if one.name == "location"):
        here = _policies(block, policies)
        rank, scope = _scope(block, at)
        yield from _places_inside(block, here)
        yield _Place(rank, scope, here, block.words[0].span)
    span = server.words[0].span if server.words else Span(0, 0)
    yield _Place((9, 0), Scope(), policies, span)


def _places_inside(block: Block, policies: tuple[Written, ...]) -> Iterator[_Place]:
    yield from (place for place in _places(block, policies) if place.rank != (9, 0))


def _scope(block: Block, at: int) -> tuple[tuple[int, int], Scope]:
    """Return nginx's rank of a location: exact, ``^~``, expressions in their order, the longest prefix."""
    words = [word.text for word in block.words[1:]]
    sign, path = (words[0], words[1]) if len(words) > 1 else ("", words[0] if words else "")
    match sign:
        case "=":
            return (0, 0), Scope("exact", path)
        case "^~":
            return (1, -len(path)), Scope("prefix", path)
        case "~" | "~*":
            return (2, at), Scope("regex", f"(?i){path}" if sign == "~*" else path)
        case _:
            return (3, -len(path)), Scope("prefix", path)
