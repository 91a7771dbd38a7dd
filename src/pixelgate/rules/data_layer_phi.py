"""PG205 data-layer-phi: patient data lies where every tag can read it."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.flows import Via
from pixelgate.findings.model import Finding, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule
from pixelgate.rules.flowing import flowing

INFO = RuleInfo(
    code="PG205",
    name="data-layer-phi",
    summary="Patient data is pushed into a data layer that a tag manager reads.",
    why=(
        "Every tag in the container can read the data layer, and who may add tags is decided outside of this code. What"
        " lies there has to count as sent. Advocate Aurora Health named its tag manager in its notice (2022)."
    ),
    fix="Keep patient data out of the data layer.",
    scale=Scale.BREACH,
    precision="high",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each push of patient data into a data layer."""
    return flowing(context, INFO, Via.LAYER)


RULE = Rule(INFO, check)
