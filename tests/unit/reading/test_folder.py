"""Where the cache lies, that git never sees it, that nobody can bring one, and how much of it stays."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from tests.unit.reading.samples import cached, project, read

from pixelgate.reading import Place, folder, place
from pixelgate.tree import DiskTree

posix = pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
NOW = "0" * 8 + "-" + "a" * 24


def git(root: Path, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "protocol.file.allow=always")
    return subprocess.run(
        ["git", *settings, *arguments], cwd=root, check=True, capture_output=True, env=kept, encoding="utf-8"
    ).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def test_the_cache_lies_at_the_root_and_git_and_backups_pass_over_it(root: Path) -> None:
    git(root, "add", ".")
    git(root, "commit", "-qm", "all")
    read(DiskTree(root), cached(root))
    assert git(root, "status", "--porcelain") == ""
    assert (root / ".pixelgate_cache/.gitignore").read_text() == "*\n"
    tag = (root / ".pixelgate_cache/CACHEDIR.TAG").read_bytes()
    assert tag.startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    assert not [path for path in DiskTree(root).paths() if path.startswith(".pixelgate_cache")]


def test_a_lost_or_empty_ignore_file_is_renewed(root: Path) -> None:
    read(DiskTree(root), cached(root))
    ignore = root / ".pixelgate_cache/.gitignore"
    for spoil in (ignore.unlink, lambda: ignore.write_text("")):
        spoil()
        place(DiskTree(root))
        assert ignore.read_text() == "*\n"
        assert place(DiskTree(root)) is not None


def test_a_chosen_folder_holds_the_caches_of_several_projects(root: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "other")
    chosen = str(tmp_path / "caches")
    for one in (root, other, root):
        read(DiskTree(one), place(DiskTree(one), chosen=chosen))
    assert len(list(Path(chosen).glob("????????-*"))) == 2
    assert not (root / ".pixelgate_cache").exists()


def test_a_chosen_folder_with_other_things_in_it_gets_no_ignore_file(root: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/precious").touch()
    read(DiskTree(root), place(DiskTree(root), chosen=str(tmp_path / "home")))
    assert len(list((tmp_path / "home").glob("????????-*"))) == 1
    assert not (tmp_path / "home/.gitignore").exists()


def test_a_cache_that_the_project_brings_is_not_believed(root: Path) -> None:
    """Else a commit of facts could say that a page holds no tracker."""
    read(DiskTree(root), cached(root))
    git(root, "add", "--force", ".pixelgate_cache")
    assert place(DiskTree(root)) is None


def test_one_committed_file_is_enough(root: Path) -> None:
    (root / ".pixelgate_cache").mkdir()
    (root / ".pixelgate_cache/x").touch()
    git(root, "add", "--force", ".pixelgate_cache/x")
    assert place(DiskTree(root)) is None


def test_what_the_manifest_excludes_is_brought_all_the_same(root: Path) -> None:
    (root / ".pixelgate_cache").mkdir()
    (root / ".pixelgate_cache/x").touch()
    git(root, "add", "--force", ".pixelgate_cache/x")
    assert place(DiskTree(root, exclude=[".pixelgate_cache"])) is None


def test_without_git_nobody_says_who_brought_the_cache(root: Path, tmp_path: Path) -> None:
    (root / ".git").rename(tmp_path / "gone")
    assert place(DiskTree(root)) is None
    assert place(DiskTree(root), chosen=str(tmp_path / "caches")) is not None


@posix
def test_a_link_in_the_place_of_the_cache_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / ".pixelgate_cache").symlink_to(tmp_path / "outside")
    assert place(DiskTree(root)) is None
    (root / ".pixelgate_cache").unlink()
    (root / ".pixelgate_cache").symlink_to(root / "a")
    assert place(DiskTree(root)) is None


@posix
def test_a_link_of_the_project_on_the_way_to_a_chosen_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "link").symlink_to(tmp_path / "outside")
    assert place(DiskTree(root), chosen=str(root / "link/caches")) is None


@posix
def test_a_dangling_link_in_the_place_of_a_mark_is_replaced_and_not_written_through(root: Path, tmp_path: Path) -> None:
    (root / ".pixelgate_cache").mkdir()
    (root / ".pixelgate_cache/.gitignore").symlink_to(tmp_path / "victim")
    place(DiskTree(root))
    assert not (tmp_path / "victim").exists()


@pytest.mark.parametrize("chosen", ["cache/here", "node_modules/.cache"])
def test_a_chosen_folder_in_the_project_is_believed_unless_it_is_committed(root: Path, chosen: str) -> None:
    assert place(DiskTree(root), chosen=str(root / chosen)) is not None
    (root / chosen / "deep").mkdir(parents=True)
    (root / chosen / "deep/x").touch()
    git(root, "add", "--force", chosen)
    assert place(DiskTree(root), chosen=str(root / chosen)) is None


def test_the_root_itself_is_no_cache(root: Path) -> None:
    assert place(DiskTree(root), chosen=str(root)) is None


def test_a_submodule_in_the_place_of_the_cache_is_not_believed(root: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "other")
    git(other, "add", ".")
    git(other, "commit", "-qm", "all")
    git(root, "submodule", "--quiet", "add", str(other), ".pixelgate_cache")
    assert place(DiskTree(root)) is None


def test_the_same_folder_by_another_spelling_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on file systems that ignore case: what git lists as ``.PixelGate_Cache`` is the cache."""
    cache = root / ".pixelgate_cache"
    cache.mkdir()
    (root / "Alias").mkdir()
    (root / "Alias/x.js").touch()
    same = Path.samefile

    def alias(self: Path, other: Path) -> bool:
        return True if self.name == "Alias" and other == cache else same(self, other)

    monkeypatch.setattr(Path, "samefile", alias)
    assert place(DiskTree(root)) is None


def generation(base: Path, name: str, *, size: int, age: float) -> Path:
    made = base / name
    made.mkdir(parents=True)
    (made / "0a").write_bytes(b"x" * size)
    os.utime(made, (time.time() - age, time.time() - age))
    return made


def test_old_caches_and_those_beyond_the_limit_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "TOTAL", 1000)
    current = generation(tmp_path, NOW, size=500, age=9e9)
    recent = generation(tmp_path, "0" * 8 + "-" + "b" * 24, size=400, age=60)
    beyond = generation(tmp_path, "1" * 8 + "-" + "c" * 24, size=400, age=120)
    old = generation(tmp_path, "1" * 8 + "-" + "d" * 24, size=1, age=40 * 24 * 3600)
    foreign = generation(tmp_path, "precious", size=5000, age=9e9)
    Place(tmp_path, "0" * 8).sweep(current)
    assert [path.exists() for path in (current, recent, beyond, old, foreign)] == [True, True, False, False, True]


def test_what_killed_runs_left_goes_after_an_hour(tmp_path: Path) -> None:
    current = generation(tmp_path, NOW, size=1, age=0)
    (current / "abc.tmp").touch()
    (current / "old.tmp").touch()
    os.utime(current / "old.tmp", (1, 1))
    Place(tmp_path, "0" * 8).sweep(current)
    assert sorted(path.name for path in current.iterdir()) == ["0a", "abc.tmp"]


def test_a_folder_with_files_of_others_keeps_them(tmp_path: Path) -> None:
    old = generation(tmp_path, "1" * 8 + "-" + "d" * 24, size=1, age=9e9)
    (old / "letter.txt").touch()
    os.utime(old, (1, 1))
    Place(tmp_path, "0" * 8).sweep(tmp_path / NOW)
    assert [path.name for path in old.iterdir()] == ["letter.txt"]
