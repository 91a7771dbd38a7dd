"""Exemptions: which findings the manifest permits, on which routes, and why a permission did not count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from pixelgate.findings.model import Finding, Status, Verdict
from pixelgate.findings.wording import where
from pixelgate.graph.model import RouteGraph
from pixelgate.manifest.match import covers
from pixelgate.manifest.model import Exemption, Profile, Route
from pixelgate.source import Location


class Ruling(msgspec.Struct, frozen=True):
    """What the manifest says of one verdict: the exemption that was met, and why it has no effect, if it has none."""

    verdict: Verdict
    exemption: Exemption | None = None
    refusal: str = ""

    @property
    def exempted(self) -> bool:
        return self.exemption is not None and not self.refusal


def exempt(
    findings: Iterable[Finding], graph: RouteGraph, today: dt.date
) -> tuple[tuple[Finding, ...], frozenset[Location]]:
    """Return the findings, each split into what is exempted and what is open, and the places of exemptions met.

    An exemption permits a vendor (or a host) on its routes, for its rules and events, until it expires. Where a route
    bears PHI it needs a ``baa``, except under the profile ``ftc``, where nobody signs one.
    """
    exemptions = graph.manifest.exemptions
    covering = _covering(graph) if exemptions else ()
    parts: list[Finding] = []
    met: set[Location] = set()
    for finding in findings:
        candidates = {at for at, exemption in enumerate(exemptions) if _concerns(exemption, finding)}
        if not candidates or not finding.verdicts:
            parts.append(finding)
            continue
        rulings = [
            _ruling(verdict, [exemptions[at] for at in covering[verdict.chain.route] if at in candidates], graph, today)
            for verdict in finding.verdicts
        ]
        met |= {ruling.exemption.location for ruling in rulings if ruling.exemption}
        parts += _split(finding, rulings, graph)
    return tuple(parts), frozenset(met)


def _covering(graph: RouteGraph) -> tuple[tuple[int, ...], ...]:
    """Return for each route the positions of the exemptions whose patterns cover all of it."""
    exemptions = graph.manifest.exemptions
    return tuple(
        tuple(at for at, e in enumerate(exemptions) if any(covers(pattern, node.route.path) for pattern in e.routes))
        for node in graph.routes
    )


def _concerns(exemption: Exemption, finding: Finding) -> bool:
    """Tell whether an exemption is about this vendor or host, this rule and this event, wherever it is."""
    if exemption.vendor:
        about = exemption.vendor == finding.vendor
    else:
        about = bool(finding.host) and exemption.host.lower() == finding.host
    named = finding.rule.name in exemption.rules or finding.rule.code in exemption.rules
    return (
        about and (named or not exemption.rules) and (not exemption.events or _event_listed(exemption, finding, named))
    )


def _event_listed(exemption: Exemption, finding: Finding, named: bool) -> bool:
    """Tell whether listed events leave room for a finding: its event is listed, or it has none and only says "here"."""
    event = finding.sighting.event if finding.sighting else ""
    if event:
        return event in exemption.events
    return named or finding.rule.presence


def _ruling(verdict: Verdict, met: Sequence[Exemption], graph: RouteGraph, today: dt.date) -> Ruling:
    """Return the first exemption that permits a verdict, else the first that was meant to."""
    route = graph.routes[verdict.chain.route].route
    rulings = [Ruling(verdict, e, _refusal(e, route, graph.manifest.policy.profile, today)) for e in met]
    return next((r for r in rulings if r.exempted), rulings[0] if rulings else Ruling(verdict))


def _refusal(exemption: Exemption, route: Route, profile: Profile, today: dt.date) -> str:
    place = f"{exemption.location.path}:{exemption.location.line}"
    if exemption.expires < today:
        return f"The exemption at {place} expired on {exemption.expires} and has no effect."
    if route.phi and not exemption.baa and profile is not Profile.FTC:
        return f"The exemption at {place} has no effect on {route.path}: the route bears PHI and no `baa` is named."
    return ""


def _split(finding: Finding, rulings: Sequence[Ruling], graph: RouteGraph) -> Iterator[Finding]:
    exempted = [ruling for ruling in rulings if ruling.exempted]
    opened = [ruling for ruling in rulings if not ruling.exempted]
    if opened:
        yield part(finding, [r.verdict for r in opened], graph, because=_joined(r.refusal for r in opened))
    if exempted:
        because = _joined(_permission(r.exemption) for r in exempted if r.exemption)
        yield part(finding, [r.verdict for r in exempted], graph, because=because, status=Status.EXEMPTED)


def part(
    finding: Finding, verdicts: Sequence[Verdict], graph: RouteGraph, *, because: str, status: Status = Status.OPEN
) -> Finding:
    """Return the part of a finding that concerns some of its routes, with severity and wording of its own."""
    whole = len(verdicts) == len(finding.verdicts)
    return msgspec.structs.replace(
        finding,
        severity=max(verdict.severity for verdict in verdicts),
        verdicts=tuple(verdicts),
        message=finding.message if whole else msgspec.structs.replace(finding.message, where=where(graph, verdicts)),
        because=because or finding.because,
        status=status,
    )


def _permission(exemption: Exemption) -> str:
    place = f"{exemption.location.path}:{exemption.location.line}"
    paper = f" under {exemption.baa}" if exemption.baa else ""
    return f"Exempted by {place}{paper} until {exemption.expires}: {exemption.reason}."


def _joined(reasons: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(reason for reason in reasons if reason))
