"""PG203 template-value-to-tracker: the server fills patient data into what a tracker is sent."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.flows import Via
from pixelgate.findings.model import Finding, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule
from pixelgate.rules.flowing import flowing

INFO = RuleInfo(
    code="PG203",
    name="template-value-to-tracker",
    summary="A template writes patient data into a tracker's call, a data layer or a beacon's address.",
    why=(
        "The server knows who is logged in and what for, and the page it makes tells the tracker: `user_id`, an e-mail"
        " address, a record number, the name of a physician. The vendor gets it on every view, without a click."
    ),
    fix="Remove the expression from the call.",
    scale=Scale.BREACH,
    precision="high",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each call in which a template expression stands for patient data."""
    return flowing(context, INFO, Via.TEMPLATE)


RULE = Rule(INFO, check)
