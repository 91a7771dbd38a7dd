"""Run a command and turn whatever ends it into an exit code and a first line that no one takes for a verdict."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

import click

from pixelgate.cli import output
from pixelgate.cli.program import program

COLLECT = (100_000, 50, 100)
"""When garbage is collected. Facts hold no cycles, and to look for some among millions of them took half of a run."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; ``pixelgate check --help`` says what each means."""
    output.tolerate(sys.stdout, sys.stderr)
    gc.set_threshold(*COLLECT)
    code = _invoke(arguments)
    output.finish()
    return code


def _invoke(arguments: Sequence[str]) -> int:
    try:
        return int(program.main(list(arguments), prog_name="pixelgate", standalone_mode=False) or 0)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "pixelgate"
        return output.refuse(error.format_message(), f"Run `{command} --help` for what it takes.")
    except click.ClickException as error:
        return output.refuse(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        return output.refuse("interrupted", code=output.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the one place: a defect must end in exit code 4, never in a verdict
        from pixelgate.cli import failure

        return failure.explain(error)
