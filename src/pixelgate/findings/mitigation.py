"""Policies that shut out a tracker which a page would load: said on the finding, never counted as a pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.facts.model import Policy, SightingKind
from pixelgate.findings.csp import door, hosts
from pixelgate.findings.model import Finding
from pixelgate.graph.model import Reach, RouteGraph
from pixelgate.graph.policies import MAYBE, REST
from pixelgate.vendors.catalog import Catalog

_KINDS = {SightingKind.IFRAME: "frame", SightingKind.BEACON: "image"}


def mitigated(findings: Iterable[Finding], graph: RouteGraph, catalog: Catalog) -> Iterator[Finding]:
    """Yield the findings; one whose vendor a policy shuts out on every route it concerns says so."""
    for finding in findings:
        place = _shut_by(finding, graph, catalog) if graph.policies else ""
        if place:
            said = f"The policy at {place} shuts out {finding.vendor} here: a mitigation, and one line away from none."
            yield msgspec.structs.replace(finding, because=" ".join(filter(None, (finding.because, said))))
        else:
            yield finding


def _shut_by(finding: Finding, graph: RouteGraph, catalog: Catalog) -> str:
    """Return the places of the policies that keep a finding's vendor from all of its routes, if they do."""
    vendor = catalog.vendors.get(finding.vendor)
    if vendor is None or finding.sighting is None or not finding.verdicts:
        return ""
    kind = _KINDS.get(finding.sighting.kind, "script")
    known = tuple(hosts(vendor, kind))
    places: list[str] = []
    for verdict in finding.verdicts:
        closed = [r for r in graph.policies if known and _closes(r, verdict.chain.route, kind, known)]
        if not closed:
            return ""
        places.append(f"{closed[0].fact.location.path}:{closed[0].fact.location.line}")
    return " and ".join(dict.fromkeys(places))


def _closes(reach: Reach[Policy], route: int, kind: str, known: tuple[str, ...]) -> bool:
    sent = any(chain.route == route and chain.steps[-1].kind not in {MAYBE, REST} for chain in reach.chains)
    return sent and not any(map(door(reach.fact.text, kind).lets_in, known))
