"""The marks of the vendor data that ships."""

from __future__ import annotations

import pytest

from pixelgate.second.marks import Marks, marks
from pixelgate.vendors import catalog


@pytest.fixture(scope="session")
def known() -> Marks:
    return marks(catalog.load().vendors)
