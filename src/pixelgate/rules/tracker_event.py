"""PG102 tracker-event: a guarded route reports to a vendor what its visitor does."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo
from pixelgate.findings.wording import listed
from pixelgate.rules.base import Context, Rule, active, advice, found, gate, judge, of

INFO = RuleInfo(
    code="PG102",
    name="tracker-event",
    summary="A guarded route reaches a call that reports an event to a tracker.",
    why=(
        "An event says what this patient just did: scheduled, searched, paid. Meta's own example for `Schedule` is"
        " booking at a dentist's. The FTC named event names such as `Drug Name` in its complaint against GoodRx."
    ),
    fix="Delete the call, or count the event on your own server.",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each event call that is not a library's own code."""
    for reach in active(context, {SightingKind.EVENT}):
        sighting = reach.fact
        verdicts = () if sighting.internal else judge(context, INFO, reach.chains)
        if verdicts:
            message = Message(
                _what(context, sighting), "", _leaves(context, sighting), advice(context, sighting, verdicts)
            )
            yield of(found(context, INFO, verdicts, message), sighting)


def _what(context: Context, sighting: Sighting) -> str:
    event = f"the event `{sighting.event}`" if sighting.event else "an event whose name is not known"
    names = [leaks.called(parameter) for parameter in sighting.parameters]
    carried = f" with {listed(names)}" if names else ""
    pixel = f" (ID {sighting.id})" if sighting.id else ""
    return f"{context.name(sighting.vendor)}{pixel} is sent {event}{carried}.{gate(sighting)}"


def _leaves(context: Context, sighting: Sighting) -> tuple[Leak, ...]:
    vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
    return (
        *leaks.parameters(sighting.parameters),
        *leaks.event(vendor, sighting.event),
        *leaks.address(vendor),
        leaks.device(vendor, name),
    )


RULE = Rule(INFO, check)
