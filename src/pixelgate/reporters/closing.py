"""The end of the text report: all routes in a table, the counts, and the verdict in the last line."""

from __future__ import annotations

from collections import Counter

from pixelgate import __version__
from pixelgate.findings.model import Finding, Outcome, Report, RouteReport, Severity, Status
from pixelgate.reporters import beyond, clean, table
from pixelgate.reporters.palette import Style, wrap
from pixelgate.reporters.tally import Tally, failing, outcomes, plural, tally

HEAD = ("route", "access", "bears", "findings", "verdict")
NARROW, LONGEST = 80, 1_000

MANY = 10
"""So many findings are told by those alone; of more, the end counts each rule's."""

ROWS = 40
"""How many routes the table shows, the worst when there are more."""


def closing(report: Report, whole: Report, style: Style) -> list[str]:
    """Return the table, the counts and the verdict on the whole report."""
    counts = tally(whole)
    return ["", *_table(whole, style), "", *_counts(report, whole, counts, style), verdict(whole, style)]


def verdict(report: Report, style: Style) -> str:
    """Return the verdict in one line."""
    guarded = sum(route.node.guarded for route in report.routes)
    stopped = failing(report)
    if stopped:
        return style.red("✗ FAILED") + f"  {_why(report, guarded, stopped)}"
    said = (
        f"No tracker was found on {'the one guarded route' if guarded == 1 else f'any of {guarded:,} guarded routes'}"
    )
    if beside := _beside(report):
        said = f"Nothing stops the build: {' and '.join(beside)} on {plural(guarded, 'guarded route')}"
    if beyond.partial(report):
        missed = f"no route reaches {len(report.templates.unreached):,} of {plural(report.templates.count, 'template')}"
        return style.yellow("⚠ PASSED IN PART") + f"  {said}, but {missed}."
    return style.green("✓ PASSED") + f"  {said}; {plural(report.files, 'file')} read."


def _beside(report: Report) -> list[str]:
    """Count what was found and does not stop the build."""
    status = Counter(finding.status for finding in report.findings)
    counts = [(tally(report).warnings, "warning")]
    counts += [(status[one], f"{one.value} finding") for one in Status if one is not Status.OPEN]
    return [plural(count, noun) for count, noun in counts if count]


def _why(report: Report, guarded: int, stopped: tuple[Finding, ...]) -> str:
    found = outcomes(report)
    parts = [
        f"{_of(found[outcome], guarded)} {word}"
        for outcome, word in ((Outcome.VIOLATING, "violated"), (Outcome.UNPROVEN, "unproven"))
        if found[outcome]
    ]
    reason = f"{plural(len(stopped), 'finding')} {'stops' if len(stopped) == 1 else 'stop'} the build"
    return "; ".join([*parts, reason]) + "."


def _table(report: Report, style: Style) -> list[str]:
    rows = cells(report, ROWS)
    if not rows:
        return []
    kept = [0, 1, 2, 3, 4] if style.width >= NARROW else [0, 2, 3, 4]
    drawn = table.text(
        [HEAD[at] for at in kept],
        [[row[at] for at in kept] for row in rows],
        style,
        paint=lambda index, text: style.outcome(Outcome(rows[index][-1]), text),
    )
    return [*drawn, *(style.dim(line) for line in wrap(more(report, ROWS), style.width))]


def more(report: Report, limit: int) -> str:
    """Count the routes that the table leaves out by their verdict; nothing where it shows all."""
    left = Counter(entry.outcome for entry in report.routes) - Counter(entry.outcome for entry in _shown(report, limit))
    told = ", ".join(f"{left[one]:,} {one.value}" for one in Outcome if left[one])
    return f"and {plural(left.total(), 'more route')}: {told}" if told else ""


def _of(count: int, guarded: int) -> str:
    if guarded == 1:
        return "The one guarded route is"
    return f"{count:,} of {guarded:,} guarded routes {'is' if count == 1 else 'are'}"


def cells(report: Report, limit: int) -> list[tuple[str, ...]]:
    """Return path, access, what it bears, findings and verdict of the routes to show, in the manifest's order.

    Shown are guarded routes and those with a verdict of their own; of too many, the worst.
    """
    by_route = _severities(report)
    return [_cells(entry, by_route.get(entry.node.index, Counter())) for entry in _shown(report, limit)]


def _shown(report: Report, limit: int) -> list[RouteReport]:
    worst = list(Outcome)
    told = (entry for entry in report.routes if entry.node.guarded or entry.outcome is not Outcome.CLEAN)
    ordered = sorted(told, key=lambda entry: worst.index(entry.outcome))
    return sorted(ordered[:limit], key=lambda entry: entry.node.index)


def _severities(report: Report) -> dict[int, Counter[Severity]]:
    found: dict[int, Counter[Severity]] = {}
    for finding in report.findings:
        for one in finding.verdicts if finding.status is Status.OPEN else ():
            found.setdefault(one.chain.route, Counter())[one.severity] += 1
    return found


def _cells(entry: RouteReport, found: Counter[Severity]) -> tuple[str, ...]:
    row = entry.node.route
    said = ", ".join(plural(found[s], s.value) for s in sorted(Severity, reverse=True) if found[s])
    return row.path, row.access.value, ", ".join(row.phi) or "–", said or "–", entry.outcome.value  # noqa: RUF001 - a dash


def _counts(report: Report, whole: Report, counts: Tally, style: Style) -> list[str]:
    accepted = sum(finding.status is Status.BASELINED for finding in whole.findings)
    found = [
        plural(counts.errors, "error"),
        plural(counts.warnings, "warning"),
        plural(counts.notes, "note"),
        f"{counts.exempted:,} exempted",
        *([f"{accepted:,} baselined"] if accepted else []),
        plural(counts.problems, "problem"),
    ]
    read = [
        f"{plural(counts.routes, 'route')}, {counts.guarded:,} guarded",
        plural(counts.files, "file"),
        f"{plural(whole.vendors, 'vendor')} known",
        f"pixelgate {__version__}",
    ]
    away = len(whole.findings) - len(report.findings)
    narrowed = [f"{plural(away, 'finding')} outside the given paths: counted, not shown."] if away else []
    parts = (part for part in (found, _by_rule(whole), read) if part)
    lines = [line for part in parts for line in wrap(" · ".join(part), style.width)]
    return [*(style.dim(line) for line in lines), *narrowed, *_beyond(whole, style)]


def _by_rule(report: Report) -> list[str]:
    """Count what is open by rule, the most frequent first, where it is too much to take in."""
    counts = Counter(finding.rule.name for finding in report.findings if finding.status is Status.OPEN)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if counts.total() > MANY else []
    return [f"{name} {count:,}" for name, count in ordered]


def _beyond(report: Report, style: Style) -> list[str]:
    """Say what no route reaches, and warn where that is most of the site."""
    templates = clean.plain(beyond.unseen(report), LONGEST)
    told = wrap(f"⚠ {templates}" if beyond.partial(report) else templates, style.width) if templates else []
    shown = [style.yellow(line) for line in told] if beyond.partial(report) else [style.dim(line) for line in told]
    return [*shown, *wrap(beyond.loose(report), style.width)] if report.loose else shown
