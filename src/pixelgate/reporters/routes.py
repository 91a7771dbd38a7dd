"""All routes with what guards them, their pages and their verdict."""

from __future__ import annotations

from pixelgate.findings.model import Report, RouteReport
from pixelgate.reporters import clean, table
from pixelgate.reporters.json import encode, route
from pixelgate.reporters.palette import Style

HEAD = ("route", "access", "bears", "pages", "verdict")


def text(report: Report, style: Style) -> str:
    """Return a table."""
    rows = [_cells(entry, pages=_few(entry.node.pages)) for entry in report.routes]
    drawn = table.text(HEAD, rows, style, paint=lambda at, cell: style.outcome(report.routes[at].outcome, cell))
    return clean.lines("\n".join(drawn)) + "\n"


def json(report: Report) -> str:
    """Return the rows of the report's ``routes``."""
    return encode({"schema": "pixelgate-routes/1", "routes": [route(entry) for entry in report.routes]})


def markdown(report: Report) -> str:
    """Return a Markdown table."""
    rows = [_cells(entry, pages=_few(entry.node.pages)) for entry in report.routes]
    return "\n".join([*table.markdown(HEAD, rows), ""])


def csv(report: Report) -> str:
    """Return a spreadsheet, all pages in one cell."""
    return table.comma_separated(HEAD, [_cells(entry, pages=" ".join(entry.node.pages)) for entry in report.routes])


def _cells(entry: RouteReport, *, pages: str) -> tuple[str, ...]:
    row = entry.node.route
    return row.path, row.access.value, ", ".join(row.phi), pages, entry.outcome.value


def _few(pages: tuple[str, ...]) -> str:
    if not pages:
        return "none"
    return pages[0] if len(pages) == 1 else f"{pages[0]} and {len(pages) - 1:,} more"
