"""PG202 form-field-to-tracker: what a visitor enters in a form goes to a tracker."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.flows import Via
from pixelgate.findings.model import Finding, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule
from pixelgate.rules.flowing import flowing

INFO = RuleInfo(
    code="PG202",
    name="form-field-to-tracker",
    summary="What a visitor enters in a form field flows into a tracker's call.",
    why=(
        "The visitor writes to the hospital, and the tracker's company gets a copy: free text, physicians, dates and"
        " emergency contacts, as at Novant Health (2022). A page without a login discloses health data in the same way."
    ),
    fix="Do not hand the field's value to the tracker; count the event without it.",
    scale=Scale.BREACH,
    precision="high",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each call that is handed what was read from a form field."""
    return flowing(context, INFO, Via.FIELD)


RULE = Rule(INFO, check)
