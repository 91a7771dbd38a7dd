"""``pixelgate trace``: what one route is put together from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Unpack

import click

from pixelgate import pipeline
from pixelgate.cli import output
from pixelgate.cli.console import color_option, style
from pixelgate.cli.options import format_option, manifest_option, output_option, quiet_option
from pixelgate.cli.project import load
from pixelgate.cli.reading import ReadingOptions, reading, reading_options
from pixelgate.cli.route import wanted
from pixelgate.reading import Reader
from pixelgate.reporters import trace as reporter


class Options(ReadingOptions):
    """The command line of ``trace``."""

    route: str
    manifest: Path | None
    format: str
    output_: Path | None
    color: str
    quiet: bool


EPILOG = """\b
Examples:
  pixelgate trace /appointments/:id     the row of the manifest
  pixelgate trace /appointments/17      the row that an address belongs to
"""


@click.command(epilog=EPILOG)
@click.argument("route")
@manifest_option
@format_option("text", "json")
@output_option
@color_option
@reading_options
@quiet_option
def command(**options: Unpack[Options]) -> int:
    """Draw the files that put a ROUTE's pages together, and the trackers and problems in each.

    ROUTE is a path of the manifest, or any address of the site.
    """
    output.check_target(options["output_"])
    project = load(options["manifest"])
    route = wanted(project, options["route"])
    with reading(project, options, quiet=options["quiet"]) as how:
        facts = pipeline.read(Reader(project.tree, project.catalog, how))
    traced = pipeline.trace(project.tree, project.manifest, facts, route)
    drawing = style(sys.stdout, options["color"], options["output_"])
    text = (
        reporter.json(route, traced, facts)
        if options["format"] == "json"
        else reporter.text(route, traced, facts, drawing)
    )
    output.emit(text, options["output_"])
    return output.CLEAN
