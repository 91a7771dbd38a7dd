"""PG110 tracked-mail: a mail that the site sends tells a third party who opens it, or who follows its links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pixelgate.facts.lexicon import classify
from pixelgate.facts.model import Connection, Sighting, SightingKind
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo, Scale
from pixelgate.findings.severity import severity
from pixelgate.graph.model import Tier
from pixelgate.graph.pages import is_mail
from pixelgate.rules.base import Context, Rule, at, host, of, shown
from pixelgate.source import Location

INFO = RuleInfo(
    code="PG110",
    name="tracked-mail",
    summary="A mail that the site sends tells a third party who opens it, or who follows its links.",
    why=(
        "Whoever gets a reminder, a result or a bill is a patient, and the beacon in it names them: its address is made"
        " for each recipient. It tells the vendor when and where the mail was opened; a link tells who followed it."
    ),
    fix="Take the beacon out of the mail, and let its links lead to the site itself.",
    scale=Scale.WARNING,
)

_TOLD = frozenset({SightingKind.BEACON, SightingKind.IFRAME, SightingKind.LOADER, SightingKind.EMITTER})
_BY_RECIPIENT = re.compile(r"\{[^}]*\}|\*\|\w|%%\w|\[\[\w")
"""What a template, or the service that sends the mail, fills in: ``{{ id }}``, ``*|EMAIL|*``, ``%%emailaddr%%``."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each vendor of a mail that no row claims, and for each other host that it tells of people.

    Mails have no address, so no row stands for them; one that a row names in its ``pages`` is judged as that route.
    """
    for sightings in _of_vendors(context).values():
        first = sightings[0]
        sent = tuple(parameter for one in sightings for parameter in one.parameters)
        vendor, name = context.vendor(first.vendor), context.name(first.vendor)
        told = (leaks.device(vendor, name), *leaks.parameters(sent))
        what = f"Whoever opens the mail tells {name}: {shown(first.url)}."
        if finding := _found(context, what, told, first.location):
            yield of(finding, first)
    for one in _of_others(context):
        if one.kind == "link":
            what = f"Whoever follows this link of the mail tells {one.host} who they are: {shown(one.url)}."
        else:
            what = f"Whoever opens the mail tells {one.host}, which is not the site's own: {shown(one.url)}."
        told = (leaks.device(None, one.host), *_in_address(one.url))
        if finding := _found(context, what, told, one.location):
            yield at(finding, one.location, host=one.host)


def _found(context: Context, what: str, told: Iterable[Leak], location: Location) -> Finding | None:
    """Return the finding: an error where patient data is among what is told, as on every route."""
    told = tuple(told)
    scale = Scale.ERROR if any(leak.category not in {"", "device"} for leak in told) else Scale.WARNING
    level = severity(INFO, Tier.OFF, context.graph.manifest.policy, scale=scale)
    return Finding(INFO, level, location, Message(what, "", told, INFO.fix)) if level else None


def _in_address(url: str) -> Iterator[Leak]:
    """Yield what an address tells of the recipient, by the names of what a template fills in."""
    for pair in url.partition("?")[2].split("&"):
        key, _, value = pair.partition("=")
        if _BY_RECIPIENT.search(value) and (said := classify(key)):
            yield Leak(said.category, leaks.PHRASES[said.category], f"parameter `{key}` of the address")


def _of_vendors(context: Context) -> dict[tuple[str, str], list[Sighting]]:
    """Return what the mails tell vendors, that of one file and vendor together."""
    found: dict[tuple[str, str], list[Sighting]] = {}
    for reach in context.graph.sightings:
        one = reach.fact
        if not reach.chains and one.active and one.kind in _TOLD and is_mail(one.location.path):
            found.setdefault((one.location.path, one.vendor), []).append(one)
    return found


def _of_others(context: Context) -> Iterator[Connection]:
    """Yield the images and links whose address is made for each recipient, and whose host no sighting names."""
    known = {(reach.fact.location.path, host(reach.fact.url)) for reach in context.graph.sightings}
    for reach in context.graph.connections:
        one = reach.fact
        mailed = not reach.chains and one.active and is_mail(one.location.path)
        made = one.kind == "link" or (one.kind == "image" and _BY_RECIPIENT.search(one.url))
        ours = context.graph.parties.owns(one.host)
        if mailed and made and not ours and (one.location.path, one.host) not in known:
            yield one


RULE = Rule(INFO, check)
