"""Draw one finding for people: what, how it gets there, what would leave, what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from pixelgate.facts.model import Parameter, Sighting, SightingKind
from pixelgate.findings.leaks import SOURCES
from pixelgate.findings.model import Finding, Flow, Leak, Report, Verdict
from pixelgate.graph.model import Step
from pixelgate.reporters import clean
from pixelgate.reporters.excerpt import Lines, frame
from pixelgate.reporters.flows import drawn
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
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_LEAK_WIDTH = 14


class Drawing(msgspec.Struct, frozen=True):
    """What is drawn, how, and where the code comes from."""

    report: Report
    style: Style
    lines: Lines


class Told(msgspec.Struct, frozen=True):
    """What the findings above on a route have told: ways, and sentences of advice."""

    ways: set[tuple[tuple[Step, ...], str]] = msgspec.field(default_factory=set)
    sentences: set[str] = msgspec.field(default_factory=set)


def block(finding: Finding, home: Verdict | None, drawing: Drawing, told: Told) -> list[str]:
    """Return the lines of one finding.

    ``home`` is the verdict under whose route it is drawn; what is ``told`` already there is told in short, and what is
    told here is added.
    """
    style = drawing.style
    found = [*_head(finding, style), ""]
    if home:
        known = _way(finding) in told.ways
        told.ways.add(_way(finding))
        found += _section("How it gets there", (_short_chain if known else _chain)(finding, home, style), style)
    found += _section("How the data gets into it", drawn(_ways(finding), style, INDENT), style)
    found += _evidence(finding, drawing)
    found += _section("What it sends", _parameters(finding, style), style)
    found += _section("What would leave", _leaves(finding.message.leaves, style), style)
    found += _section("What to do", prose(_advice(finding, told), style, INDENT), style)
    return found + _elsewhere(finding, home, drawing)


def _way(finding: Finding) -> tuple[tuple[Step, ...], str]:
    return finding.verdicts[0].chain.steps, finding.location.path


def _advice(finding: Finding, told: Told) -> str:
    """Return the remedy without the sentences that stand above already."""
    every = _sentences(finding.message.remedy)
    new = [sentence for sentence in every if sentence not in told.sentences]
    told.sentences.update(every)
    return " ".join(new if len(new) == len(every) else ["As above.", *new])


def _sentences(text: str) -> list[str]:
    return _SENTENCE.split(text) if text else []


def place(location: Location, *, column: bool = True) -> str:
    """Return ``path:line:column`` without anything that could steer a terminal."""
    path = clean.plain(location.path)
    return f"{path}:{location.line}:{location.column}" if column else f"{path}:{location.line}"


def prose(text: str, style: Style, indent: str = "", *, limit: int = PROSE) -> list[str]:
    """Wrap a sentence and show what stands in back ticks as code."""
    return [coded(line, style) for line in wrap(clean.plain(text, limit), style.width, first=indent, rest=indent)]


def coded(line: str, style: Style, *, bold: bool = False) -> str:
    """Colour what stands in back ticks, and make the rest bold if asked."""
    if not style.color:
        return line
    parts = _CODE.split(line)
    return "".join(style.cyan(part) if at % 2 else style.bold(part) if bold else part for at, part in enumerate(parts))


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
    bearing = prose(finding.because, style, "  ") if finding.because else []
    return [*first, *(coded(line, style, bold=True) for line in said), *unsure, *bearing]


def _section(title: str, body: Sequence[str], style: Style) -> list[str]:
    return [f"  {style.bold(title)}", *body, ""] if body else []


def _chain(finding: Finding, home: Verdict, style: Style) -> list[str]:
    """Draw the way from the manifest to the evidence, one hop a line, each a step further in."""
    hops = [*home.chain.steps, Step(finding.location, *_last(finding))]
    places = [_stairs(depth, style) + place(hop.location, column=hop is hops[-1]) for depth, hop in enumerate(hops)]
    kinds = max(len(clean.plain(hop.kind, KIND)) for hop in hops)
    room = min(max(columns(text) for text in places), style.width - len(INDENT) - kinds - 16)
    drawn = []
    for text, hop in zip(places, hops, strict=True):
        kind = style.dim(pad(clean.plain(hop.kind, KIND), kinds))
        left = max(12, style.width - len(INDENT) - max(room, columns(text)) - kinds - 4)
        drawn.append(f"{INDENT}{pad(text, room)}  {kind}  {clean.plain(hop.text, left)}".rstrip())
    return [*drawn, *_beside(finding, style)]


def _beside(finding: Finding, style: Style) -> list[str]:
    """Return the places that belong to the evidence: the wrapper that calls the vendor, the source before bundling."""
    sighting = finding.sighting
    way = "set at" if sighting and sighting.kind is SightingKind.EMITTER else "through the wrapper at"
    twins = (("the same in", twin) for twin in finding.twins)
    places = ((way, sighting.via if sighting else None), ("written in", finding.original), *twins)
    return [f"{INDENT}{style.dim(said)} {place(at)}" for said, at in places if at]


def _short_chain(finding: Finding, home: Verdict, style: Style) -> list[str]:
    """Draw the way in a line or two."""
    hops = [place(step.location, column=False) for step in home.chain.steps]
    way = wrap(" → ".join([*hops, place(finding.location)]), style.width, first=INDENT, rest=INDENT)
    return [*way, *_beside(finding, style)]


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


def _evidence(finding: Finding, drawing: Drawing) -> list[str]:
    line = drawing.lines(finding.location)
    return [*frame(finding.location, line, drawing.style, indent=INDENT), ""] if line and line.strip() else []


def _ways(finding: Finding) -> list[Flow]:
    """Return the flows that have a way to show: more than the call itself."""
    return [flow for flow in finding.flows if len(flow.steps) > 1]


def _parameters(finding: Finding, style: Style) -> list[str]:
    """Return the parameters that no reason under "what would leave" explains."""
    given = flat(finding.sighting.parameters) if finding.sighting else []
    reasons = " ".join(leak.reason for leak in finding.message.leaves)
    rest = [(name, parameter) for name, parameter in given if f"`{name}`" not in reasons]
    rows: list[str] = []
    for name, parameter in rest:
        rows += _row(name, _value(parameter), SOURCES.get(parameter.source, parameter.source), style)
    return rows


def _value(parameter: Parameter) -> str:
    return f"“{parameter.value}”" if parameter.value is not None else parameter.expression or "unknown"


def _leaves(leaks: Sequence[Leak], style: Style) -> list[str]:
    """Draw what would leave by category, in the order in which the rule names them."""
    names = list(dict.fromkeys(leak.category for leak in leaks))
    drawn: list[str] = []
    for name in names:
        same = [leak for leak in leaks if leak.category == name]
        for at, leak in enumerate(same):
            drawn += _row("" if at else name or "other", leak.what, leak.reason, style)
    return drawn


def _row(name: str, what: str, reason: str, style: Style) -> list[str]:
    """Draw one thing and its reason; the reason on lines of its own when both do not fit in one."""
    shown = clean.plain(name, 40)
    if columns(shown) >= _LEAK_WIDTH:
        return [INDENT + style.cyan(shown), *_row("", what, reason, style)]
    label = INDENT + pad(style.cyan(shown), _LEAK_WIDTH)
    rest = " " * (len(INDENT) + _LEAK_WIDTH)
    told, because = clean.plain(what, REASON), clean.plain(reason, REASON)
    if columns(label) + columns(told) + columns(because) + 3 <= style.width:
        return [label + coded(f"{told} · {because}" if because else told, style)]
    first, *more = wrap(told, style.width, first=rest, rest=rest) or [rest]
    drawn = [label + coded(first[len(rest) :], style), *(coded(line, style) for line in more)]
    return drawn + [style.dim(line) for line in wrap(because, style.width, first=f"{rest}↳ ", rest=f"{rest}  ")]


def _elsewhere(finding: Finding, home: Verdict | None, drawing: Drawing) -> list[str]:
    routes, style = drawing.report.routes, drawing.style
    others = [clean.plain(routes[v.chain.route].node.route.path) for v in finding.verdicts if v is not home]
    if not others:
        return []
    drawn = wrap(listing(others, 8), style.width, first="  Also reaches ", rest=" " * 15)
    return [*(line.replace("Also reaches", style.bold("Also reaches"), 1) for line in drawn), ""]
