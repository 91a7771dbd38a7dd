"""PG301 csp-allows-tracker: the Content Security Policy of a guarded route lets a tracker in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from pixelgate.facts.model import Policy
from pixelgate.findings.csp import FALLBACKS, door, hosts
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.wording import listed
from pixelgate.graph.model import Reach
from pixelgate.graph.policies import MAYBE
from pixelgate.rules.base import Context, Rule, at, found, judge
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Category

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


class _Entry(msgspec.Struct, frozen=True, order=True):
    """A vendor that a policy lets in: its name, by which directive, and whether that shuts out nobody."""

    vendor: str
    directive: str
    anywhere: bool


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each policy that lets trackers in, naming the vendors and the directive.

    Several policies on a page must all agree (CSP Level 3, section 4.2): what one shuts out is out, if it is surely
    sent. Of policies that stand for one another on different paths of a route, what any lets in is in.
    """
    policies = [reach for reach in context.graph.policies if reach.chains]
    entries = {text: _entries(context.catalog, text) for text in {reach.fact.text for reach in policies}}
    within = _let_in(policies, entries)
    for reach in policies if within else ():
        here = {chain.route: _named(entries[reach.fact.text], within[chain.route]) for chain in reach.chains}
        verdicts = judge(context, INFO, [chain for chain in reach.chains if here[chain.route]])
        if verdicts and reach.fact.text:
            said = frozenset[_Entry]().union(*(here[verdict.chain.route] for verdict in verdicts))
            message = Message(_what(said), "", remedy=INFO.fix)
            yield at(found(context, INFO, verdicts, message), reach.fact.location)


def _entries(catalog: Catalog, policy: str) -> frozenset[_Entry]:
    """Return whom a policy lets in: by a script from anywhere, or by any directive that names a host of theirs."""
    doors = {kind: door(policy, kind) for kind in FALLBACKS}
    trackers = [vendor for vendor in catalog.vendors.values() if vendor.category is not Category.EMBED]
    return frozenset(
        _Entry(vendor.name, one.directive, one.anywhere)
        for kind, one in doors.items()
        if kind == "script" or not one.anywhere
        for vendor in trackers
        if any(map(one.lets_in, hosts(vendor, kind)))
    )


def _let_in(
    policies: Sequence[Reach[Policy]], entries: dict[str, frozenset[_Entry]]
) -> dict[int, frozenset[str] | None]:
    """Return by route the vendors that every policy lets in that is surely sent; ``None`` where none is."""
    groups: dict[int, dict[object, frozenset[str]]] = {}
    for reach in policies:
        for chain in reach.chains:
            let_in = groups.setdefault(chain.route, {})
            group = _group(reach.fact)
            let_in[group] = let_in.get(group, frozenset()) | {entry.vendor for entry in entries[reach.fact.text]}
    sure = {(c.route, _group(r.fact)) for r in policies for c in r.chains if c.steps[-1].kind != MAYBE}
    agreed = {route: [v for group, v in found.items() if (route, group) in sure] for route, found in groups.items()}
    return {route: frozenset.intersection(*found) if found else None for route, found in agreed.items()}


def _group(policy: Policy) -> object:
    """Return what is equal for policies that stand for one another on different paths."""
    scope = policy.scope
    return (policy.location.path, scope.group) if scope and scope.group else policy


def _named(entries: Iterable[_Entry], vendors: frozenset[str] | None) -> frozenset[_Entry]:
    return frozenset(entry for entry in entries if vendors is None or entry.vendor in vendors)


def _what(entries: Iterable[_Entry]) -> str:
    """Say whom each directive lets in."""
    by_directive: dict[str, list[_Entry]] = {}
    for entry in sorted(entries):
        by_directive.setdefault(entry.directive, []).append(entry)
    parts = [
        f"{_whom(same)}: directive `{name}`" for name, same in sorted(by_directive.items(), key=lambda pair: pair[0])
    ]
    return f"The policy lets in {'; '.join(parts)}."


def _whom(entries: list[_Entry]) -> str:
    if any(entry.anywhere for entry in entries):
        return "scripts from anywhere, every tracker among them"
    return listed(entry.vendor for entry in entries)


RULE = Rule(INFO, check)
