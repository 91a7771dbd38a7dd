"""PG204 phi-in-page-url: the page's own address speaks of health, and a tracker sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.facts.lexicon import classify, classify_value
from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Leak, Message, RuleInfo, Scale
from pixelgate.findings.presence import starts
from pixelgate.findings.wording import listed
from pixelgate.manifest.model import Phi
from pixelgate.rules.base import Context, Rule, advice, found, gate, judge, of
from pixelgate.vendors.model import Category

INFO = RuleInfo(
    code="PG204",
    name="phi-in-page-url",
    summary="A route's path or query names health data, and a tracker that sends the page's address is on it.",
    why=(
        "Nearly every tracker sends the full address of the page. If the address says which condition, physician or"
        " record, that is what the vendor learns. The FTC counted such addresses against GoodRx and Premom."
    ),
    fix="Remove the tracker, or keep words about care out of paths and queries.",
    scale=Scale.DATA,
    precision="high",
)

_VARIABLE = re.compile(r"[:*({]")
_EVERYWHERE = frozenset({Phi.NAVIGATION.value, Phi.DEVICE.value})


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each place where a vendor that sends the page's address begins on such a route."""
    telling = {node.index: dict(_telling(node.route.path)) for node in context.graph.routes}
    for field in context.graph.fields:
        if field.fact.sent and field.fact.name and field.fact.category not in {"", *_EVERYWHERE}:
            for chain in field.chains:
                telling[chain.route].setdefault(f"?{field.fact.name}=", field.fact.category)
    for reach in starts(context.graph):
        sighting = reach.fact
        vendor, name = context.vendor(sighting.vendor), context.name(sighting.vendor)
        if vendor is not None and (not vendor.sends_page_url or vendor.category is Category.EMBED):
            continue
        chains = tuple(chain for chain in reach.chains if telling[chain.route])
        if verdicts := judge(context, INFO, chains):
            words = {piece: category for chain in chains for piece, category in telling[chain.route].items()}
            what = f"{name} sends the page's address, and the address speaks of health: {_said(words)}.{gate(sighting)}"
            told = tuple(
                Leak(category, leaks.PHRASES[category], f"page URL: `{piece}`") for piece, category in words.items()
            )
            remedy = f"Keep such words out of the address, or the tracker off it. {advice(context, sighting, verdicts)}"
            yield of(found(context, INFO, verdicts, Message(what, "", told, remedy)), sighting)


def _said(words: dict[str, str]) -> str:
    return listed(f"`{piece}` ({category})" for piece, category in words.items())


def _telling(path: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a route's pattern that tell something about a visitor, with the ``phi`` category.

    A variable tells by its own name (``:mrn``) or by the word before it (``/conditions/:name``). A fixed word is the
    same for every visitor (``/patient-stories``); it tells when it names a condition, a drug or a test (``/oncology``).
    """
    pieces = path.strip("/").split("/")
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        varies, followed = bool(_VARIABLE.search(piece)), bool(_VARIABLE.search(after))
        classified = (classify(piece) if varies or followed else None) or classify_value(piece)
        if classified and classified.category not in _EVERYWHERE:
            yield f"{piece}/{after}" if followed and not varies else piece, classified.category


RULE = Rule(INFO, check)
