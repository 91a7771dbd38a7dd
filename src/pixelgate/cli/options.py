"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

manifest_option = click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The manifest; its folder is the root of the web code. Default: the nearest pixelgate.toml above.",
)

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a file instead of standard output.",
)

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
