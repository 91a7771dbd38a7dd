"""When two readings agree."""

from __future__ import annotations

from pixelgate.facts.model import Connection, FileFacts, Sighting, SightingKind
from pixelgate.findings.disagreements import unseen
from pixelgate.second.model import Evidence
from pixelgate.source import Location


def evidence(line: int, column: int, end: int, subject: str = "meta-pixel", *others: str) -> Evidence:
    return Evidence("a.js", line, column, subject, "…", line, end, others)


def sighting(line: int, column: int, end: int, via: Location | None = None) -> Sighting:
    return Sighting("meta-pixel", SightingKind.EVENT, Location("a.js", line, column, line, end), via=via)


def only(found: list[Evidence], *sightings: Sighting, host: str = "") -> list[tuple[int, int]]:
    connections = (Connection(host, f"//{host}/", "script", Location("a.js", 1, 9, 1, 30)),) if host else ()
    facts = FileFacts("a.js", sightings=sightings, connections=connections)
    return [(item.line, item.column) for item in unseen(found, facts)]


def test_the_same_place_agrees() -> None:
    assert only([evidence(3, 1, 20)], sighting(3, 1, 20)) == []
    assert only([evidence(3, 1, 40)], sighting(3, 10, 20)) == []


def test_another_place_or_vendor_does_not() -> None:
    assert only([evidence(3, 1, 20)], sighting(4, 1, 20)) == [(3, 1)]
    assert only([evidence(3, 1, 20, "hotjar")], sighting(3, 1, 20)) == [(3, 1)]


def test_a_vendor_that_it_may_be_as_well_agrees() -> None:
    assert only([evidence(3, 1, 20, "google-ads", "meta-pixel")], sighting(3, 1, 20)) == []


def test_one_call_of_three_on_a_line_is_one() -> None:
    calls = [evidence(1, 1, 20), evidence(1, 21, 40), evidence(1, 41, 60)]
    assert only(calls, sighting(1, 21, 40)) == [(1, 1), (1, 41)]


def test_one_call_of_two_in_one_attribute_is_one() -> None:
    calls = [evidence(1, 1, 60), Evidence("a.js", 1, 1, "meta-pixel", "another", 1, 60)]
    assert len(only(calls, sighting(1, 20, 30))) == 1
    assert only(calls, sighting(1, 20, 30), sighting(1, 31, 40)) == []


def test_a_connection_to_the_host_agrees() -> None:
    assert only([evidence(1, 1, 40, "x.example")], host="x.example") == []
    assert only([evidence(1, 1, 40, "x.example")], host="y.example") == [(1, 1)]


def test_calls_within_one_wrapper_are_told_by_the_calls_of_the_wrapper() -> None:
    told = sighting(90, 1, 20, via=Location("a.js", 10, 5, 10, 25))
    assert only([evidence(10, 5, 25), evidence(13, 5, 25)], told) == []
    assert only([evidence(40, 5, 25)], told) == [(40, 5)]


def test_many_calls_and_few_sightings_are_compared_at_once() -> None:
    calls = [evidence(1, 10 * n, 10 * n + 9) for n in range(1, 20_000)]
    wide = [sighting(1, n, 300_000) for n in range(1, 200)]
    assert len(only(calls, *wide)) == len(calls) - len(wide)
