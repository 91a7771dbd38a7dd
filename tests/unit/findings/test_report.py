"""The report: order, verdicts on routes, problems, and names that outlive builds."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts.model import Parameter, Problem
from pixelgate.findings.fingerprint import fingerprinted, stable_path
from pixelgate.findings.model import Finding, Outcome, Report, RoutedProblem, RuleInfo, Scale, Status
from pixelgate.findings.report import report
from pixelgate.findings.severity import PRESETS, severity
from pixelgate.findings.terms import Terms
from pixelgate.findings.wording import listed, where
from pixelgate.graph.model import Chain, Reach, RouteGraph, Step, Tier
from pixelgate.manifest.model import Level, Policy, Profile

if TYPE_CHECKING:
    from tests.unit.findings.conftest import Made

replace = msgspec.structs.replace

UNREAD = RuleInfo("PG901", "unparsable-file", "", scale=Scale.UNPROVEN)

TODAY = dt.date(2026, 11, 22)


def reported(graph: RouteGraph, *findings: Finding) -> Report:
    return report(findings, graph, Terms(TODAY), rules=(), vendors=1)


def test_outcome_is_the_first_that_holds(made: Made) -> None:
    graph = made.graph("/violating", "/unproven", "/warned", "/exempted", "/clean", "/noted")
    unread = replace(made.finding(0, 1), rule=UNREAD)
    exempted = replace(made.finding(0, 1, 2, 3), status=Status.EXEMPTED)
    warning, note = made.finding(0, 1, 2, severity="warning"), made.finding(5, severity="note")
    told = reported(graph, made.finding(0), unread, exempted, warning, note)
    assert [r.outcome for r in told.routes] == [
        Outcome.VIOLATING,
        Outcome.UNPROVEN,
        Outcome.WARNED,
        Outcome.EXEMPTED,
        Outcome.CLEAN,
        Outcome.CLEAN,
    ]


def test_outcome_asks_the_verdict_of_the_route_not_the_finding(made: Made) -> None:
    grave, mild = made.finding(0).verdicts[0], made.finding(1, severity="warning").verdicts[0]
    told = reported(made.graph("/a", "/b"), replace(made.finding(0), verdicts=(grave, mild)))
    assert [r.outcome for r in told.routes] == [Outcome.VIOLATING, Outcome.WARNED]


def test_warnings_fail_when_the_manifest_says_so(made: Made) -> None:
    graph = made.graph("/a", policy=Policy(fail_on=Level.WARNING))
    told = reported(graph, made.finding(0, severity="warning"))
    assert (told.routes[0].outcome, told.fail_on) == (Outcome.VIOLATING, "warning")


def test_unread_part_that_only_warns(made: Made) -> None:
    told = reported(made.graph("/a"), replace(made.finding(0, severity="warning"), rule=UNREAD))
    assert told.routes[0].outcome is Outcome.WARNED


def test_order_does_not_depend_on_the_input(made: Made) -> None:
    graph = made.graph("/a")
    findings = [
        made.finding(0, line=9),
        made.finding(0, line=2),
        made.finding(0, line=1, severity="warning"),
        replace(made.finding(0, line=1), status=Status.EXEMPTED),
        made.event("x", 0, line=2),
    ]
    orders = {reported(graph, *order).findings for order in itertools.permutations(findings)}
    assert [[(f.status, f.location.line, f.rule.code) for f in order] for order in orders] == [
        [
            ("open", 2, "PG101"),
            ("open", 2, "PG102"),
            ("open", 9, "PG101"),
            ("open", 1, "PG101"),
            ("exempted", 1, "PG101"),
        ]
    ]


def test_problems_name_their_routes(made: Made) -> None:
    problem = Problem("unparsable-file", "cut off", made.place(3))
    step = Step(made.place(), "route")
    graph = replace(made.graph("/a", "/b"), problems=(Reach(problem, (Chain(1, (step,)),)),))
    assert reported(graph).problems == (RoutedProblem(problem, ("/b",)),)


@pytest.mark.parametrize(
    ("path", "stable"),
    [
        ("static/app.8f3c.js", "static/app.*.js"),
        ("assets/index-BxK3d9aQ.js", "assets/index-*.js"),
        ("dist/2f3a1b9c.chunk.mjs", "dist/*.chunk.mjs"),
        ("_next/static/chunks/main-4f1ec3a0d9.js", "_next/static/chunks/main-*.js"),
        ("static/js/2.chunk.js", "static/js/2.chunk.js"),
        ("blog/2024/index.html", "blog/2024/index.html"),
        ("js/datepicker.js", "js/datepicker.js"),
        ("js/DatePick.js", "js/DatePick.js"),
        ("js/base.cafe.js", "js/base.cafe.js"),
        ("templates/a1b2c3d4.jinja", "templates/a1b2c3d4.jinja"),
    ],
)
def test_content_hashes_leave_the_path(path: str, stable: str) -> None:
    assert stable_path(path) == stable


@given(st.text())
def test_any_path_is_stable_once(path: str) -> None:
    assert stable_path(stable_path(path)) == stable_path(path)


def names(*findings: Finding) -> list[str]:
    return [finding.fingerprint for finding in fingerprinted(findings)]


def test_fingerprint_outlives_lines_and_builds(made: Made) -> None:
    before = made.event("Schedule", 0, line=3)
    moved = replace(made.event("Schedule", 0, line=99), location=replace(before.location, path="page.html", line=99))
    assert names(before) == names(moved)
    for old, new in (("app.8f3c.js", "app.91d2.js"),):
        assert names(replace(before, location=replace(before.location, path=old))) == names(
            replace(before, location=replace(before.location, path=new))
        )


def test_fingerprint_tells_events_and_parameters_apart(made: Made) -> None:
    plain = made.event("Schedule", 0)
    assert plain.sighting
    more = replace(plain, sighting=replace(plain.sighting, parameters=(Parameter("doctor"),)))
    assert len({*names(plain), *names(more), *names(made.event("Lead", 0)), *names(made.finding(0))}) == 4


def test_equal_findings_are_counted_open_ones_first(made: Made) -> None:
    first, second = made.finding(0, line=1), made.finding(0, line=2)
    exempted = replace(first, status=Status.EXEMPTED)
    open_first = names(exempted, second)
    assert open_first[1] == names(second)[0]
    assert len(set(names(first, second))) == 2


def test_lone_surrogates_have_a_name(made: Made) -> None:
    assert len(names(made.event("\ud800", 0))[0]) == 32


@pytest.mark.parametrize("scale", list(PRESETS))
@pytest.mark.parametrize("profile", list(Profile))
def test_no_profile_is_milder_than_hipaa(scale: Scale, profile: Profile) -> None:
    order = [Level.OFF, Level.NOTE, Level.WARNING, Level.ERROR]
    for ours, base in zip(PRESETS[scale][profile], PRESETS[scale][Profile.HIPAA], strict=True):
        assert order.index(ours) >= order.index(base)


@pytest.mark.parametrize(
    ("scale", "tier", "expected"),
    [
        (Scale.TRACKER, Tier.AUTHENTICATED, "error"),
        (Scale.TRACKER, Tier.PHI, "error"),
        (Scale.TRACKER, Tier.WARNED, "warning"),
        (Scale.TRACKER, Tier.OFF, None),
        (Scale.DATA, Tier.OFF, "warning"),
        (Scale.BREACH, Tier.OFF, "error"),
        (Scale.CONTACT, Tier.AUTHENTICATED, "warning"),
        (Scale.UNPROVEN, Tier.WARNED, "error"),
        (Scale.UNPROVEN, Tier.OFF, None),
        (Scale.UNLISTED, Tier.OFF, "error"),
    ],
)
def test_severity_under_hipaa(scale: Scale, tier: Tier, expected: str | None) -> None:
    assert severity(RuleInfo("PG000", "x", "", scale=scale), tier, Policy()) == expected


def test_where_counts_what_it_does_not_name(made: Made) -> None:
    graph = made.graph(*(f"/{n}" for n in range(5)))
    said = where(graph, made.finding(*range(5)).verdicts)
    assert said == (
        "It is reachable on /0, which is authenticated; /1, which is authenticated; /2, which is authenticated;"
        " and 2 more routes."
    )


def test_listed() -> None:
    assert [listed([]), listed("a"), listed("ab"), listed("abc")] == ["", "a", "a and b", "a, b and c"]
