"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

manifest_option = click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The manifest; its folder is the root of the web code. Default: the nearest pixelgate.toml above.",
)

output_option = click.option(
    "-o",
    "--output",
    "output_",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a file instead of standard output.",
)

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show no progress.")


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Return the option that chooses the form of the output; the first is the default."""
    return click.option(
        "-f", "--format", type=click.Choice(formats), default=formats[0], show_default=True, help="What to print."
    )
