"""PG903 dynamic-loader: part of a guarded route was not analysed."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.wording import sentence
from pixelgate.rules.base import Context, Rule, at, found, judge, problems

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
    for reach in problems(context, INFO.name):
        if verdicts := judge(context, INFO, reach.chains):
            message = Message(sentence(reach.fact.message), "", remedy=INFO.fix)
            yield at(found(context, INFO, verdicts, message), reach.fact.location)


RULE = Rule(INFO, check)
