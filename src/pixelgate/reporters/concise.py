"""One line for each finding: ``path:line:column: severity CODE rule: what (from source:line:column) [routes]``."""

from __future__ import annotations

from pixelgate.findings.model import Finding, Report
from pixelgate.reporters import clean
from pixelgate.reporters.block import place
from pixelgate.reporters.closing import verdict
from pixelgate.reporters.palette import Style
from pixelgate.reporters.tally import listing, opened, route_paths


def render(report: Report, *, whole: Report | None = None, style: Style | None = None) -> str:
    """Return a line for each open finding, the most important first, and the verdict."""
    style = style or Style()
    drawn = [line(finding, report, style) for finding in opened(report.findings)]
    return clean.lines("\n".join([*drawn, verdict(whole or report, style)])) + "\n"


def line(finding: Finding, report: Report, style: Style) -> str:
    """Return one finding."""
    routes = listing((clean.plain(path) for path in route_paths(finding, report)), 3)
    severity = style.severity(finding.severity, finding.severity.value)
    what = clean.plain(finding.message.what, 400)
    on = f" [{routes}]" if routes else ""
    at = style.bold(place(finding.location))
    written = f" (from {place(finding.original)})" if finding.original else ""
    return f"{at}: {severity} {finding.rule.code} {finding.rule.name}: {what}{style.dim(written + on)}"
