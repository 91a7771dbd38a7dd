from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from tests.unit.reporters.samples import APPOINTMENT, BUNDLE, CLEAN, REPORT, SCHEDULE, STEPS, chain

from pixelgate.findings.model import Finding, Leak, Message, Outcome, Report, Severity, Status, Verdict
from pixelgate.reporters import concise, github, html, json, markdown, sarif, text, wording
from pixelgate.reporters.excerpt import frame
from pixelgate.reporters.palette import Style, columns, fit, fit_path, wrap
from pixelgate.source import Location

EXPECTED = Path(__file__).parent / "expected"
MINIFIED = "x" * 20_416 + 'fbq("track","Schedule",{doctor:e.provider.value,visit:1})' + ";y" * 5_000


def code(location: Location) -> str | None:
    return MINIFIED if location.path == BUNDLE else None


@pytest.mark.parametrize("width", [60, 100])
def test_the_whole_report_as_it_is_drawn(width: int) -> None:
    drawn = text.render(REPORT, style=Style(width=width), lines=code)
    assert drawn == (EXPECTED / f"text-{width}.txt").read_text(encoding="utf-8")
    assert [line for line in drawn.splitlines()[:-1] if columns(line) > width and "templates/" not in line] == []


def test_colour_changes_no_letter() -> None:
    plain = text.render(REPORT, lines=code)
    colored = text.render(REPORT, style=Style(color=True), lines=code)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).replace("`", "") == plain.replace("`", "")


def test_a_clean_report_ends_with_the_verdict() -> None:
    assert text.render(CLEAN) == (
        "route              access         bears                  findings  verdict\n"
        "/appointments/:id  authenticated  appointment, provider  –         clean\n"  # noqa: RUF001 - a dash
        "and 1 more route: 1 clean\n"
        "\n"
        "0 errors · 0 warnings · 0 notes · 0 exempted · 0 problems\n"
        "2 routes, 1 guarded · 12 files · 84 vendors known · pixelgate 0.1.0\n"
        "✓ PASSED  No tracker was found on the one guarded route; 12 files read.\n"
    )


@pytest.mark.parametrize(("count", "said"), [(1, "1 sighting of trackers lies"), (2, "2 sightings of trackers lie")])
def test_trackers_that_no_route_reaches_are_said_before_the_verdict(count: int, said: str) -> None:
    drawn = text.render(msgspec.structs.replace(CLEAN, loose=count)).splitlines()
    assert drawn[-2] == f"{said} in files that no route reaches: `pixelgate sightings`."


def test_warnings_pass_and_are_said() -> None:
    warned = msgspec.structs.replace(REPORT, findings=REPORT.findings[:1])
    assert text.render(warned).splitlines()[-1] == (
        "✓ PASSED  Nothing stops the build: 1 warning on 2 guarded routes; 431 files read."
    )


def test_what_stands_above_is_told_in_short() -> None:
    again = msgspec.structs.replace(
        SCHEDULE,
        message=Message("Again.", "", (), SCHEDULE.message.remedy + " And delete the data."),
        verdicts=SCHEDULE.verdicts[:1],
    )
    drawn = text.render(msgspec.structs.replace(REPORT, findings=(SCHEDULE, again)))
    second = drawn[drawn.index("Again.") :]
    assert "    pixelgate.toml:21 → templates/appointments/detail.html:1 → templates/base.html:12 →\n" in second
    assert "    As above. And delete the data.\n" in second


def test_guarded_routes_come_first_and_each_finding_once() -> None:
    drawn = text.render(REPORT)
    assert drawn.index("/appointments/:id ─") < drawn.index("/billing ─") < drawn.index("The manifest and the tree")
    assert drawn.count("is sent the event `Schedule`") == 1
    assert "  Also reaches /billing\n" in drawn


def test_a_narrowed_report_keeps_the_verdict_of_the_whole() -> None:
    shown = msgspec.structs.replace(REPORT, findings=())
    drawn = text.render(shown, whole=REPORT)
    assert "5 findings outside the given paths: counted, not shown.\n" in drawn
    assert drawn.splitlines()[-1] == "✗ FAILED  2 of 2 guarded routes are violated; 2 findings stop the build."


def test_suppressed_findings_are_listed_with_their_reason() -> None:
    hidden = msgspec.structs.replace(SCHEDULE, status=Status.SUPPRESSED, because="Suppressed in app.js:1: test data.")
    drawn = text.render(msgspec.structs.replace(REPORT, findings=(hidden,)))
    assert "  suppressed  static/app.8f3c.js:1:20417  tracker-event\n" in drawn
    assert "Suppressed in app.js:1: test data." in drawn.replace("\n    ", " ")


def test_thousands_of_routes_make_no_thousand_lines() -> None:
    many = msgspec.structs.replace(CLEAN, routes=CLEAN.routes[:1] * 5_000)
    drawn = text.render(many).splitlines()
    assert len(drawn) < 60
    assert "and 4,960 more routes: 4,960 clean" in drawn


