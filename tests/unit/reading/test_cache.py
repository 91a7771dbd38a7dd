"""What the cache gives back, when it must not, and that nothing about it ends a run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from tests.unit.reading.samples import FILES, PIXEL, Old, cached, project, read, write

from pixelgate.reading import How, Place, Reader, cache
from pixelgate.reading.cache import Cache, Entries, Entry, Shard, shard_of
from pixelgate.reading.task import Task
from pixelgate.tree import DiskTree, Stamp
from pixelgate.vendors import catalog

posix = pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
STAMP = Stamp(1, 2, 3, 4)


def entry(result: bytes = b"\xa1r", digest: bytes = b"d", day: int = 20_000, stamp: Stamp | None = STAMP) -> Entry:
    return Entry(Task.FACTS, digest, stamp, day, msgspec.Raw(result))


def today() -> int:
    return int(time.time()) // cache.DAY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def shards(root: Path) -> list[Path]:
    return sorted((root / ".pixelgate_cache").glob("*-*/*"))


def test_an_unchanged_file_is_not_opened(root: Path) -> None:
    cold, warm = Old(root), Old(root)
    first = read(cold, cached(root))
    assert sorted(cold.opened) == sorted(FILES)
    assert read(warm, cached(root)) == first == read(DiskTree(root), None)
    assert warm.opened == []


def test_only_a_changed_file_is_read_again(root: Path) -> None:
    read(Old(root), cached(root))
    write(root / "b/other.js", PIXEL)
    tree = Old(root)
    found = read(tree, cached(root))
    assert set(tree.opened) == {"b/other.js"}
    assert [sighting.event for sighting in found["b/other.js"].sightings] == ["", "Schedule"]


def test_the_same_bytes_with_a_new_stamp_are_known_and_their_stamp_is_remembered(root: Path) -> None:
    first = read(Old(root), cached(root))
    os.utime(root / "b/app.js", ns=(1, 1))
    tree, next_tree = Old(root), Old(root)
    job_reads = read(tree, cached(root))
    assert job_reads == first
    assert tree.opened == ["b/app.js"]
    read(next_tree, cached(root))
    assert next_tree.opened == []


class Frozen(DiskTree):
    """A tree on a file system whose clock stands still: a change within its grain keeps the stamp."""

    def stamp(self, path: str) -> Stamp | None:
        found = super().stamp(path)
        now = time.time_ns()
        return found and Stamp(found.size, now // 10**12 * 10**12 + 10**12, 0, found.inode)


def test_a_change_within_the_grain_of_the_clock_is_seen(root: Path) -> None:
    """Git calls such entries racy: they are compared by their bytes."""
    plain = "export const x = 1;".ljust(len(PIXEL))
    write(root / "b/other.js", plain)
    assert read(Frozen(root), cached(root))["b/other.js"].sightings == ()
    write(root / "b/other.js", PIXEL)
    assert len(read(Frozen(root), cached(root))["b/other.js"].sightings) == 2


def test_a_stamp_is_settled_after_the_coarsest_clock() -> None:
    assert Stamp(0, 10_000_000_000, 1, 1).settled(12_000_000_001)
    assert not Stamp(0, 10_000_000_000, 1, 1).settled(12_000_000_000)
    assert not Stamp(0, 1, 10_000_000_000, 1).settled(12_000_000_000)


def test_thorough_facts_are_kept_apart(root: Path) -> None:
    write(root / "b/plain.js", "import './gone.js'\n")
    plain = read(Old(root), cached(root))
    thorough = read(Old(root), cached(root), thorough=True)
    assert [reference.sure for reference in plain["b/plain.js"].references] == [False]
    assert [reference.sure for reference in thorough["b/plain.js"].references] == [True]
    tree = Old(root)
    assert read(tree, cached(root)) == plain
    assert read(tree, cached(root), thorough=True) == thorough
    assert tree.opened == []


def test_the_second_reading_is_kept_too(root: Path) -> None:
    first = Reader(Old(root), catalog.load(), How(1, cached(root))).again(["b/app.js"])
    tree = Old(root)
    assert Reader(tree, catalog.load(), How(1, cached(root))).again(["b/app.js"]) == first
    assert tree.opened == []
    assert first["b/app.js"].evidence


def test_what_could_not_be_read_is_tried_again(root: Path) -> None:
    write(root / "large.js", "x" * 100)
    limited = Reader(DiskTree(root, limit=50), catalog.load(), How(1, cached(root))).facts(["large.js"])
    assert limited["large.js"].problems[0].message == "could not be read: larger than 50 bytes"
    assert not read(DiskTree(root), cached(root))["large.js"].problems


def test_another_version_reads_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(Old(root), cached(root))
    monkeypatch.setattr("pixelgate.reading.knowledge.__version__", "99.0")
    tree = Old(root)
    read(tree, cached(root))
    assert sorted(tree.opened) == sorted(FILES)


def test_other_vendors_read_anew(root: Path) -> None:
    read(Old(root), cached(root))
    vendors = [vendor for vendor in catalog.shipped() if vendor.slug != "meta-pixel"]
    tree = Old(root)
    found = Reader(tree, catalog.Catalog(vendors), How(1, cached(root))).facts(FILES)
    assert sorted(tree.opened) == sorted(FILES)
    assert found["b/app.js"].sightings == ()


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 500, None], ids=["empty", "short", "zeros", "cut"])
def test_a_damaged_shard_is_a_miss_and_is_replaced(root: Path, damage: bytes | None) -> None:
    first = read(Old(root), cached(root))
    for shard in shards(root):
        shard.write_bytes(shard.read_bytes()[:-3] if damage is None else damage)
    tree, next_tree = Old(root), Old(root)
    assert read(tree, cached(root)) == first
    assert sorted(tree.opened) == sorted(FILES)
    assert read(next_tree, cached(root)) == first
    assert next_tree.opened == []


def test_one_wrong_bit_anywhere_is_a_miss(root: Path) -> None:
    first = read(Old(root), cached(root))
    shard = shards(root)[0]
    data = shard.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 20)):
        shard.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        assert read(Old(root), cached(root)) == first


def test_a_sound_shard_with_results_of_another_shape_is_a_miss(root: Path) -> None:
    first = read(Old(root), cached(root))
    folder = shards(root)[0].parent
    for path in FILES:
        store = Cache(folder)
        shard = store.load(shard_of(path))
        shard.entries = {
            path: tuple(msgspec.structs.replace(e, result=msgspec.Raw(b"\xc3")) for e in entries)
            for path, entries in shard.entries.items()
        }
        shard.changed = True
        store.save(shard_of(path), shard)
    assert read(Old(root), cached(root)) == first


@posix
def test_a_cache_that_cannot_be_written_or_read_costs_only_time(root: Path) -> None:
    (root / ".pixelgate_cache").write_text("a file")
    assert read(Old(root), Place(root / ".pixelgate_cache", "0" * 8)) == read(DiskTree(root), None)


def test_folders_in_the_place_of_shards_cost_only_time(root: Path) -> None:
    first = read(Old(root), cached(root))
    for shard in shards(root):
        shard.unlink()
        shard.mkdir()
    assert read(Old(root), cached(root)) == first


def test_nothing_unfinished_stays(root: Path) -> None:
    read(Old(root), cached(root))
    assert {len(shard.name) for shard in shards(root)} == {2}


def test_runs_at_the_same_time_agree(root: Path) -> None:
    """Threads race for the same shards more closely than processes do."""
    expected = read(DiskTree(root), None)
    at = cached(root)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: read(Old(root), at), range(24)))
    assert all(one == expected for one in found)
    tree = Old(root)
    assert read(tree, cached(root)) == expected
    assert tree.opened == []


def test_a_killed_run_leaves_a_cache_that_works(root: Path) -> None:
    for at in range(60):
        write(root / f"c/{at}.js", PIXEL * 40)
    program = (
        "import sys; from pathlib import Path; from pixelgate.facts import reads\n"
        "from pixelgate.reading import How, Reader, place; from pixelgate.tree import DiskTree\n"
        "from pixelgate.vendors import catalog\n"
        "tree = DiskTree(sys.argv[1]); reader = Reader(tree, catalog.load(), How(1, place(tree)))\n"
        "print('go', flush=True); reader.facts(p for p in tree.paths() if reads(p))\n"
    )
    for delay in (0.0, 0.1):
        with subprocess.Popen([sys.executable, "-c", program, str(root)], stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(delay)
            process.kill()
    assert read(DiskTree(root), cached(root)) == read(DiskTree(root), None)


def test_entries_of_a_path_are_few_and_the_last_used_is_first() -> None:
    shard = Shard({})
    for number in range(cache.KEPT + 3):
        shard.add("a", entry(digest=bytes([number])))
    shard.by_digest(Task.FACTS, "a", bytes([4]), STAMP)
    assert [e.digest[0] for e in shard.entries["a"]] == [4, 8, 7, 6, 5, 3]


def test_what_was_not_used_for_long_goes() -> None:
    shard = Shard({"new": (entry(day=today()),), "old": (entry(day=today() - cache.DAYS - 1),)})
    assert set(shard.within(10_000)) == {"new"}


def test_beyond_the_limit_the_least_recently_used_go() -> None:
    entries: Entries = {f"{age:02}": (entry(b"\xc4\xc8" + b"x" * 200, day=today() - age),) for age in range(20)}
    kept = Shard(entries).within(1000)
    assert list(kept) == ["00", "01", "02"]


def test_using_a_result_renews_its_day_and_writes_the_shard_once_a_day() -> None:
    shard = Shard({"a": (entry(day=today() - 1),), "b": (entry(day=today()),)})
    changed = []
    for path in ("b", "a"):
        shard.by_stamp(Task.FACTS, path, STAMP)
        changed.append(shard.changed)
    assert changed == [False, True]
    assert shard.entries["a"][0].day == today()


def test_a_shard_stays_within_the_limit_on_disk(tmp_path: Path) -> None:
    store = Cache(tmp_path, limit=cache.SHARDS * 5000)
    shard = Shard({})
    for number in range(100):
        shard.remember(Task.FACTS, f"{number}", b"d", None, b"\xc4\xc8" + b"x" * 200)
    store.save(3, shard)
    assert 3000 < (tmp_path / "03").stat().st_size <= 5000
    assert set(store.load(3).entries) < set(shard.entries)
