"""``pixelgate check``: the gate."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click
import msgspec

from pixelgate import pipeline
from pixelgate.cli import output
from pixelgate.cli.console import color_option
from pixelgate.cli.deliver import FORMATS, Target, deliver, targets
from pixelgate.cli.narrow import narrowed
from pixelgate.cli.options import format_option, manifest_option, output_option, paths_argument
from pixelgate.cli.project import Project, load
from pixelgate.cli.reading import ReadingOptions, reading, reading_options
from pixelgate.cli.terms import terms
from pixelgate.findings.model import Report
from pixelgate.manifest.model import Level, Manifest
from pixelgate.reporters import clean
from pixelgate.reporters.concise import line
from pixelgate.reporters.palette import Style
from pixelgate.reporters.tally import failing, opened


class Options(ReadingOptions):
    """The command line of ``check``."""

    paths: tuple[Path, ...]
    manifest: Path | None
    format: str
    output_: Path | None
    json: Path | None
    sarif: Path | None
    github: Path | None
    markdown: Path | None
    html: Path | None
    fail_on: str | None
    second_reading: bool | None
    base: str | None
    color: str
    quiet: bool
    hook: bool


EPILOG = """\b
Exit codes:
  0  no finding at or above --fail-on
  1  findings
  2  the command line or the manifest is wrong; nothing was verified
  3  no guarded route, or no file belongs to one; nothing was verified
  4  a defect of pixelgate; nothing was verified
The format never changes the exit code.

\b
Examples:
  pixelgate check
  pixelgate check --format concise templates/portal
  pixelgate check --sarif pixelgate.sarif --summary "$GITHUB_STEP_SUMMARY" --github -
  pixelgate check --fail-on warning --second-reading
  pixelgate check --base origin/main
"""

SHOWN = 20
"""How many findings about the manifest are told when nothing could be checked."""

_FILE = click.Path(path_type=Path, allow_dash=True)


@click.command(epilog=EPILOG)
@paths_argument
@manifest_option
@format_option(*FORMATS)
@output_option
@click.option("--json", type=_FILE, metavar="FILE", help="Write the JSON report there too (`-` is standard output).")
@click.option("--html", type=_FILE, metavar="FILE", help="Write a page to mail and print there too.")
@click.option("--sarif", type=_FILE, metavar="FILE", help="Write SARIF 2.1.0 there too, for code scanning.")
@click.option(
    "--github",
    type=_FILE,
    metavar="FILE",
    help="Write workflow annotations there too; `-` shows them in the pull request.",
)
@click.option(
    "--summary",
    "markdown",
    type=_FILE,
    metavar="FILE",
    help="Write a Markdown summary there too; $GITHUB_STEP_SUMMARY is appended to.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["note", "warning", "error"]),
    help="The lowest severity that fails; else the manifest's.",
)
@click.option(
    "--second-reading/--no-second-reading",
    default=None,
    help="Read the files of guarded routes with independent parsers too.",
)
@click.option("--base", metavar="REV", help="Tell what the change since that git revision takes from the gate.")
@color_option
@reading_options
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when nothing fails, and no progress.")
@click.option(
    "--hook",
    is_flag=True,
    help="For commit hooks: read what git tracks, be --quiet, one line a finding unless --format is given.",
)
@click.pass_context
def command(ctx: click.Context, **options: Unpack[Options]) -> int:
    """Fail when a tracker is reachable on a page that patients use.

    Reads the whole project, follows every route of pixelgate.toml through layouts, partials, scripts and imports, and
    prints each tracker that a guarded route reaches: the way it gets there, what it would send, and what to do.

    PATHs narrow what is shown, never what is analysed, nor the exit code.
    """
    wanted = _targets(ctx, options)
    project = load(options["manifest"], options["paths"], tracked=options["hook"])
    quiet = options["quiet"] or options["hook"]
    report = _report(project, options, quiet=quiet)
    if reason := nothing_checked(report):
        return _refuse(report, reason)
    code = output.FINDINGS if failing(report) else output.CLEAN
    deliver(wanted, narrowed(report, project.shown), report, project, silent=quiet and code == output.CLEAN)
    return code


def _targets(ctx: click.Context, options: Options) -> tuple[Target, ...]:
    default = ctx.get_parameter_source("format") is click.core.ParameterSource.DEFAULT
    format_ = "concise" if options["hook"] and default else options["format"]
    beside = {name: options[name] for name in ("json", "sarif", "github", "markdown", "html")}
    return targets(format_, options["output_"], beside, color=options["color"])


def _report(project: Project, options: Options, *, quiet: bool) -> Report:
    manifest = _overridden(project.manifest, options)
    with reading(project, options, quiet=quiet) as how:
        return pipeline.check(project.tree, manifest, project.catalog, terms(project, options["base"]), how=how)


def _overridden(manifest: Manifest, options: Options) -> Manifest:
    """Return the manifest with what the command line decides otherwise."""
    policy = manifest.policy
    if level := options["fail_on"]:
        policy = msgspec.structs.replace(policy, fail_on=Level(level))
    if options["second_reading"] is not None:
        policy = msgspec.structs.replace(policy, second_reading=options["second_reading"])
    return msgspec.structs.replace(manifest, policy=policy)


def nothing_checked(report: Report) -> str:
    """Return why the report is no verdict, or nothing."""
    guarded = [route.node for route in report.routes if route.node.guarded]
    if not report.files:
        return "there is no file to read"
    if not guarded:
        return f"{report.manifest} has no guarded route: none is authenticated or bears health information"
    if not any(node.pages for node in guarded):
        return f"no file belongs to any guarded route of {report.manifest}"
    return ""


def _refuse(report: Report, reason: str) -> int:
    """Say that nothing was checked, and why: findings about the manifest tell."""
    code = output.refuse(reason, code=output.NOTHING)
    for route in report.routes:
        for pattern in route.node.missing:
            output.tell(clean.plain(f"  {route.node.route.path}: no file matches `{pattern}`") + "\n")
    for finding in opened(report.findings)[:SHOWN]:
        output.tell(f"  {line(finding, report, Style())}\n")
    return code
