"""The manifest that ``init`` writes, unread by anybody, finds the pixels that the one made by hand finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import golden
from tests.spec.conftest import TODAY

from pixelgate import pipeline
from pixelgate.cli.init import safe
from pixelgate.cli.project import fresh, known
from pixelgate.findings.draft import Draft
from pixelgate.findings.model import Report
from pixelgate.findings.terms import Terms
from pixelgate.graph.model import RouteNode
from pixelgate.manifest import load_manifest
from pixelgate.manifest.match import covers, same
from pixelgate.manifest.model import Access
from pixelgate.reading import Reader
from pixelgate.reporters import drafted

NAME = "pixelgate.toml"
PROJECTS = sorted(
    path.parent for path in Path(__file__).parent.glob(f"*/{NAME}") if "\npages" not in path.read_text("utf-8")
)

each = pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)


def proposed(folder: Path) -> tuple[Draft, Report]:
    """Return what ``init --yes`` would write beside the files of a folder, and the report of a check with it."""
    project = fresh(folder, NAME)
    draft = pipeline.draft(Reader(project.tree, project.catalog), project.manifest)
    draft = Draft(draft.site, tuple(map(safe, draft.rows)), draft.why)
    manifest = load_manifest(drafted.manifest(draft).encode(), NAME, known(project.catalog))
    return draft, pipeline.check(project.tree, manifest, project.catalog, Terms(TODAY))


@each
def test_what_init_writes_finds_the_pixel_and_leaves_the_clean_page_clean(project: Path) -> None:
    by_hand = golden.checked(project)
    _, report = proposed(project)
    for route in by_hand.routes:
        mine = [one for one in report.routes if one.node.guarded and related(route.node, one.node)]
        if not route.node.guarded:
            continue
        if route.node.route.access is Access.AUTHENTICATED:
            assert mine, route.node.route.path
        if mine:
            found = any(tracked(report, one.node.index) for one in mine)
            assert found == tracked(by_hand, route.node.index), route.node.route.path


def related(hand: RouteNode, mine: RouteNode) -> bool:
    """Tell whether a row of ours stands for addresses of a row made by hand, or the other way round."""
    ours, theirs = mine.route.path, hand.route.path
    return same(ours) == same(theirs) or covers(theirs, ours) or (covers(ours, theirs) and mine.pages == hand.pages)


@each
def test_what_init_writes_leaves_nothing_unclaimed(project: Path) -> None:
    _, report = proposed(project)
    open_ = [f.message.what for f in report.findings if f.rule.code in {"PG401", "PG402", "PG406"}]
    assert [what for what in open_ if "package django renders it" not in what] == []


def tracked(report: Report, route: int) -> bool:
    """Tell whether a tracker is found on a route."""
    return any(
        verdict.chain.route == route and finding.rule.code.startswith("PG1")
        for finding in report.findings
        for verdict in finding.verdicts
    )
