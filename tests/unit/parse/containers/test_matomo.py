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
