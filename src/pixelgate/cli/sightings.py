"""``pixelgate sightings``: the facts stage alone."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Unpack

import click

from pixelgate import pipeline
from pixelgate.cli import output
from pixelgate.cli.console import color_option, style
from pixelgate.cli.narrow import Part
from pixelgate.cli.options import format_option, manifest_option, output_option, paths_argument, quiet_option
from pixelgate.cli.project import Project, load_loosely
from pixelgate.cli.reading import ReadingOptions, reading, reading_options
from pixelgate.facts.model import FileFacts
from pixelgate.reading import Reader
from pixelgate.reporters import sightings as reporter
from pixelgate.reporters.sightings import Facts
from pixelgate.tree import DiskTree, Tree


class Options(ReadingOptions):
    """The command line of ``sightings``."""

    paths: tuple[Path, ...]
    manifest: Path | None
    format: str
    output_: Path | None
    color: str
    quiet: bool


EPILOG = """\b
Examples:
  pixelgate sightings
  pixelgate sightings --format json dist | jq '.sightings[].vendor'
  pixelgate sightings --format csv -o trackers.csv
"""


@click.command(epilog=EPILOG)
@paths_argument
@manifest_option
@format_option("text", "json", "csv", "markdown")
@output_option
@color_option
@reading_options
@quiet_option
def command(**options: Unpack[Options]) -> int:
    """List every tracker in the code: vendor, kind, ID, event and parameters, with its place.

    Needs no manifest; when there is one, its [site] says what to read. Only PATHs are read, when some are given. The
    exit code is 0 whether or not there are trackers, and 3 when there is no file to read.
    """
    output.check_target(options["output_"])
    project = load_loosely(options["manifest"], options["paths"])
    with reading(project, options, quiet=options["quiet"]) as how:
        reader = Reader(_tree(project), project.catalog, how)
        files = pipeline.join(reader, project.manifest.site, pipeline.read(reader))
    if not files:
        return output.refuse("there is no file to read", code=output.NOTHING)
    output.emit(_rendered(_facts(files), options), options["output_"])
    return output.CLEAN


def _tree(project: Project) -> Tree:
    """Return what to read, for a file's facts depend on no other; git's ignoring does not count for a named folder."""
    if not project.shown:
        return project.tree
    site = project.manifest.site
    named = (path for path in project.shown if (project.root / path).is_dir())
    return Part(DiskTree(project.root, (*site.build, *named), site.exclude), project.shown)


def _facts(files: Mapping[str, FileFacts]) -> Facts:
    ordered = [files[path] for path in sorted(files)]
    sightings = tuple(sighting for facts in ordered for sighting in sorted(facts.sightings, key=lambda s: s.location))
    problems = tuple(problem for facts in ordered for problem in sorted(facts.problems, key=lambda p: p.location))
    return Facts(sightings, problems, len(ordered))


def _rendered(facts: Facts, options: Options) -> str:
    match options["format"]:
        case "json":
            return reporter.json(facts)
        case "csv":
            return reporter.csv(facts)
        case "markdown":
            return reporter.markdown(facts)
        case _:
            return reporter.text(facts, style(sys.stdout, options["color"], options["output_"]))
