"""Small portals, one for each engine: what its own ways bring to a page is found; what an override takes away is not.

Each has a README that says why it is here, and ``expected.txt``: the findings, then the verdict of each route.
``pytest tests/projects --update`` writes it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import golden

PROJECTS = sorted(path.parent for path in Path(__file__).parent.glob("*/pixelgate.toml"))

each = pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)


@each
def test_findings_and_verdicts(project: Path, request: pytest.FixtureRequest) -> None:
    golden.hold(golden.drawn(golden.checked(project)), project / "expected.txt", request.config)


@each
def test_some_guarded_route_is_red_and_some_is_green(project: Path) -> None:
    assert {"violating", "clean"} <= set(golden.verdicts(golden.checked(project)).values())


@each
def test_the_readme_tells_of_every_guarded_route(project: Path) -> None:
    text = (project / "README.md").read_text("utf-8")
    assert text.startswith("# ")
    assert not [route for route in golden.verdicts(golden.checked(project)) if f"- `{route}` " not in text]
