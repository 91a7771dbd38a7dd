"""Nothing of the scanned project is executed, imported or fetched, and nothing is written but the cache."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.integration.conftest import EXAMPLES, Ran, git, repository, run

WATCH = """\
import json, os, sys

root, log = os.path.realpath(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
WATCHED = tuple('''
    socket. subprocess. os.system os.exec os.spawn os.posix_spawn pty. ftplib. smtplib. urllib. http. webbrowser. exec
    compile import open os.remove os.rename os.mkdir os.rmdir os.chmod os.chown os.link os.symlink os.truncate os.utime
'''.split())

def told(event, arguments):
    if event.startswith(WATCHED):
        line = json.dumps([event, [a if isinstance(a, int) else os.fsdecode(a) if isinstance(a, bytes) else str(a)[:300]
                                   for a in arguments]])
        os.write(log, line.encode() + b"\\n")

import pixelgate.cli.check, pixelgate.second.markup, pixelgate.second.scripts, pixelgate.reading.pool
sys.addaudithook(told)
from pixelgate.cli.run import run
sys.exit(run(sys.argv[3:]))
"""
"""Runs the command line and writes down what it asks of the system, in all of its processes."""

TRAPS = {
    "conftest.py": "import trap_conftest",
    "sitecustomize.py": "raise SystemExit('sitecustomize of the project')",
    "usercustomize.py": "raise SystemExit('usercustomize of the project')",
    "pixelgate.py": "raise SystemExit('pixelgate of the project')",
    "click.py": "raise SystemExit('click of the project')",
    "msgspec.py": "raise SystemExit('msgspec of the project')",
    "esprima.py": "raise SystemExit('esprima of the project')",
    "json.py": "raise SystemExit('json of the project')",
    "git": "#!/bin/sh\ntouch TRAPPED\n",
    ".npmrc": "registry=http://127.0.0.1:9/",
    "package.json": '{"name": "x", "scripts": {"preinstall": "touch TRAPPED", "postinstall": "touch TRAPPED"}}',
    "next.config.js": "require('fs').writeFileSync('TRAPPED', '')",
    "templates/fetches.html": (
        '<!doctype html><script src="http://127.0.0.1:9/x.js"></script><link rel=import href=http://127.0.0.1:9/y>'
        '<!ENTITY x SYSTEM "http://127.0.0.1:9/z">{% include "http://127.0.0.1:9/t.html" %}'
        "<script>import('http://127.0.0.1:9/m.js')</script>\n//# sourceMappingURL=http://127.0.0.1:9/s.map"
    ),
}


class Asked:
    """What a run asked of the system."""

    def __init__(self, ran: Ran, log: Path) -> None:
        self.ran = ran
        self.events: list[tuple[str, list[str | int]]] = [json.loads(line) for line in log.read_text().splitlines()]

    def named(self, *starts: str) -> list[list[str | int]]:
        return [arguments for event, arguments in self.events if event.startswith(starts)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project full of code that says so when it runs, and large enough for several processes."""
    root = repository(tmp_path_factory.mktemp("trust") / "project", of=EXAMPLES / "novant")
    for name, text in TRAPS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "git").chmod(0o755)
    large = "const x = 1;\n" * 60_000 + "fbq('track', 'Lead');\n"
    for number in range(3):
        (root / f"static/js/large{number}.js").write_text(large)
    git(root, "add", "--all")
    hooks = root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-checkout", "post-index-change", "fsmonitor-watchman", "pre-commit"):
        (hooks / hook).write_text("#!/bin/sh\ntouch TRAPPED\n")
        (hooks / hook).chmod(0o755)
    for setting in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external"):
        git(root, "config", setting, str(hooks / "fsmonitor-watchman"))
    git(root, "config", "filter.trap.clean", "touch TRAPPED")
    git(root, "config", "alias.ls-files", "!touch TRAPPED")
    (root / ".gitattributes").write_text("* filter=trap diff=trap\n")
    return root


@pytest.fixture(scope="module", params=["cold", "warm"])
def asked(request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Run a check, in the project's folder and with its folder first on every search path."""
    if request.param == "cold":
        shutil.rmtree(project / ".pixelgate_cache", ignore_errors=True)
    log = tmp_path_factory.mktemp("log") / "log"
    script = tmp_path_factory.mktemp("watch") / "watch.py"
    script.write_text(WATCH)
    search = os.pathsep.join((str(project), os.environ["PATH"]))
    ran = run(sys.executable, "-P", script, project, log, "check", "--quiet", "--jobs", "2", cwd=project, PATH=search)
    return Asked(ran, log)


def test_the_run_came_to_a_verdict(asked: Asked) -> None:
    assert asked.ran.code == 1, asked.ran.err
    assert asked.named("open")


def test_no_trap_went_off(asked: Asked, project: Path) -> None:
    assert not list(project.rglob("TRAPPED"))


def test_nothing_is_asked_of_the_network(asked: Asked) -> None:
    assert asked.named("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.") == []


def test_no_program_runs_but_one_listing_of_a_git_from_outside(asked: Asked, project: Path) -> None:
    assert asked.named("os.system", "os.exec", "os.spawn", "pty.") == []
    programs = {str(arguments[0]) for arguments in asked.named("subprocess.Popen", "os.posix_spawn")}
    assert {Path(program).name for program in programs} == {"git"}
    assert not any(Path(program).is_relative_to(project) for program in programs)


def test_nothing_of_the_project_is_imported(asked: Asked, project: Path) -> None:
    imported = {str(arguments[1]) for arguments in asked.named("import") if arguments[1] not in {None, "None"}}
    assert not any(file.startswith(str(project)) for file in imported)
    code = [str(arguments[-1]) for arguments in asked.named("compile", "exec")]
    assert not any(str(project) in one for one in code)


def test_nothing_is_written_but_the_cache(asked: Asked, project: Path) -> None:
    cache = str(project / ".pixelgate_cache")
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    opened = [(path, flags) for path, _, flags in asked.named("open") if isinstance(path, str)]
    written = {path for path, flags in opened if isinstance(flags, int) and flags & writing}
    changed = {str(arguments[0]) for arguments in asked.named("os.remove", "os.rename", "os.mkdir", "os.rmdir")}
    changed |= {str(arguments[0]) for arguments in asked.named("os.chmod", "os.truncate", "os.link", "os.symlink")}
    elsewhere = {path for path in written | changed if not path.startswith(cache)}
    assert elsewhere <= {os.devnull}


def test_git_sees_nothing_new(asked: Asked, project: Path) -> None:
    safely = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "filter.trap.clean=cat")
    assert ".pixelgate_cache" not in git(project, *safely, "status", "--porcelain", "--untracked-files=all")
