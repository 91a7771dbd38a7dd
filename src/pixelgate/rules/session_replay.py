"""PG105 session-replay: a guarded route is recorded as its visitor sees it."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings import leaks
from pixelgate.findings.automatic import Collection, taken, words
from pixelgate.findings.model import Finding, Message, RuleInfo
from pixelgate.findings.presence import starts
from pixelgate.findings.wording import listed
from pixelgate.rules.base import Context, Rule, advice, found, gate, hearing, judge, of
from pixelgate.vendors.model import Category, Vendor

INFO = RuleInfo(
    code="PG105",
    name="session-replay",
    summary="A guarded route reaches a recorder that films the page: text, pointer, clicks and typing.",
    why=(
        "A recording holds everything the page shows: results, messages, names. Masking is a list of exceptions that"
        " somebody must keep complete. The OCR bulletin names session replay scripts among tracking technologies."
    ),
    fix="Do not record guarded pages; record test accounts instead.",
)

RECORDING = "page-recording"
"""What vendors of other categories (error monitoring) take when they are told to record."""

UNMASKED = "unmasked-"
"""How the keys begin of what a recorder shows in clear once it is told to."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each place where a recorder begins, or a monitor that is told to record."""
    heard = hearing(context)
    for reach in starts(context.graph):
        sighting = reach.fact
        vendor = context.vendor(sighting.vendor)
        if vendor is None:
            continue
        live = {chain.route: heard[vendor.slug].live(sighting, chain) for chain in reach.chains}
        verdicts = judge(context, INFO, (chain for chain in reach.chains if _records(vendor, live[chain.route])))
        if verdicts:
            chains = tuple(verdict.chain for verdict in verdicts)
            keys = frozenset[str]().union(*(live[chain.route] for chain in chains))
            seen = Collection(chains, tuple(a for a in vendor.automatic if a.key in keys))
            told = (*taken(context.graph, seen), leaks.device(vendor, vendor.name))
            what = _what(vendor, seen) + gate(sighting)
            message = Message(what, "", told, advice(context, sighting, verdicts))
            yield of(found(context, INFO, verdicts, message), sighting)


def _records(vendor: Vendor, live: frozenset[str]) -> bool:
    return vendor.category is Category.SESSION_REPLAY or RECORDING in live


def _what(vendor: Vendor, seen: Collection) -> str:
    clear = [
        words(automatic).removeprefix("unmasked ") for automatic in seen.taken if automatic.key.startswith(UNMASKED)
    ]
    masking = f" Masking is switched off: it shows {listed(clear)} in clear." if clear else ""
    return f"{vendor.name} records the page as the visitor sees it.{masking}"


RULE = Rule(INFO, check)
