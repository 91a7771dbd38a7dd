"""The report as one file to mail and to print: no script, and nothing is loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from pixelgate import __version__
from pixelgate.findings.model import Finding, Flow, Report, Status
from pixelgate.reporters import beyond, clean
from pixelgate.reporters.closing import cells as route_cells
from pixelgate.reporters.closing import more, verdict
from pixelgate.reporters.flows import said
from pixelgate.reporters.palette import Style
from pixelgate.reporters.tally import failing, opened, plural, route_paths, tally
from pixelgate.source import Location

HEAD = ("Route", "Access", "Bears", "Findings", "Verdict")
TITLES = {"failed": "failed", "partial": "passed in part", "passed": "passed"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
PATH = ' class="at"'
OPEN, FINDINGS, ROUTES = 10, 5_000, 5_000
"""How many findings are unfolded at first, and how many findings and routes a browser can bear."""

_TICKED = re.compile(r"`([^`<>]+)`")


def render(report: Report, *, whole: Report | None = None) -> str:
    """Return a page: the verdict, all routes, each open finding, what is permitted and why."""
    whole = whole or report
    return document(TITLES[_state(whole)], _page(report, whole))


def document(title: str, body: Iterable[str]) -> str:
    """Return a whole page, its style within it."""
    return "\n".join([*_head(title), *body, "</body>\n</html>"]) + "\n"


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table; the last cell of a row is its verdict."""
    yield '<table class="grid">\n<tr>' + "".join(f"<th>{clean.html(name)}</th>" for name in head) + "</tr>"
    for row in rows:
        shown = "".join(f"<td{PATH if '/' in cell else ''}>{clean.html(cell)}</td>" for cell in row[:-1])
        yield f'<tr>{shown}<td class="{row[-1]}">{row[-1]}</td></tr>'
    yield "</table>"


def _head(title: str) -> Iterator[str]:
    style = files("pixelgate.reporters").joinpath("report.css").read_text(encoding="utf-8")
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>pixelgate: {clean.html(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>"


def _page(report: Report, whole: Report) -> Iterator[str]:
    yield "<h1>Trackers on pages that patients use</h1>"
    yield f'<p class="{_state(whole)}">{_text(verdict(whole, Style()))}</p>'
    yield f'<p class="dim">{_counts(whole)}</p>'
    yield from (f"<p>{_text(said)}</p>" for said in (beyond.unseen(whole), beyond.loose(whole)) if said)
    yield from _routes(whole)
    found = opened(report.findings)
    yield from _section("Findings", [_finding(f, report, unfold=at < OPEN) for at, f in enumerate(found[:FINDINGS])])
    if len(found) > FINDINGS:
        yield f"<p>{len(found) - FINDINGS:,} more findings are in the JSON report.</p>"
    yield from _section("Found and permitted", [_permitted(f) for f in report.findings if f.status is not Status.OPEN])
    yield from _section("Not analysed", [_problem(p.problem.location, p.problem.message) for p in report.problems])


def _state(report: Report) -> str:
    return "failed" if failing(report) else "partial" if beyond.partial(report) else "passed"


def _text(text: str, limit: int = 2_000) -> str:
    return _TICKED.sub(r"<code>\1</code>", clean.html(text, limit))


def _counts(report: Report) -> str:
    count = tally(report)
    told = (
        plural(count.errors, "error"),
        plural(count.warnings, "warning"),
        plural(count.notes, "note"),
        f"{count.exempted:,} exempted",
        plural(count.problems, "problem"),
        f"{plural(count.routes, 'route')}, {count.guarded:,} guarded",
        plural(count.files, "file"),
        f"manifest {report.manifest}",
        f"pixelgate {__version__}",
    )
    return _text(" · ".join(told))


def _section(title: str, parts: list[str]) -> Iterator[str]:
    if parts:
        yield f"<h2>{title}</h2>"
        yield from parts


def _routes(report: Report) -> Iterator[str]:
    rows = route_cells(report, ROUTES)
    if not rows:
        return
    yield "<h2>Routes</h2>"
    yield from grid(HEAD, rows)
    if left := more(report, ROUTES):
        yield f'<p class="dim">{_text(left)}</p>'


def _finding(finding: Finding, report: Report, *, unfold: bool) -> str:
    level, said = finding.severity.value, finding.message
    rule = f'<span class="dim">{finding.rule.name} {finding.rule.code}</span>'
    parts = [
        f"<details{' open' if unfold else ''}>",
        f'<summary><span class="{level}">{level}</span> {_text(said.what)} {rule}</summary>',
        *([f"<p>{_text(finding.because)}</p>"] if finding.because else []),
        *_list("Routes", [f"<code>{clean.html(path)}</code>" for path in route_paths(finding, report)]),
        *_list("How it gets there", _hops(finding), ordered=True),
        *_list(
            "How the data gets into it", [_way(flow) for flow in finding.flows if len(flow.steps) > 1], ordered=True
        ),
        *_leaves(finding),
        *([f"<h3>What to do</h3><p>{_text(said.remedy)}</p>"] if said.remedy else []),
        "</details>",
    ]
    return "\n".join(parts)


def _hops(finding: Finding) -> list[str]:
    steps = finding.verdicts[0].chain.steps if finding.verdicts else ()
    hops = [f'{_at(step.location)} <span class="dim">{clean.html(f"{step.kind} {step.text}")}</span>' for step in steps]
    original = f' <span class="dim">written in</span> {_at(finding.original)}' if finding.original else ""
    twins = "".join(f' <span class="dim">the same in</span> {_at(twin)}' for twin in finding.twins)
    return [*hops, f"{_at(finding.location)}{original}{twins}"]


def _way(flow: Flow) -> str:
    return "<br>→ ".join(f"{_text(said(step))} {_at(step.location)}" for step in flow.steps)


def _at(location: Location) -> str:
    return f'<span class="at">{clean.html(location.path)}:{location.line}:{location.column}</span>'


def _list(title: str, items: list[str], *, ordered: bool = False) -> list[str]:
    if not items:
        return []
    body = "<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>" if ordered else f"<p>{', '.join(items)}</p>"
    return [f"<h3>{title}</h3>{body}"]


def _leaves(finding: Finding) -> list[str]:
    cells = (
        (clean.html(leak.category or "other"), _text(leak.what), _text(leak.reason)) for leak in finding.message.leaves
    )
    rows = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells]
    return ["<h3>What would leave</h3>", "<table>", *rows, "</table>"] if rows else []


def _permitted(finding: Finding) -> str:
    why = f" {_text(finding.because)}" if finding.because else ""
    return f"<p>{finding.status.value}: {_text(finding.message.what)}{why} {_at(finding.location)}</p>"


def _problem(location: Location, message: str) -> str:
    return f"<p>{_at(location)} {_text(message)}</p>"
