"""The counts that every reporter shows, and the order in which findings are told."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pixelgate.findings.model import Finding, Outcome, Report, Severity, Status


class Tally(msgspec.Struct, frozen=True):
    """The ``summary`` of the JSON contract, in its order. Only open findings count by severity."""

    routes: int
    guarded: int
    files: int
    errors: int
    warnings: int
    notes: int
    problems: int
    exempted: int


def tally(report: Report) -> Tally:
    """Count a report."""
    severities = [finding.severity for finding in report.findings if finding.status is Status.OPEN]
    return Tally(
        routes=len(report.routes),
        guarded=sum(route.node.guarded for route in report.routes),
        files=report.files,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        notes=severities.count(Severity.NOTE),
        problems=len(report.problems),
        exempted=sum(finding.status is Status.EXEMPTED for finding in report.findings),
    )


def failing(report: Report) -> tuple[Finding, ...]:
    """Return the findings that fail the build."""
    return tuple(f for f in report.findings if f.status is Status.OPEN and f.severity >= report.fail_on)


def outcomes(report: Report) -> dict[Outcome, int]:
    """Count the guarded routes by verdict."""
    found = [route.outcome for route in report.routes if route.node.guarded]
    return {outcome: found.count(outcome) for outcome in Outcome}


def opened(findings: Iterable[Finding]) -> list[Finding]:
    """Return the open findings, the most important first: by gravity, proven before unproven, on a route before not."""
    found = (finding for finding in findings if finding.status is Status.OPEN)
    return sorted(found, key=lambda f: (-f.severity.rank, f.rule.unproven, not f.verdicts))


def route_paths(finding: Finding, report: Report) -> tuple[str, ...]:
    """Return the paths of the routes that a finding concerns."""
    return tuple(report.routes[verdict.chain.route].node.route.path for verdict in finding.verdicts)


def plural(count: int, noun: str) -> str:
    """Return ``1 route``, ``2 routes``, ``1,200 routes``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def listing(names: Iterable[str], limit: int = 5) -> str:
    """Return ``a, b, c and 4 more``."""
    every = list(names)
    shown, rest = every[:limit], len(every) - limit
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
