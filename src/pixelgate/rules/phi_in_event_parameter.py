"""PG201 phi-in-event-parameter: the name or value of what is sent speaks of health."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.facts.model import Parameter, SightingKind
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.findings.wording import listed
from pixelgate.manifest.model import Phi
from pixelgate.rules.base import Context, Rule, active, advice, found, gate, judge, of

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

KINDS = frozenset(
    {SightingKind.EVENT, SightingKind.INIT, SightingKind.CONFIG, SightingKind.BEACON, SightingKind.EMITTER}
)
_EVERYWHERE = frozenset({Phi.NAVIGATION.value, Phi.DEVICE.value})
"""Categories that every visit tells: no news in a parameter."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each call with at least one parameter that names a ``phi`` category."""
    for reach in active(context, KINDS):
        sighting = reach.fact
        telling = [] if sighting.internal else list(_telling(sighting.parameters))
        if telling and (verdicts := judge(context, INFO, reach.chains)):
            event = f" with the event `{sighting.event}`" if sighting.event else ""
            names = listed(f"`{name}` ({parameter.category})" for name, parameter in telling)
            what = f"{context.name(sighting.vendor)} is sent health data{event}: {names}.{gate(sighting)}"
            told = tuple(leak for leak in leaks.parameters(sighting.parameters) if leak.category)
            fields = listed((f"`{name}`" for name, _ in telling), "and")
            remedy = f"Delete {fields} from the call. {advice(context, sighting, verdicts)}"
            yield of(found(context, INFO, verdicts, Message(what, "", told, remedy)), sighting)


def _telling(given: tuple[Parameter, ...], prefix: str = "") -> Iterator[tuple[str, Parameter]]:
    """Yield the parameters that name a category, those inside objects under their dotted names."""
    for parameter in given:
        name = f"{prefix}{parameter.name}"
        below = list(_telling(parameter.children, f"{name}."))
        yield from below
        if not below and parameter.category and parameter.category not in _EVERYWHERE:
            yield name, parameter


RULE = Rule(INFO, check)
