"""PG406 login-not-declared: the code asks for a login where the manifest says that everybody may come in."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.drift import asked, entry_page, guard_of, shows_page
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.wording import quoted
from pixelgate.graph.model import Chain, Endpoint, RouteNode, Step
from pixelgate.manifest.match import covers, same
from pixelgate.manifest.model import Access
from pixelgate.rules.base import Context, Rule, at, found, judge

INFO = RuleInfo(
    code="PG406",
    name="login-not-declared",
    summary="The code asks for a login on a route that the manifest calls public.",
    why="A page behind a login that is judged as a public one may carry every tracker there is.",
    fix='Write `access = "authenticated"` in the row, or give the guarded address a row of its own.',
    scale=Scale.ERROR,
    tags=("privacy", "hipaa", "manifest"),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each guarded address of a public row."""
    for node in context.graph.routes:
        if node.route.access is Access.PUBLIC:
            yield from _of_row(context, node)


def _of_row(context: Context, node: RouteNode) -> Iterator[Finding]:
    open_ = {one.pattern for one in node.endpoints if not one.guarded and shows_page(one)}
    told: set[str] = set()
    for one in node.endpoints:
        if not asked(one) or one.pattern in open_ | told or entry_page(one.pattern):
            continue
        told.add(one.pattern)
        steps = Step(node.route.location, "route", node.route.path), Step(one.location, "endpoint", one.pattern)
        if verdicts := judge(context, INFO, (Chain(node.index, steps),)):
            guard = guard_of(one)
            yield at(found(context, INFO, verdicts, _message(node, one, whole=not open_)), guard.location)


def _message(node: RouteNode, one: Endpoint, *, whole: bool) -> Message:
    """Say which guard stands where, and what to write; ``whole``: nothing of the row is open."""
    guard, row = guard_of(one), node.route
    place = f"{row.location.path}:{row.location.line}"
    what = (
        f"`{guard.name}` ({guard.location.path}:{guard.location.line}) asks for a login on {one.pattern}, "
        f"which the row `{row.path}` ({place}) calls public."
    )
    if same(row.path) == same(one.pattern) or not covers(row.path, one.pattern) or (whole and _alone(node)):
        remedy = f'Write `access = "{Access.AUTHENTICATED}"` in the row at {place}, and in `phi` what the page bears.'
    else:
        remedy = (
            f'Add `[[route]]` with `path = {quoted(one.pattern)}`, `access = "{Access.AUTHENTICATED}"`, '
            "and in `phi` what the page bears."
        )
    return Message(what, f"The row is {node.reason}.", remedy=remedy)


def _alone(node: RouteNode) -> bool:
    """Tell whether all that the row stands for asks for a login."""
    return all(asked(one) or not shows_page(one) for one in node.endpoints)


RULE = Rule(INFO, check)
