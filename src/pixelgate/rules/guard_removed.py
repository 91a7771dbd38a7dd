"""PG408 guard-removed: nothing in the code asks for a login where the manifest says that one is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pixelgate.findings.drift import asked, entry_page, guard_of, shows_page
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.graph.model import Chain, Endpoint, Guard, RouteNode, Step
from pixelgate.manifest.match import covers
from pixelgate.manifest.model import Access
from pixelgate.rules.base import Context, Rule, at, found, judge

INFO = RuleInfo(
    code="PG408",
    name="guard-removed",
    summary="A route is authenticated in the manifest, but its code asks for no login, though that of others does.",
    why="A page of patients' data that has lost its login is open to everybody, and to every search engine.",
    fix="Put the guard back; if the login is asked for elsewhere (a proxy, single sign-on), switch the rule off.",
    scale=Scale.WARNING,
    tags=("privacy", "hipaa", "manifest"),
)

Key = tuple[str, str]


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address of an authenticated row without a guard that it had, or that its like have."""
    rows = [node for node in context.graph.routes if node.route.access is Access.AUTHENTICATED]
    usual = _usual(rows)
    before = {(one.framework, one.pattern): guard_of(one) for one in context.endpoints_before if asked(one)}
    for node in rows:
        for one in _open(node):
            if message := _message(node, one, usual, before):
                steps = Step(node.route.location, "route", node.route.path), Step(one.location, "endpoint", one.pattern)
                if verdicts := judge(context, INFO, (Chain(node.index, steps),)):
                    yield at(found(context, INFO, verdicts, message), one.location)


def _usual(rows: Sequence[RouteNode]) -> dict[str, Endpoint]:
    """Return an example by framework, where most of what the rows stand for has a guard in the code."""
    guarded = {one: None for node in rows for one in node.endpoints if asked(one)}
    counts = Counter(one.framework for one in guarded)
    counts.subtract(Counter(one.framework for one in {one for node in rows for one in _open(node)}))
    first = {one.framework: one for one in reversed(guarded)}
    return {name: one for name, one in first.items() if counts[name] > 0}


def _open(node: RouteNode) -> Iterator[Endpoint]:
    """Yield the row's own endpoints whose pages nobody needs a login for, one for each address."""
    guarded = {one.pattern for one in node.endpoints if one.guarded}
    told: set[str] = set()
    for one in node.endpoints:
        if one.pattern in guarded | told or not shows_page(one) or entry_page(one.pattern):
            continue
        if one.pages and covers(node.route.path, one.pattern):
            told.add(one.pattern)
            yield one


def _message(
    node: RouteNode, one: Endpoint, usual: Mapping[str, Endpoint], before: Mapping[Key, Guard]
) -> Message | None:
    """Say that a guard is gone, else that there is none; nothing where no guard of that framework is known."""
    row = f"The row `{node.route.path}` ({node.route.location.path}:{node.route.location.line}) is authenticated"
    opened = next((guard for guard in reversed(one.guards) if guard.opens), None)
    lets = f"`{opened.name}` ({opened.location.path}:{opened.location.line}) lets everybody in" if opened else ""
    if lost := before.get((one.framework, one.pattern)):
        gone = f"`{lost.name}`, which asked for a login on {one.pattern} ({lost.location.path}), no longer does"
        what = f"{row}, but {gone}{f': {lets}' if lets else ''}."
    elif other := usual.get(one.framework):
        like = guard_of(other)
        seen = f"as `{like.name}` ({like.location.path}:{like.location.line}) does on {other.pattern}"
        what = f"{row}, but {lets or f'nothing in the code asks for a login on {one.pattern}, {seen}'}."
    else:
        return None
    return Message(what, f"The row is {node.reason}.", remedy=INFO.fix)


RULE = Rule(INFO, check)
