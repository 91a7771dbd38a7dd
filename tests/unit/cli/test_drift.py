"""Code and manifest that drift apart fail the check of the very change, and it says which line to add."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Program

MANIFEST = """\
version = 1

[[route]]
path = "/"
access = "public"

[[route]]
path = "/visits"
access = "authenticated"
phi = ["appointment"]
"""
PORTAL = """\
from flask import Flask, render_template
from flask_login import login_required

app = Flask(__name__)


@app.route("/")
def home():
    return render_template("home.html")


@app.route("/visits")
@login_required
def visits():
    return render_template("visits.html")
"""
PAGE = "<!doctype html>\n<title>Portal</title>\n"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "templates").mkdir()
    files = {
        "pixelgate.toml": MANIFEST,
        "portal.py": PORTAL,
        "templates/home.html": PAGE,
        "templates/visits.html": PAGE,
    }
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    git("add", ".")
    git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "as it was")
    return tmp_path


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def told(program: Program, *arguments: str) -> tuple[int, str]:
    """Return the exit code of ``check``, and what it printed, on one line."""
    ran = program("check", *arguments)
    return ran.code, " ".join(ran.out.replace("│", " ").split())


def test_nothing_drifts(portal: Path, program: Program) -> None:
    assert told(program, "--base", "HEAD")[0] == 0


def test_a_new_route_fails_with_the_row_to_add(portal: Path, program: Program) -> None:
    (portal / "portal.py").write_text(
        PORTAL + '\n\n@app.route("/labs/<int:number>")\n@login_required\ndef lab(number):\n'
        '    return render_template("visits.html")\n'
    )
    code, said = told(program)
    assert code == 1
    assert "The code declares /labs/:number (flask), but no route in pixelgate.toml claims it." in said
    assert 'Add `[[route]]` with `path = "/labs/:number"`, `access = "authenticated"` (login_required,' in said


def test_a_new_page_fails_with_the_line_to_add(portal: Path, program: Program) -> None:
    (portal / "templates" / "intake.html").write_text(PAGE)
    code, said = told(program)
    assert code == 1
    assert "templates/intake.html is a page, but no route in pixelgate.toml claims it." in said
    assert 'Add `pages = ["templates/intake.html"]` to the route that shows it' in said


def test_a_new_guard_fails_with_the_row_to_change(portal: Path, program: Program) -> None:
    rewrite(portal / "portal.py", '@app.route("/")\n', '@app.route("/")\n@login_required\n')
    code, said = told(program)
    assert code == 1
    assert "`login_required` (portal.py:8) asks for a login on /, which the row `/` (pixelgate.toml:4)" in said
    assert 'Write `access = "authenticated"` in the row at pixelgate.toml:4' in said


def test_a_guard_that_is_gone_is_told(portal: Path, program: Program) -> None:
    rewrite(portal / "portal.py", "@login_required\n", "")
    assert "guard-removed" not in told(program)[1]
    code, said = told(program, "--base", "HEAD", "--fail-on", "warning")
    assert code == 1
    assert "`login_required`, which asked for a login on /visits (portal.py), no longer does." in said
