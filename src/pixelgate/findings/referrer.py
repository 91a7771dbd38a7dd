"""What the policies of a page tell a third party of its address, or let it do: said on the finding, never as a pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pixelgate.facts.model import PERMISSIONS, REFERRER, Policy, SightingKind
from pixelgate.facts.referrer import NOTHING, ORIGIN, WHOLE
from pixelgate.findings.csp import hosts
from pixelgate.findings.model import Finding
from pixelgate.findings.wording import listed
from pixelgate.graph.model import Reach, RouteGraph
from pixelgate.graph.policies import MAYBE, REST
from pixelgate.source import Location
from pixelgate.vendors.catalog import Catalog

_BROWSERS_OWN = "strict-origin-when-cross-origin"
_FEATURES = re.compile(
    r"(?P<name>attribution-reporting|browsing-topics|camera|display-capture|geolocation|join-ad-interest-group"
    r"|microphone|run-ad-auction|shared-storage|storage-access)\s*=\s*\((?P<to>[^)]*)\)"
)
_STILL = {
    "script": "the script itself still reads it (`location.href`)",
    "frame": "what the frame's own address says is not touched",
    "image": "what the request's own address says is not touched",
}
_SCRIPTS = frozenset({SightingKind.LOADER, SightingKind.INIT, SightingKind.IMPORT, SightingKind.EMITTER})


class _Said(msgspec.Struct, frozen=True):
    """A referrer policy, what says so, and whether it surely counts."""

    text: str
    by: str
    sure: bool = True


def referred(findings: Iterable[Finding], graph: RouteGraph, catalog: Catalog) -> Iterator[Finding]:
    """Yield the findings; one about a request says what its referrer policy tells, where that is not as usual."""
    own = {reach.fact.location: reach.fact.referrer for reach in graph.connections if reach.fact.referrer}
    kinds = {reach.fact.location: reach.fact.kind for reach in graph.connections}
    for finding in findings:
        asks = finding.rule.presence and finding.verdicts
        said = [*_of_address(finding, graph, own, kinds), *_granted(finding, graph, catalog)] if asks else []
        because = " ".join((finding.because, *said)).strip()
        yield msgspec.structs.replace(finding, because=because) if said else finding


def _own(finding: Finding, own: Mapping[Location, str]) -> str:
    """Return the referrer policy that a finding's own element or request has."""
    sighting = finding.sighting
    return (sighting.referrer if sighting else "") or own.get(finding.location, "")


def _of_address(
    finding: Finding, graph: RouteGraph, own: Mapping[Location, str], kinds: Mapping[Location, str]
) -> Iterator[str]:
    """Yield a sentence where more than the site's name is told, or less; of several routes, where any tells more."""
    text = _own(finding, own)
    told = [_Said(text, "Its own `referrerpolicy`")] if text else [*_sent(finding, graph)]
    whole = next((one for one in told if one.text in WHOLE), None)
    if whole is not None:
        told_where = "" if whole.sure else "where it is sent, "
        yield f"{whole.by} is `{whole.text}`: {told_where}the request tells the page's whole address, path and query."
    elif told and all(one.sure and one.text in NOTHING | ORIGIN for one in told):
        least = max(told, key=lambda one: one.text in ORIGIN)
        if least.text != _BROWSERS_OWN:
            yield f"{least.by} is `{least.text}`: {_less(least.text)}, but {_STILL[_kind(finding, kinds)]}."


def _less(text: str) -> str:
    said = "does not tell the page's address" if text in NOTHING else "tells only the site's name"
    return f"the request's header {said}"


def _kind(finding: Finding, kinds: Mapping[Location, str]) -> str:
    """Return what the request asks for, as far as it matters: a script, a frame, or something that only shows."""
    if finding.sighting is None:
        return kinds.get(finding.location, "") if kinds.get(finding.location) in _STILL else "image"
    if finding.sighting.kind is SightingKind.IFRAME:
        return "frame"
    return "script" if finding.sighting.kind in _SCRIPTS else "image"


def _sent(finding: Finding, graph: RouteGraph) -> Iterator[_Said]:
    """Yield the policy of every route: what a document says of itself stands above the header; none is as usual."""
    for verdict in finding.verdicts:
        route = verdict.chain.route
        here = [one for one in _on(graph, REFERRER, route) if one.fact.text]
        alone = len(graph.routes[route].pages) <= 1
        of_itself = [one for one in here if one.fact.scope is None]
        for reach in of_itself or here:
            place = f"{reach.fact.location.path}:{reach.fact.location.line}"
            sure = alone if of_itself else _surely(reach, route)
            yield _Said(reach.fact.text, f"The referrer policy at {place}", sure)
        if not here:
            yield _Said(_BROWSERS_OWN, "")


def _on(graph: RouteGraph, header: str, route: int) -> Iterator[Reach[Policy]]:
    for reach in graph.headers:
        if reach.fact.header == header and any(chain.route == route for chain in reach.chains):
            yield reach


def _surely(reach: Reach[Policy], route: int) -> bool:
    return any(chain.route == route and chain.steps[-1].kind not in {MAYBE, REST} for chain in reach.chains)


def _granted(finding: Finding, graph: RouteGraph, catalog: Catalog) -> Iterator[str]:
    """Yield what the page's permissions policy lets this third party do, whom it names."""
    vendor = catalog.vendors.get(finding.vendor)
    theirs = {finding.host, *(vendor.hosts if vendor else ())} - {""}
    for kind in ("script", "frame", "image") if vendor else ():
        theirs |= {host.removeprefix("*.") for host in hosts(vendor, kind)} if vendor else set()
    routes = [verdict.chain.route for verdict in finding.verdicts]
    for reach in dict.fromkeys(one for route in routes for one in _on(graph, PERMISSIONS, route)):
        names = [
            f"`{found['name']}`"
            for found in _FEATURES.finditer(reach.fact.text.lower())
            if any(_is_below(host, one) for host in _named(found["to"]) for one in theirs)
        ]
        if names:
            place = f"{reach.fact.location.path}:{reach.fact.location.line}"
            yield f"The permissions policy at {place} names it for {listed(names)}."


def _named(sources: str) -> Iterator[str]:
    yield from re.findall(r"https?://(?:\*\.)?([\w.-]+)", sources)


def _is_below(host: str, known: str) -> bool:
    return host == known or host.endswith(f".{known}") or known.endswith(f".{host}")
