"""PG201 phi-in-event-parameter: the name or value of what is sent speaks of health."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.flows import Via
from pixelgate.findings.model import Finding, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule
from pixelgate.rules.flowing import flowing

INFO = RuleInfo(
    code="PG201",
    name="phi-in-event-parameter",
    summary="A parameter sent to a tracker names health data: a physician, an appointment, a drug, a diagnosis.",
    why=(
        "The parameter says in plain words what this visitor's care is about. In its complaint against GoodRx"
        " (February 2023) the FTC named events that carried the drug's name and the health condition."
    ),
    fix="Delete the parameter from the call.",
    scale=Scale.DATA,
    precision="high",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each call with a parameter that names a ``phi`` category and that no other rule explains."""
    return flowing(context, INFO, Via.NAME)


RULE = Rule(INFO, check)
