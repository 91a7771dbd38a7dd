"""``pixelgate schema``: the JSON Schemas."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from pixelgate.cli import output
from pixelgate.cli.options import output_option
from pixelgate.manifest import schema
from pixelgate.reporters.json import encode

OUTPUTS = {"check": "pixelgate-1", "sightings": "pixelgate-sightings-1"}


@click.command()
@click.argument("of", type=click.Choice(["manifest", *OUTPUTS]), default="manifest")
@output_option
def command(of: str, output_: Path | None) -> int:
    r"""Print the JSON Schema of the manifest, or of the JSON that `check` or `sightings` prints.

    An editor with a TOML language server completes and checks the manifest with it:

    \b
      pixelgate schema -o pixelgate.schema.json
      #:schema ./pixelgate.schema.json         (first line of pixelgate.toml)
    """
    output.emit(encode(schema()) if of == "manifest" else shipped(OUTPUTS[of]), output_)
    return output.CLEAN


def shipped(name: str) -> str:
    """Return a schema that ships with the program."""
    return files("pixelgate.reporters").joinpath("schema", f"{name}.schema.json").read_text(encoding="utf-8")
