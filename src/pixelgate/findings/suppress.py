"""Inline suppressions: comments that take a finding away where the manifest lets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pixelgate.facts.model import Suppression
from pixelgate.findings.exempt import part
from pixelgate.findings.ledger import Ledger
from pixelgate.findings.model import Finding, Status
from pixelgate.graph.model import RouteGraph
from pixelgate.source import Location


def suppress(findings: Iterable[Finding], graph: RouteGraph) -> tuple[tuple[Finding, ...], Ledger]:
    """Return the findings, each split into what is suppressed and what is not, and the books on suppressions.

    A comment counts on routes that are not guarded, for warnings that no route reaches, and everywhere when ``[policy]
    inline-suppressions`` is true. It covers its own line and the next, and what was built from them.
    """
    everywhere = graph.manifest.policy.inline_suppressions
    parts: list[Finding] = []
    used: set[Location] = set()
    powerless: set[Location] = set()
    for finding in findings:
        comment = _comment(finding, graph) if finding.status is Status.OPEN else None
        if comment is None:
            parts.append(finding)
            continue
        if finding.free:
            used.add(comment.location)
            parts.append(msgspec.structs.replace(finding, status=Status.SUPPRESSED, because=_told(comment)))
            continue
        silent = [v for v in finding.verdicts if everywhere or not graph.routes[v.chain.route].guarded]
        (used if silent else powerless).add(comment.location)
        loud = [v for v in finding.verdicts if not everywhere and graph.routes[v.chain.route].guarded]
        if loud or not silent:
            parts.append(part(finding, loud, graph, because=finding.because) if loud else finding)
        if silent:
            parts.append(part(finding, silent, graph, because=_told(comment), status=Status.SUPPRESSED))
    return tuple(parts), Ledger(suppressions=frozenset(used), powerless=frozenset(powerless - used))


def _told(comment: Suppression) -> str:
    return f"Suppressed by {comment.location.path}:{comment.location.line}: {comment.reason}."


def _comment(finding: Finding, graph: RouteGraph) -> Suppression | None:
    """Return the comment that is about a finding, where it is or where it was written."""
    places = [place for place in (finding.location, finding.original) if place]
    found = (comment for place in places for comment in _comments(graph, place.path) if _meets(comment, finding, place))
    return next(found, None)


def _comments(graph: RouteGraph, path: str) -> Sequence[Suppression]:
    if path not in graph.files:
        return graph.origins.silenced.get(path, ())
    facts = graph.files.shared.get(path)
    return facts.suppressions if facts else ()


def _meets(comment: Suppression, finding: Finding, place: Location) -> bool:
    first, last = comment.location.line, max(comment.location.line, comment.location.end_line)
    named = finding.rule.name in comment.rules or finding.rule.code in comment.rules
    return named and first <= place.line <= last + 1


def merged(ledger: Ledger, exemptions: frozenset[Location]) -> Ledger:
    """Return the books with the exemptions that were met."""
    return msgspec.structs.replace(ledger, exemptions=exemptions)
