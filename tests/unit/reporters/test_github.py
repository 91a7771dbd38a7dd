from __future__ import annotations

from pathlib import Path

import msgspec
from tests.unit.reporters.samples import CLEAN, HINTED, REPORT, SCHEDULE

from pixelgate.findings.model import Message
from pixelgate.reporters import github, markdown
from pixelgate.source import Location

EXPECTED = Path(__file__).parent / "expected"


def test_annotations_as_the_runner_reads_them() -> None:
    assert github.render(REPORT, prefix="web/") == (EXPECTED / "github.txt").read_text(encoding="utf-8")


def test_the_eleventh_annotation_would_vanish_so_the_tenth_counts_the_rest() -> None:
    many = msgspec.structs.replace(REPORT, findings=(SCHEDULE,) * 12 + (HINTED,) * 9)
    lines = github.render(many).splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 9
    assert lines[9] == "::error title=pixelgate::3 more; see the job summary or the log"


def test_a_place_over_several_lines_has_no_columns() -> None:
    tall = msgspec.structs.replace(HINTED, location=Location("a.html", 4, 3, 9, 2))
    assert github.render(msgspec.structs.replace(REPORT, findings=(tall,))).startswith(
        "::warning file=a.html,line=4,title=PG302 tracker-hint::The page opens"
    )


def test_a_long_message_is_cut_before_the_runner_cuts_it() -> None:
    long = msgspec.structs.replace(HINTED, message=Message("x" * 10_000, ""))
    line = github.render(msgspec.structs.replace(REPORT, findings=(long,)))
    assert len(line) < 4_096


def test_a_clean_report_annotates_nothing() -> None:
    assert github.render(CLEAN) == ""


def test_the_summary_as_markdown() -> None:
    assert markdown.render(REPORT) == (EXPECTED / "summary.md").read_text(encoding="utf-8")


def test_a_summary_stays_below_what_github_drops() -> None:
    many = msgspec.structs.replace(REPORT, findings=(SCHEDULE,) * 5_000, routes=REPORT.routes * 2_000)
    text = markdown.render(many)
    assert 500_000 < len(text.encode()) < 900_000
    assert text.rstrip().endswith("more findings did not fit; the JSON and SARIF reports hold them all._")
    assert text.count("<details>") == text.count("</details>")
