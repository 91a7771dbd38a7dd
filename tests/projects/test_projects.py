"""Small portals, one for each engine: what its own ways bring to a page is found; what an override takes away is not.

Each has a README that says why it is here, and ``expected.txt``: the findings, then the verdict of each route.
``pytest tests/projects --update`` writes it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests import golden

from pixelgate.findings.model import Report
from pixelgate.manifest.known import FRAMEWORKS
from pixelgate.parse import dialect_of, parse
from pixelgate.parse.dialects import COMPONENTS, DIALECTS
from pixelgate.parse.document import Interest

PROJECTS = sorted(path.parent for path in Path(__file__).parent.glob("*/pixelgate.toml"))

each = pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)


checked = cache(golden.checked)


def endpoints_of(report: Report) -> set[str]:
    return {endpoint.framework for route in report.routes for endpoint in route.node.endpoints}


@each
def test_findings_and_verdicts(project: Path, request: pytest.FixtureRequest) -> None:
    golden.hold(golden.drawn(checked(project)), project / "expected.txt", request.config)


@each
def test_some_guarded_route_is_red_and_some_is_green(project: Path) -> None:
    assert {"violating", "clean"} <= set(golden.verdicts(checked(project)).values())


@each
def test_the_readme_tells_of_every_guarded_route(project: Path) -> None:
    text = (project / "README.md").read_text("utf-8")
    assert text.startswith("# ")
    assert not [route for route in golden.verdicts(checked(project)) if f"- `{route}` " not in text]


def test_every_template_language_has_a_portal() -> None:
    files = ((project, path) for project in PROJECTS for path in project.rglob("*") if dialect_of(path.name))
    named = ((path.relative_to(project).as_posix(), path.read_bytes()) for project, path in files if path.is_file())
    found = {document.dialect for _, document in (parse(path, data, Interest()) for path, data in named)}
    assert not {*DIALECTS, *COMPONENTS.values()} - found


def test_every_framework_has_a_portal_whose_routes_name_no_pages() -> None:
    found = {name for project in PROJECTS for name in endpoints_of(checked(project))}
    assert found == FRAMEWORKS - {"static"}  # whose pages are the files that are served
