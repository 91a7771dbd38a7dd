"""PG903 dynamic-loader: part of a guarded route was not analysed."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule, not_analysed

INFO = RuleInfo(
    code="PG903",
    name="dynamic-loader",
    summary="A guarded route reaches code that loads or runs what only the run time knows.",
    why="A script address put together at run time can be any address. Tag injectors and evasive code look like this.",
    fix="Write the address as a constant, or load from a list of constants.",
    scale=Scale.UNPROVEN,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each problem of this kind that a guarded route reaches."""
    return not_analysed(context, INFO)


RULE = Rule(INFO, check)
