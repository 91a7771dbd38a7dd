"""PG401 unlisted-page: a page that visitors can open stands in no row of the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.severity import severity
from pixelgate.findings.wording import quoted
from pixelgate.graph.model import Endpoint, Tier
from pixelgate.manifest.model import Access
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
    """Yield a finding for each page without a row, and for each route of the code without one."""
    grave = severity(INFO, Tier.AUTHENTICATED, context.graph.manifest.policy)
    if grave is None:
        return
    for path in context.graph.unlisted:
        what = f"{path} is a page, but no route in {context.graph.manifest.path} claims it."
        yield Finding(INFO, grave, Location(path), Message(what, "", remedy=_remedy(path)))
    for pattern, same in _by_pattern(context.graph.undeclared).items():
        yield Finding(INFO, grave, same[0].location, _message(pattern, same, context.graph.manifest.path))


def _remedy(page: str) -> str:
    """Say which line claims a page that no code ties to an address."""
    line = f"`pages = [{quoted(page)}]`"
    return f"Add {line} to the route that shows it, or a `[[route]]` of its own; or exclude it if it is not deployed."


def _by_pattern(endpoints: Iterable[Endpoint]) -> dict[str, list[Endpoint]]:
    found: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        found.setdefault(endpoint.pattern, []).append(endpoint)
    return found


def _message(pattern: str, same: list[Endpoint], manifest: str) -> Message:
    """Say that no row claims a route of the code, and which lines would."""
    what = f"The code declares {pattern} ({same[0].framework}), but no route in {manifest} claims it."
    guard = next((guard for one in same if one.guarded for guard in one.guards if not guard.opens), None)
    seen = f" ({guard.name}, {guard.location.path}:{guard.location.line}, asks for a login)" if guard else ""
    access = f'access = "{Access.AUTHENTICATED if guard else Access.PUBLIC}"'
    sure = seen or ' if everybody may see it, else `access = "authenticated"`'
    remedy = f"Add `[[route]]` with `path = {quoted(pattern)}`, `{access}`{sure}, and in `phi` what the page bears."
    return Message(what, "", remedy=remedy)


RULE = Rule(INFO, check)
