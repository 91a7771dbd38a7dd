"""The facts stage alone: every occurrence of a vendor, without routes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import msgspec

from pixelgate.facts.model import Problem, Sighting
from pixelgate.reporters import clean, table, unread
from pixelgate.reporters.json import Json, encode, parameters, problem_fields
from pixelgate.reporters.palette import Style, columns, fit, pad
from pixelgate.reporters.tally import plural
from pixelgate.reporters.wording import flat

HEAD = ("path", "line", "column", "vendor", "kind", "id", "event", "parameters", "confidence", "active")


class Facts(msgspec.Struct, frozen=True):
    """What a tree says of vendors, in order of place, and what could not be read."""

    sightings: tuple[Sighting, ...]
    problems: tuple[Problem, ...]
    files: int


def json(facts: Facts) -> str:
    """Return the JSON contract ``pixelgate-sightings/1``."""
    return encode(
        {
            "schema": "pixelgate-sightings/1",
            "sightings": [_row(sighting) for sighting in facts.sightings],
            "problems": [problem_fields(problem) for problem in facts.problems],
        }
    )


def _row(sighting: Sighting) -> Json:
    location = sighting.location
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
        "vendor": sighting.vendor,
        "kind": sighting.kind.value,
        "id": sighting.id or None,
        "event": sighting.event or None,
        "url": sighting.url or None,
        "parameters": parameters(sighting.parameters),
        "confidence": sighting.confidence.value,
        "active": sighting.active,
    }


def text(facts: Facts, style: Style) -> str:
    """Return the sightings file by file, the problems, and the counts."""
    drawn: list[str] = []
    for path, found in groupby(facts.sightings, key=lambda sighting: sighting.location.path):
        drawn += [style.bold(clean.plain(path)), *_lines(list(found), style), ""]
    if facts.problems:
        drawn += [style.bold("Not analysed"), *unread.lines(facts.problems, style), ""]
    return clean.lines("\n".join([*drawn, _counts(facts)])) + "\n"


def _lines(found: Sequence[Sighting], style: Style) -> list[str]:
    places = [f"{sighting.location.line}:{sighting.location.column}" for sighting in found]
    names = [clean.plain(sighting.vendor, 32) for sighting in found]
    width, widest = max(map(len, places)), max(map(columns, names))
    drawn = []
    for at, name, sighting in zip(places, names, found, strict=True):
        head = f"  {at:>{width}}  {pad(name, widest)}  {sighting.kind.value:<9}  "
        said = fit(clean.plain(_said(sighting), 400), max(10, style.width - len(head)))
        drawn.append((f"{head}{said}" if sighting.active else style.dim(f"{head}{said}")).rstrip())
    return drawn


def _said(sighting: Sighting) -> str:
    """Return ID, event, parameters and address, as far as they are known."""
    names = ", ".join(name for name, _ in flat(sighting.parameters))
    parts = (sighting.id, sighting.event, f"({names})" if names else "", sighting.url)
    return "  ".join([part for part in parts if part] + ([] if sighting.active else ["inactive"]))


def _counts(facts: Facts) -> str:
    vendors = len({sighting.vendor for sighting in facts.sightings})
    inactive = sum(not sighting.active for sighting in facts.sightings)
    beside = f" ({inactive:,} inactive)" if inactive else ""
    return (
        f"{plural(len(facts.sightings), 'sighting')}{beside} of {plural(vendors, 'vendor')};"
        f" {plural(facts.files, 'file')} read, {plural(len(facts.problems), 'problem')}."
    )


def csv(facts: Facts) -> str:
    """Return the sightings for a spreadsheet."""
    return table.comma_separated(HEAD, [_cells(sighting) for sighting in facts.sightings])


def markdown(facts: Facts) -> str:
    """Return the sightings as a table."""
    return "\n".join(
        [*table.markdown(HEAD, [_cells(sighting) for sighting in facts.sightings]), "", _counts(facts), ""]
    )


def _cells(sighting: Sighting) -> tuple[str, ...]:
    return (
        sighting.location.path,
        str(sighting.location.line),
        str(sighting.location.column),
        sighting.vendor,
        sighting.kind.value,
        sighting.id,
        sighting.event,
        ", ".join(name for name, _ in flat(sighting.parameters)),
        sighting.confidence.value,
        "yes" if sighting.active else "no",
    )
