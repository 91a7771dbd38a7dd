"""All routes with what guards them, their pages and their verdict."""

from __future__ import annotations

from pixelgate.findings.model import Report, RouteReport
from pixelgate.reporters import clean, table
from pixelgate.reporters.declared import brief, endpoint
from pixelgate.reporters.json import Json, encode, route
from pixelgate.reporters.palette import Style

HEAD = ("route", "access", "bears", "pages", "declared", "verdict")


_DECLARED = HEAD.index("declared")

Row = tuple[str, ...]


def text(report: Report, style: Style) -> str:
    """Return a table."""
    head, rows = _shown(HEAD, [_cells(entry, pages=_few(entry.node.pages)) for entry in report.routes])
    drawn = table.text(head, rows, style, paint=lambda at, cell: style.outcome(report.routes[at].outcome, cell))
    return clean.lines("\n".join(drawn)) + "\n"


def json(report: Report) -> str:
    """Return the rows of the report's ``routes``, each with the routes of the code that it stands for."""
    return encode({"schema": "pixelgate-routes/1", "routes": [_fields(entry) for entry in report.routes]})


def markdown(report: Report) -> str:
    """Return a Markdown table."""
    head, rows = _shown(HEAD, [_cells(entry, pages=_few(entry.node.pages)) for entry in report.routes])
    return "\n".join([*table.markdown(head, rows), ""])


def csv(report: Report) -> str:
    """Return a spreadsheet, all pages in one cell."""
    return table.comma_separated(HEAD, [_cells(entry, pages=" ".join(entry.node.pages)) for entry in report.routes])


def _cells(entry: RouteReport, *, pages: str) -> tuple[str, ...]:
    row = entry.node.route
    declared = brief(entry.node.endpoints)
    return row.path, row.access.value, ", ".join(row.phi), pages, declared, entry.outcome.value


def _shown(head: Row, rows: list[Row]) -> tuple[Row, list[Row]]:
    """Leave out where routes are declared when no code declares any."""
    if any(row[_DECLARED] for row in rows):
        return head, rows
    return (*head[:_DECLARED], *head[_DECLARED + 1 :]), [(*row[:_DECLARED], *row[_DECLARED + 1 :]) for row in rows]


def _fields(entry: RouteReport) -> Json:
    return {**route(entry), "endpoints": [endpoint(one) for one in entry.node.endpoints]}


def _few(pages: tuple[str, ...]) -> str:
    if not pages:
        return "none"
    return pages[0] if len(pages) == 1 else f"{pages[0]} and {len(pages) - 1:,} more"
