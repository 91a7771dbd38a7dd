"""What could not be read or resolved, for a terminal: what is said of many places is said once."""

from __future__ import annotations

from collections.abc import Iterable

from pixelgate.facts.model import Problem
from pixelgate.reporters import clean
from pixelgate.reporters.block import place
from pixelgate.reporters.palette import Style, wrap
from pixelgate.reporters.tally import plural


def lines(problems: Iterable[Problem], style: Style, *, most: int | None = None) -> list[str]:
    """Return each message with its first place and how many others; after ``most`` messages the rest is counted."""
    alike: dict[str, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(problem.message, []).append(problem)
    told = list(alike.values())
    drawn: list[str] = []
    for first, *others in told[:most]:
        more = f" (and in {plural(len(others), 'other place')})" if others else ""
        said = f"{place(first.location)}  {clean.plain(first.message, 300)}{more}"
        drawn += wrap(said, style.width, first="  ", rest="      ")
    rest = sum(map(len, told[most:])) if most is not None else 0
    return [*drawn, f"  and {rest:,} more; --format json lists them all"] if rest else drawn
