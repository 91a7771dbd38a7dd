"""The files of a folder: what counts, what is left out and why, and that nothing leads out."""

import os
import pickle
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from pixelgate.tree import DiskTree, Tree, Unreadable, git

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and raw names of POSIX")


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


def run_git(root: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "protocol.file.allow=always")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *settings, *arguments], cwd=root, check=True, capture_output=True, env=environment)


@pytest.fixture(params=["git", "walk"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project with and without git: most behaviour is the same."""
    folder = tmp_path / "project"
    folder.mkdir()
    if request.param == "git":
        run_git(folder, "init", "-q")
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    run_git(folder, "init", "-q")
    return folder


def unreadable(tree: Tree, path: str) -> str:
    with pytest.raises(Unreadable) as caught:
        tree.read(path)
    assert caught.value.path == path
    return caught.value.reason


def test_lists_reads_and_finds(root: Path) -> None:
    write(root, "b.html", "a/x.js", "a/deep/y.vue")
    tree: Tree = DiskTree(root)
    assert tree.paths() == ("a/deep/y.vue", "a/x.js", "b.html")
    assert tree.read("a/x.js") == b"a/x.js"
    assert tree.exists("b.html")
    assert not tree.exists("a")
    assert not tree.exists("c.html")
    assert tree.problems == ()
    assert unreadable(tree, "c.html") == "no such file"
    assert "director" in unreadable(tree, "a")


def test_some_folders_never_count(root: Path) -> None:
    write(
        root,
        "a.js",
        "node_modules/x.js",
        "sub/node_modules/y/z.js",
        ".venv/a.html",
        "dist/node_modules/b.js",
        "dist/c.js",
    )
    assert DiskTree(root, build=["dist"]).paths() == ("a.js", "dist/c.js")


def test_an_environment_by_another_name_does_not_count_when_git_is_not_there_to_say_so(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "env/pyvenv.cfg", "env/lib/django/admin.html")
    assert DiskTree(tmp_path).paths() == ("a.html",)


def test_excluded_files_are_not_listed_but_there(root: Path) -> None:
    write(root, "a.html", "docs/a.html", "src/a.stories.tsx")
    tree = DiskTree(root, exclude=["docs/**", "**/*.stories.tsx"])
    assert tree.paths() == ("a.html",)
    assert tree.exists("docs/a.html")


def test_git_says_what_is_ignored_and_build_overrules(repository: Path) -> None:
    write(repository, "a.html", "new.html", "gone.html", "dist/app.js", "tmp/x.js", "dist/skip/y.js")
    (repository / ".gitignore").write_text("dist\ntmp\n")
    run_git(repository, "add", "a.html", "gone.html", ".gitignore")
    run_git(repository, "commit", "-qm", "x")
    (repository / "gone.html").unlink()
    assert DiskTree(repository).paths() == (".gitignore", "a.html", "new.html")
    tree = DiskTree(repository, build=["dist/"], exclude=["dist/skip"])
    assert tree.paths() == (".gitignore", "a.html", "dist/app.js", "new.html")
    assert DiskTree(repository / "tmp").paths() == ("x.js",)


def test_what_is_tracked_alone_can_be_asked_for(repository: Path) -> None:
    write(repository, "a.html", "new.html", "dist/app.js", "lib/b.html")
    (repository / ".gitignore").write_text("dist\n")
    run_git(repository, "add", "a.html", "lib", ".gitignore")
    assert DiskTree(repository, tracked=True).paths() == (".gitignore", "a.html", "lib/b.html")
    assert "dist/app.js" in DiskTree(repository, build=["dist"], tracked=True).paths()
    assert "new.html" in DiskTree(repository).paths()


def test_a_subfolder_of_a_repository_is_a_root_of_its_own(repository: Path) -> None:
    write(repository, "web/a.html", "other/b.html")
    run_git(repository, "add", ".")
    assert DiskTree(repository / "web").paths() == ("a.html",)


def test_a_build_folder_that_is_missing_or_outside_is_a_problem(root: Path) -> None:
    write(root, "a.html")
    write(root.parent, "elsewhere/x.js")
    tree = DiskTree(root, build=["dist", "../elsewhere"])
    assert tree.paths() == ("a.html",)
    assert tree.problems == (
        ("../elsewhere", "a build folder outside the project"),
        ("dist", "a build folder that is not there"),
    )


def test_repositories_inside_the_repository_are_read(repository: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    run_git(library, "init", "-q")
    write(library, "lib.js", "out.js")
    (library / ".gitignore").write_text("out.js\n")
    run_git(library, "add", ".gitignore", "lib.js")
    run_git(library, "commit", "-qm", "x")
    shutil.copytree(library, repository / "cloned")
    run_git(repository, "submodule", "--quiet", "add", str(library), "module")
    run_git(repository, "submodule", "--quiet", "add", str(library), "empty")
    shutil.rmtree(repository / "empty")
    (repository / "empty").mkdir()
    tree = DiskTree(repository)
    assert [path for path in tree.paths() if path.endswith(".js")] == ["cloned/lib.js", "module/lib.js"]
    assert tree.problems == (("empty", "a git submodule that is not checked out"),)


@posix
def test_links_are_followed_inside_and_never_out(root: Path) -> None:
    write(root, "shared/base.html", "shared/deep/x.html", "a.html")
    write(root.parent, "secret/key.pem", "secret.txt")
    (root / "alias.html").symlink_to("shared/base.html")
    (root / "templates").symlink_to(root / "shared")
    (root / "out").symlink_to("../secret")
    (root / "out.txt").symlink_to("../secret.txt")
    (root / "host").symlink_to("/etc/passwd")
    (root / "broken.html").symlink_to("nowhere.html")
    (root / "one").symlink_to("two")
    (root / "two").symlink_to("one")
    (root / "shared/up").symlink_to("..")
    (root / "shared/self").symlink_to(".")
    tree = DiskTree(root)
    assert tree.paths() == (
        "a.html",
        "alias.html",
        "shared/base.html",
        "shared/deep/x.html",
        "templates/base.html",
        "templates/deep/x.html",
    )
    assert tree.read("templates/deep/x.html") == b"shared/deep/x.html"
    assert tree.problems == (
        ("broken.html", "a link to nothing, or to itself"),
        ("host", "a link that leads out of the project"),
        ("one", "a link to nothing, or to itself"),
        ("out", "a link that leads out of the project"),
        ("out.txt", "a link that leads out of the project"),
        ("shared/self", "a link to a folder that holds it"),
        ("shared/up", "a link to a folder that holds it"),
        ("two", "a link to nothing, or to itself"),
    )
    for path in ("out.txt", "out/key.pem", "../secret.txt", "shared/../../secret.txt", "host"):
        assert unreadable(tree, path) == "outside the project"
        assert not tree.exists(path)
    assert unreadable(tree, "/etc/passwd") == "no such file"


@posix
def test_many_links_to_many_files_have_an_end(tmp_path: Path) -> None:
    folder = tmp_path
    for depth in range(40):
        (folder / "f.html").write_text("")
        (tmp_path / f"link{depth}").symlink_to(folder)
        folder = folder / "d"
        folder.mkdir()
    assert len(DiskTree(tmp_path).paths()) == 40 + 39 * 40 // 2


@posix
def test_pipes_and_sockets_are_problems_and_do_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.html")
    os.mkfifo(tmp_path / "pipe.html")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("sock.js")
        tree = DiskTree(tmp_path)
        assert tree.paths() == ("a.html",)
        assert tree.problems == (
            ("pipe.html", "a pipe, socket or device, not a file"),
            ("sock.js", "a pipe, socket or device, not a file"),
        )
        assert unreadable(tree, "pipe.html") == "not a regular file"


@posix
def test_names_that_are_not_utf8_are_shown_as_text_and_read(root: Path) -> None:
    for name in (b"\xff.html", b"\xfe.html", "ä\n.html".encode()):
        Path(os.fsdecode(os.path.join(os.fsencode(root), name))).write_bytes(name)  # noqa: PTH118 - bytes
    tree = DiskTree(root)
    assert tree.paths() == ("\\udcfe.html", "\\udcff.html", "ä\n.html")
    assert tree.read("\\udcff.html") == b"\xff.html"
    "".join(tree.paths()).encode()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "locked/b.html")
    (tmp_path / "a.html").chmod(0)
    (tmp_path / "locked").chmod(0)
    tree = DiskTree(tmp_path)
    assert unreadable(tree, "a.html") == "permission denied"
    assert tree.problems == (("locked", "a folder that cannot be listed: permission denied"),)
    (tmp_path / "locked").chmod(0o700)


def test_a_file_that_vanished_or_grew_too_large_is_unreadable(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "b.html")
    tree = DiskTree(tmp_path, limit=10)
    assert tree.paths() == ("a.html", "b.html")
    (tmp_path / "a.html").unlink()
    (tmp_path / "b.html").write_text("x" * 11)
    assert unreadable(tree, "a.html") == "no such file"
    assert unreadable(tree, "b.html") == "larger than 10 bytes"
    (tmp_path / "b.html").write_text("x" * 10)
    assert tree.read("b.html") == b"x" * 10


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    tree = DiskTree(tmp_path)
    assert unreadable(tree, "a\0b") == "not a file name"
    assert not tree.exists("a\0b")
    assert not tree.exists("x" * 5000)
    assert unreadable(tree, "x" * 5000) == "file name too long"
    assert not tree.exists("\ud800")
    unreadable(tree, "\ud800")


def test_no_folder_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    tree = DiskTree(tmp_path / "nowhere")
    assert (tree.paths(), tree.problems) == ((), ((".", "no such folder"),))


def test_survives_a_journey_to_another_process(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    tree = DiskTree(tmp_path)
    tree.paths()
    assert pickle.loads(pickle.dumps(tree)).read("a.html") == b"a.html"  # noqa: S301 - our own bytes
    error = pickle.loads(pickle.dumps(Unreadable("a", "b")))  # noqa: S301 - our own bytes
    assert (error.path, error.reason) == ("a", "b")


@posix
def test_the_repository_cannot_make_git_run_anything(repository: Path, tmp_path: Path) -> None:
    write(repository, "a.html")
    run_git(repository, "add", ".")
    run_git(repository, "commit", "-qm", "x")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "filter.x.clean", "core.editor"):
        run_git(repository, "config", name, str(trap))
    shutil.copy(trap, repository / ".git/hooks/post-index-change")
    (repository / ".gitattributes").write_text("* filter=x\n")
    (repository / "a.html").write_text("changed")
    assert DiskTree(repository).paths() == (".gitattributes", "a.html")
    assert not (tmp_path / "sprung").exists()


@posix
def test_a_git_that_lies_in_the_project_is_not_run(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, "a.html", "bin/git")
    (repository / "bin/git").write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    (repository / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(repository / "bin"), ".", "bin", os.environ["PATH"]]))
    monkeypatch.chdir(repository)
    assert DiskTree(repository).paths() == ("a.html", "bin/git")
    assert not (tmp_path / "sprung").exists()


def test_what_a_hook_sets_for_git_does_not_count(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, "a.html")
    write(tmp_path, "b.html")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere.index"))
    assert git.listed(repository) == ["a.html"]


def test_without_git_the_folder_is_walked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, "a.html")
    monkeypatch.setenv("PATH", "")
    assert git.listed(repository) is None
    assert DiskTree(repository).paths() == ("a.html",)


def test_ten_thousand_files_are_listed_in_well_under_a_second(tmp_path: Path) -> None:
    for folder in range(100):
        (tmp_path / f"d{folder}").mkdir()
        for name in range(100):
            (tmp_path / f"d{folder}" / f"{name}.html").touch()
    run_git(tmp_path, "init", "-q")
    started = time.process_time()
    assert len(DiskTree(tmp_path, exclude=["**/*.stories.tsx"]).paths()) == 10_000
    assert time.process_time() - started < 60
