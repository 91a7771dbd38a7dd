"""The whole answer: findings in order, a verdict on every route, and every problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pixelgate.findings.baseline import accept
from pixelgate.findings.fingerprint import fingerprinted
from pixelgate.findings.model import (
    Finding,
    Outcome,
    Report,
    RoutedProblem,
    RouteReport,
    RuleInfo,
    Severity,
    Status,
)
from pixelgate.findings.terms import Terms
from pixelgate.graph.model import RouteGraph

_STATUSES = list(Status)


def report(
    findings: Iterable[Finding], graph: RouteGraph, terms: Terms, *, rules: Sequence[RuleInfo], vendors: int
) -> Report:
    """Return the report on a graph: nothing in it changes from run to run on the same input."""
    named = fingerprinted(sorted(findings, key=_order))
    accepted = accept(named, terms.baseline, graph)
    approved = accept(accepted, terms.approvals, graph, status=Status.EXEMPTED)
    ordered = tuple(sorted(approved, key=_order))
    fail_on = Severity(graph.manifest.policy.fail_on.value)
    verdicts = _outcomes(ordered, len(graph.routes), fail_on)
    return Report(
        routes=tuple(RouteReport(node, verdicts[node.index]) for node in graph.routes),
        findings=ordered,
        problems=_problems(graph),
        files=len(graph.files),
        vendors=vendors,
        rules=tuple(rules),
        fail_on=fail_on,
        manifest=graph.manifest.path,
        loose=sum(reach.fact.active and not reach.fact.internal and not reach.chains for reach in graph.sightings),
        templates=graph.templates,
    )


def _order(finding: Finding) -> tuple[object, ...]:
    """Open findings first, the gravest of them first, then by place."""
    grave = -list(Severity).index(finding.severity)
    return (
        _STATUSES.index(finding.status),
        grave,
        finding.location,
        finding.rule.code,
        finding.vendor,
        finding.message.what,
    )


def _outcomes(findings: Sequence[Finding], routes: int, fail_on: Severity) -> list[Outcome]:
    marks: dict[int, set[Outcome]] = defaultdict(set)
    for finding in findings:
        for verdict in finding.verdicts:
            if mark := _mark(finding, verdict.severity, fail_on):
                marks[verdict.chain.route].add(mark)
    return [next((o for o in Outcome if o in marks[index]), Outcome.CLEAN) for index in range(routes)]


def _mark(finding: Finding, severity: Severity, fail_on: Severity) -> Outcome | None:
    """Return what one verdict makes of its route; ``Outcome`` lists them by weight."""
    if finding.status is not Status.OPEN:
        return Outcome.EXEMPTED
    if severity >= fail_on:
        return Outcome.UNPROVEN if finding.rule.unproven else Outcome.VIOLATING
    return Outcome.WARNED if severity >= Severity.WARNING else None


def _problems(graph: RouteGraph) -> tuple[RoutedProblem, ...]:
    routed = [
        RoutedProblem(reach.fact, tuple(graph.routes[chain.route].route.path for chain in reach.chains))
        for reach in graph.problems
    ]
    return tuple(sorted(routed, key=lambda r: (r.problem.location, r.problem.kind, r.problem.message)))
