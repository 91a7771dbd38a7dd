"""Whatever JSON bears the marks of a format: it is read, is none, or is said to be unreadable; nothing breaks."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixelgate.parse import containers

WORDS = [
    "tools",
    "actions",
    "triggers",
    "loadRules",
    "excludeRules",
    "match",
    "op",
    "value",
    "action",
    "data",
    "firingTriggers",
    "name",
    "component",
    "settings",
    "neoEvents",
    "variables",
    "type",
    "attributes",
    "relationships",
    "rules",
    "rule_components",
    "data_elements",
    "id",
    "delegate_descriptor_id",
    "integrations",
    "Segment.io",
    "apiKey",
    "tags",
    "manage",
    "loadrules",
    "loadRule",
    "conditions",
    "loadRuleCondition",
    "variable",
    "operator",
    "dataMappings",
    "mappings",
    "configuration",
    "status",
    "input_0",
    "operator_0",
    "filter_0",
    "environments",
    "stage",
    "environment",
    "0",
    "1",
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=20,
)
SHELLS: dict[str, dict[str, object]] = {
    "zaraz": {"zarazVersion": 1, "tools": {}, "triggers": {}},
    "reactor": {"marks": ["delegate_descriptor_id", "attributes"]},
    "segment": {"integrations": {"Segment.io": {}}},
    "profile": {"profile": "main", "tags": [], "loadRules": []},
    "older profile": {"profile": "main", "manage": {}, "loadrules": {}},
}


@pytest.mark.parametrize("shell", SHELLS)
@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(WORDS), JSON, max_size=4))
def test_no_json_breaks_a_reader(shell: str, value: dict[str, object]) -> None:
    with contextlib.suppress(ValueError):
        containers.read(json.dumps({**SHELLS[shell], **value, "x": SHELLS[shell]}))
