"""PG904 readings-disagree: other parsers see a tracker, or an outside host, that the first reading did not."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings import leaks
from pixelgate.findings.model import Finding, Message, RuleInfo, Scale
from pixelgate.rules.base import Context, Rule, at, found, judge, shown
from pixelgate.source import Location

INFO = RuleInfo(
    code="PG904",
    name="readings-disagree",
    summary="The second reading of a guarded file found evidence of a tracker or outside host that the first did not.",
    why="Code that one parser sees and another does not is how filters are evaded, and how tools miss things.",
    fix="Look at the place. If it is a tracker, remove it; if it is not, write it so that every parser agrees.",
    scale=Scale.UNPROVEN,
    precision="medium",
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each piece of evidence that only the second reading has."""
    for reach in context.disagreements:
        seen = reach.fact
        vendor = context.vendor(seen.subject)
        ours = vendor is None and context.graph.parties.owns(seen.subject)
        verdicts = () if ours else judge(context, INFO, reach.chains)
        if verdicts:
            name = vendor.name if vendor else seen.subject
            what = f"A second reading with other parsers sees {name} here, the first did not: {shown(seen.text)}."
            message = Message(what, "", (leaks.device(vendor, name),), INFO.fix)
            place = Location(seen.path, seen.line, seen.column, seen.line, seen.column)
            about = {"vendor": seen.subject} if vendor else {"host": seen.subject}
            yield at(found(context, INFO, verdicts, message), place, **about)


RULE = Rule(INFO, check)
