"""What could not be read or resolved, as a terminal shows it."""

from __future__ import annotations

from pixelgate.facts.model import Problem
from pixelgate.reporters import unread
from pixelgate.reporters.palette import Style
from pixelgate.source import Location


def problems(*said: str) -> list[Problem]:
    return [Problem("unread-language", text, Location("a.rb", line)) for line, text in enumerate(said, 1)]


def test_what_is_said_of_many_places_is_said_once() -> None:
    assert unread.lines(problems("is not Ruby", "is too large", "is not Ruby", "is not Ruby"), Style()) == [
        "  a.rb:1:1 is not Ruby (and in 2 other places)",
        "  a.rb:2:1 is too large",
    ]


def test_what_is_left_out_is_counted_by_places() -> None:
    listed = problems("one", "two", "three", "two", "three")
    assert unread.lines(listed, Style(), most=2) == [
        "  a.rb:1:1 one",
        "  a.rb:2:1 two (and in 1 other place)",
        "  and 2 more; --format json lists them all",
    ]
    assert unread.lines(listed, Style(), most=3)[-1] == "  a.rb:3:1 three (and in 1 other place)"