def test_what_the_table_leaves_out_is_counted_by_its_verdict_and_the_worst_is_shown() -> None:
    first = CLEAN.routes[0]
    warned, broken = (msgspec.structs.replace(first, outcome=one) for one in (Outcome.WARNED, Outcome.VIOLATING))
    drawn = text.render(msgspec.structs.replace(CLEAN, routes=(first,) * 2 + (warned,) * 50 + (broken,) * 45))
    assert "and 57 more routes: 5 violating, 50 warned, 2 clean" in drawn
    assert sum(line.endswith(" violating") for line in drawn.splitlines()) == 40


def test_many_findings_are_counted_by_rule_before_the_verdict() -> None:
    other = msgspec.structs.replace(SCHEDULE, rule=msgspec.structs.replace(SCHEDULE.rule, name="tracker-hint"))
    ten = msgspec.structs.replace(REPORT, findings=(SCHEDULE,) * 10)
    more = msgspec.structs.replace(REPORT, findings=(other,) + (SCHEDULE,) * 10)
    assert "tracker-event 10" not in text.render(ten)
    assert text.render(more).splitlines()[-3] == "tracker-event 10 · tracker-hint 1"


def test_things_of_one_category_stand_together() -> None:
    leaks = (Leak("device", "A", "1"), Leak("contact", "B", "2"), Leak("device", "C", "3"))
    finding = Finding(
        SCHEDULE.rule,
        Severity.ERROR,
        SCHEDULE.location,
        Message("x", "", leaks),
        (Verdict(chain(APPOINTMENT, *STEPS), Severity.ERROR),),
    )
    drawn = text.render(msgspec.structs.replace(REPORT, findings=(finding,)))
    assert "    device        A · 1\n                  C · 3\n    contact       B · 2\n" in drawn


def test_concise_is_a_line_each() -> None:
    assert concise.render(REPORT) == (EXPECTED / "concise.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "span", "expected"),
    [
        ("\tfbq('init');", (2, 13), ["3 │ fbq('init');", "  │ ^^^^^^^^^^^"]),
        ("a fbq() b", (3, 8), ["3 │ a fbq() b", "  │   ^^^^^"]),
        ("患者 fbq()", (4, 9), ["3 │ 患者 fbq()", "  │      ^^^^^"]),
        ("\x1b[31m fbq()", (7, 12), [r"3 │ \x1b[31m fbq()", "  │          ^^^^^"]),
        ("short", (40, 50), ["3 │ short", "  │      ^"]),
        ("", (1, 1), ["3 │ ", "  │ ^"]),
    ],
)
def test_marks_stand_under_the_code(line: str, span: tuple[int, int], expected: list[str]) -> None:
    assert frame(Location("x.js", 3, span[0], 3, span[1]), line, Style()) == expected


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert frame(Location("x.js", 3, 3, 9, 1), "a fbq(", Style()) == ["3 │ a fbq(", "  │   ^^^^"]


def test_a_minified_line_is_cut_around_the_place() -> None:
    first, marks = frame(Location(BUNDLE, 1, 20_417, 1, 20_421), MINIFIED, Style(width=60))
    assert len(first) == 60
    assert first.startswith("1 │ …xxxxxxxxxxxxxxxxfbq(")
    assert first[marks.index("^") : marks.rindex("^") + 1] == "fbq("


def test_widths_count_columns() -> None:
    assert columns("患者") == 4
    assert columns("e\u0301") == 1
    assert columns("\x1b[1mab\x1b[0m") == 2
    assert fit("患者患者", 5) == "患者…"
    assert fit_path("templates/a/very/long/path/detail.html", 20) == "templa…h/detail.html"
    assert wrap("one two three", 9, first="- ", rest="  ") == ["- one two", "  three"]
    assert wrap("abcdefghijklmnop", 8) == ["abcdefgh", "ijklmnop"]
    assert wrap("", 20) == []


def test_a_twin_is_named_where_and_in_one_sentence() -> None:
    twin = msgspec.structs.replace(SCHEDULE, twins=(Location("old.js", 1, 9, 1, 20),))
    drawn = text.render(msgspec.structs.replace(REPORT, findings=(twin,)))
    assert "    written in src/analytics.ts:14:3\n    the same in old.js:1:9\n" in drawn
    assert " The same stands in old.js:1:9. " in wording.message(twin)


def test_an_event_through_a_wrapper_names_the_wrapper() -> None:
    assert SCHEDULE.sighting
    sighting = msgspec.structs.replace(SCHEDULE.sighting, via=Location("static/track.js", 4, 3, 4, 20))
    wrapped = msgspec.structs.replace(SCHEDULE, sighting=sighting)
    drawn = text.render(msgspec.structs.replace(REPORT, findings=(wrapped,)))
    assert "    through the wrapper at static/track.js:4:3\n    written in src/analytics.ts:14:3\n" in drawn


@pytest.mark.parametrize(
    "render",
    [text.render, html.render, markdown.render, json.render, partial(sarif.render, exit_code=1), github.render],
)
def test_every_report_says_why_an_exemption_did_not_count(render: Callable[[Report], str]) -> None:
    finding = REPORT.findings[0]
    refused = msgspec.structs.replace(finding, because="The exemption at line 30 has no effect here")
    said = render(msgspec.structs.replace(REPORT, findings=(refused,)))
    assert "The exemption at line 30 has no effect here" in " ".join(said.split())
