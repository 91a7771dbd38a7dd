"""Check a project on disk and hold the findings to a file, a line each, as the pages of the rules write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.conftest import TODAY, concise

from pixelgate.cli.project import load
from pixelgate.findings.model import Report, Status
from pixelgate.findings.terms import Terms
from pixelgate.pipeline import check


def checked(project: Path) -> Report:
    """Check the project in a folder, on the day of all expectations."""
    found = load(project / "pixelgate.toml")
    return check(found.tree, found.manifest, found.catalog, Terms(TODAY))


def drawn(report: Report) -> str:
    """Return the findings, the problems that no finding tells, and the verdict of each route."""
    findings = [f"{concise(finding)}\n" for finding in report.findings]
    verdicts = [f"{route.node.route.path} {route.outcome}\n" for route in report.routes]
    return "".join([*findings, "\n", *verdicts])


def hold(text: str, file: Path, config: pytest.Config) -> None:
    """Compare with the file; with ``--update``, write it instead."""
    if config.getoption("--update"):
        file.write_text(text, "utf-8")
        pytest.skip("expectation rewritten")
    assert text == file.read_text("utf-8")


def verdicts(report: Report) -> dict[str, str]:
    """Return the verdict of each guarded route."""
    return {route.node.route.path: str(route.outcome) for route in report.routes if route.node.guarded}


def is_clean(report: Report) -> bool:
    return not [finding for finding in report.findings if finding.status is Status.OPEN]
