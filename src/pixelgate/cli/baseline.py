"""``pixelgate baseline``: accept what is there today, so that what is new fails."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Unpack

import click

from pixelgate import pipeline
from pixelgate.cli import output
from pixelgate.cli.options import format_option, manifest_option, quiet_option
from pixelgate.cli.project import Project, load
from pixelgate.cli.reading import ReadingOptions, reading, reading_options
from pixelgate.cli.terms import beside, terms
from pixelgate.errors import UsageError
from pixelgate.findings import baseline
from pixelgate.findings.baseline import Entry
from pixelgate.findings.model import Report
from pixelgate.reporters import clean
from pixelgate.reporters.tally import plural


class Options(ReadingOptions):
    """The command line of every sub-command that checks the project."""

    manifest: Path | None
    quiet: bool


class Reasoned(Options):
    """The command line of those that write entries."""

    reason: str
    base: str


EPILOG = f"""\b
A baseline lies in {baseline.FILE} beside the manifest: one finding on one route a line.
It is for the day the gate is put up. A tracker on a route where it was not before is new and fails.

\b
Examples:
  pixelgate baseline create --reason "there since 2023, removal planned: TICKET-12"
  pixelgate baseline diff
"""

_REASON = click.option("--reason", required=True, metavar="TEXT", help="Why it is accepted; every entry carries it.")


@click.group(epilog=EPILOG)
def command() -> None:
    """Accept today's findings, each with a reason; new ones still fail."""


@command.command("create")
@_REASON
@manifest_option
@reading_options
@quiet_option
def _create(**options: Unpack[Reasoned]) -> int:
    """Accept every open finding; entries that are there keep their reasons."""
    project, report = _checked(options)
    known = beside(project.root, baseline.FILE)
    new = baseline.compare(known, baseline.entries(report, _reason(options))).new
    _save(project, baseline.FILE, (*known, *new))
    routes = len({entry.route for entry in new if entry.route})
    output.say(f"{baseline.FILE}: {_count(new)} added, on {plural(routes, 'route')}; {_count(known)} kept.\n")
    return output.CLEAN


@command.command("approve")
@_REASON
@click.option("--base", required=True, metavar="REV", help="The revision the change starts from.")
@manifest_option
@reading_options
@quiet_option
def _approve(**options: Unpack[Reasoned]) -> int:
    """Approve what a change takes from the gate; counts where CODEOWNERS names who owns the file."""
    project, report = _checked(options, options["base"])
    known = beside(project.root, baseline.APPROVALS)
    new = baseline.compare(known, baseline.entries(report, _reason(options), gate=True)).new
    _save(project, baseline.APPROVALS, (*known, *new))
    output.say(f"{baseline.APPROVALS}: {_count(new)} added.\n")
    return output.CLEAN


@command.command("show")
@manifest_option
@format_option("text", "json")
def _show(manifest: Path | None, format: str) -> int:  # noqa: A002 - the option's name
    """List what is accepted, and why."""
    project = load(manifest)
    known = beside(project.root, baseline.FILE)
    output.say(baseline.dump(known) if format == "json" else _listed("", known) or f"There is no {baseline.FILE}.\n")
    return output.CLEAN


@command.command("diff")
@manifest_option
@reading_options
@quiet_option
def _diff(**options: Unpack[Options]) -> int:
    """Show what `create` would add (+) and `prune` remove (-); exit code 1 when there is any."""
    project, report = _checked(options)
    change = baseline.compare(beside(project.root, baseline.FILE), baseline.entries(report, ""))
    output.say(_listed("+ ", change.new) + _listed("- ", change.gone))
    return output.FINDINGS if change.new or change.gone else output.CLEAN


@command.command("prune")
@manifest_option
@reading_options
@quiet_option
def _prune(**options: Unpack[Options]) -> int:
    """Remove entries that match no finding any more: what was repaired must not come back."""
    project, report = _checked(options)
    known = beside(project.root, baseline.FILE)
    gone = set(baseline.compare(known, baseline.entries(report, "")).gone)
    if gone:
        _save(project, baseline.FILE, [entry for entry in known if entry not in gone])
    output.say(_listed("- ", sorted(gone)) + f"{baseline.FILE}: {_count(gone)} removed.\n")
    return output.CLEAN


def _checked(options: Options, base: str | None = None) -> tuple[Project, Report]:
    project = load(options["manifest"])
    judged = terms(project, base)
    with reading(project, options, quiet=options["quiet"]) as how:
        return project, pipeline.check(project.tree, project.manifest, project.catalog, judged, how=how)


def _reason(options: Reasoned) -> str:
    if not options["reason"].strip():
        raise UsageError("--reason is empty: say why these findings are accepted, for whoever reads it in a year")
    return options["reason"].strip()


def _save(project: Project, name: str, entries: Iterable[Entry]) -> None:
    output.save(project.root / name, baseline.dump(entries))


def _count(entries: Collection[Entry]) -> str:
    return "1 entry" if len(entries) == 1 else f"{len(entries):,} entries"


def _listed(mark: str, entries: Iterable[Entry]) -> str:
    """Return a line for each entry: where, what, on which route, and why."""
    lines = []
    for entry in entries:
        about = " ".join(filter(None, (entry.rule, entry.vendor, entry.route and f"on {entry.route}")))
        reason = f": {clean.plain(entry.reason)}" if entry.reason else ""
        lines.append(f"{mark}{clean.plain(entry.path)}  {clean.plain(about)}{reason}\n")
    return "".join(lines)
