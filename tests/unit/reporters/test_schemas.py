"""Real output against the schemas that ship, and against that of SARIF."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.unit.reporters.samples import CLEAN, REPORT, SCHEDULE

from pixelgate.facts.model import Confidence, SightingKind
from pixelgate.findings.model import Outcome, Report, Severity, Status
from pixelgate.manifest.model import Access, Phi
from pixelgate.reporters import json as json_reporter
from pixelgate.reporters import sarif, sightings
from pixelgate.reporters.sightings import Facts

DATA = Path(__file__).parents[2] / "data"
SARIF = jsonschema.Draft4Validator(json.loads((DATA / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))


def schema(name: str) -> Any:
    text = files("pixelgate.reporters").joinpath("schema", f"{name}.schema.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.mark.parametrize("report", [REPORT, CLEAN])
def test_reports_follow_the_contract(report: Report) -> None:
    jsonschema.validate(json.loads(json_reporter.render(report)), schema("pixelgate-1"))


def test_sightings_follow_the_contract() -> None:
    assert SCHEDULE.sighting
    facts = Facts((SCHEDULE.sighting,), (REPORT.problems[0].problem,), 2)
    jsonschema.validate(json.loads(sightings.json(facts)), schema("pixelgate-sightings-1"))


@pytest.mark.parametrize("report", [REPORT, CLEAN])
def test_sarif_is_sarif(report: Report) -> None:
    SARIF.validate(json.loads(sarif.render(report, exit_code=1)))


@pytest.mark.parametrize("name", ["pixelgate-1", "pixelgate-sightings-1"])
def test_schemas_are_schemas_and_closed(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    stack = [schema(name)]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if part.get("type") == "object" and "properties" in part:
                assert part["additionalProperties"] is False
                assert part["required"] == list(part["properties"])
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)


def test_schemas_know_every_word_of_the_model() -> None:
    report = schema("pixelgate-1")
    properties = report["properties"]
    finding = properties["findings"]["items"]["properties"]
    route = properties["routes"]["items"]["properties"]
    assert set(finding["severity"]["enum"]) == set(Severity)
    assert set(finding["status"]["enum"]) == set(Status)
    assert set(route["verdict"]["enum"]) == set(Outcome)
    assert set(route["access"]["enum"]) == set(Access)
    assert set(report["$defs"]["phi"]["enum"]) == set(Phi)
    assert set(report["$defs"]["sightingKind"]["enum"]) == set(SightingKind)
    assert set(report["$defs"]["confidence"]["enum"]) == set(Confidence)
