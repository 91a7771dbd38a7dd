"""Workflow commands of GitHub Actions: annotations in the code, within what one step may have."""

from __future__ import annotations

from pixelgate.findings.model import Finding, Report, Severity
from pixelgate.reporters import beyond, clean, wording
from pixelgate.reporters.tally import listing, opened, route_paths

SHOWN = 9
"""GitHub drops the eleventh annotation of a level in a step without a word; the tenth says how many more there are."""

LONGEST = 3500
"""GitHub cuts a message at 4,096 characters."""

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, *, prefix: str = "") -> str:
    """Return the commands; ``prefix`` is the project's folder in the repository, with ``/`` at its end."""
    drawn: list[str] = []
    for severity, command in LEVELS.items():
        found = [finding for finding in opened(report.findings) if finding.severity is severity]
        drawn += [_annotation(command, finding, report, prefix) for finding in found[:SHOWN]]
        if len(found) > SHOWN:
            drawn.append(f"::{command} title=pixelgate::{len(found) - SHOWN:,} more; see the job summary or the log")
    return "".join(f"{line}\n" for line in (*drawn, *_beyond(report)))


def _beyond(report: Report) -> list[str]:
    """Warn, of the pull request as a whole, where the routes reach less than half of the site."""
    said = clean.data(clean.plain(beyond.unseen(report), LONGEST))
    return [f"::warning title=pixelgate::{said}"] if beyond.partial(report) else []


def _annotation(command: str, finding: Finding, report: Report, prefix: str) -> str:
    place, title = finding.location, f"{finding.rule.code} {finding.rule.name}"
    fields = {"file": prefix + place.path, "line": str(place.line)}
    if place.line == place.end_line:
        fields |= {
            "col": str(place.column),
            "endLine": str(place.line),
            "endColumn": str(max(place.column, place.end_column - 1)),
        }
    given = ",".join(f"{name}={clean.prop(clean.plain(value))}" for name, value in {**fields, "title": title}.items())
    return f"::{command} {given}::{clean.data(clean.clip(_message(finding, report), LONGEST))}"


def _message(finding: Finding, report: Report) -> str:
    said = wording.message(finding, lambda text: clean.plain(text, LONGEST))
    routes = listing((clean.plain(path) for path in route_paths(finding, report)), 8)
    said = f"{said}\nWritten in {clean.plain(written.path)}:{written.line}" if (written := finding.original) else said
    return f"{said}\nRoutes: {routes}" if routes else said
