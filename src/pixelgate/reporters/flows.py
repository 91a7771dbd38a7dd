"""The way of data into a call, drawn: the form field or template it comes from, what holds it, what it is sent as."""

from __future__ import annotations

from collections.abc import Sequence

from pixelgate.findings.model import Flow
from pixelgate.graph.model import Step
from pixelgate.reporters import clean
from pixelgate.reporters.palette import Style, columns, pad

FLOWS, TEXT = 12, 60
"""How many flows of one finding are drawn, and how many characters of an expression."""


def drawn(flows: Sequence[Flow], style: Style, indent: str) -> list[str]:
    """Return a line for each step, with its place."""
    lines: list[str] = []
    for flow in flows[:FLOWS]:
        rows = [(f"{'' if not at else '→ '}{said(step)}", step) for at, step in enumerate(flow.steps)]
        room = max((columns(text) for text, _ in rows), default=0)
        for at, (text, step) in enumerate(rows):
            inner = indent + "  " * (at > 0)
            where = f"{clean.plain(step.location.path)}:{step.location.line}"
            wide = columns(inner) + room + 2 + columns(where) > style.width
            if wide:
                lines += [inner + text, f"{inner}  {style.dim(where)}"]
            else:
                lines.append(f"{inner}{pad(text, room)}  {style.dim(where)}")
    rest = len(flows) - FLOWS
    return [*lines, *([f"{indent}and {rest} more"] if rest > 0 else [])]


def said(step: Step) -> str:
    """Return a step in words: its kind, and the expression that stands there."""
    return " ".join(part for part in (step.kind, clean.plain(step.text, TEXT)) if part)
