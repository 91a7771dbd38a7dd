"""Many processes find what one finds, and the end of one is told of the file that ended it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from tests.unit.reading.samples import FILES, PIXEL, project, write

from pixelgate.facts import reads
from pixelgate.reading import How, Reader, pool, work
from pixelgate.reading.limit import TooLongError, limited
from pixelgate.reading.task import Job, Outcome, Task
from pixelgate.tree import DiskTree, MemoryTree
from pixelgate.vendors import catalog

posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
PATHS = tuple(sorted(FILES))


class Deadly(DiskTree):
    """A tree in which some files end the process that reads them."""

    def read(self, path: str) -> bytes:
        if "killer" in path:
            os.kill(os.getpid(), signal.SIGKILL)
        if "stuck" in path:
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                pass
        if "deaf" in path:
            signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                pass
        if "hungry" in path:
            raise MemoryError
        if "defect" in path:
            raise LookupError("broken")
        return super().read(path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.fixture(params=["forked", "new"])
def process(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have processes forked, or, as beside other threads, started anew."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    if request.param == "new":
        thread.start()
    yield
    done.set()
    if request.param == "new":
        thread.join()


def job(root: Path, seconds: float = 60) -> Job:
    return Job(Task.FACTS, Deadly(root), catalog.load(), seconds)


def chunks(*chunks: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(chunk.split()) for chunk in chunks)


def reasons(outcomes: Iterator[Outcome]) -> dict[str, str]:
    return {outcome.path: outcome.reason for outcome in outcomes}


@pytest.mark.usefixtures("process")
def test_a_pool_finds_what_one_process_finds_in_order(root: Path) -> None:
    here = [job(root)(path) for path in PATHS]
    assert list(pool.spread(job(root), [PATHS[:2], PATHS[2:3], PATHS[3:]], jobs=2)) == here
    assert not any(outcome.reason for outcome in here)


@posix
def test_a_file_that_ends_its_process_is_named_and_the_others_are_read(root: Path) -> None:
    for name in ("killer1.js", "killer2.js"):
        write(root / name, PIXEL)
    given = chunks("a/base.html a/page.html", "killer1.js b/app.js killer2.js", "b/other.js")
    found = reasons(pool.spread(job(root), given, jobs=2))
    assert list(found) == [path for chunk in given for path in chunk]
    assert {path for path, reason in found.items() if reason} == {"killer1.js", "killer2.js"}
    assert found["killer1.js"] == "the process that read it was ended: it took too much memory or time"


@posix
def test_a_file_that_takes_too_long_is_named(root: Path) -> None:
    write(root / "stuck.js", PIXEL)
    found = reasons(pool.spread(job(root, 0.1), chunks("a/base.html stuck.js b/app.js", "b/other.js"), jobs=2))
    assert found["stuck.js"] == "took longer than 0.1 seconds to read"
    assert [reason for path, reason in found.items() if path != "stuck.js"] == ["", "", ""]


@posix
def test_a_file_that_does_not_hear_of_the_time_is_ended_by_the_system(root: Path) -> None:
    write(root / "deaf.js", PIXEL)
    found = reasons(pool.spread(job(root, 0.2), chunks("deaf.js a/base.html", "b/other.js"), jobs=2))
    assert found == {"deaf.js": pool.ENDED, "a/base.html": "", "b/other.js": ""}


def test_a_file_that_takes_too_much_memory_is_named(root: Path) -> None:
    write(root / "hungry.js", PIXEL)
    assert job(root)("hungry.js") == Outcome("hungry.js", reason="took more memory than there is")


@pytest.mark.usefixtures("process")
def test_a_defect_in_a_process_ends_the_run_and_names_the_file(root: Path) -> None:
    write(root / "defect.js", PIXEL)
    with pytest.raises(LookupError, match="broken") as caught:
        list(pool.spread(job(root), chunks("a/base.html", "defect.js"), jobs=2))
    assert caught.value.__notes__ == ["while reading 'defect.js'"]


def test_where_there_are_no_processes_one_does_it_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(pool, "_pool", none)
    assert reasons(pool.spread(job(root), chunks("a/base.html", "b/app.js"), jobs=2)) == {
        "a/base.html": "",
        "b/app.js": "",
    }


def test_where_processes_cannot_begin_one_does_it_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_begin", _exit)
    assert reasons(pool.spread(job(root), chunks("a/base.html", "b/app.js"), jobs=2)) == {
        "a/base.html": "",
        "b/app.js": "",
    }


def _exit(_: Job) -> None:
    os._exit(7)


def test_pipes_that_are_closed_while_a_process_starts_are_a_broken_pool(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> None:
        monkeypatch.undo()
        raise ValueError("bad value(s) in fds_to_keep")

    monkeypatch.setattr(ProcessPoolExecutor, "_adjust_process_count", closed)
    assert reasons(pool.spread(job(root), chunks("a/base.html", "b/app.js"), jobs=2)) == {
        "a/base.html": "",
        "b/app.js": "",
    }


def test_little_work_starts_no_pool(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "spread", None)
    items = [(path, 1000) for path in PATHS]
    assert [outcome.path for outcome in work.outcomes(job(root), items, jobs=8)] == list(PATHS)


@pytest.mark.parametrize("jobs", [0, 2, 7])
def test_much_work_starts_one_with_chunks_of_even_work(root: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    seen: list[tuple[tuple[tuple[str, ...], ...], int]] = []

    def spread(_: Job, chunks: tuple[tuple[str, ...], ...], *, jobs: int) -> Iterator[Outcome]:
        seen.append((chunks, jobs))
        yield from ()

    monkeypatch.setattr(pool, "spread", spread)
    monkeypatch.setattr(work, "cores", lambda: 4)
    items = [(f"{number}.js", 10_000_000 if number == 50 else 3000) for number in range(1000)]
    list(work.outcomes(job(root), items, jobs=jobs))
    [(made, processes)] = seen
    assert [path for chunk in made for path in chunk] == [path for path, _ in items]
    assert processes == (jobs or 4)
    assert max(map(len, made)) <= work.CHUNK_FILES
    assert len(made) >= 2 * processes


@pytest.mark.parametrize(("jobs", "size"), [(1, 10**9), (8, -1)])
def test_one_job_and_trees_in_memory_stay_here(
    root: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, size: int
) -> None:
    monkeypatch.setattr(pool, "spread", None)
    items = [(path, size) for path in PATHS]
    assert len(list(work.outcomes(job(root), items, jobs=jobs))) == len(PATHS)


def test_a_tree_in_memory_is_read() -> None:
    found = Reader(MemoryTree(FILES), catalog.load(), How(jobs=4)).facts(PATHS)
    assert tuple(found) == PATHS


def compute() -> None:
    while True:
        pass


@posix
def test_time_is_limited_in_one_process_too() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(TooLongError), limited(0.05):
        compute()
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_outside_the_main_thread_time_is_not_limited() -> None:
    done: list[bool] = []

    def slow() -> None:
        with limited(0.01):
            time.sleep(0.03)
        done.append(True)

    thread = threading.Thread(target=slow)
    thread.start()
    thread.join()
    assert done == [True]


@posix
def test_processes_end_with_a_parent_that_is_killed(root: Path) -> None:
    """Else they would wait for work for ever: each holds the others' end of the pipe open."""
    program = (
        "import sys, time; from pixelgate.reading import pool; from pixelgate.reading.task import Job, Task\n"
        "from pixelgate.tree import DiskTree; from pixelgate.vendors import catalog\n"
        "job = Job(Task.FACTS, DiskTree(sys.argv[1]), catalog.load(), 60)\n"
        "with pool._pool(job, 3) as some:\n"
        "    list(some.executor.map(pool._carry_out, [('a/base.html',)] * 9))\n"
        "    print(*some.executor._processes, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(root)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        children = [int(number) for number in parent.stdout.readline().split()]
        parent.kill()
    assert len(children) == 3
    deadline = time.monotonic() + 10
    while any(_runs(number) for number in children):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_every_read_is_in_the_order_of_the_paths(root: Path) -> None:
    paths = [path for path in DiskTree(root).paths() if reads(path)]
    assert list(Reader(DiskTree(root), catalog.load()).facts(reversed(paths))) == paths[::-1]
