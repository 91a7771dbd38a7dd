"""The JSON contract ``pixelgate/1``; its schema ships as ``schema/pixelgate-1.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import msgspec

from pixelgate import __version__
from pixelgate.facts.model import Parameter, Problem, Sighting
from pixelgate.findings.model import Finding, Flow, Report, RoutedProblem, RouteReport
from pixelgate.reporters import clean, wording
from pixelgate.reporters.tally import route_paths, tally
from pixelgate.source import Location

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def render(report: Report, *, whole: Report | None = None) -> str:
    """Return the report as JSON; counts are those of ``whole`` when the report was narrowed to some paths."""
    return encode(
        {
            "schema": "pixelgate/1",
            "tool": {"name": "pixelgate", "version": __version__, "vendors": report.vendors},
            "summary": msgspec.structs.asdict(tally(whole or report)),
            "routes": [route(entry) for entry in report.routes],
            "findings": [_finding(finding, report) for finding in report.findings],
            "problems": [_routed(problem) for problem in report.problems],
        }
    )


def encode(value: Json) -> str:
    """Return JSON text that is harmless in a terminal and a CI log, with a line feed at its end."""
    return clean.json(json.dumps(value, indent=2, ensure_ascii=False)) + "\n"


def route(entry: RouteReport) -> dict[str, Json]:
    """Return one row of ``routes``."""
    row = entry.node.route
    return {
        "path": row.path,
        "access": row.access.value,
        "phi": [category.value for category in row.phi],
        "pages": list(entry.node.pages),
        "verdict": entry.outcome.value,
    }


def _finding(finding: Finding, report: Report) -> Json:
    steps = finding.verdicts[0].chain.steps if finding.verdicts else ()
    return {
        "rule": finding.rule.name,
        "code": finding.rule.code,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "status": finding.status.value,
        "message": wording.message(finding),
        "vendor": finding.vendor or None,
        "routes": list(route_paths(finding, report)),
        "data": list(finding.data),
        "location": _range(finding.location),
        "original": place(finding.original) if finding.original else None,
        "chain": [{"path": s.location.path, "line": s.location.line, "kind": s.kind} for s in steps],
        "sighting": _sighting(finding.sighting) if finding.sighting else None,
        "flows": [_flow(flow) for flow in finding.flows],
        "fingerprint": finding.fingerprint,
    }


def _flow(flow: Flow) -> Json:
    steps = [{**_at(step.location), "kind": step.kind, "text": step.text} for step in flow.steps]
    return {
        "parameter": flow.parameter,
        "source": flow.source,
        "category": flow.category or None,
        "confidence": flow.confidence.value,
        "steps": steps,
    }


def _at(location: Location) -> dict[str, Json]:
    return {"path": location.path, "line": location.line, "column": location.column}


def _sighting(sighting: Sighting) -> Json:
    return {
        "kind": sighting.kind.value,
        "id": sighting.id or None,
        "event": sighting.event or None,
        "parameters": parameters(sighting.parameters),
    }


def parameters(given: tuple[Parameter, ...]) -> Json:
    """Return value, source and category under each name; what is nested has a dotted name (``user.email``)."""
    return {name: {"value": p.value, "source": p.source, "category": p.category} for name, p in wording.flat(given)}


def _routed(problem: RoutedProblem) -> Json:
    return {**problem_fields(problem.problem), "routes": list(problem.routes)}


def problem_fields(problem: Problem) -> dict[str, Json]:
    """Return what is said of a problem without regard to routes."""
    return {"kind": problem.kind, "message": problem.message, "location": place(problem.location)}


def place(location: Location) -> Json:
    """Return where something starts."""
    return _at(location)


def _range(location: Location) -> Json:
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }
