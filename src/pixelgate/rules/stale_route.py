"""PG402 stale-route: a row of the manifest names pages that are not there, or has none."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.wording import listed
from pixelgate.graph.model import Chain, RouteNode, Shows, Step
from pixelgate.rules.base import Context, Rule, at, found, judge

INFO = RuleInfo(
    code="PG402",
    name="stale-route",
    summary="A route's pages exist no more, or a guarded route has no page at all.",
    why="A route without its pages passes every check because nothing of it is read.",
    fix="Name the files that render the route now in its `pages`; if the site has it no more, delete the row.",
    scale=Scale.ERROR,
)

_PROVIDED = (
    "If the project overrides the package's templates, name its own in `pages`. Else look in a browser at what the page"
    " loads, and accept this with `pixelgate baseline create --reason …`; the row stays."
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each row with page patterns that match nothing, or without a page to check."""
    for node in context.graph.routes:
        what, scale, remedy = _what(node)
        chain = Chain(node.index, (Step(node.route.location, "route", node.route.path),))
        if what and (verdicts := judge(context, INFO, (chain,), scale=scale)):
            message = Message(what, f"The route is {node.reason}.", remedy=remedy)
            yield at(found(context, INFO, verdicts, message), node.route.location)


def _what(node: RouteNode) -> tuple[str, Scale, str]:
    """Say what is gone, how grave that is, and what to do.

    Of a route that code declares, a page that cannot be told is a problem at its declaration; one that a package brings
    is not stale, and yet nobody read it.
    """
    path = node.route.path
    if node.missing:
        return (
            f"No file matches {listed(f'`{one}`' for one in node.missing)}, the pages of {path}.",
            INFO.scale,
            INFO.fix,
        )
    if not node.guarded or node.pages:
        return "", INFO.scale, ""
    if not node.endpoints:
        return f"No page is known that renders {path}, so nothing of it was checked.", INFO.scale, INFO.fix
    provided = next((one for one in node.endpoints if one.shows is Shows.PROVIDED), None)
    if provided is None or any(one.shows is Shows.PAGE for one in node.endpoints):
        return "", INFO.scale, ""
    what = f"The page of {path} is not in this tree ({provided.unknown}); nothing of it was checked."
    return what, Scale.WARNING, _PROVIDED


RULE = Rule(INFO, check)
