"""PG103 advanced-matching: a guarded route hands the vendor who its visitor is."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo
from pixelgate.findings.wording import listed
from pixelgate.rules.base import Context, Rule, active, advice, found, gate, judge, of

INFO = RuleInfo(
    code="PG103",
    name="advanced-matching",
    summary="A guarded route hands a tracker data about the person: e-mail, name, telephone, record or user number.",
    why=(
        "With an e-mail address or a user number, hashed or not, the vendor knows which person the visit belongs to."
        " Hashing hides nothing from a company that holds the same address (FTC, July 2024: hashing is not anonymous)."
    ),
    fix="Delete the personal keys from the call; on guarded pages delete the call.",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each call with user data that is not a library's own code."""
    for reach in active(context, {SightingKind.USER_DATA}):
        sighting = reach.fact
        verdicts = () if sighting.internal else judge(context, INFO, reach.chains)
        if verdicts:
            first = "Delete the personal data from this call; hashing it does not help."
            remedy = f"{first} {advice(context, sighting, verdicts)}"
            message = Message(_what(context, sighting), "", _leaves(context, sighting), remedy)
            yield of(found(context, INFO, verdicts, message), sighting)


def _what(context: Context, sighting: Sighting) -> str:
    given = listed(map(leaks.called, sighting.parameters)) or "data that only the run time knows"
    return f"{context.name(sighting.vendor)} is told who the visitor is: {given}.{gate(sighting)}"


def _leaves(context: Context, sighting: Sighting) -> tuple[Leak, ...]:
    vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
    given = tuple(leaks.parameters(sighting.parameters))
    unknown = () if given else (Leak("identity", leaks.PHRASES["identity"], "user data of this call"),)
    return (*given, *unknown, *leaks.address(vendor), leaks.device(vendor, name))


RULE = Rule(INFO, check)
