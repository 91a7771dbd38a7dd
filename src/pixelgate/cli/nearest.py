"""Did you mean …: the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pixelgate.findings.wording import listed


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that a name is not known, which known one it may stand for, and what lists them all."""
    close = get_close_matches(name.lower(), list(known), n=3, cutoff=0.6)
    hint = f"; did you mean {listed([f'`{other}`' for other in close], 'or')}" if close else ""
    listing = "pixelgate --help" if kind == "command" else f"pixelgate {kind}s"
    return f"there is no {kind} `{name}`{hint}; `{listing}` lists them"
