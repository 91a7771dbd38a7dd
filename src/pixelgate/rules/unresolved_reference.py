"""PG902 unresolved-reference: part of a guarded route was not analysed."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule, not_analysed

INFO = RuleInfo(
    code="PG902",
    name="unresolved-reference",
    summary="A guarded route reaches an include, script or import whose file could not be found.",
    why="What stands behind the reference was not checked: a tracker may be in it.",
    fix="Correct the reference, or tell pixelgate where the file is (`[site] templates`, `static`, `build`).",
    scale=Scale.UNPROVEN,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each problem of this kind that a guarded route reaches."""
    return not_analysed(context, INFO)


RULE = Rule(INFO, check)
