"""PG104 automatic-collection: a vendor takes what visitors click and type, without any event in the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.facts.model import Sighting
from pixelgate.findings import leaks
from pixelgate.findings.automatic import Collection, collection, taken, words
from pixelgate.findings.model import Finding, Message, RuleInfo
from pixelgate.findings.presence import starts
from pixelgate.findings.wording import listed
from pixelgate.graph.model import Reach
from pixelgate.rules.base import OPAQUE, Context, Rule, advice, found, gate, hearing, judge, of
from pixelgate.vendors.model import Category, Vendor

INFO = RuleInfo(
    code="PG104",
    name="automatic-collection",
    summary="A guarded route reaches a vendor that collects clicks, forms or page content by itself.",
    why=(
        "No event call is needed: the script listens to every click and reads the form around it. This is how Novant"
        " Health disclosed button and menu selections and free text of up to 1.3 million patients (August 2022)."
    ),
    fix="Remove the tracker; where it must stay, switch its automatic collection off before it starts.",
)

ELSEWHERE = OPAQUE | {Category.SESSION_REPLAY, Category.EMBED}
"""What opaque-tag-manager, session-replay and unknown-third-party judge."""

_ANYTHING = re.compile(r"(?<![\w$])_(?![\w$])")
_ALTERNATIVE = re.compile(r"(?:\|(?:'[^']*'|[\w.]+))+")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each start of a vendor that was not told to stop collecting."""
    heard = hearing(context)
    for reach in starts(context.graph):
        vendor = context.vendor(reach.fact.vendor)
        if vendor is None or vendor.category in ELSEWHERE:
            continue
        collected = collection(heard[vendor.slug], reach)
        if collected and (verdicts := judge(context, INFO, collected.chains)):
            shown = Reach(reach.fact, collected.chains)
            message = Message(
                _what(vendor, collected) + gate(shown.fact),
                "",
                (*taken(context.graph, collected), leaks.device(vendor, vendor.name)),
                f"{advice(context, shown.fact, verdicts)} {_switch(vendor, shown.fact, collected)}".rstrip(),
            )
            yield of(found(context, INFO, verdicts, message), shown.fact)


def _what(vendor: Vendor, collected: Collection) -> str:
    takes = listed(words(automatic) for automatic in collected.taken)
    late = "".join(
        f" The option `{setting.event}` at {setting.location.path}:{setting.location.line} has no effect: it does not"
        " surely run before the start."
        for setting in collected.late
    )
    return f"{vendor.name} collects by itself, without an event in the code: {takes}.{late}"


def _switch(vendor: Vendor, sighting: Sighting, collected: Collection) -> str:
    """Name the option that stops most of what is taken."""
    live = {automatic.key for automatic in collected.taken}
    options = [option for option in vendor.option if live & set(option.stops)]
    if not options:
        return ""
    option = max(options, key=lambda option: len(live & set(option.stops)))
    known = f"'{sighting.id}'" if sighting.id and not sighting.id.startswith("{") else "ID"
    code = _ANYTHING.sub("…", _ALTERNATIVE.sub("", option.pattern)).replace("$id", known)
    stops = listed(words(automatic) for automatic in collected.taken if automatic.key in option.stops)
    when = " before its init" if option.before_init else ""
    return f"Until then, `{code}`{when} stops {stops}, and nothing else."


RULE = Rule(INFO, check)
