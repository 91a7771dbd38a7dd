"""``pixelgate routes``: every route and its verdict."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

import click

from pixelgate import pipeline
from pixelgate.cli import output
from pixelgate.cli.console import color_option, style
from pixelgate.cli.options import format_option, manifest_option, output_option, quiet_option
from pixelgate.cli.project import load
from pixelgate.cli.reading import ReadingOptions, reading, reading_options
from pixelgate.cli.terms import terms
from pixelgate.findings.model import Report
from pixelgate.manifest.model import Exemption
from pixelgate.reporters import routes as reporter


class Options(ReadingOptions):
    """The command line of ``routes``."""

    manifest: Path | None
    format: str
    output_: Path | None
    color: str
    quiet: bool


EPILOG = """\b
Verdicts, the first that holds:
  violating   a tracker, or patient data that leaves, is reachable
  unproven    a part could not be analysed
  warned      warnings only
  exempted    what was found is permitted by the manifest
  clean       nothing was found
"""


@click.command(epilog=EPILOG)
@manifest_option
@format_option("text", "json", "markdown", "csv", "html")
@output_option
@color_option
@reading_options
@quiet_option
def command(**options: Unpack[Options]) -> int:
    """List every route of the manifest: who may see it, what it bears, its trackers, what is permitted, its verdict.

    The exit code is 0 whatever the verdicts are; `pixelgate check` is the gate.
    """
    output.check_target(options["output_"])
    project = load(options["manifest"])
    with reading(project, options, quiet=options["quiet"]) as how:
        report = pipeline.check(project.tree, project.manifest, project.catalog, terms(project), how=how)
    output.emit(_rendered(report, project.manifest.exemptions, options), options["output_"])
    return output.CLEAN


def _rendered(report: Report, permitted: Sequence[Exemption], options: Options) -> str:
    match options["format"]:
        case "json":
            return reporter.json(report, permitted)
        case "csv":
            return reporter.csv(report, permitted)
        case "markdown":
            return reporter.markdown(report, permitted)
        case "html":
            return reporter.page(report, permitted)
        case _:
            return reporter.text(report, permitted, style(sys.stdout, options["color"], options["output_"]))
