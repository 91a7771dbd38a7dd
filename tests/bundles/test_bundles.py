"""Small builds of every bundler, read offline: what the page of the whole matrix says of them stays true."""

from __future__ import annotations

import pytest
from tests.bundles.__main__ import COMMITTED, FIXTURES, cell

CELLS = [(bundler, name) for name, bundlers in COMMITTED.items() for bundler in bundlers]


@pytest.mark.parametrize(("bundler", "name"), CELLS)
def test_a_build_says_all_that_its_application_says(bundler: str, name: str) -> None:
    assert cell(FIXTURES / bundler / name, name) == "ok"
