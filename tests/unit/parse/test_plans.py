"""Tracking plans: what the APIs return, what Typewriter keeps, and what is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import plans
from pixelgate.parse.plans import Planned

DRAFT = "http://json-schema.org/draft-07/schema#"
FIELDS = {
    "dob": {"type": "string"},
    "visit": {"type": "object", "properties": {"type": {"type": "string"}}},
    "drugs": {"type": "array", "items": {"type": "object", "properties": {"name": {}}}},
}
WHOLE = {"$schema": DRAFT, "properties": {"context": {}, "properties": {"properties": FIELDS}, "traits": {}}}
FLAT = {"$schema": DRAFT, "properties": FIELDS}
NAMES = ("dob", "visit", "visit.type", "drugs", "drugs.name")
RULE = {"key": "Booked", "type": "TRACK", "jsonSchema": WHOLE}


@pytest.mark.parametrize(
    "held",
    [
        {"name": "p", "rules": {"events": [{"name": "Booked", "rules": WHOLE}], "identify_traits": []}},
        {"rules": [RULE]},
        {"rules": [{**RULE, "jsonSchema": FLAT}]},
        {"data": {"rules": [RULE], "pagination": {}}},
        {"data": {"trackingPlan": {"rules": [RULE]}}},
        [{"rules": [RULE]}],
    ],
)
def test_forms(held: object) -> None:
    text = json.dumps(held)
    assert plans.holds(text.encode())
    assert plans.read(text) == (Planned("Booked", NAMES),)


def test_what_is_said_of_a_person() -> None:
    traits: dict[str, object] = {"properties": {"traits": {"properties": {"email": {}}}}}
    public = {"rules": [{"type": "IDENTIFY", "key": None, "jsonSchema": traits}]}
    first = {"rules": {"events": [], "identify": traits}}
    assert plans.read(json.dumps(public)) == plans.read(json.dumps(first)) == (Planned("identify", ("email",)),)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '{"rules": 1}', "[" * 5000),
        '{"rules": {"events": [1, {"name": 2}]}}',
        '{"rules": [{"key": "A"}]}',
        '{"rules": [{"key": "A", "type": "TRACK", "jsonSchema": {"properties": []}}]}',
    ],
)
def test_what_is_none(text: str) -> None:
    assert plans.read(text) == ()


def test_a_schema_that_nests_for_ever_is_cut() -> None:
    schema: dict[str, object] = {"properties": {}}
    for _ in range(50):
        schema = {"properties": {"a": schema}}
    (one,) = plans.read(json.dumps({"rules": [{"key": "A", "type": "TRACK", "jsonSchema": schema}]}))
    assert one.names == tuple(".".join("a" * deep) for deep in range(1, 7))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["TRACK", "Booked", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["rules", "events", "name", "key", "type", "jsonSchema", "properties", "items", "data"]),
            inner,
        )
    ),
    max_leaves=30,
)


@given(_JSON)
def test_no_json_breaks_the_reader(held: object) -> None:
    assert isinstance(plans.read(json.dumps(held)), tuple)
