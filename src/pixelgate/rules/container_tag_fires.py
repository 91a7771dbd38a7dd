"""PG107 container-tag-fires: a tag in the export of a tag manager's container fires on a guarded route."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import msgspec

from pixelgate.facts.containers import UNKNOWN
from pixelgate.facts.model import Confidence, Sighting, SightingKind
from pixelgate.findings import leaks, remedy
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo
from pixelgate.findings.wording import sentence
from pixelgate.graph.containers.joined import ELEMENT, FIRES
from pixelgate.graph.model import Chain
from pixelgate.rules import contained
from pixelgate.rules.base import Context, Rule, active, found, gate, judge, of, shown
from pixelgate.rules.contained import Place

INFO = RuleInfo(
    code="PG107",
    name="container-tag-fires",
    summary="A tag in the checked-in export of a tag manager's container fires on a guarded route.",
    why=(
        "A tracker that marketing adds in a tag manager sends the same data as one in the code. The export shows it,"
        " and its trigger shows that patients' pages are among those where it fires."
    ),
    fix="Pause the tag, or add a blocking trigger for the guarded paths, publish, and check in the new export.",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each vendor of each tag, and for each trigger by which it fires."""
    places = contained.places(context)
    for reach in active(context, {SightingKind.CONTAINER}):
        sighting = reach.fact
        for (how, _), chains in groupby(sorted(reach.chains, key=_how), key=_how):
            if verdicts := judge(context, INFO, chains):
                what = _what(context, sighting, places[sighting], verdicts[0].chain)
                message = Message(what, "", tuple(_leaves(context, sighting)), _remedy(context, sighting))
                yield _sure(of(found(context, INFO, verdicts, message), sighting), how)


def _how(chain: Chain) -> tuple[str, str]:
    return chain.steps[-1].kind, chain.steps[-1].text


def _what(context: Context, sighting: Sighting, place: Place, chain: Chain) -> str:
    how, why = _how(chain)
    before = chain.steps[-2]
    holds = "The condition holds on these pages" if how == FIRES else "Nothing in the code rules it out on these pages"
    if before.kind == ELEMENT:
        holds = f"{before.text} in {before.location.path} is such an element"
    said = sentence(f"{contained.called(context, place)} {how} on trigger {why}. {holds}")
    return f"{said} {_brings(context, sighting)}{gate(sighting)}"


def _brings(context: Context, sighting: Sighting) -> str:
    pixel = f" (ID {sighting.id})" if sighting.id else ""
    event = f" the event `{sighting.event}`" if sighting.event else ""
    if sighting.vendor.startswith(UNKNOWN):
        kind = sighting.vendor.removeprefix(UNKNOWN)
        source = f" from {shown(sighting.url)}" if sighting.url else ""
        return f"Its type `{kind}` is none that pixelgate knows{source}: expect a tracker."
    sends = f"sends {context.name(sighting.vendor)}{pixel}{event}" if event else ""
    return f"It {sends or f'brings {context.name(sighting.vendor)}{pixel}'}."


def _leaves(context: Context, sighting: Sighting) -> Iterator[Leak]:
    vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
    known = not sighting.vendor.startswith(UNKNOWN)
    yield from leaks.event(vendor, sighting.event)
    yield from leaks.parameters(sighting.parameters)
    yield leaks.device(vendor, name if known else "its receiver")
    yield from leaks.address(vendor)


def _remedy(context: Context, sighting: Sighting) -> str:
    vendor = context.vendor(sighting.vendor)
    if vendor is None:
        return INFO.fix
    return f"{INFO.fix} {remedy.agreement(vendor, vendor.name)}"


def _sure(finding: Finding, how: str) -> Finding:
    if how == FIRES:
        return finding
    return msgspec.structs.replace(finding, confidence=max(finding.confidence, Confidence.MEDIUM, key=_DOUBT))


_DOUBT = list(Confidence).index

RULE = Rule(INFO, check)
