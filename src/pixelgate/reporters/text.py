"""The report for people: every finding once, under the route it matters most on, then all routes and the verdict."""

from __future__ import annotations

from pixelgate.findings.model import Finding, Report, RouteReport, Status, Verdict
from pixelgate.reporters import clean, unread
from pixelgate.reporters.block import Drawing, Told, block, place, prose
from pixelgate.reporters.closing import closing
from pixelgate.reporters.excerpt import Lines
from pixelgate.reporters.palette import Style, columns, fit_path, wrap
from pixelgate.reporters.tally import opened
from pixelgate.source import Location

PROBLEMS = 10
"""How many messages of problems away from guarded routes are listed before the rest is counted."""


def _unknown(_location: Location) -> str | None:
    return None


def render(report: Report, *, whole: Report | None = None, style: Style | None = None, lines: Lines = _unknown) -> str:
    """Return the report; ``whole`` is the one before it was narrowed, ``lines`` gives the code of a place."""
    style = style or Style()
    drawing = Drawing(report, style, lines)
    drawn: list[str] = []
    for entry, findings in _groups(report):
        drawn += ["", *_heading(entry, style), ""]
        told = Told()
        for finding, home in findings:
            drawn += block(finding, home, drawing, told)
    drawn += _permitted(report, style)
    drawn += _unread(report, style)
    drawn += closing(report, whole or report, style)
    return clean.lines("\n".join(line.rstrip() for line in drawn).lstrip("\n")) + "\n"


Grouped = tuple[RouteReport | None, list[tuple[Finding, Verdict | None]]]


def _groups(report: Report) -> list[Grouped]:
    """Return the open findings by route: guarded routes first, what concerns no route last."""
    groups: dict[int | None, list[tuple[Finding, Verdict | None]]] = {}
    for finding in opened(report.findings):
        home = max(finding.verdicts, key=lambda verdict: verdict.severity, default=None)
        groups.setdefault(home.chain.route if home else None, []).append((finding, home))
    routes = sorted(
        (index for index in groups if index is not None), key=lambda i: (not report.routes[i].node.guarded, i)
    )
    ordered: list[Grouped] = [(report.routes[index], groups[index]) for index in routes]
    return [*ordered, (None, groups[None])] if None in groups else ordered


def _heading(entry: RouteReport | None, style: Style) -> list[str]:
    """Draw a route's path across the page, its verdict at the right, and below why it is guarded."""
    if entry is None:
        return [_rule(style.bold("The manifest and the tree"), "", style)]
    path = style.bold(fit_path(clean.plain(entry.node.route.path), style.width - 20))
    outcome = style.outcome(entry.outcome, entry.outcome.value)
    note = f": {entry.node.route.note}" if entry.node.route.note else ""
    return [_rule(path, outcome, style), *prose(f"{entry.node.reason}{note}", style)]


def _rule(left: str, right: str, style: Style) -> str:
    room = style.width - columns(left) - columns(right) - (2 if right else 1)
    return f"{left} {style.dim('─' * max(2, room))}{' ' + right if right else ''}"


def _permitted(report: Report, style: Style) -> list[str]:
    """List what was found and does not count, each with its reason."""
    hidden = [finding for finding in report.findings if finding.status is not Status.OPEN]
    if not hidden:
        return []
    drawn = ["", _rule(style.bold("Found and permitted"), "", style), ""]
    for finding in hidden:
        said = f"{finding.message.what} {finding.because}"
        head = f"  {finding.status.value}  {place(finding.location)}  {finding.rule.name}"
        drawn += [style.dim(head), *wrap(clean.plain(said, 2000), style.width, first="    ", rest="    ")]
    return [*drawn, ""]


def _unread(report: Report, style: Style) -> list[str]:
    """List the problems that no finding shows: they weaken no guarded route."""
    shown = {finding.location for finding in report.findings}
    rest = [routed.problem for routed in report.problems if routed.problem.location not in shown]
    if not rest:
        return []
    drawn = ["", _rule(style.bold("Not analysed, away from guarded routes"), "", style), ""]
    return [*drawn, *unread.lines(rest, style, most=PROBLEMS), ""]
