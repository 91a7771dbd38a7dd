"""PG106 opaque-tag-manager: what a guarded route loads is decided outside the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.facts.evidence import leaves
from pixelgate.facts.model import Container, Sighting
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo, Severity, Verdict
from pixelgate.findings.presence import starts
from pixelgate.findings.wording import listed, shortened
from pixelgate.graph.model import Contained
from pixelgate.rules.base import OPAQUE, Context, Rule, advice, found, gate, judge, of
from pixelgate.vendors.model import Vendor

INFO = RuleInfo(
    code="PG106",
    name="opaque-tag-manager",
    summary="A guarded route loads a tag manager or customer data platform whose content the code does not show.",
    why=(
        "Whoever has the password of the tag manager can put any tracker on the page, at any time, without a change in"
        " the code and without a review. No scan of the code can say what it sends."
    ),
    fix="Do not load the tag manager on guarded pages.",
    presence=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each place where a tag manager or data platform begins.

    Where an export proves that nothing in the container fires, a note is left.
    """
    for reach in starts(context.graph):
        vendor = context.vendor(reach.fact.vendor)
        if vendor is None or vendor.category not in OPAQUE:
            continue
        empty = {held.route: held.container for held in context.graph.contained if _proves(held, reach.fact)}
        opaque = tuple(chain for chain in reach.chains if chain.route not in empty)
        if verdicts := judge(context, INFO, opaque):
            yield of(found(context, INFO, verdicts, _opaque(context, vendor, reach.fact, verdicts)), reach.fact)
        proven = judge(context, INFO, (chain for chain in reach.chains if chain.route in empty))
        if notes := tuple(msgspec.structs.replace(verdict, severity=Severity.NOTE) for verdict in proven):
            message = _empty(vendor, empty[notes[0].chain.route])
            yield of(found(context, INFO, notes, message), reach.fact)


def _proves(held: Contained, loader: Sighting) -> bool:
    """Tell whether a container is the one that a sighting loads, and nothing in it can fire."""
    same = held.container.id == loader.id or held.container.location.path == loader.location.path
    return held.empty and held.container.vendor == loader.vendor and same


def _opaque(context: Context, vendor: Vendor, sighting: Sighting, verdicts: tuple[Verdict, ...]) -> Message:
    what = (
        f"{_name(vendor, sighting.id)} is loaded. What it loads and sends is decided in its own console, not in"
        f" this code.{gate(sighting)}"
    )
    told = (
        Leak("", "whatever the tags set up in its console collect", "not shown by the code"),
        *_destinations(sighting),
        *leaks.address(vendor),
        leaks.device(vendor, vendor.name),
    )
    return Message(what, "", told, advice(context, sighting, verdicts))


def _destinations(sighting: Sighting) -> Iterator[Leak]:
    """Yield to whom a call says that what it collects goes on: ``{integrations: {"Facebook Pixel": true}}``."""
    given = ((name.partition(".")[2], one.value) for name, one in leaves(sighting.parameters) if _PASSED.match(name))
    names = [f"`{shortened(name, 40)}`" for name, value in given if value not in {None, "false"} and name != "All"]
    if names:
        yield Leak("", "whatever it collects", f"the call hands it on to {listed(names)}")


def _empty(vendor: Vendor, container: Container) -> Message:
    what = (
        f"{_name(vendor, container.id)} is loaded, and nothing in its export {container.location.path}"
        f" (version {container.version}) can fire here."
    )
    return Message(what, "", (leaks.device(vendor, vendor.name),), "Check in a new export whenever it is published.")


def _name(vendor: Vendor, identifier: str) -> str:
    return f"{vendor.name} {identifier}".rstrip()


_PASSED = re.compile(r"integrations\.")

RULE = Rule(INFO, check)
