"""``pixelgate vendors``: what is known of trackers."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from pixelgate.cli import output
from pixelgate.cli.console import color_option, style
from pixelgate.cli.nearest import unknown
from pixelgate.cli.options import format_option, output_option
from pixelgate.errors import UsageError
from pixelgate.reporters import vendors as reporter
from pixelgate.reporters.json import encode
from pixelgate.reporters.palette import Style
from pixelgate.vendors import catalog as vendor_data
from pixelgate.vendors.model import Vendor


def _completed(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [slug for slug in vendor_data.load().vendors if slug.startswith(incomplete)]


@click.command(epilog="\b\nExamples:\n  pixelgate vendors\n  pixelgate vendors meta-pixel")
@click.argument("name", required=False, shell_complete=_completed)
@format_option("text", "json", "markdown")
@output_option
@color_option
def command(name: str | None, format: str, output_: Path | None, color: str) -> int:  # noqa: A002 - the option's name
    """List the trackers pixelgate knows, or tell all it knows about the one called NAME."""
    known = vendor_data.load().vendors
    drawing = style(sys.stdout, color, output_)
    text = _one(_vendor(name, known), format, drawing) if name else _all(list(known.values()), format, drawing)
    output.emit(text, output_)
    return output.CLEAN


def _all(vendors: list[Vendor], form: str, drawing: Style) -> str:
    match form:
        case "json":
            return reporter.json(vendors)
        case "markdown":
            return reporter.markdown(vendors)
        case _:
            return reporter.text(vendors, drawing)


def _one(vendor: Vendor, form: str, drawing: Style) -> str:
    match form:
        case "json":
            return encode(msgspec.to_builtins(vendor))
        case "markdown":
            return reporter.page(vendor)
        case _:
            return reporter.describe(vendor, drawing)


def _vendor(name: str, known: dict[str, Vendor]) -> Vendor:
    wanted = name.strip().lower().replace(" ", "-")
    for slug, vendor in known.items():
        if wanted in {slug, vendor.name.lower().replace(" ", "-"), *(alias.lower() for alias in vendor.aliases)}:
            return vendor
    raise UsageError(unknown("vendor", name, known))
