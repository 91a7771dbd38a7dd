"""The baseline: what it accepts, what stays open, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.errors import ManifestError
from pixelgate.findings import baseline
from pixelgate.findings.baseline import Entry
from pixelgate.findings.model import RuleInfo, Scale, Status

if TYPE_CHECKING:
    from tests.unit.findings.conftest import Made

text = st.text(min_size=1).filter(lambda value: bool(value.strip()))
entry = st.builds(Entry, text, text, text, text, text, text)
TRACKED = Entry("page.html", "tracker-loaded", "f1", "/x", "there since 2023", "meta-pixel")
RELAXED = RuleInfo("PG407", "gate-relaxed", "", scale=Scale.RELAXED)


@given(st.lists(entry, unique_by=lambda one: one.key))
def test_what_is_written_is_read(entries: list[Entry]) -> None:
    assert list(baseline.load(baseline.dump(entries).encode(), "b")) == sorted(entries)


@given(st.lists(entry))
def test_one_entry_a_line_in_an_order_of_its_own(entries: list[Entry]) -> None:
    lines = baseline.dump(entries).split("\n")
    assert (len(lines), baseline.dump(reversed(entries))) == (len(entries) + 1, baseline.dump(entries))


def test_a_merge_of_both_sides_leaves_each_once() -> None:
    line = baseline.dump([TRACKED])
    assert baseline.load((line + line).encode(), "b") == (TRACKED,)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<<<<<< HEAD", "JSON is malformed: invalid character (byte 0)"),
        ('{"path":"a"}', "Object missing required field `rule`"),
        (baseline.dump([msgspec.structs.replace(TRACKED, reason=" ")]).strip(), "`reason` is empty"),
        ('{"paths":1}', "Object contains unknown field `paths`"),
    ],
)
def test_what_is_no_entry_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(ManifestError) as raised:
        baseline.load(f"{baseline.dump([TRACKED])}\n{line}\n".encode(), "pixelgate-baseline.jsonl")
    (complaint,) = raised.value.complaints
    assert (complaint.line, complaint.message) == (3, f"no entry of a baseline: {said}")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ManifestError):
        baseline.load(b'{"path":"\xff"}', "b")


def test_the_same_tracker_on_another_route_is_new(made: Made) -> None:
    graph = made.graph("/x", "/y")
    finding = msgspec.structs.replace(made.finding(0, 1), fingerprint="f1")
    left, taken = baseline.accept([finding], [TRACKED], graph)
    assert (left.status, [v.chain.route for v in left.verdicts]) == (Status.OPEN, [1])
    assert (taken.status, [v.chain.route for v in taken.verdicts]) == (Status.BASELINED, [0])
    assert taken.because == "Accepted by pixelgate-baseline.jsonl: there since 2023."
    assert left.message.where == "It is reachable on /y, which is authenticated."


def test_another_finding_stays_open(made: Made) -> None:
    finding = msgspec.structs.replace(made.finding(0), fingerprint="f2")
    assert baseline.accept([finding], [TRACKED], made.graph("/x")) == (finding,)


def test_a_finding_without_a_route_is_accepted_as_a_whole(made: Made) -> None:
    finding = msgspec.structs.replace(made.finding(), fingerprint="f1")
    (taken,) = baseline.accept([finding], [msgspec.structs.replace(TRACKED, route="")], made.graph("/x"))
    assert taken.status is Status.BASELINED


def test_a_baseline_takes_no_relaxation_and_an_approval_nothing_else(made: Made) -> None:
    relaxed = msgspec.structs.replace(made.finding(rule=RELAXED), fingerprint="f1")
    tracked = msgspec.structs.replace(made.finding(0), fingerprint="f1")
    entries = [TRACKED, msgspec.structs.replace(TRACKED, route="")]
    found = baseline.accept([relaxed, tracked], entries, made.graph("/x"))
    assert [one.status for one in found] == [Status.OPEN, Status.BASELINED]
    found = baseline.accept([relaxed, tracked], entries, made.graph("/x"), status=Status.EXEMPTED)
    assert [one.status for one in found] == [Status.EXEMPTED, Status.OPEN]
    assert found[0].because == "Approved by pixelgate-approvals.jsonl: there since 2023."


def test_the_difference_goes_by_finding_and_route_not_by_reason() -> None:
    other = msgspec.structs.replace(TRACKED, route="/y")
    same = msgspec.structs.replace(TRACKED, reason="else", path="moved.html")
    assert baseline.compare([TRACKED, other], [same]) == baseline.Change((), (other,))
    assert baseline.compare([TRACKED], [same, other]) == baseline.Change((other,), ())
