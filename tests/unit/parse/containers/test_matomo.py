"""Exports of Matomo Tag Manager."""

from __future__ import annotations

import json

from pixelgate.parse import containers
from pixelgate.parse.containers.model import EVENT, Condition, Firing, Moment, Origin, Trigger, Variable, on

EXPORT = {
    "idcontainer": "OLwaQ5nY",
    "idcontainerversion": 12,
    "tags": [
        {
            "name": "Meta",
            "type": "CustomHtml",
            "status": "active",
            "parameters": {"customHtml": "<b>"},
            "fire_trigger_ids": [1],
            "block_trigger_ids": ["2"],
        },
        {"name": "Old", "type": "Matomo", "status": "paused", "parameters": [], "fire_trigger_ids": [3]},
    ],
    "triggers": [
        {
            "idtrigger": 1,
            "name": "Portal",
            "type": "PageView",
            "conditions": [{"actual": "PagePath", "comparison": "not_starts_with", "expected": "/portal"}],
            "parameters": [],
        },
        {"idtrigger": "2", "name": "Sent", "type": "CustomEvent", "parameters": {"eventName": "sent"}},
        {"idtrigger": 3, "name": "Odd", "type": "Fullscreen"},
    ],
}


def test_an_export() -> None:
    (found,) = containers.read(json.dumps(EXPORT))
    assert (found.manager, found.id, found.version) == ("matomo", "OLwaQ5nY", 12)
    assert [(tag.type, tag.firing, tag.html, tag.paused) for tag in found.tags] == [
        ("CustomHtml", (Firing("1", ("2",)),), "<b>", False),
        ("Matomo", (Firing("3"),), "", True),
    ]
    path = Condition((Variable("PagePath", Origin.PATH),), "starts", ("/portal",), negate=True)
    assert found.triggers == (
        Trigger("1", "Portal", "page view", (on(Moment.PAGE), path)),
        Trigger("2", "Sent", "custom event", (Condition((EVENT,), "equals", ("sent",)),)),
        Trigger("3", "Odd", "Fullscreen", known=False),
    )


def test_variables_of_the_manager() -> None:
    given = [
        {"name": "Reason", "type": "DataLayer", "parameters": {"dataLayerName": "visit.reason"}},
        {"name": "Plan", "type": "UrlParameter", "parameters": {"parameterName": "plan"}},
        {"name": "Id", "type": "Constant", "parameters": {"constantValue": "123456789012345"}},
        {"name": "Mrn", "type": "DomElement", "parameters": {"selectionMethod": "elementId", "elementId": "mrn"}},
        {"name": "Visitor", "type": "Cookie", "parameters": {"cookieName": "vid"}},
        {"name": "Odd", "type": "SomeMore", "parameters": []},
    ]
    names = ("Reason", "Plan", "Mrn", "Visitor", "Odd")
    settings = {"pixelId": "{{Id}}", **{name.lower(): f"{{{{{name}}}}}" for name in names}}
    tag = {"name": "Meta", "type": "FacebookPixel", "parameters": settings, "fire_trigger_ids": [1]}
    trigger = {
        "idtrigger": 1,
        "type": "PageView",
        "conditions": [{"actual": "Plan", "comparison": "equals", "expected": "gold"}],
    }
    export = {"idcontainer": "OLwaQ5nY", "tags": [tag], "triggers": [trigger], "variables": given}
    (found,) = containers.read(json.dumps(export))
    plan = Variable("Plan", Origin.QUERY, "plan")
    assert [(one.key, one.text) for one in found.tags[0].fields] == [
        ("pixelId", ("123456789012345",)),
        ("reason", (Variable("Reason", Origin.LAYER, "visit.reason"),)),
        ("plan", (plan,)),
        ("mrn", (Variable("Mrn", Origin.ELEMENT, "#mrn"),)),
        ("visitor", (Variable("Visitor", Origin.COOKIE, "vid"),)),
        ("odd", (Variable("Odd", Origin.UNKNOWN),)),
    ]
    assert found.triggers[0].conditions[1] == Condition((plan,), "equals", ("gold",), ignore_case=True)


def test_a_tag_that_only_sets_something() -> None:
    tag = {"name": "Colour", "type": "ThemeColor", "parameters": [], "fire_trigger_ids": [1]}
    (found,) = containers.read(json.dumps({"idcontainer": "a", "tags": [tag]}))
    assert not found.tags[0].sends
