"""All routes as a privacy officer reads them: who may see them, what they bear, who is told, and what is permitted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pixelgate.findings.model import Report, RouteReport, Severity, Status
from pixelgate.manifest.match import covers
from pixelgate.manifest.model import Exemption, Route
from pixelgate.reporters import clean, html, table
from pixelgate.reporters.declared import brief, endpoint
from pixelgate.reporters.json import Json, encode, route
from pixelgate.reporters.palette import Style

HEAD = ("route", "access", "bears", "trackers", "permitted", "pages", "declared", "verdict")
ALWAYS = frozenset({"route", "access", "bears", "pages", "verdict"})
SPARE = ("declared", "pages")
"""The columns that a narrow terminal goes without; every other format has them."""

TITLE = "Routes and their trackers"

Row = tuple[str, ...]


def text(report: Report, permitted: Sequence[Exemption], style: Style) -> str:
    """Return a table for a terminal, with the files behind each route where there is room."""
    head, rows = _shown([_cells(entry, report, permitted) for entry in report.routes])
    for spare in SPARE:
        if table.width(head, rows) > style.width:
            head, rows = _without(spare, head, rows)
    drawn = table.text(head, rows, style, paint=lambda at, cell: style.outcome(report.routes[at].outcome, cell))
    return clean.lines("\n".join(drawn)) + "\n"


def json(report: Report, permitted: Sequence[Exemption]) -> str:
    """Return the rows of the report's ``routes``, each with its trackers, exemptions and the routes of the code."""
    rows = [_fields(entry, report, permitted) for entry in report.routes]
    return encode({"schema": "pixelgate-routes/1", "routes": rows})


def markdown(report: Report, permitted: Sequence[Exemption]) -> str:
    """Return a Markdown table."""
    head, rows = _shown([_cells(entry, report, permitted) for entry in report.routes])
    return "\n".join([*table.markdown(head, rows), ""])


def csv(report: Report, permitted: Sequence[Exemption]) -> str:
    """Return a spreadsheet with every column, all pages in one cell."""
    return table.comma_separated(HEAD, [_cells(entry, report, permitted, whole=True) for entry in report.routes])


def page(report: Report, permitted: Sequence[Exemption]) -> str:
    """Return one file to mail and to print."""
    head, rows = _shown([_cells(entry, report, permitted) for entry in report.routes])
    guarded = sum(entry.node.guarded for entry in report.routes)
    about = f"{len(report.routes):,} routes of {clean.html(report.manifest)}, {guarded:,} guarded"
    body = [f"<h1>{TITLE}</h1>", f'<p class="dim">{about}</p>', *html.grid(head, rows)]
    return html.document(TITLE, body)


def _cells(entry: RouteReport, report: Report, permitted: Sequence[Exemption], *, whole: bool = False) -> Row:
    row, node = entry.node.route, entry.node
    return (
        row.path,
        row.access.value,
        ", ".join(row.phi),
        ", ".join(trackers(entry, report)),
        ", ".join(f"{one.vendor or one.host} until {one.expires}" for one in exemptions(row, permitted)),
        " ".join(node.pages) if whole else _few(node.pages),
        brief(node.endpoints),
        entry.outcome.value,
    )


def trackers(entry: RouteReport, report: Report) -> tuple[str, ...]:
    """Return whom the findings on a route are about, permitted or not; hosts stand for vendors nobody knows."""
    about = (
        f.vendor or f.host
        for f in report.findings
        if f.status is not Status.SUPPRESSED
        and any(v.chain.route == entry.node.index and v.severity is not Severity.NOTE for v in f.verdicts)
    )
    return tuple(sorted({name for name in about if name}))


def exemptions(row: Route, permitted: Iterable[Exemption]) -> tuple[Exemption, ...]:
    """Return the exemptions that take in a route, whether they met a finding or not."""
    return tuple(one for one in permitted if any(covers(pattern, row.path) for pattern in one.routes))


def _shown(rows: list[Row]) -> tuple[Row, list[Row]]:
    """Leave out the columns in which no row says anything."""
    kept = [at for at, name in enumerate(HEAD) if name in ALWAYS or any(row[at] for row in rows)]
    return tuple(HEAD[at] for at in kept), [tuple(row[at] for at in kept) for row in rows]


def _without(name: str, head: Row, rows: list[Row]) -> tuple[Row, list[Row]]:
    kept = [at for at, column in enumerate(head) if column != name]
    return tuple(head[at] for at in kept), [tuple(row[at] for at in kept) for row in rows]


def _fields(entry: RouteReport, report: Report, permitted: Sequence[Exemption]) -> Json:
    return {
        **route(entry),
        "trackers": trackers(entry, report),
        "exemptions": [
            {"vendor": one.vendor or None, "host": one.host or None, "expires": one.expires.isoformat()}
            for one in exemptions(entry.node.route, permitted)
        ],
        "endpoints": [endpoint(one) for one in entry.node.endpoints],
    }


def _few(pages: tuple[str, ...]) -> str:
    if not pages:
        return "none"
    return pages[0] if len(pages) == 1 else f"{pages[0]} and {len(pages) - 1:,} more"
