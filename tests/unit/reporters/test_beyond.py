from __future__ import annotations

import msgspec
import pytest
from tests.unit.reporters.samples import CLEAN, REPORT

from pixelgate.findings.model import Report
from pixelgate.graph.model import Templates
from pixelgate.reporters import beyond, github, html, markdown, text

VIEWS = tuple(f"app/views/{folder}/{name}.phtml" for folder in ("account", "host") for name in ("a", "b", "c"))


def report(count: int, *unreached: str, of: Report = CLEAN) -> Report:
    return msgspec.structs.replace(of, templates=Templates(count, unreached))


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        ((), []),
        (("a.html",), [("", 1)]),
        (("a.html", "t/b.html"), [("", 2)]),
        (("t/a/x.html", "t/a/y.html"), [("t/a", 2)]),
        (("t/a/x.html", "t/b/y.html", "t/b/z.html"), [("t/b", 2), ("t/a", 1)]),
        (("t/a/1/x.html", "t/a/2/x.html", "t/b/y.html"), [("t/a/1", 1), ("t/a/2", 1), ("t/b", 1)]),
        (tuple(f"t/{at}/x.html" for at in range(5)), [("t", 5)]),
        (("ta/x.html", "t/y.html"), [("t", 1), ("ta", 1)]),
    ],
)
def test_a_few_folders_hold_all_files(paths: tuple[str, ...], said: list[tuple[str, int]]) -> None:
    assert [(folder, len(inside)) for folder, inside in (beyond.folders(paths) if paths else [])] == said


@pytest.mark.parametrize(
    ("count", "unreached", "partial"),
    [(6, 6, True), (11, 6, True), (12, 6, False), (5, 5, False), (0, 0, False)],
)
def test_a_verdict_on_less_than_half_of_the_templates_is_partial(count: int, unreached: int, partial: bool) -> None:
    assert beyond.partial(report(count, *map(str, range(unreached)))) is partial


def test_one_template_is_named() -> None:
    assert beyond.unseen(report(9, "t/old.html")) == "1 of 9 templates lies on no route and was not judged: t/old.html."


def test_few_templates_beyond_the_routes_leave_the_verdict_as_it_is() -> None:
    drawn = text.render(report(40, *VIEWS)).splitlines()
    assert drawn[-2:] == [
        "6 of 40 templates lie on no route and were not judged: app/views/account (3) and app/views/host (3).",
        text.render(CLEAN).splitlines()[-1],
    ]


def test_a_verdict_on_less_than_half_says_so_in_its_own_line() -> None:
    drawn = text.render(report(7, *VIEWS)).splitlines()
    assert drawn[-4:] == [
        "⚠ 6 of 7 templates lie on no route and were not judged: app/views/account (3) and app/views/host",
        "(3). Add `[[route]]` rows that name them in `pages`, or leave out with `[site] exclude` what is not",
        "deployed.",
        "⚠ PASSED IN PART  No tracker was found on the one guarded route, but no route reaches 6 of 7 templates.",
    ]


def test_what_fails_has_failed_whatever_lies_beyond() -> None:
    drawn = text.render(report(7, *VIEWS, of=REPORT)).splitlines()
    assert drawn[-4].startswith("⚠ 6 of 7 templates lie on no route")
    assert drawn[-1] == text.render(REPORT).splitlines()[-1]


def test_every_report_for_people_says_so() -> None:
    partial = report(7, *VIEWS)
    said = "6 of 7 templates lie on no route and were not judged"
    page = html.render(partial)
    assert f"<p>{said}: app/views/account (3) and app/views/host (3). Add <code>[[route]]</code> rows" in page
    assert '<p class="partial">⚠ PASSED IN PART' in page
    assert "<title>pixelgate: passed in part</title>" in page
    summary = markdown.render(partial)
    assert summary.startswith("## ⚠️ pixelgate\n\n**PASSED IN PART: No tracker")
    assert f"\n\n{said}&#58; app/views/account" in summary
    assert github.render(partial).startswith(f"::warning title=pixelgate::{said}: app/views/account (3)")
    assert github.render(report(40, *VIEWS)) == ""


def test_names_of_folders_steer_nothing() -> None:
    hostile = report(7, *(f"a\n::error::{at}\x1b[2J/x.html" for at in range(6)))
    assert "\x1b" not in text.render(hostile) + markdown.render(hostile) + html.render(hostile)
    assert not any(line.startswith("::error") for line in text.render(hostile).splitlines())
    assert github.render(hostile).count("\n") == 1
