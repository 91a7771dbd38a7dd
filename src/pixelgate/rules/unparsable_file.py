"""PG901 unparsable-file: part of a guarded route was not analysed."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule, not_analysed

INFO = RuleInfo(
    code="PG901",
    name="unparsable-file",
    summary="A guarded route reaches a file that could not be decoded or parsed, or is over a limit.",
    why="What was not read was not checked: a tracker may be in it. The gate does not call a route clean on trust.",
    fix="Repair the file, build it as text that a browser reads, or exclude it if no page loads it.",
    scale=Scale.UNPROVEN,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each problem of this kind that a guarded route reaches."""
    return not_analysed(context, INFO)


RULE = Rule(INFO, check)
