"""The job summary: verdict, routes, findings to unfold; below the size at which GitHub drops a summary whole."""

from __future__ import annotations

from collections.abc import Iterable

from pixelgate.findings.model import Finding, Report, Severity
from pixelgate.reporters import beyond, clean, table
from pixelgate.reporters.closing import cells, more, verdict
from pixelgate.reporters.palette import Style
from pixelgate.reporters.tally import failing, opened, plural, route_paths, tally
from pixelgate.reporters.wording import leaving
from pixelgate.source import Location

LARGEST = 900_000
"""Bytes; GitHub takes 1 MiB for a step."""

ROWS = 500
MARKS = {Severity.ERROR: "🛑", Severity.WARNING: "⚠️", Severity.NOTE: "💬"}


def render(report: Report, *, whole: Report | None = None) -> str:
    """Return GitHub Markdown, cut after as many findings as fit."""
    every = whole or report
    mark = "🛑" if failing(every) else "⚠️" if beyond.partial(every) else "✅"
    head = [
        f"## {mark} pixelgate",
        "",
        f"**{verdict(every, Style())[2:].replace('  ', ': ', 1)}**",
        "",
        _counts(every),
        "",
        *_beyond(every),
    ]
    found = opened(report.findings)
    parts = [_finding(finding, report) for finding in found]
    text = "\n".join([*head, *_routes(every), ""])
    kept, left = _within(parts, LARGEST - len(text.encode()) - 500)
    rest = [f"_{left:,} more findings did not fit; the JSON and SARIF reports hold them all._", ""] if left else []
    return "\n".join([text, *kept, *rest])


def _within(parts: Iterable[str], room: int) -> tuple[list[str], int]:
    """Return the first parts that fit into a number of bytes, and how many do not."""
    kept: list[str] = []
    left = 0
    for part in parts:
        room -= len(part.encode("utf-8", "replace")) + 1
        if room < 0 or left:
            left += 1
        else:
            kept.append(part)
    return kept, left


def _counts(report: Report) -> str:
    count = tally(report)
    return (
        f"{plural(count.errors, 'error')}, {plural(count.warnings, 'warning')}, {plural(count.notes, 'note')};"
        f" {count.exempted:,} exempted; {plural(count.problems, 'problem')};"
        f" {plural(count.routes, 'route')}, {count.guarded:,} guarded; {plural(count.files, 'file')}."
    )


def _beyond(report: Report) -> list[str]:
    """Say what no route reaches, each in a paragraph of its own."""
    told = [clean.markdown(said, 1000) for said in (beyond.unseen(report), beyond.loose(report)) if said]
    return [line for paragraph in told for line in (paragraph, "")]


def _routes(report: Report) -> list[str]:
    rows = cells(report, ROWS)
    left = clean.markdown(more(report, ROWS))
    drawn = table.markdown(("Route", "Access", "Bears", "Findings", "Verdict"), rows) if rows else []
    return [*drawn, *(["", f"_{left}_"] if left and drawn else [])]


def _finding(finding: Finding, report: Report) -> str:
    what = clean.markdown(finding.message.what, 1000)
    drawn = [
        "<details>",
        f"<summary>{MARKS[finding.severity]} {finding.rule.code} {finding.rule.name}: {what}</summary>",
        "",
        *_routes_of(finding, report),
        *_chain(finding),
        *[f"- would leave: {clean.markdown(leaving(leak), 1000)}" for leak in finding.message.leaves],
        *([f"- {clean.markdown(finding.because, 1000)}"] if finding.because else []),
        *([f"- **what to do:** {clean.markdown(finding.message.remedy, 2000)}"] if finding.message.remedy else []),
        "",
        "</details>",
        "",
    ]
    return "\n".join(drawn)


def _routes_of(finding: Finding, report: Report) -> list[str]:
    routes = [clean.code(path) for path in route_paths(finding, report)]
    more = f" and {len(routes) - 20:,} more" if len(routes) > 20 else ""  # noqa: PLR2004 - a line's worth
    return [f"- reachable on {', '.join(routes[:20])}{more}"] if routes else []


def _chain(finding: Finding) -> list[str]:
    steps = finding.verdicts[0].chain.steps if finding.verdicts else ()
    hops = [f"{clean.code(_place(step.location))} ({clean.markdown(step.kind)})" for step in steps]
    written = f", written in {clean.code(_place(finding.original))}" if finding.original else ""
    return [f"- {' → '.join([*hops, clean.code(_place(finding.location))])}{written}"]


def _place(location: Location) -> str:
    return f"{location.path}:{location.line}"
