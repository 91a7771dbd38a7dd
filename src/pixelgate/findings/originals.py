"""Findings in built scripts: where they were written, and one finding for what a bundle and its source both say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pixelgate.findings.exempt import part
from pixelgate.findings.model import Finding
from pixelgate.findings.twins import Key, said, twins
from pixelgate.graph.model import RouteGraph


def traced(findings: Iterable[Finding], graph: RouteGraph) -> tuple[Finding, ...]:
    """Return the findings with the places where they were written, each thing that was written once.

    What stands in a bundle, in its twin for old browsers and in the source that is scanned too is one finding, at the
    bundle, with the routes of all of them. Where no map tells, names and places of files do.
    """
    return _once(tuple(_written_once(tuple(findings), graph)), graph)


def _once(findings: Sequence[Finding], graph: RouteGraph) -> tuple[Finding, ...]:
    """Return the findings, those that a build without maps has doubled once."""
    kept = {id(first): same for first, *same in twins((f for f in findings if not f.original), graph)}
    dropped = {id(finding) for same in kept.values() for finding in same}
    return tuple(_joined(f, kept.get(id(f), ()), graph) for f in findings if id(f) not in dropped)


def _written_once(findings: Sequence[Finding], graph: RouteGraph) -> Sequence[Finding]:
    """Return the findings with the places where they were written, each thing that was written once."""
    origins = graph.origins.places
    if not origins:
        return findings
    placed = [msgspec.structs.replace(f, original=origins.get(f.location)) for f in findings]
    written = {_key(finding) for finding in placed if finding.original}
    groups: dict[Key, list[Finding]] = {}
    for finding in placed:
        if (key := _key(finding)) in written:
            groups.setdefault(key, []).append(finding)
    kept = {id(first): same for group in groups.values() for first, *same in _same(group)}
    return tuple(
        _joined(finding, kept.get(id(finding), ()), graph)
        for finding in placed
        if _key(finding) not in written or id(finding) in kept
    )


def _key(finding: Finding) -> Key:
    """Return what findings have in common that are one: the line where they were written, and what they say."""
    place = finding.original or finding.location
    return place.path, place.line, *said(finding)


def _same(group: Sequence[Finding]) -> list[list[Finding]]:
    """Return the findings that are one; several in one file are several, in the order of their places."""
    files: dict[str, list[Finding]] = {}
    for finding in sorted(group, key=lambda f: (f.original is None, f.location)):
        files.setdefault(finding.location.path, []).append(finding)
    turns: dict[int, list[Finding]] = {}
    for findings in files.values():
        for turn, finding in enumerate(findings):
            turns.setdefault(turn, []).append(finding)
    return list(turns.values())


def _joined(finding: Finding, others: Sequence[Finding], graph: RouteGraph) -> Finding:
    """Return a finding with the routes and places of others too; on a route of both its own chain counts."""
    places = (other.location for other in others if not finding.original or other.original)
    finding = msgspec.structs.replace(finding, twins=(*finding.twins, *places)) if others else finding
    every = (*finding.verdicts, *(verdict for other in others for verdict in other.verdicts))
    first = {verdict.chain.route: verdict for verdict in reversed(every)}
    if len(first) == len(finding.verdicts):
        return finding
    return part(finding, [first[route] for route in sorted(first)], graph, because=finding.because)
