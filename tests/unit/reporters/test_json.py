from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import msgspec
import pytest
from tests.unit.reporters.samples import APPOINTMENT, BASE, DETAIL, HINTED, REPORT, RULES, SCHEDULE

from pixelgate.facts.model import FileFacts, Parameter
from pixelgate.findings.model import Severity
from pixelgate.graph.model import Node, Step, Trace
from pixelgate.manifest.model import Exemption, Profile
from pixelgate.reporters import json as json_reporter
from pixelgate.reporters import routes, rules, sightings, trace
from pixelgate.reporters.palette import Style
from pixelgate.reporters.sightings import Facts
from pixelgate.reporters.tally import failing, tally
from pixelgate.source import Location

EXPECTED = Path(__file__).parent / "expected"


def test_the_contract_to_the_letter_and_in_its_order() -> None:
    assert json_reporter.render(REPORT) == (EXPECTED / "report.json").read_text(encoding="utf-8")


def test_counts_are_those_of_the_whole() -> None:
    shown = json.loads(json_reporter.render(msgspec.structs.replace(REPORT, findings=(), problems=()), whole=REPORT))
    assert shown["summary"] == {
        "routes": 3,
        "guarded": 2,
        "files": 431,
        "errors": 2,
        "warnings": 1,
        "notes": 1,
        "problems": 1,
        "exempted": 1,
    }
    assert shown["findings"] == []


def test_nested_parameters_have_dotted_names() -> None:
    deep = Parameter(
        "items", None, "array", children=(Parameter("0", None, "object", children=(Parameter("id", "7"),)),)
    )
    assert json_reporter.parameters((deep, Parameter("empty", None, "object"))) == {
        "items.0.id": {"value": "7", "source": "literal", "category": None},
        "empty": {"value": None, "source": "object", "category": None},
    }


def test_what_fails_is_open_and_grave_enough() -> None:
    assert [finding.rule.code for finding in failing(REPORT)] == ["PG102", "PG902"]
    lower = msgspec.structs.replace(REPORT, fail_on=Severity.WARNING)
    assert [finding.rule.code for finding in failing(lower)] == ["PG302", "PG102", "PG902"]
    assert tally(REPORT).exempted == 1


def test_severities_are_ordered_by_gravity() -> None:
    assert sorted(Severity, reverse=True) == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    assert max(Severity) is Severity.ERROR
    assert not Severity.WARNING >= Severity.ERROR


def test_routes_in_every_form() -> None:
    assert routes.text(REPORT, (), Style()) == (
        "route              access         bears                  trackers                      verdict\n"
        "/appointments/:id  authenticated  appointment, provider  meta-pixel                    violating\n"
        "/billing           authenticated  payment                google-analytics, meta-pixel  violating\n"
        "/careers           public                                                              clean\n"
    )
    wide = routes.text(REPORT, (), Style(width=150)).splitlines()
    assert wide[1].split("  ")[-2:] == ["templates/appointments/detail.html", "violating"]
    assert routes.csv(REPORT, ()).splitlines()[1] == (
        '/appointments/:id,authenticated,"appointment, provider",meta-pixel,,'
        "templates/appointments/detail.html,,violating"
    )
    assert [row["path"] for row in json.loads(routes.json(REPORT, ()))["routes"]] == [
        "/appointments/:id",
        "/billing",
        "/careers",
    ]
    assert routes.markdown(REPORT, ()).splitlines()[0] == "| route | access | bears | trackers | pages | verdict |"


def test_what_is_permitted_on_a_route_and_until_when() -> None:
    until = Exemption("", "cdn.example.org", ("/billing/*",), (), (), "contract", dt.date(2027, 1, 31), Location("m"))
    rows = json.loads(routes.json(REPORT, (until,)))["routes"]
    assert [row["exemptions"] for row in rows] == [
        [],
        [{"vendor": None, "host": "cdn.example.org", "expires": "2027-01-31"}],
        [],
    ]
    assert rows[0]["trackers"] == ["meta-pixel"]
    assert "| cdn.example.org until 2027-01-31 |" in routes.markdown(REPORT, (until,))
    page = routes.page(REPORT, (until,))
    assert "<td>cdn.example.org until 2027-01-31</td>" in page
    assert not re.findall(r"<script|<link|<img|<iframe|src=|href=|url\(|@import", page)


