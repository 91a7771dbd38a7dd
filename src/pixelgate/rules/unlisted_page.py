"""PG401 unlisted-page: a page that visitors can open stands in no row of the manifest."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.severity import severity
from pixelgate.graph.model import Tier
from pixelgate.rules.base import Context, Rule
from pixelgate.source import Location

INFO = RuleInfo(
    code="PG401",
    name="unlisted-page",
    summary="A page is reachable by the web server or the router, but no route of the manifest claims it.",
    why="Nobody has said whether this page bears health information, so nobody can say that it is clean.",
    fix="Add a route for the page, name it in the `pages` of one, or exclude it if it is not deployed.",
    scale=Scale.UNLISTED,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each page without a row."""
    grave = severity(INFO, Tier.AUTHENTICATED, context.graph.manifest.policy)
    if grave is None:
        return
    for path in context.graph.unlisted:
        what = f"{path} is a page, but no route in {context.graph.manifest.path} claims it."
        yield Finding(INFO, grave, Location(path), Message(what, "", remedy=INFO.fix))


RULE = Rule(INFO, check)
