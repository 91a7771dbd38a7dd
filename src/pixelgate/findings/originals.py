"""Findings in built scripts: where they were written, and one finding for what a bundle and its source both say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from pixelgate.findings.exempt import part
from pixelgate.findings.model import Finding
from pixelgate.graph.model import RouteGraph

_UNKNOWN = re.compile(r"\{[^{}]*\}")
_Key = tuple[object, ...]


def traced(findings: Iterable[Finding], graph: RouteGraph) -> tuple[Finding, ...]:
    """Return the findings with the places where they were written, each thing that was written once.

    What stands in a bundle, in its twin for old browsers and in the source that is scanned too is one finding, at the
    bundle, with the routes of all of them.
    """
    origins = graph.origins.places
    if not origins:
        return tuple(findings)
    placed = [msgspec.structs.replace(f, original=origins.get(f.location)) for f in findings]
    written = {_key(finding) for finding in placed if finding.original}
    groups: dict[_Key, list[Finding]] = {}
    for finding in placed:
        if (key := _key(finding)) in written:
            groups.setdefault(key, []).append(finding)
    kept = {id(first): same for group in groups.values() for first, *same in _same(group)}
    return tuple(
        _joined(finding, kept.get(id(finding), ()), graph)
        for finding in placed
        if _key(finding) not in written or id(finding) in kept
    )


def _key(finding: Finding) -> _Key:
    """Return what findings have in common that are one: the line where they were written, and what they say."""
    place, sighting = finding.original or finding.location, finding.sighting
    said = (sighting.kind, *map(_known, (sighting.id, sighting.event))) if sighting else (finding.host,)
    return finding.rule.code, finding.vendor, place.path, place.line, *said


def _known(text: str) -> str:
    """Return a text without the names of what is not known in it: a minifier gives them others."""
    return _UNKNOWN.sub("{}", text)


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
    """Return a finding with the routes of others too; on a route of both its own chain counts."""
    every = (*finding.verdicts, *(verdict for other in others for verdict in other.verdicts))
    first = {verdict.chain.route: verdict for verdict in reversed(every)}
    if len(first) == len(finding.verdicts):
        return finding
    return part(finding, [first[route] for route in sorted(first)], graph, because=finding.because)
