"""The command line: argv in, text and an exit code out. The only place that prints, reads argv or exits."""

from __future__ import annotations

import sys

from pixelgate import __version__


def main() -> None:
    """Run ``pixelgate`` and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"pixelgate {__version__}")  # asked by every script that pins it: no time for imports
        return
    from pixelgate.cli.run import run

    sys.exit(run(sys.argv[1:]))
