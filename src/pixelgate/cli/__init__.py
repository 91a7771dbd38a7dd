"""The command line: argv in, text and an exit code out. The only place that prints, reads argv or exits."""

from __future__ import annotations

import sys


def main() -> None:
    """Run ``pixelgate`` and exit with its code."""
    from pixelgate.cli.run import run

    sys.exit(run(sys.argv[1:]))
