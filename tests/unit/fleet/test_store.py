from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pixelgate.errors import UsageError
from pixelgate.fleet import Outcome, Repository, Status, Store, Unit, merged, share
from pixelgate.fleet.plan import key

UNIT = Unit(Repository("portal", git="https://git.example.org/portal"), "a" * 40, "1.0", "2026-11-22")


def outcome(name: str = "portal", status: Status = Status.CLEAN, made_by: str = "k", **more: str) -> Outcome:
    reports = {} if status is Status.FAILED else {"json": "{}", "sarif": "{}"}
    return Outcome(name, made_by, "a" * 40, status, **{**reports, **more})  # type: ignore[arg-type] # texts alone


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = Store(tmp_path / "results")
    found.prepare()
    return found


def test_a_verdict_is_recalled_for_the_very_unit(store: Store) -> None:
    store.keep(outcome())
    assert store.recall("portal", "k") == outcome()
    assert store.recall("portal", "other") is None
    assert store.recall("other", "k") is None


def test_what_failed_is_tried_again(store: Store) -> None:
    store.keep(outcome(status=Status.FAILED, reason="no such branch"))
    assert store.recall("portal", "k") is None


@pytest.mark.parametrize("file", ["outcome.json", "report.json"])
def test_what_is_damaged_is_done_again(store: Store, file: str) -> None:
    store.keep(outcome())
    (store.folder / "units/portal" / file).write_bytes(b"\xff{")
    found = store.recall("portal", "k")
    assert found is None or found.status is Status.FAILED


def test_a_later_outcome_takes_the_place_of_an_earlier_one(store: Store) -> None:
    store.keep(outcome())
    store.keep(outcome(made_by="k2", json='{"a": 1}'))
    assert store.recall("portal", "k2") == outcome(made_by="k2", json='{"a": 1}')
    assert [path.name for path in (store.folder / "units").iterdir()] == ["portal"]


@pytest.mark.parametrize(
    "change", [{"state": "b" * 40}, {"version": "1.1"}, {"day": "2026-11-23"}, {"fail_on": "note"}]
)
def test_whatever_decides_about_a_result_is_in_its_key(change: dict[str, str]) -> None:
    assert key(msgspec.structs.replace(UNIT, **change)) != key(UNIT)


def test_shards_hold_every_repository_once() -> None:
    every = tuple(Repository(f"r{number}") for number in range(10))
    for of in (1, 3, 4, 12):
        shards = [share(every, number, of) for number in range(1, of + 1)]
        assert sorted(repository.name for shard in shards for repository in shard) == [r.name for r in every]
        assert max(map(len, shards)) - min(map(len, shards)) <= 1


def test_shards_are_put_together_and_what_is_missing_has_failed(tmp_path: Path) -> None:
    stores = [Store(tmp_path / name) for name in ("one", "two")]
    found = [(outcome("a"), outcome("b", Status.FAILED, reason="slow")), (outcome("b", Status.FINDINGS),)]
    for store, some in zip(stores, found, strict=True):
        store.prepare()
        for one in some:
            store.keep(one)
        store.list(["a", "b", "c"], some)
    names, whole = merged(stores)
    assert names == ("a", "b", "c")
    assert [(one.name, one.status.value, one.reason) for one in whole] == [
        ("a", "clean", ""),
        ("b", "findings", ""),
        ("c", "failed", "no shard has checked it"),
    ]


def test_reports_that_are_gone_are_no_verdict(store: Store) -> None:
    store.keep(outcome())
    store.list(["portal"], [outcome()])
    (store.folder / "units/portal/report.sarif").unlink()
    assert [(one.status, one.reason) for one in store.outcomes()] == [
        (Status.FAILED, "its reports are gone from the folder of results")
    ]


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no results of a fleet: cannot read fleet\.json"):
        merged([Store(tmp_path)])
