"""What a rule is: metadata and one question to the route graph; and what rules share when they ask and answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

import msgspec

from pixelgate.facts.model import Problem, Sighting, SightingKind
from pixelgate.findings import remedy
from pixelgate.findings.ledger import Ledger
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale, Verdict
from pixelgate.findings.options import Told, told
from pixelgate.findings.relaxations import Relaxation
from pixelgate.findings.severity import severity
from pixelgate.findings.wording import sentence, shortened, where
from pixelgate.graph.model import Chain, Endpoint, Reach, RouteGraph, Tier
from pixelgate.manifest.model import Policy
from pixelgate.second.model import Evidence
from pixelgate.source import Location
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.cloaks import cloak
from pixelgate.vendors.model import Category, Vendor

OPAQUE = frozenset({Category.TAG_MANAGER, Category.CUSTOMER_DATA_PLATFORM})
"""Categories whose content the code does not show."""


class Context(msgspec.Struct, frozen=True):
    """What a rule may look at.

    ``today`` is a value, so that a report can be repeated. ``disagreements`` are what only the second reading saw.
    ``ledger`` says which exemptions and suppressions the other rules' findings met; only late rules see it filled.
    ``relaxations`` are what a change takes from the gate, ``before`` the policy that stood then, ``endpoints_before``
    the routes that the code declared then.
    """

    graph: RouteGraph
    catalog: Catalog
    today: dt.date
    disagreements: tuple[Reach[Evidence], ...] = ()
    ledger: Ledger = Ledger()
    relaxations: tuple[Relaxation, ...] = ()
    before: Policy = Policy()
    endpoints_before: tuple[Endpoint, ...] = ()

    def vendor(self, slug: str) -> Vendor | None:
        """Return what is known of a vendor; nothing of those that only the third-party-web data names."""
        return self.catalog.vendors.get(slug)

    def name(self, slug: str) -> str:
        """Return a vendor's name for people."""
        vendor = self.vendor(slug)
        return vendor.name if vendor else slug.removeprefix("other:")


class Rule(msgspec.Struct, frozen=True):
    """A rule: what it is called, and the pure function that asks the graph. ``late``: it judges what others used."""

    info: RuleInfo
    check: Callable[[Context], Iterator[Finding]]
    late: bool = False


def active(context: Context, kinds: Iterable[SightingKind]) -> Iterator[Reach[Sighting]]:
    """Yield the sightings of some kinds on which a browser acts, consent-gated ones included.

    The call inside a wrapper is left to the wrapper's calls, which say more.
    """
    wanted = frozenset(kinds)
    for reach in context.graph.sightings:
        if reach.chains and reach.fact.active and not reach.fact.relayed and reach.fact.kind in wanted:
            yield reach


def hearing(context: Context) -> dict[str, Told]:
    """Return, by vendor, what the code tells each known vendor not to take."""
    slugs = sorted({reach.fact.vendor for reach in context.graph.sightings})
    return {slug: told(context.graph, vendor) for slug in slugs if (vendor := context.vendor(slug))}


def judge(
    context: Context, info: RuleInfo, chains: Iterable[Chain], *, scale: Scale | None = None
) -> tuple[Verdict, ...]:
    """Return a verdict for each route on which the rule has something to say."""
    policy, routes = context.graph.manifest.policy, context.graph.routes
    levels = {tier: severity(info, tier, policy, scale=scale) for tier in Tier}
    judged = ((chain, levels[routes[chain.route].tier]) for chain in chains)
    return tuple(Verdict(chain, level) for chain, level in judged if level is not None)


def found(context: Context, info: RuleInfo, verdicts: tuple[Verdict, ...], message: Message) -> Finding:
    """Return the finding of some verdicts, as grave as the gravest, at the place the first chain ends in.

    The caller gives the place with :func:`at` or :func:`of`.
    """
    grave = max(verdict.severity for verdict in verdicts)
    told = msgspec.structs.replace(message, where=message.where or where(context.graph, verdicts))
    return Finding(info, grave, Location(context.graph.manifest.path), told, verdicts)


def at(finding: Finding, location: Location, *, vendor: str = "", host: str = "") -> Finding:
    """Return a finding with its place and whom it is about."""
    return msgspec.structs.replace(finding, location=location, vendor=vendor, host=host)


def of(finding: Finding, sighting: Sighting) -> Finding:
    """Return a finding with its place and vendor taken from a sighting."""
    return msgspec.structs.replace(
        finding,
        location=sighting.location,
        vendor=sighting.vendor,
        host=host(sighting.url),
        confidence=sighting.confidence,
        sighting=sighting,
    )


def host(url: str) -> str:
    """Return the lower-case host of a URL with or without its scheme, empty when it has none or is not known."""
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return ""
    return "" if not name or "{" in name or "." not in name else name


def gate(sighting: Sighting) -> str:
    """Say what consent does not change, for a sighting that waits for it."""
    if not sighting.gated:
        return ""
    return " It is consent-gated; a cookie banner is no HIPAA authorization, so this changes nothing."


def disguise(sighting: Sighting) -> str:
    """Say who answers at a host that stands below somebody else's domain."""
    name = host(sighting.url)
    company = cloak(name) if name else ""
    return f" In the DNS, {name} is a name of {company}, whoever owns the domain above it." if company else ""


def shown(url: str) -> str:
    """Return a URL as a sentence shows it: without scheme, on one line, cut."""
    return shortened(url.split("//", 1)[-1])


def advice(context: Context, sighting: Sighting, verdicts: tuple[Verdict, ...]) -> str:
    """Return the remedy for a tracker that must not be here: remove it, replace it, or prove a BAA."""
    vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
    chains = tuple(verdict.chain for verdict in verdicts)
    sentences = (
        remedy.removal(context.graph, sighting, chains),
        remedy.instead(vendor),
        remedy.agreement(vendor, name),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def problems(context: Context, kind: str) -> Iterator[Reach[Problem]]:
    """Yield what could not be read or resolved, of one kind."""
    return (reach for reach in context.graph.problems if reach.fact.kind == kind)


def not_analysed(context: Context, info: RuleInfo) -> Iterator[Finding]:
    """Yield a finding for each problem that bears the rule's name and that a route reaches."""
    for reach in problems(context, info.name):
        if verdicts := judge(context, info, reach.chains):
            message = Message(sentence(reach.fact.message), "", remedy=info.fix)
            yield at(found(context, info, verdicts, message), reach.fact.location)
