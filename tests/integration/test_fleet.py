"""Fleets for real: git, processes with limits, a cluster of which a worker is killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.conftest import EXAMPLES, Program, git, repository

from pixelgate.fleet import Outcome, Repository, Status, Unit, plan
from pixelgate.fleet.engine import local, on_dask, outcomes
from pixelgate.fleet.model import Fleet
from pixelgate.fleet.plan import key
from pixelgate.fleet.unit import carry_out

MANIFEST = """version = 1
[[route]]
path = "/"
access = "authenticated"
pages = ["index.html"]
"""
PIXEL = "<!doctype html><script>fbq('init', '1234567890')</script>"


def portal(folder: Path, text: str = "<!doctype html><p>Hello</p>") -> Path:
    folder.mkdir(parents=True)
    (folder / "pixelgate.toml").write_text(MANIFEST)
    (folder / "index.html").write_text(text)
    return folder


def committed(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "state")
    return git(folder, "rev-parse", "HEAD").strip()


def unit(folder: Path, **limits: int) -> Unit:
    fleet = Fleet((), "", limits.get("seconds", 60), limits.get("megabytes", 4096))
    return plan(fleet, [Repository(folder.name, path=str(folder))], day="2026-11-22")[0]


def fleet_file(folder: Path, *rows: str) -> Path:
    file = folder / "fleet.toml"
    file.write_text("version = 1\n" + "".join(f"[[repository]]\n{row}\n" for row in rows))
    return file


def verdicts(results: Path) -> dict[str, str]:
    return {row["name"]: row["status"] for row in json.loads((results / "fleet.json").read_text())["outcomes"]}


def test_a_fleet_is_checked_once_and_summed_up(tmp_path: Path, pixelgate: Program) -> None:
    repository(tmp_path / "remote", of=EXAMPLES / "novant")
    commit = committed(tmp_path / "remote")
    portal(tmp_path / "clean")
    file = fleet_file(
        tmp_path,
        'path = "clean"',
        f'git = "file://{tmp_path}/remote"\nrevision = "main"',
        f'git = "file://{tmp_path}/remote"\nrevision = "absent"\nname = "gone"',
    )
    first = pixelgate("fleet", file)
    results = tmp_path / "fleet-results"
    assert first.code == 3
    assert verdicts(results) == {"clean": "clean", "remote": "findings", "gone": "failed"}
    assert "3 repositories: 1 clean, 1 with findings, 1 failed" in first.out
    assert f"gone: file://{tmp_path}/remote has no branch or tag `absent`" in first.out
    assert json.loads((results / "units/remote/report.json").read_text())["schema"] == "pixelgate/1"
    assert json.loads((results / "units/remote/report.sarif").read_text())["version"] == "2.1.0"
    assert '<td class="unproven">failed</td>' in (results / "fleet.html").read_text()
    with sqlite3.connect(results / "fleet.sqlite") as connection:
        rows = connection.execute("SELECT name, state, verdict, errors > 0 FROM repositories ORDER BY name").fetchall()
        vendors = connection.execute("SELECT DISTINCT vendor FROM findings WHERE severity = 'error'").fetchall()
    connection.close()
    assert [row[0] for row in rows] == ["clean", "gone", "remote"]
    assert rows[2] == ("remote", commit, "findings", 1)
    assert ("meta-pixel",) in vendors

    made = (results / "units/remote/report.json").stat().st_mtime_ns
    again = pixelgate("fleet", "run", file)
    assert (again.code, again.out) == (3, first.out)
    assert again.err == "  1 of 1  gone: failed\n"
    assert (results / "units/remote/report.json").stat().st_mtime_ns == made


def test_a_changed_folder_and_a_new_commit_are_checked_again(tmp_path: Path, pixelgate: Program) -> None:
    folder = repository(tmp_path / "remote", of=portal(tmp_path / "clean"))
    committed(folder)
    file = fleet_file(tmp_path, 'path = "clean"', f'git = "file://{tmp_path}/remote"')
    assert pixelgate("fleet", file).code == 0
    for changed in (tmp_path / "clean", folder):
        (changed / "index.html").write_text(PIXEL)
    committed(folder)
    ran = pixelgate("fleet", file)
    assert (ran.code, verdicts(tmp_path / "fleet-results")) == (1, {"clean": "findings", "remote": "findings"})


def test_shards_and_their_merge(tmp_path: Path, pixelgate: Program) -> None:
    for name in ("a", "b", "c"):
        portal(tmp_path / name, PIXEL if name == "c" else "<p>Hello</p>")
    file = fleet_file(tmp_path, 'path = "a"', 'path = "b"', 'path = "c"')
    assert pixelgate("fleet", file, "--shard", "1/2", "--results", "s1").code == 1
    alone = pixelgate("fleet", "merge", "s1", "--results", "all")
    assert (alone.code, verdicts(tmp_path / "all")) == (3, {"a": "clean", "b": "failed", "c": "findings"})
    assert pixelgate("fleet", file, "--shard", "2/2", "--results", "s2").code == 0
    whole = pixelgate("fleet", "merge", "s1", "s2", "--results", "all")
    assert (whole.code, verdicts(tmp_path / "all")) == (1, {"a": "clean", "b": "clean", "c": "findings"})
    assert pixelgate("fleet", file, "--shard", "3/2").code == 2


def test_a_wrong_fleet_is_complained_of_at_its_place(tmp_path: Path, pixelgate: Program) -> None:
    file = fleet_file(tmp_path, 'pth = "a"')
    ran = pixelgate("fleet", file)
    assert ran.code == 2
    assert "fleet.toml:3:1: error: repository[0].pth" in ran.err


def test_a_unit_that_takes_too_long_is_ended_with_all_its_processes(tmp_path: Path) -> None:
    folder = portal(tmp_path / "slow")
    (folder / "index.html").write_text("<!doctype html>" + "<script>fbq('track', x.y)</script>\n" * 60_000)
    found = carry_out(unit(folder, seconds=1))
    assert (found.status, found.reason) == (Status.FAILED, "took longer than 1 seconds")
    assert not _running(f"{folder}")


def _running(folder: str) -> list[str]:
    """Return the processes that work in a folder."""
    if not Path("/proc/self/cwd").exists():
        return []
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str((process / "cwd").readlink()) == folder:
                found.append(process.name)
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are the system's")
def test_a_unit_that_takes_too_much_memory_fails_alone(tmp_path: Path) -> None:
    found = carry_out(unit(portal(tmp_path / "big"), megabytes=30))
    assert found.status is Status.FAILED
    assert found.reason


@pytest.mark.parametrize("text", ["", "nonsense = 1"])
def test_a_repository_without_a_manifest_is_failed_with_the_reason(tmp_path: Path, text: str) -> None:
    folder = portal(tmp_path / "web")
    (folder / ".git").mkdir()
    (folder / "pixelgate.toml").unlink() if not text else (folder / "pixelgate.toml").write_text(text)
    found = carry_out(unit(folder))
    expected = "there is no pixelgate.toml here" if not text else "pixelgate.toml:1:1: error"
    assert found.status is Status.FAILED
    assert expected in found.reason


def test_nothing_of_a_fetched_repository_is_run(tmp_path: Path) -> None:
    folder = repository(tmp_path / "remote", of=portal(tmp_path / "p"))
    (folder / "sitecustomize.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    (folder / "pixelgate.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    commit = committed(folder)
    fleet = Fleet((), "")
    (one,) = plan(fleet, [Repository("remote", git=f"file://{folder}")], day="2026-11-22")
    assert one.state == commit
    assert carry_out(one).status is Status.CLEAN
    assert not (tmp_path / "ran").exists()


@pytest.fixture
def cluster() -> Iterator[object]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, dashboard_address=None, silence_logs=50, memory_limit=0
    ) as found:
        yield found


@pytest.mark.filterwarnings("default")  # what the library warns of is its own affair
def test_a_cluster_that_loses_a_worker_loses_no_unit(tmp_path: Path, cluster: object) -> None:
    folders = [portal(tmp_path / f"r{number:02}", PIXEL if number % 3 == 0 else "<p>Hello</p>") for number in range(6)]
    units = [unit(folder) for folder in folders]
    found: list[Outcome] = []
    for outcome in outcomes(on_dask(cluster.scheduler_address), units):  # type: ignore[attr-defined]
        if not found:
            os.kill(cluster.workers[1].pid, signal.SIGKILL)  # type: ignore[attr-defined]
        found.append(outcome)
    assert sorted(outcome.name for outcome in found) == [folder.name for folder in folders]
    assert {outcome.key for outcome in found} == set(map(key, units))
    here = {outcome.name: (outcome.status, outcome.json) for outcome in outcomes(local(2), units)}
    assert {outcome.name: (outcome.status, outcome.json) for outcome in found} == here
