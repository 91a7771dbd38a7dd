"""Which manifest counts."""

from pathlib import Path

from pixelgate.manifest import find_manifest


def write(path: Path, text: str = "version = 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_the_nearest_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    outer = write(tmp_path / "pixelgate.toml")
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/web/src").mkdir(parents=True)
    assert find_manifest(tmp_path / "repo/web/src") is None
    root = write(tmp_path / "repo/pixelgate.toml")
    assert find_manifest(tmp_path / "repo/web/src") == root
    near = write(tmp_path / "repo/web/.pixelgate.toml")
    assert find_manifest(tmp_path / "repo/web/src") == near
    assert find_manifest(tmp_path / "repo") == root
    assert find_manifest(tmp_path) == outer


def test_a_worktree_has_a_file_for_git(tmp_path: Path) -> None:
    write(tmp_path / "pixelgate.toml")
    write(tmp_path / "tree/.git", "gitdir: /elsewhere")
    assert find_manifest(tmp_path / "tree") is None


def test_in_one_folder_the_plainest_name_wins(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    pyproject = write(tmp_path / "pyproject.toml", "[tool.pixelgate]\nversion = 1\n")
    assert find_manifest(tmp_path) == pyproject
    hidden = write(tmp_path / ".pixelgate.toml")
    assert find_manifest(tmp_path) == hidden
    plain = write(tmp_path / "pixelgate.toml")
    assert find_manifest(tmp_path) == plain
    assert find_manifest(plain) == plain


def test_a_pyproject_without_the_table_does_not_count_and_a_broken_one_with_it_does(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for text in ("[project]\nname = 'pixelgate'\n", "tool = 1 # pixelgate\n", "broken = # pixelgate\n", ""):
        write(tmp_path / "pyproject.toml", text)
        assert find_manifest(tmp_path) is None
    broken = write(tmp_path / "pyproject.toml", "[tool.pixelgate]\nversion =\n")
    assert find_manifest(tmp_path) == broken


def test_a_folder_by_the_name_is_found_so_that_reading_tells_what_it_is(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pixelgate.toml").mkdir()
    assert find_manifest(tmp_path) == tmp_path / "pixelgate.toml"