def test_sightings_for_people() -> None:
    assert SCHEDULE.sighting
    idle = msgspec.structs.replace(SCHEDULE.sighting, active=False, event="")
    assert sightings.text(Facts((SCHEDULE.sighting, idle), (REPORT.problems[0].problem,), 3), Style()) == (
        "static/app.8f3c.js\n"
        "  1:20417  meta-pixel  event      1234567890  Schedule  (doctor, visit.type)\n"
        "  1:20417  meta-pixel  event      1234567890  (doctor, visit.type)  inactive\n"
        "\n"
        "Not analysed\n"
        "  templates/appointments/detail.html:9:4 the include `partials/{name}.html` is computed\n"
        "\n"
        "2 sightings (1 inactive) of 1 vendor; 3 files read, 1 problem.\n"
    )


def test_a_tree_shows_what_is_in_each_file() -> None:
    assert SCHEDULE.sighting
    script = msgspec.structs.replace(SCHEDULE.sighting, location=Location(BASE, 12, 3, 12, 9))
    child = Node(BASE, Step(Location(DETAIL, 1), "extends", "base.html"))
    again = msgspec.structs.replace(child, repeated=True)
    tree = Node(DETAIL, Step(Location("pixelgate.toml", 21), "route"), (child, again))
    facts = {DETAIL: FileFacts(DETAIL), BASE: FileFacts(BASE, sightings=(script,))}
    computed = REPORT.problems[0].problem
    handler = msgspec.structs.replace(computed, message="no view “gone”", location=Location("app.js", 7, 2))
    traced = Trace((tree,), problems=(handler, computed))
    assert trace.text(APPOINTMENT.route, traced, facts, Style()) == (
        "/appointments/:id  authenticated, bears appointment, provider\n"
        "  ? app.js:7:2  no view “gone”\n"
        "└ templates/appointments/detail.html  page\n"
        "  │ ? 9:4  the include `partials/{name}.html` is computed\n"
        "  ├ templates/base.html  extends, line 1\n"
        "  │   ● 12:3  meta-pixel event 1234567890 Schedule\n"
        "  └ templates/base.html  extends, line 1, drawn above\n"
        "\n"
        "2 files, 1 sighting, 2 problems.\n"
    )
    drawn = json.loads(trace.json(APPOINTMENT.route, traced, facts))
    assert [entry["path"] for entry in drawn["files"]] == [DETAIL, BASE]
    assert [(one["location"]["path"], one["message"]) for one in drawn["problems"]] == [
        ("app.js", "no view “gone”"),
        (DETAIL, computed.message),
    ]


@pytest.mark.parametrize(
    ("kind", "location", "shown"),
    [
        ("extends", Location(DETAIL, 1, 1), "extends, line 1"),
        ("implicit layout", Location(DETAIL, 1, 1), "implicit layout"),
        ("implicit layout", Location("_config.yml", 4, 3), "implicit layout: _config.yml:4"),
        ("extends", Location("app/controllers/visits.rb", 2, 3), "extends: app/controllers/visits.rb:2"),
        ("plugin", Location(DETAIL, 6, 1), "plugin, line 6"),
    ],
)
def test_every_hop_of_a_tree_says_its_reason(kind: str, location: Location, shown: str) -> None:
    tree = Node(DETAIL, Step(Location("pixelgate.toml", 21), "route"), (Node(BASE, Step(location, kind)),))
    line = trace.text(APPOINTMENT.route, Trace((tree,)), {}, Style()).splitlines()[2]
    assert line == f"  └ templates/base.html  {shown}"


def test_a_tree_a_thousand_files_deep_is_drawn() -> None:
    tree = Node("last.js", Step(Location("x.js"), "import"))
    for number in range(3_000):
        tree = Node(f"{number}.js", Step(Location("x.js"), "import"), (tree,))
    assert trace.text(APPOINTMENT.route, Trace((tree,)), {}, Style()).count("\n") == 3_004


def test_rules_with_their_severities() -> None:
    assert rules.text(RULES[:2], Profile.HIPAA, Style()).splitlines()[:3] == [
        "code   rule           E1       E2       W        off",
        "PG102  tracker-event  error    error    warning  off",
        "PG302  tracker-hint   warning  warning  warning  off",
    ]
    assert json.loads(rules.json(RULES))["rules"][0]["severity"]["strict"] == {
        "E1": "error",
        "E2": "error",
        "W": "error",
        "off": "off",
    }
    assert HINTED.rule in RULES
