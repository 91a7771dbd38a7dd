"""Every value that gets into a tracker's call is told with its source, and nothing else is."""

from __future__ import annotations

import pytest
from tests.flows.conftest import PAGES, Case, cases, rewrite, told


def test_flow(flow_case: Case, request: pytest.FixtureRequest) -> None:
    said = told(flow_case)
    if request.config.getoption("--update", default=False):
        rewrite(flow_case, said)
        pytest.skip("expectation rewritten")
    assert said == flow_case.expected


def test_there_are_as_many_look_alikes_as_leaks() -> None:
    found = [case for page in PAGES for case in cases(page)]
    benign = [case for case in found if not case.expected]
    assert len(found) >= 150
    assert len(found) * 0.45 <= len(benign) <= len(found) * 0.55


def test_titles_are_told_apart() -> None:
    for page in PAGES:
        titles = [case.title for case in cases(page)]
        assert len(titles) == len(set(titles))
