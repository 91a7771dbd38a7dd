"""PG301 csp-allows-tracker: the Content Security Policy of a guarded route lets a tracker in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.wording import enumerated
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


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each policy that lets trackers in, naming the vendors and the directive.

    Several policies on a page must all agree (CSP Level 3, section 4.2), so a source counts only when no other policy
    of the same route shuts it out.
    """
    for reach in context.graph.policies:
        directives = parsed(reach.fact.text)
        directive = next((name for name in _SCRIPTS if name in directives), "")
        sources = directives.get(directive, ())
        chains = [c for c in reach.chains if _is_only_policy(context, c.route)]
        verdicts = judge(context, INFO, chains)
        if not verdicts or "'strict-dynamic'" in sources:
            continue
        allowed = _allowed(context.catalog.vendors, sources)
        if any(source in _ANY for source in sources):
            what = f"The policy lets in scripts from anywhere: `{directive}` has a wildcard."
        elif allowed:
            what = f"The policy lets in {enumerated(allowed)}: `{directive}`."
        else:
            continue
        message = Message(what, "", remedy=INFO.fix)
        yield at(found(context, INFO, verdicts, message), reach.fact.location)


def parsed(policy: str) -> dict[str, tuple[str, ...]]:
    """Return the directives of a policy with their sources; of duplicates the first counts (CSP Level 3, 2.2.1)."""
    directives: dict[str, tuple[str, ...]] = {}
    for part in policy.lower().split(";"):
        name, *sources = part.split() or [""]
        directives.setdefault(name, tuple(sources))
    return directives


def _is_only_policy(context: Context, route: int) -> bool:
    return sum(any(chain.route == route for chain in reach.chains) for reach in context.graph.policies) == 1


def _allowed(vendors: Mapping[str, Vendor], sources: Sequence[str]) -> tuple[str, ...]:
    trackers = [vendor for vendor in vendors.values() if vendor.category is not Category.EMBED]
    return tuple(sorted(v.name for v in trackers if any(_permits(s, h) for h in _hosts(v) for s in sources)))


def _hosts(vendor: Vendor) -> Iterator[str]:
    hosts = (loader.url.partition("/")[0].removeprefix("*.") for loader in vendor.loader)
    return (host for host in hosts if host and "*" not in host and "{" not in host)


def _permits(source: str, host: str) -> bool:
    """Tell whether a host source (``https://*.example.com:443/path``) matches a host; keywords match none."""
    _, _, rest = source.rpartition("://")
    name = rest.partition("/")[0].partition(":")[0]
    return host == name or (name.startswith("*.") and host.endswith(name[1:]))


RULE = Rule(INFO, check)
