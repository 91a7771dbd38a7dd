"""Settings of a Segment source: the destinations that stand in them."""

from __future__ import annotations

import json

import pytest

from pixelgate.parse import containers
from pixelgate.parse.containers.model import Field, Firing


def test_every_destination_but_segment_itself() -> None:
    text = json.dumps({"integrations": {"Segment.io": {"apiKey": "K"}, "Facebook Pixel": {"pixelId": "1"}, "X": False}})
    (found,) = containers.read(text)
    assert (found.manager, found.id, [one.id for one in found.triggers]) == ("segment", "K", ["any"])
    assert [(one.type, one.fields, one.firing, one.paused) for one in found.tags] == [
        ("Facebook Pixel", (Field("pixelId", ("1",)),), (Firing("any"),), False),
        ("X", (), (Firing("any"),), True),
    ]
    assert [text[one.span.start : one.span.end] for one in found.tags] == ['"Facebook Pixel"', '"X"']
    assert found.unread == ("Segment may hand what it gets to others on its servers",)


@pytest.mark.parametrize(
    "text",
    [
        '{"integrations": 3, "x": {"Segment.io": 1}}',
        '["integrations", "Segment.io"]',
        '{"integrations": {"x": "Segment.io"}}',
    ],
)
def test_what_is_none(text: str) -> None:
    assert containers.read(text) == ()
