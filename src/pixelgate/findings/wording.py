"""Plain English for routes and lists: the parts of messages that more than one module needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pixelgate.findings.model import Verdict
from pixelgate.graph.model import RouteGraph

SHOWN = 3
"""How many routes a sentence names before it counts the rest; the finding itself lists them all."""


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    items = list(words)
    if len(items) < 2:  # noqa: PLR2004 - one word needs no conjunction
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def shortened(text: str, limit: int = 80) -> str:
    """Return text on one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def quoted(text: str) -> str:
    """Return a text as TOML writes it on one line, as it is where a backslash would be doubled."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning and a mark at its end."""
    line = text.strip()
    return line[:1].upper() + line[1:] + ("" if line.endswith((".", "!", "?", "…")) else ".")


def where(graph: RouteGraph, verdicts: Sequence[Verdict]) -> str:
    """Say which routes are concerned and why they are guarded, the gravest first."""
    if not verdicts:
        return ""
    ordered = sorted(verdicts, key=lambda verdict: verdict.severity, reverse=True)
    nodes = [graph.routes[verdict.chain.route] for verdict in ordered]
    named = [f"{node.route.path}, which is {node.reason}" for node in nodes[:SHOWN]]
    rest = len(nodes) - SHOWN
    if rest > 0:
        named.append(f"and {rest} more {'route' if rest == 1 else 'routes'}")
    return f"It is reachable on {'; '.join(named)}."
