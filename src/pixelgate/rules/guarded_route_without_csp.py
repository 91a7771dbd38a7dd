"""PG303 guarded-route-without-csp: nothing would stop a tracker that static reading cannot see."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.graph.model import Chain, Step
from pixelgate.rules.base import Context, Rule, at, found, judge

INFO = RuleInfo(
    code="PG303",
    name="guarded-route-without-csp",
    summary="A guarded route is sent no Content Security Policy that the code shows (under `strict` only).",
    why=(
        "A tag manager, a plugin or a script from elsewhere can bring a tracker that is in no file of"
        " yours. A policy stops it in the browser."
    ),
    fix="Send a policy with the route that names the hosts it needs; `pixelgate csp ROUTE` writes one.",
    scale=Scale.STRICT,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each guarded route that no policy reaches."""
    sent = {chain.route for reach in context.graph.policies if reach.fact.text for chain in reach.chains}
    for node in context.graph.routes:
        if not node.guarded or node.index in sent or not node.pages:
            continue
        chain = Chain(node.index, (Step(node.route.location, "route", node.route.path),))
        if verdicts := judge(context, INFO, [chain]):
            what = f"No Content Security Policy is sent with {node.route.path}."
            message = Message(what, f"The route is {node.reason}.", remedy=INFO.fix)
            yield at(found(context, INFO, verdicts, message), node.route.location)


RULE = Rule(INFO, check)
