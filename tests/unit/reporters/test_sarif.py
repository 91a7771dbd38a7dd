from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from tests.unit.reporters.samples import CLEAN, HINTED, REPORT, RULES, SCHEDULE
from tests.unit.reporters.test_schemas import SARIF

from pixelgate.findings.model import Status
from pixelgate.reporters import sarif


def run(report: Any = REPORT, **options: Any) -> Any:
    log = json.loads(sarif.render(report, exit_code=1, **options))
    SARIF.validate(log)
    return log["runs"][0]


def test_every_rule_is_listed_whether_hit_or_not() -> None:
    rules = run(CLEAN)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [info.code for info in RULES]


def test_a_rule_has_all_that_code_scanning_requires() -> None:
    rule = run(pages={"tracker-event": "# tracker-event\n\nIts page.\n"})["tool"]["driver"]["rules"][0]
    assert rule == {
        "id": "PG102",
        "name": "tracker-event",
        "shortDescription": {"text": "A guarded route reaches a call that reports an event to a tracker."},
        "fullDescription": {
            "text": "A guarded route reaches a call that reports an event to a tracker."
            " An event says what this patient just did."
        },
        "help": {
            "text": "A guarded route reaches a call that reports an event to a tracker. An event says what this patient"
            " just did. Delete the call, or count the event on your own server.",
            "markdown": "# tracker-event\n\nIts page.\n",
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["security", "privacy", "hipaa", "external/cwe/cwe-359"],
            "precision": "very-high",
            "problem.severity": "error",
            "security-severity": "8.5",
        },
    }


def test_full_descriptions_fit() -> None:
    wordy = msgspec.structs.replace(RULES[0], why="word " * 500)
    rule = run(msgspec.structs.replace(REPORT, rules=(wordy,), findings=()))["tool"]["driver"]["rules"][0]
    assert len(rule["fullDescription"]["text"]) == 1_024


def test_a_result_names_its_chain_and_links_to_every_hop() -> None:
    result = run()["results"][0]
    assert result["ruleId"] == "PG102"
    assert result["ruleIndex"] == 0
    assert result["message"]["text"].endswith(
        " Reached through [pixelgate.toml:21](1) → [templates/appointments/detail.html:1](2)"
        " → [templates/base.html:12](3). Written in [src/analytics.ts:14](4)."
    )
    assert [related["id"] for related in result["relatedLocations"]] == [1, 2, 3, 4]
    assert result["relatedLocations"][3]["physicalLocation"]["region"]["startColumn"] == 3
    hops = result["codeFlows"][0]["threadFlows"][0]["locations"]
    uris = [hop["location"]["physicalLocation"]["artifactLocation"]["uri"] for hop in hops]
    assert uris == ["pixelgate.toml", "templates/appointments/detail.html", "templates/base.html", "static/app.8f3c.js"]
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "static/app.8f3c.js", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1, "startColumn": 20417, "endLine": 1, "endColumn": 20468},
            }
        }
    ]
    assert result["fingerprints"] == {"pixelgate/v1": "5f1d"}


def test_what_is_permitted_is_left_out() -> None:
    hidden = msgspec.structs.replace(SCHEDULE, status=Status.SUPPRESSED)
    assert run(msgspec.structs.replace(REPORT, findings=(hidden,)))["results"] == []


def test_only_findings_that_would_be_merged_bring_a_line_hash() -> None:
    twin = msgspec.structs.replace(HINTED, fingerprint="88bb")
    results = run(msgspec.structs.replace(REPORT, findings=(SCHEDULE, HINTED, twin)))["results"]
    assert [r.get("partialFingerprints", {}).get("primaryLocationLineHash") for r in results] == [
        "5f1d:1",
        "77aa:1",
        "88bb:1",
    ]
    assert "partialFingerprints" not in run(msgspec.structs.replace(REPORT, findings=(HINTED,)))["results"][0]


def test_paths_start_at_the_root_of_the_repository() -> None:
    result = run(prefix="web app/")["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "web%20app/static/app.8f3c.js"


def test_problems_are_notifications_and_the_exit_code_is_told() -> None:
    invocation = run()["invocations"][0]
    assert invocation["executionSuccessful"] is True
    assert invocation["exitCode"] == 1
    assert [note["descriptor"]["id"] for note in invocation["toolExecutionNotifications"]] == ["unresolved-reference"]


def test_no_more_results_than_code_scanning_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.RESULTS == 25_000
    monkeypatch.setattr(sarif, "RESULTS", 3)
    many = msgspec.structs.replace(REPORT, findings=(HINTED, *(SCHEDULE,) * 9))
    assert [result["ruleId"] for result in run(many)["results"]] == ["PG102"] * 3
