"""SARIF 2.1.0 as GitHub code scanning takes it: https://docs.github.com/code-security (SARIF support).

What is exempted or suppressed is left out, because code scanning shows it as open. One result for each finding, with
the chain as related locations (named in the message, else they cannot be clicked) and as a code flow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pixelgate import __version__
from pixelgate.findings.model import Finding, Report, RoutedProblem
from pixelgate.graph.model import Step
from pixelgate.reporters import clean, wording
from pixelgate.reporters.json import Json, encode
from pixelgate.reporters.sarif_rules import LEVELS, rule
from pixelgate.reporters.tally import opened, route_paths
from pixelgate.source import Location

RESULTS, STEPS, NOTIFICATIONS = 25_000, 1_000, 1_000
"""What code scanning takes of results in a run, and of related locations in a result; notifications have no limit."""

FLOWS = 20
"""Code flows of values in a result, besides that of the route."""

LONG_LINE = 1_000
ROOT = "%SRCROOT%"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, *, exit_code: int, pages: Mapping[str, str] | None = None, prefix: str = "") -> str:
    """Return a log of one run.

    ``pages`` are the rules' pages by rule name; ``prefix`` is the project's folder in the repository, ending in ``/``.
    """
    order = {info.code: index for index, info in enumerate(report.rules)}
    found = opened(report.findings)[:RESULTS]
    crowded = Counter((f.rule.code, f.location.path, f.location.line) for f in found)
    results = [_result(f, report, order, prefix) | _hash(f, crowded) for f in found]
    run: Json = {
        "tool": {"driver": _driver(report, pages or {})},
        "automationDetails": {"id": "pixelgate/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report, exit_code, prefix)],
        "results": results,
    }
    return encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(report: Report, pages: Mapping[str, str]) -> Json:
    return {
        "name": "pixelgate",
        "semanticVersion": __version__,
        "rules": [rule(info, pages.get(info.name, "")) for info in report.rules],
    }


def _result(finding: Finding, report: Report, order: Mapping[str, int], prefix: str) -> dict[str, Json]:
    steps = finding.verdicts[0].chain.steps[:STEPS] if finding.verdicts else ()
    related = [_related(number, step, prefix) for number, step in enumerate(steps, 1)]
    if finding.original:
        related.append(_related(len(related) + 1, Step(finding.original, "written here"), prefix))
    return {
        "ruleId": finding.rule.code,
        **({"ruleIndex": order[finding.rule.code]} if finding.rule.code in order else {}),
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding, steps)},
        "locations": [_location(finding.location, prefix)],
        **({"relatedLocations": related} if related else {}),
        **({"codeFlows": [_flow(finding, steps, prefix), *_data_flows(finding, prefix)]} if steps else {}),
        "fingerprints": {"pixelgate/v1": finding.fingerprint or "none"},
        "properties": {
            "vendor": finding.vendor,
            "routes": list(route_paths(finding, report)),
            "data": list(finding.data),
            "confidence": finding.confidence.value,
        },
    }


def _hash(finding: Finding, crowded: Counter[tuple[str, str, int]]) -> dict[str, Json]:
    """Return the only fingerprint that code scanning reads, where the one it makes itself would merge findings.

    That one is a hash of a line's first 100 characters: the same for all findings in a minified file.
    """
    place = finding.location
    if crowded[finding.rule.code, place.path, place.line] < 2 and place.column <= LONG_LINE:  # noqa: PLR2004 - alone
        return {}
    return {"partialFingerprints": {"primaryLocationLineHash": f"{finding.fingerprint[:16] or '0'}:1"}}


def _message(finding: Finding, steps: Sequence[Step]) -> str:
    said = wording.message(finding, lambda text: clean.sarif(text, 2000))
    links = [_link(step.location, number) for number, step in enumerate(steps, 1)]
    said = f"{said} Reached through {' → '.join(links)}." if links else said
    return f"{said} Written in {_link(finding.original, len(links) + 1)}." if finding.original else said


def _link(location: Location, number: int) -> str:
    return f"[{clean.sarif(f'{location.path}:{location.line}', 400)}]({number})"


def _related(number: int, step: Step, prefix: str) -> Json:
    return {"id": number, **_location(step.location, prefix), "message": {"text": _said(step)}}


def _said(step: Step) -> str:
    return clean.sarif(f"{step.kind} {step.text}".strip()) or "step"


def _flow(finding: Finding, steps: Sequence[Step], prefix: str) -> Json:
    hops = [{"location": {**_location(s.location, prefix), "message": {"text": _said(s)}}} for s in steps]
    last = {
        **_location(finding.location, prefix),
        "message": {"text": clean.sarif(finding.message.what, 1000) or "here"},
    }
    return {"threadFlows": [{"locations": [*hops, {"location": last}]}]}


def _data_flows(finding: Finding, prefix: str) -> list[Json]:
    """Return a code flow for each value, from the field or template it comes from to the call."""
    return [
        {
            "message": {"text": clean.sarif(f"{flow.parameter}: {flow.category or flow.source}") or "value"},
            "threadFlows": [
                {
                    "locations": [
                        {"location": {**_location(step.location, prefix), "message": {"text": _said(step)}}}
                        for step in flow.steps[:STEPS]
                    ]
                }
            ],
        }
        for flow in finding.flows[:FLOWS]
    ]


def _location(location: Location, prefix: str) -> dict[str, Json]:
    region = {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }
    artifact = {"uri": clean.uri(prefix + location.path), "uriBaseId": ROOT}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _invocation(report: Report, exit_code: int, prefix: str) -> Json:
    notes = [_notification(problem, prefix) for problem in report.problems[:NOTIFICATIONS]]
    return {"executionSuccessful": True, "exitCode": exit_code, "toolExecutionNotifications": notes}


def _notification(routed: RoutedProblem, prefix: str) -> Json:
    problem = routed.problem
    return {
        "descriptor": {"id": problem.kind},
        "level": "warning" if routed.routes else "note",
        "message": {"text": clean.sarif(problem.message, 1000) or problem.kind},
        "locations": [_location(problem.location, prefix)],
    }
