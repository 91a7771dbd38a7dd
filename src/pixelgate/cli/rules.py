"""``pixelgate rules``: every rule and its severities."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pixelgate.cli import output
from pixelgate.cli.console import color_option, style
from pixelgate.cli.options import format_option, output_option
from pixelgate.cli.project import rule_infos
from pixelgate.manifest.model import Profile
from pixelgate.reporters import rules as reporter


@click.command()
@click.option(
    "--profile",
    type=click.Choice([p.value for p in Profile]),
    default="hipaa",
    show_default=True,
    help="The preset of severities.",
)
@format_option("text", "json", "markdown")
@output_option
@color_option
def command(profile: str, format: str, output_: Path | None, color: str) -> int:  # noqa: A002 - the option's name
    """List all rules with their severity on each tier of route."""
    infos = rule_infos()
    match format:
        case "json":
            text = reporter.json(infos)
        case "markdown":
            text = reporter.markdown(infos, Profile(profile))
        case _:
            text = reporter.text(infos, Profile(profile), style(sys.stdout, color, output_))
    output.emit(text, output_)
    return output.CLEAN
