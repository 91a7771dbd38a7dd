"""Which policies in headers are sent with which routes."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pixelgate.facts.model import Policy, Scope
from pixelgate.graph.model import Chain, Step
from pixelgate.manifest import automaton
from pixelgate.manifest.model import Route
from pixelgate.manifest.pattern import read_pattern
from pixelgate.regular import ANYTHING, Language, TooLargeError, UnsupportedError, literal, meet, read, sequence, within

MAYBE = "policy?"
"""The kind of a step to a policy that is sent with some paths of a route, or may be."""
SURELY = "policy"
REST = "policy for the rest"
"""The kind of a step to a policy that is sent with all paths of a route that another policy leaves."""


def sent(routes: Sequence[Route], policies: Iterable[Policy]) -> Iterator[tuple[Policy, Chain]]:
    """Yield the policies that each route is sent, with the manifest's row and the policy's place as its chain.

    Of a group the first policy counts that takes a path in; a later one may still be sent with paths that the earlier
    left.
    """
    headers = sorted((policy for policy in policies if policy.scope), key=_group)
    groups = [(name, tuple(same)) for name, same in groupby(headers, key=_group)]
    for route in routes:
        row = Step(route.location, "route", route.path)
        for name, same in groups:
            for policy, kind in _first(route.path, same) if name[1] else _each(route.path, same):
                yield policy, Chain(route.order, (row, Step(policy.location, kind, _shown(policy.scope))))


def _group(policy: Policy) -> tuple[str, str, str]:
    return policy.location.path, policy.scope.group if policy.scope else "", policy.header


def _shown(scope: Scope | None) -> str:
    return scope.text if scope and scope.text else "every path"


def _each(path: str, policies: Iterable[Policy]) -> Iterator[tuple[Policy, str]]:
    for policy in policies:
        if kind := _sent(policy.scope, path):
            yield policy, kind


def _first(path: str, policies: Iterable[Policy]) -> Iterator[tuple[Policy, str]]:
    """Yield policies to the first scope that takes in the whole route; all of that scope count together."""
    decided: Scope | None = None
    before = False
    for policy in policies:
        if decided is not None and policy.scope != decided:
            return
        kind = _sent(policy.scope, path)
        if kind:
            yield policy, REST if before and kind == SURELY else kind
        if kind == SURELY:
            decided = policy.scope
        before = before or (kind == MAYBE)


@functools.lru_cache(maxsize=65536)
def _sent(scope: Scope | None, path: str) -> str:
    """Tell whether a scope takes in all paths of a pattern, some or it cannot be told, or none."""
    if scope is None or scope.kind == "all":
        return SURELY
    if scope.kind == "some":
        return MAYBE
    try:
        paths, taken = automaton.language(read_pattern(path), ANYTHING), _language(scope)
        if not meet(paths, taken):
            return ""
        return SURELY if within(paths, taken, automaton.PATHS) else MAYBE
    except (UnsupportedError, TooLargeError):
        return MAYBE


@functools.lru_cache(maxsize=4096)
def _language(scope: Scope) -> Language:
    """Return the paths of a scope; a slash at their end does not count, as in the manifest."""
    match scope.kind:
        case "exact":
            node = literal(scope.text)
        case "prefix":
            node = sequence(literal(scope.text), ANYTHING)
        case _:
            node = sequence(ANYTHING, read(scope.text), ANYTHING)
    return Language(node, or_before="/")
