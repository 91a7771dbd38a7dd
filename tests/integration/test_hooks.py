"""The hooks as pre-commit runs them: a real repository, real commits, the tool installed from its own source."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from scripts import hook_files
from tests.integration.conftest import EXAMPLES, ROOT, Program, Ran, git, repository, run

from pixelgate.facts.packages import declares
from pixelgate.manifest.find import NAMES
from pixelgate.parse.dialects import EXTENSIONS

pytestmark = pytest.mark.xdist_group("hooks")  # one installation of the tool serves them all

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml", "src", "docs/rules")
PIXEL = "<script>fbq('init', '1234567890'); fbq('track', 'PageView');</script>\n"
PAGE = "templates/mychart/schedule.html"

needs_pre_commit = pytest.mark.skipif(not PRE_COMMIT.exists(), reason="pre-commit is not installed beside this Python")


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that holds what the hook is installed from."""
    folder = tmp_path_factory.mktemp("tool")
    for name in NEEDED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    commit(repository(folder))
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which pre-commit keeps what it has installed."""
    return tmp_path_factory.mktemp("home")


class Portal:
    """A repository with the hooks installed."""

    def __init__(self, folder: Path, tool: Path, home: Path, hook: str) -> None:
        self.folder = folder
        self._home = str(home)
        rev = git(tool, "rev-parse", "HEAD").strip()
        hooks = f"repos:\n- repo: {tool}\n  rev: {rev}\n  hooks:\n  - id: {hook}\n"
        (folder / ".pre-commit-config.yaml").write_text(hooks, "utf-8")
        assert run(PRE_COMMIT, "install", cwd=folder, PRE_COMMIT_HOME=self._home).code == 0

    def commit(self) -> Ran:
        """Commit what is staged, or fail in the hook."""
        return run("git", "commit", "--quiet", "-m", "Change the portal", cwd=self.folder, PRE_COMMIT_HOME=self._home)

    def settled(self) -> Portal:
        """Commit everything without asking the hook."""
        commit(self.folder)
        return self

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")


@pytest.fixture
def novant(tmp_path: Path, tool: Path, home: Path) -> Portal:
    return Portal(repository(tmp_path / "portal", of=EXAMPLES / "novant"), tool, home, "pixelgate")


@pytest.fixture
def repaired(tmp_path: Path, tool: Path, home: Path) -> Portal:
    return Portal(repository(tmp_path / "portal", of=EXAMPLES / "novant-repaired"), tool, home, "pixelgate").settled()


@pytest.fixture
def watched(tmp_path: Path, tool: Path, home: Path) -> Portal:
    """Return the repaired portal with the hook that runs on every commit."""
    folder = repository(tmp_path / "portal", of=EXAMPLES / "novant-repaired")
    return Portal(folder, tool, home, "pixelgate-always").settled()


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "-m", "Begin")


@needs_pre_commit
def test_a_pixel_on_guarded_routes_stops_the_commit(novant: Portal) -> None:
    git(novant.folder, "add", "--all")
    done = novant.commit()
    assert done.code == 1
    assert "- hook id: pixelgate\n- exit code: 1\n" in done.err
    assert "templates/base.html:20:5: error PG102 tracker-event: Meta Pixel is sent the event `PageView`." in done.err
    assert git(novant.folder, "log", "--oneline", "--all") == ""


@needs_pre_commit
def test_a_clean_commit_passes_and_says_nothing(repaired: Portal) -> None:
    repaired.write(PAGE, repaired.read(PAGE) + "<p>Thank you</p>\n")
    git(repaired.folder, "add", PAGE)
    done = repaired.commit()
    assert done.code == 0
    said = [line for line in done.err.splitlines() if not line.startswith("[INFO]")]
    assert len(said) == 1
    assert said[0].endswith("Passed")


@needs_pre_commit
def test_what_is_staged_is_what_counts(repaired: Portal) -> None:
    clean = repaired.read(PAGE)
    repaired.write(PAGE, clean.replace("{% block content %}", "{% block content %}" + PIXEL))
    git(repaired.folder, "add", PAGE)
    repaired.write(PAGE, clean)
    staged = repaired.commit()
    assert staged.code == 1
    assert f"{PAGE}:" in staged.err
    assert repaired.read(PAGE) == clean

    git(repaired.folder, "add", PAGE)
    repaired.write(PAGE, clean.replace("{% block content %}", "{% block content %}" + PIXEL))
    repaired.write("templates/base.html", repaired.read("templates/base.html") + "\n")
    git(repaired.folder, "add", "templates/base.html")
    assert repaired.commit().code == 0


@needs_pre_commit
def test_a_file_that_is_not_read_does_not_wake_the_hook(repaired: Portal) -> None:
    repaired.write("notes.txt", "nothing\n")
    git(repaired.folder, "add", "notes.txt")
    done = repaired.commit()
    assert done.code == 0
    assert done.err.rstrip().endswith("Skipped")


@needs_pre_commit
def test_a_deletion_is_seen_by_the_hook_that_always_runs(repaired: Portal) -> None:
    git(repaired.folder, "rm", "--quiet", PAGE)
    done = repaired.commit()
    assert done.code == 0
    assert done.err.rstrip().endswith("Skipped")


@needs_pre_commit
def test_the_hook_that_always_runs_stops_a_deletion(watched: Portal) -> None:
    git(watched.folder, "rm", "--quiet", PAGE)
    done = watched.commit()
    assert done.code == 1
    assert "PG402 stale-route" in done.err


def test_pattern_is_the_one_that_the_tool_makes() -> None:
    assert hook_files.main("--check") == 0


@pytest.mark.parametrize(
    "path",
    [
        *(f"deep/er/file{extension}" for extension in EXTENSIONS),
        *(f"FILE{extension.upper()}" for extension in EXTENSIONS),
        *NAMES,
        "web/pyproject.toml",
        "package.json",
        "apps/portal/tsconfig.app.json",
        "jsconfig.json",
        *("config/routes.rb", "src/Visits.java", "Program.cs", "Site/Web.config"),
        *("config/packages/security.yaml", "config/routes/api/admin.yml"),
        *("deploy/nginx.conf", "public/_headers", ".htaccess", "Caddyfile", ".env.production", "gtm/export.json"),
        *("dist/app.js.map", "pixelgate-baseline.jsonl", ".github/CODEOWNERS"),
    ],
)
def test_pattern_finds_what_is_read(path: str) -> None:
    assert re.search(hook_files.pattern(), path)


@pytest.mark.parametrize("path", ["notes.txt", "main.go", "xhtml", "a.woff", "logo.png", "poetry.lock"])
def test_pattern_passes_over_what_is_not_read(path: str) -> None:
    assert not re.search(hook_files.pattern(), path)


def test_declarations_are_those_of_the_facts() -> None:
    assert all(declares(name) for name in ("package.json", "tsconfig.json", "tsconfig.app.json", "jsconfig.json"))


def test_a_hook_reads_what_git_tracks_as_the_pipeline_will(pixelgate: Program, tmp_path: Path) -> None:
    root = repository(tmp_path / "portal", of=EXAMPLES / "novant-repaired")
    git(root, "add", "--all")
    (root / "templates/base.html").write_text((root / "templates/base.html").read_text() + '{% include "new.html" %}')
    (root / "templates/new.html").write_text(PIXEL)
    found = pixelgate("check", "--format", "concise", cwd=root).out
    assert "templates/new.html:1:9: error PG101" in found
    hooked = pixelgate("check", "--hook", cwd=root).out
    assert "templates/new.html" not in hooked
    git(root, "add", "templates/new.html")
    assert "templates/new.html:1:9: error PG101" in pixelgate("check", "--hook", cwd=root).out
