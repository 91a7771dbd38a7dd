"""PG901 unparsable-file: part of a guarded route was not analysed."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.wording import sentence
from pixelgate.rules.base import Context, Rule, at, found, judge, problems

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
    for reach in problems(context, INFO.name):
        if verdicts := judge(context, INFO, reach.chains):
            message = Message(sentence(reach.fact.message), "", remedy=INFO.fix)
            yield at(found(context, INFO, verdicts, message), reach.fact.location)


RULE = Rule(INFO, check)
