"""Dumps of the Reactor API: resources wherever they lie, and what becomes of them."""

from __future__ import annotations

import json

import pytest

from pixelgate.parse import containers
from pixelgate.parse.containers.model import Condition, Firing, Moment, Origin, Trigger, Variable, on


def resource(kind: str, name: str, **attributes: object) -> dict[str, object]:
    held = {"name": name, **attributes}
    related = {"rules": {"data": [{"id": "RL0000000001", "type": "rules"}]}}
    identifier = {"rules": "RL0000000001", "rule_components": "RC"}.get(kind, "DE") + (name if kind != "rules" else "")
    return {"id": identifier, "type": kind, "attributes": held, "relationships": related}


def component(name: str, descriptor: str, **settings: object) -> dict[str, object]:
    return resource(
        "rule_components", name, delegate_descriptor_id=descriptor, settings=json.dumps(settings), deleted_at=None
    )


RULE = resource("rules", "Labs", enabled=True)
EVENT = component("00000001", "core::events::dom-ready")
PATH = component("00000002", "core::conditions::path", paths=[{"value": "/labs", "valueIsRegex": True}])
CODE = component("00000003", "core::actions::custom-code", language="javascript", source="fbq('track', %Doctor%)")
DOCTOR = resource(
    "data_elements",
    "Doctor",
    delegate_descriptor_id="core::dataElements::dom-attribute",
    settings='{"elementSelector": "#doctor", "elementProperty": "value"}',
)
PRODUCTION = {
    "id": "EN00000000000000000000000000000001",
    "type": "environments",
    "attributes": {"name": "Production", "stage": "production", "library_name": "launch-1a2b3c4d5e6f.min.js"},
}


@pytest.mark.parametrize(
    "shape",
    [
        lambda all_: all_,
        lambda all_: {"data": all_},
        lambda all_: {"rules": {"data": all_[:1]}, "rest": [{"data": all_[1:]}]},
        lambda all_: {"data": all_[:2], "included": all_[2:]},
    ],
)
def test_resources_wherever_they_lie(shape: object) -> None:
    assert callable(shape)
    text = json.dumps(shape([RULE, EVENT, PATH, CODE, DOCTOR, PRODUCTION]))
    (found,) = containers.read(text)
    path = Condition((Variable("path", Origin.PATH),), "regex", ("/labs",), ignore_case=True)
    assert (found.manager, found.id) == ("launch", "1a2b3c4d5e6f")
    assert found.triggers == (Trigger("0/0", "Labs", "DOM ready", (on(Moment.DOM), path)),)
    (tag,) = found.tags
    assert text[tag.span.start : tag.span.end] == '"RC00000003"'
    assert (tag.name, tag.type, tag.firing) == ("Labs", "customCode", (Firing("0/0"),))
    assert tag.html == "<script>fbq('track', {{Doctor}})</script>"
    assert tag.held == (Variable("Doctor", Origin.ELEMENT, "#doctor"),)


def test_what_is_switched_off_or_deleted_is_left_out() -> None:
    off = resource("rules", "Labs", enabled=False)
    assert containers.read(json.dumps([off, EVENT, CODE]))[0].tags == ()
    gone = {**CODE, "attributes": {**CODE["attributes"], "deleted_at": "2026-01-01"}}  # type: ignore[dict-item]
    assert containers.read(json.dumps([RULE, EVENT, gone]))[0].tags == ()


def test_a_condition_that_nobody_knows_may_hold() -> None:
    other = component("00000004", "core::conditions::landing-page", page="x")
    (found,) = containers.read(json.dumps([RULE, EVENT, other, CODE]))
    unknown = Condition((Variable("landingPage", Origin.UNKNOWN),), "landingPage", ())
    assert found.triggers[0].conditions == (on(Moment.DOM), unknown)


def test_settings_that_are_no_json_say_nothing() -> None:
    broken = {**CODE, "attributes": {**CODE["attributes"], "settings": "{"}}  # type: ignore[dict-item]
    assert containers.read(json.dumps([RULE, EVENT, broken]))[0].tags[0].html == "<script></script>"


def test_other_resources_are_no_container() -> None:
    assert containers.read(json.dumps({"data": [DOCTOR]})) == ()
