"""Tracking plans joined with the calls whose properties their code does not name."""

from __future__ import annotations

import json

import pytest

from pixelgate.facts import extract
from pixelgate.facts.evidence import leaves
from pixelgate.facts.store import Facts
from pixelgate.graph.planned import planned
from pixelgate.vendors.catalog import load

SCHEMA = {"$schema": "x", "properties": {"dob": {}, "channel": {}}}
PLAN = {"rules": [{"key": "Booked", "type": "TRACK", "jsonSchema": SCHEMA}]}
BROWSER = (
    'import { AnalyticsBrowser } from "@segment/analytics-next";\n'
    'const analytics = AnalyticsBrowser.load({ writeKey: "AbCdEfGhIjKlMnOpQrStUvWxYz012345" });\n'
)
SERVER = (
    'import { Analytics } from "@segment/analytics-node";\n'
    'const analytics = new Analytics({ writeKey: "AbCdEfGhIjKlMnOpQrStUvWxYz012345" });\n'
)


def told(code: str, plan: str = "analytics/plan.json") -> list[tuple[str, str | None]]:
    files = {"app/a.ts": code, plan: json.dumps(PLAN)}
    facts = Facts({path: extract(path, text.encode(), load()) for path, text in files.items()})
    calls = [one for one in planned(facts)["app/a.ts"].sightings if one.event]
    return [(name, p.category) for one in calls for name, p in leaves(one.parameters) if p.source == "plan"]


BOOKED = [("dob", "birth"), ("channel", None)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f'{BROWSER}export const f = (visit) => analytics.track("Booked", visit);', BOOKED),
        (f'{BROWSER}export const f = (visit) => analytics.track("Booked", {{...visit, channel: "web"}});', BOOKED[:1]),
        (f'{BROWSER}export const f = () => analytics.track("Booked", {{channel: "web"}});', []),
        (f'{BROWSER}export const f = () => analytics.track("Booked");', []),
        (f'{BROWSER}export const f = (visit) => analytics.track("Other", visit);', []),
        (f'{SERVER}export const f = (v) => analytics.track({{userId: v.id, event: "Booked", properties: v}});', BOOKED),
    ],
)
def test_only_what_the_code_hands_over_unseen(code: str, expected: list[tuple[str, str | None]]) -> None:
    assert told(code) == expected


def test_a_plan_of_tests_plans_nothing() -> None:
    code = f'{BROWSER}export const f = (visit) => analytics.track("Booked", visit);'
    assert told(code, "tests/__fixtures__/plan.json") == []


def test_of_two_plans_that_name_one_event_both_count() -> None:
    other = {
        "rules": [
            {"key": "Booked", "type": "TRACK", "jsonSchema": {"$schema": "x", "properties": {"mrn": {}, "channel": {}}}}
        ]
    }
    code = f'{BROWSER}export const f = (visit) => analytics.track("Booked", visit);'
    files = {"app/a.ts": code, "a/plan.json": json.dumps(PLAN), "b/plan.json": json.dumps(other)}
    facts = Facts({path: extract(path, text.encode(), load()) for path, text in files.items()})
    [call] = [one for one in planned(facts)["app/a.ts"].sightings if one.event]
    assert [name for name, p in leaves(call.parameters) if p.source == "plan"] == ["dob", "channel", "mrn"]
