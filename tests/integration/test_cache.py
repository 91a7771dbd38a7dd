"""The cache as users meet it: where it appears, when it is used, and how to do without."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.integration.conftest import EXAMPLES, Program, git, repository

CACHE = ".pixelgate_cache"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = repository(tmp_path / "project", of=EXAMPLES / "novant")
    shutil.rmtree(root / CACHE, ignore_errors=True)  # of whoever checked the example in place
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "all")
    return root


def shards(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*-*/*")}


def test_every_command_that_reads_shares_the_cache_and_the_hook_uses_it(project: Path, pixelgate: Program) -> None:
    first = pixelgate("check", cwd=project)
    made = shards(project / CACHE)
    assert made
    for command in (["check", "--hook"], ["routes"], ["trace", "/mychart"], ["sightings"], ["check"]):
        assert pixelgate(*command, cwd=project).code in {0, 1}
    assert set(shards(project / CACHE)) == set(made)
    assert pixelgate("check", cwd=project) == first
    assert git(project, "status", "--porcelain") == ""


def test_without_the_cache_nothing_is_read_from_it_or_written(project: Path, pixelgate: Program) -> None:
    first = pixelgate("check", "--no-cache", cwd=project)
    assert not (project / CACHE).exists()
    assert pixelgate("check", cwd=project) == first
    for shard in (project / CACHE).glob("*-*/*"):
        shard.write_bytes(b"spoiled")
    before = shards(project / CACHE)
    assert pixelgate("check", "--no-cache", cwd=project) == first
    assert shards(project / CACHE) == before


def test_the_environment_chooses_another_folder(project: Path, tmp_path: Path, pixelgate: Program) -> None:
    pixelgate("check", cwd=project, PIXELGATE_CACHE_DIR=str(tmp_path / "elsewhere"))
    assert shards(tmp_path / "elsewhere")
    assert not (project / CACHE).exists()


def test_without_a_manifest_no_folder_appears(project: Path, pixelgate: Program) -> None:
    (project / "pixelgate.toml").unlink()
    assert pixelgate("sightings", cwd=project).code == 0
    assert not (project / CACHE).exists()


def test_a_committed_cache_cannot_hide_a_tracker(project: Path, pixelgate: Program) -> None:
    """Someone clears a page of its pixel, keeps the facts, puts the pixel back, and commits the cache."""
    honest = pixelgate("check", "--no-cache", "--format", "concise", cwd=project)
    pages = {path: path.read_text() for path in (project / "templates").rglob("*.html")}
    for path in pages:
        path.write_text("<p>Nothing.</p>\n")
    pixelgate("check", cwd=project)
    for path, text in pages.items():
        path.write_text(text)
    git(project, "add", "--force", CACHE)
    assert pixelgate("check", "--format", "concise", cwd=project) == honest


@pytest.mark.parametrize("jobs", ["0", "-1", "x"])
def test_there_is_at_least_one_job(project: Path, pixelgate: Program, jobs: str) -> None:
    ran = pixelgate("check", "--jobs", jobs, cwd=project)
    assert ran.code == 2
    assert ran.err.startswith("pixelgate: nothing was verified: Invalid value for '-j' / '--jobs'")
