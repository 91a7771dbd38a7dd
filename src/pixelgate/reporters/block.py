"""Draw one finding for people: what, how it gets there, what would leave, what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pixelgate.facts.model import Parameter, Sighting
from pixelgate.findings.leaks import SOURCES
from pixelgate.findings.model import Finding, Leak, Report, Verdict
from pixelgate.graph.model import Step
from pixelgate.reporters import clean
from pixelgate.reporters.excerpt import Lines, frame
from pixelgate.reporters.palette import Style, columns, pad, wrap
from pixelgate.reporters.tally import listing
from pixelgate.reporters.wording import flat
from pixelgate.source import Location

PROSE = 2000
"""How many characters of a sentence are drawn: rules write them, though code may lengthen them."""

INDENT = "    "
DEEPEST, KIND, REASON = 8, 20, 400
"""After how many hops the staircase goes straight down; how many characters of a kind and of a reason are drawn."""

_CODE = re.compile(r"`([^`]+)`")
_LEAK_WIDTH = 14


def block(finding: Finding, home: Verdict | None, report: Report, style: Style, lines: Lines) -> list[str]:
    """Return the lines of one finding; ``home`` is the verdict under whose route it is drawn."""
    found = [*_head(finding, style), ""]
    found += _section("How it gets there", _chain(finding, home, style), style) if home else []
    found += _evidence(finding, style, lines)
    found += _section("What it sends", _parameters(finding, style), style)
    found += _section("What would leave", _leaves(finding.message.leaves, style), style)
    found += _section("What to do", _prose(finding.message.remedy, style), style)
    found += _elsewhere(finding, home, report, style)
    return found


def place(location: Location, *, column: bool = True) -> str:
    """Return ``path:line:column`` without anything that could steer a terminal."""
    path = clean.plain(location.path)
    return f"{path}:{location.line}:{location.column}" if column else f"{path}:{location.line}"


def prose(text: str, style: Style, indent: str = "") -> list[str]:
    """Wrap a sentence and show what stands in back ticks as code."""
    return [_coded(line, style) for line in wrap(clean.plain(text, PROSE), style.width, first=indent, rest=indent)]


def _coded(line: str, style: Style) -> str:
    return _CODE.sub(lambda match: style.cyan(match[1]), line) if style.color else line


def _head(finding: Finding, style: Style) -> list[str]:
    label = style.severity(finding.severity, f"{finding.severity.value}[{finding.rule.code}]")
    title = f"  {label} {style.bold(finding.rule.name)}"
    at = style.dim(place(finding.location))
    gap = style.width - columns(title) - columns(at)
    first = [title + " " * gap + at] if gap > 1 else [title, f"  {at}"]
    said = wrap(clean.plain(finding.message.what, PROSE), style.width, first="  ", rest="  ")
    unsure = (
        [] if finding.confidence == "high" else prose(f"Read with {finding.confidence.value} confidence.", style, "  ")
    )
    return [*first, *(_coded(style.bold(line), style) for line in said), *unsure]


def _section(title: str, body: Sequence[str], style: Style) -> list[str]:
    return [f"  {style.bold(title)}", *body, ""] if body else []


def _prose(text: str, style: Style) -> list[str]:
    return prose(text, style, INDENT) if text else []


def _chain(finding: Finding, home: Verdict | None, style: Style) -> list[str]:
    """Draw the way from the manifest to the evidence, one hop a line, each a step further in."""
    steps = home.chain.steps if home else ()
    hops = [*steps, Step(finding.location, *_last(finding))]
    places = [_stairs(depth, style) + place(hop.location, column=hop is hops[-1]) for depth, hop in enumerate(hops)]
    kinds = max(len(clean.plain(hop.kind, KIND)) for hop in hops)
    room = min(max(columns(text) for text in places), style.width - len(INDENT) - kinds - 16)
    drawn = []
    for text, hop in zip(places, hops, strict=True):
        kind = style.dim(pad(clean.plain(hop.kind, KIND), kinds))
        left = max(12, style.width - len(INDENT) - max(room, columns(text)) - kinds - 4)
        drawn.append(f"{INDENT}{pad(text, room)}  {kind}  {clean.plain(hop.text, left)}".rstrip())
    if finding.original:
        drawn.append(f"{INDENT}{style.dim('written in')} {place(finding.original)}")
    return drawn


def _stairs(depth: int, style: Style) -> str:
    return "" if not depth else style.dim("  " * (min(depth, DEEPEST) - 1) + "└ ")


def _last(finding: Finding) -> tuple[str, str]:
    """Return the kind and the text of the last hop: the evidence itself."""
    sighting = finding.sighting
    if sighting is None:
        return "here", finding.rule.name
    return sighting.kind.value, _named(sighting)


def _named(sighting: Sighting) -> str:
    return sighting.event or sighting.url or sighting.id or sighting.vendor


def _evidence(finding: Finding, style: Style, lines: Lines) -> list[str]:
    line = lines(finding.location)
    return [*frame(finding.location, line, style, indent=INDENT), ""] if line and line.strip() else []


def _parameters(finding: Finding, style: Style) -> list[str]:
    """Return the parameters that no reason under "what would leave" explains."""
    given = flat(finding.sighting.parameters) if finding.sighting else []
    reasons = " ".join(leak.reason for leak in finding.message.leaves)
    rest = [(name, parameter) for name, parameter in given if f"`{name}`" not in reasons]
    drawn: list[str] = []
    for name, parameter in rest:
        drawn += _row(name, _value(parameter), SOURCES.get(parameter.source, parameter.source), style)
    return drawn


def _value(parameter: Parameter) -> str:
    return f"“{parameter.value}”" if parameter.value is not None else parameter.expression or "unknown"


def _leaves(leaks: Sequence[Leak], style: Style) -> list[str]:
    drawn: list[str] = []
    for leak in leaks:
        drawn += _row(leak.category or "other", leak.what, leak.reason, style)
    return drawn


def _row(name: str, what: str, reason: str, style: Style) -> list[str]:
    """Draw one thing and its reason; the reason on lines of its own when both do not fit in one."""
    label = INDENT + pad(style.cyan(clean.plain(name, 40)), _LEAK_WIDTH)
    rest = " " * (len(INDENT) + _LEAK_WIDTH)
    told, because = clean.plain(what, REASON), clean.plain(reason, REASON)
    if columns(label) + columns(told) + columns(because) + 3 <= style.width:
        return [_coded(label + told + (f" {style.dim('·')} {because}" if because else ""), style)]
    drawn = [label + told] if columns(label + told) <= style.width else wrap(told, style.width, first=label, rest=rest)
    return [_coded(line, style) for line in (*drawn, *wrap(because, style.width, first=rest, rest=rest))]


def _elsewhere(finding: Finding, home: Verdict | None, report: Report, style: Style) -> list[str]:
    others = [clean.plain(report.routes[v.chain.route].node.route.path) for v in finding.verdicts if v is not home]
    if not others:
        return []
    drawn = wrap(listing(others, 8), style.width, first="  Also reaches ", rest=" " * 15)
    return [*(line.replace("Also reaches", style.bold("Also reaches"), 1) for line in drawn), ""]
