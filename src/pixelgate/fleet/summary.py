"""The summary of a fleet: a row for each repository, as a table, a page, and tables to query."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import msgspec

from pixelgate import __version__
from pixelgate.fleet.model import Outcome, Status
from pixelgate.reporters import clean, table
from pixelgate.reporters.html import POLICY
from pixelgate.reporters.palette import Style
from pixelgate.reporters.tally import Tally

HEAD = ("Repository", "Commit", "Routes", "Errors", "Warnings", "Problems", "Seconds", "Verdict")
SCHEMA = """
CREATE TABLE repositories (name TEXT PRIMARY KEY, state TEXT, verdict TEXT, reason TEXT, seconds REAL, routes INTEGER,
  guarded INTEGER, files INTEGER, errors INTEGER, warnings INTEGER, notes INTEGER, problems INTEGER, exempted INTEGER);
CREATE TABLE routes (repository TEXT REFERENCES repositories, path TEXT, access TEXT, phi TEXT, verdict TEXT);
CREATE TABLE findings (repository TEXT REFERENCES repositories, code TEXT, rule TEXT, severity TEXT, confidence TEXT,
  status TEXT, vendor TEXT, message TEXT, path TEXT, line INTEGER, column INTEGER, fingerprint TEXT);
CREATE TABLE finding_routes (repository TEXT, fingerprint TEXT, route TEXT);
CREATE INDEX findings_by_vendor ON findings (vendor, repository);
"""
_STYLES = MappingProxyType({Status.CLEAN: "clean", Status.FINDINGS: "violating", Status.FAILED: "unproven"})


class _Place(msgspec.Struct, frozen=True):
    path: str
    line: int
    column: int


class _Finding(msgspec.Struct, frozen=True):
    rule: str
    code: str
    severity: str
    confidence: str
    status: str
    message: str
    vendor: str | None
    routes: tuple[str, ...]
    location: _Place
    fingerprint: str


class _Route(msgspec.Struct, frozen=True):
    path: str
    access: str
    phi: tuple[str, ...]
    verdict: str


class _Report(msgspec.Struct, frozen=True):
    """The part of the JSON contract that a summary needs."""

    summary: Tally
    routes: tuple[_Route, ...] = ()
    findings: tuple[_Finding, ...] = ()


def verdict(outcomes: Sequence[Outcome]) -> str:
    """Return the counts in one line."""
    found = [outcome.status for outcome in outcomes]
    counts = {status: found.count(status) for status in Status}
    count = len(found)
    return (
        f"{count:,} {'repository' if count == 1 else 'repositories'}: {counts[Status.CLEAN]:,} clean,"
        f" {counts[Status.FINDINGS]:,} with findings, {counts[Status.FAILED]:,} failed"
    )


def text(outcomes: Sequence[Outcome], style: Style) -> str:
    """Return the table, why repositories failed, and the counts."""
    rows = [_cells(outcome) for outcome in outcomes]
    paint = {"clean": style.green, "findings": style.red, "failed": style.yellow}
    drawn = table.text(HEAD, rows, style, paint=lambda index, cell: paint[rows[index][-1]](cell)) if rows else []
    failed = [
        f"  {clean.plain(outcome.name)}: {clean.plain(outcome.reason, 500)}"
        for outcome in outcomes
        if outcome.status is Status.FAILED
    ]
    told = ["", "Nothing was verified in:", *failed] if failed else []
    return "\n".join([*drawn, *told, "", verdict(outcomes)]) + "\n"


def _cells(outcome: Outcome) -> tuple[str, ...]:
    count = _read(outcome).summary if outcome.json else None
    numbers = (count.routes, count.errors, count.warnings, count.problems) if count else ("",) * 4
    return (outcome.name, _short(outcome.state), *map(str, numbers), f"{outcome.seconds:.1f}", outcome.status.value)


def _short(state: str) -> str:
    return state.partition(",")[0][:12]


def _read(outcome: Outcome) -> _Report:
    return msgspec.json.decode(outcome.json, type=_Report)


def page(outcomes: Sequence[Outcome]) -> str:
    """Return one file to mail and to print: no script, and nothing is loaded from anywhere."""
    return "\n".join(_page(outcomes)) + "\n"


def _page(outcomes: Sequence[Outcome]) -> Iterator[str]:
    style = files("pixelgate.reporters").joinpath("report.css").read_text(encoding="utf-8")
    state = "passed" if all(outcome.status is Status.CLEAN for outcome in outcomes) else "failed"
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>pixelgate fleet: {state}</title>\n<style>\n{style}</style>\n</head>\n<body>"
    yield f'<h1>Trackers on pages that patients use</h1>\n<p class="{state}">{clean.html(verdict(outcomes))}</p>'
    yield f'<p class="dim">pixelgate {__version__}</p>'
    yield "<table>\n<tr>" + "".join(f"<th>{name}</th>" for name in (*HEAD, "Reason")) + "</tr>"
    for outcome in outcomes:
        *cells, last = _cells(outcome)
        shown = "".join(f"<td>{clean.html(cell)}</td>" for cell in cells)
        reason = f"<td>{clean.html(outcome.reason, 500)}</td>"
        yield f'<tr>{shown}<td class="{_STYLES[outcome.status]}">{last}</td>{reason}</tr>'
    yield "</table>\n</body>\n</html>"


def database(outcomes: Sequence[Outcome], file: Path) -> None:
    """Write an SQLite database of repositories, routes and findings, in place of what there was at once."""
    fresh = file.with_name(f".{file.name}")
    fresh.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(fresh)) as connection, connection:
        connection.executescript(SCHEMA)
        for outcome in outcomes:
            _insert(connection, outcome)
    os.replace(fresh, file)  # noqa: PTH105


def _insert(connection: sqlite3.Connection, outcome: Outcome) -> None:
    report = _read(outcome) if outcome.json else None
    counts = msgspec.structs.astuple(report.summary) if report else (None,) * len(Tally.__struct_fields__)
    head = (outcome.name, outcome.state, outcome.status.value, outcome.reason, outcome.seconds)
    _fill(connection, "repositories", [(*head, *counts)])
    if report is None:
        return
    name = outcome.name
    _fill(connection, "routes", [(name, r.path, r.access, " ".join(r.phi), r.verdict) for r in report.routes])
    _fill(connection, "findings", [_finding(name, finding) for finding in report.findings])
    pairs = ((finding.fingerprint, route) for finding in report.findings for route in finding.routes)
    _fill(connection, "finding_routes", [(name, *pair) for pair in pairs])


def _finding(name: str, found: _Finding) -> tuple[object, ...]:
    said = (found.code, found.rule, found.severity, found.confidence, found.status, found.vendor, found.message)
    return (name, *said, *msgspec.structs.astuple(found.location), found.fingerprint)


def _fill(connection: sqlite3.Connection, name: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - a table's name of ours
