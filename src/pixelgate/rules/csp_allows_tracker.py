"""PG301 csp-allows-tracker: the Content Security Policy of a guarded route lets a tracker in."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pixelgate.facts.model import Policy
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.wording import listed
from pixelgate.graph.model import Reach
from pixelgate.rules.base import Context, Rule, at, found, judge
from pixelgate.vendors.model import Category, Vendor

INFO = RuleInfo(
    code="PG301",
    name="csp-allows-tracker",
    summary="The Content Security Policy of a guarded route permits a tracker's script, or any script at all.",
    why=(
        "A policy is the last door between a patient's page and a tracker. One that names the tracker was opened for it"
        " on purpose, and stays open for the next snippet, plugin or tag manager."
    ),
    fix="Take the host out of the policy of these pages; name the hosts that are needed instead of a wildcard.",
    scale=Scale.CONTACT,
)

_ANY = frozenset({"*", "http:", "https:"})
_SCRIPTS = ("script-src-elem", "script-src", "default-src")


class _Door(msgspec.Struct, frozen=True):
    """What a policy's directive for scripts lets in: names of vendors, and whether that is because it lets in all."""

    directive: str
    anywhere: bool
    vendors: frozenset[str]


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each policy that lets trackers in, naming the vendors and the directive.

    Several policies on a page must all agree (CSP Level 3, section 4.2): what one shuts out is out.
    """
    policies = context.graph.policies
    doors = {reach.fact: _door(context, reach.fact.text) for reach in policies}
    for reach in policies:
        here = {c.route: [doors[r.fact] for r in policies if _reaches(r, c.route)] for c in reach.chains}
        open_to = {route: frozenset.intersection(*(door.vendors for door in all_)) for route, all_ in here.items()}
        chains = [chain for chain in reach.chains if open_to[chain.route]]
        if verdicts := judge(context, INFO, chains):
            door = doors[reach.fact]
            names = sorted(frozenset.union(*(open_to[chain.route] for chain in chains)))
            whom = "scripts from anywhere, every tracker among them" if door.anywhere else listed(names)
            message = Message(f"The policy lets in {whom}: directive `{door.directive}`.", "", remedy=INFO.fix)
            yield at(found(context, INFO, verdicts, message), reach.fact.location)


def parsed(policy: str) -> dict[str, tuple[str, ...]]:
    """Return the directives of a policy with their sources; of duplicates the first counts (CSP Level 3, 2.2.1)."""
    directives: dict[str, tuple[str, ...]] = {}
    for part in policy.lower().split(";"):
        name, *sources = part.split() or [""]
        directives.setdefault(name, tuple(sources))
    return directives


def _reaches(reach: Reach[Policy], route: int) -> bool:
    return any(chain.route == route for chain in reach.chains)


def _door(context: Context, policy: str) -> _Door:
    """Return whom a policy lets in; a policy without a directive for scripts lets in everybody."""
    directives = parsed(policy)
    directive = next((name for name in _SCRIPTS if name in directives), "script-src")
    sources = directives.get(directive, ("*",))
    trackers = [v for v in context.catalog.vendors.values() if v.category is not Category.EMBED]
    anywhere = any(source in _ANY for source in sources)
    if "'strict-dynamic'" in sources:  # host sources do not count beside it (CSP Level 3, section 8.2)
        return _Door(directive, anywhere=False, vendors=frozenset())
    let_in = (v for v in trackers if anywhere or any(_permits(s, h) for h in _hosts(v) for s in sources))
    return _Door(directive, anywhere=anywhere, vendors=frozenset(v.name for v in let_in))


def _hosts(vendor: Vendor) -> Iterator[str]:
    hosts = (loader.url.partition("/")[0].removeprefix("*.") for loader in vendor.loader)
    return (host for host in hosts if host and "*" not in host and "{" not in host)


def _permits(source: str, host: str) -> bool:
    """Tell whether a host source (``https://*.example.com:443/path``) matches a host; keywords match none."""
    _, _, rest = source.rpartition("://")
    name = rest.partition("/")[0].partition(":")[0]
    return host == name or (name.startswith("*.") and host.endswith(name[1:]))


RULE = Rule(INFO, check)
