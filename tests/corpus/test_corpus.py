"""What was reached on real code stays reached: recall, precision, no crash, true places, and readings that agree.

The corpus is fetched, never committed: ``make corpus`` fetches it into ``.corpus`` and runs this.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from tests.corpus.examine import HERE, ROOT, Examined, examine_all, packages
from tests.corpus.known import accepted, row

pytestmark = pytest.mark.skipif(
    not packages(), reason="the corpus is not there: `make corpus` fetches it, PIXELGATE_CORPUS names another folder"
)


ELSEWHERE = {
    ("tarteaucitronjs", "tarteaucitron.services.js:2006: //ib.adnxs.com/seg?t=2&"),
    ("tarteaucitronjs", "tarteaucitron.services.js:2046: //ib.adnxs.com/px?t=2&"),
    ("tarteaucitronjs", "tarteaucitron.services.js:4660: https://shareasale.com/sale.cfm?"),
}
"""Addresses that code puts together line by line: they are placed where they are written into the page."""


class Score(
    msgspec.Struct,
    frozen=True,
    rename={"direct": "active, direct", "wrapped": "active, via wrapper", "library": "library-internal"},
):
    """Hits and labels of recall."""

    direct: tuple[int, int]
    wrapped: tuple[int, int]
    library: tuple[int, int]


class Result(msgspec.Struct, frozen=True):
    """What score.py writes. ``precision``: right ones and all that count."""

    recall: Score
    precision: tuple[int, int]
    verdicts: dict[str, int]


@pytest.fixture(scope="session")
def examined() -> tuple[Examined, ...]:
    return tuple(examine_all())


@pytest.fixture(scope="session")
def found(examined: tuple[Examined, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("corpus") / "found.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for each in examined for one in each.detections), encoding="utf-8")
    return file


def score(found: Path, only: Sequence[str]) -> tuple[Result, str]:
    """Score the detections in some packages with the corpus' own scorer; return its numbers and what it prints."""
    written = found.with_name("score.json")
    command = [sys.executable, HERE / "score.py", HERE / "truth", found, "--root", ROOT, "--json", written]
    options = ["--false", "--by", "--only", *only]
    done = subprocess.run([*map(str, command), *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return msgspec.json.decode(written.read_bytes(), type=Result), done.stdout


def test_recall_and_precision_on_the_core(found: Path) -> None:
    result, printed = score(found, [name for name, about in packages().items() if about.get("core")])
    print(printed)
    assert result.recall.direct[0] >= 292
    assert result.recall.wrapped[0] >= 62
    assert result.recall.library[0] >= 257
    assert result.precision[1] - result.precision[0] <= 15


def test_nothing_is_detected_where_nothing_is(found: Path) -> None:
    harmless = [name for name, about in packages().items() if about["role"] in {"trap", "clean"}]
    _, printed = score(found, harmless)
    wrong = {
        (place, vendor) for place, vendor in re.findall(r"^  (?:false|inactive)\s+(\S+) +(\S+)", printed, re.MULTILINE)
    }
    assert wrong == set()


def test_no_file_makes_it_crash(examined: tuple[Examined, ...]) -> None:
    assert [each.crash for each in examined if each.crash] == []


def test_every_place_is_in_its_file(examined: tuple[Examined, ...]) -> None:
    assert [(each.package, place) for each in examined for place in each.outside] == []


def test_a_place_holds_what_is_said_of_it(examined: tuple[Examined, ...]) -> None:
    there = packages()
    strange = {(each.package, place) for each in examined for place in each.strange}
    assert strange == {one for one in ELSEWHERE if one[0] in there}


def test_the_readings_disagree_only_where_it_is_explained(examined: tuple[Examined, ...]) -> None:
    there = packages()
    found = {row(each.package, item) for each in examined for item in each.only}
    assert found == {known for known in accepted() if known[0] in there}
