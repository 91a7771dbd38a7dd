"""``init`` as it is used: in an empty folder, in a project that has a manifest, on a terminal and off it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Program

PORTAL = """\
from flask import Flask, render_template
from flask_login import login_required

app = Flask(__name__)
SERVER_NAME = "www.clinic-portal.org"


@app.route("/about")
def about():
    return render_template("about.html")


@app.route("/login")
def login():
    return render_template("login.html")


@app.route("/visits/<int:id>")
@login_required
def visit(id):
    return render_template("visit.html")
"""
VISIT = "<!doctype html>\n<title>Portal</title>\n<p>{{ visit.date }}</p>\n<input name=drug>\n"
DRAFT = """\
# /about

# no sign of a login; declared at config.py:8
[[route]]
path   = "/about"
access = "TODO"   # public or authenticated?
phi    = []

# /login

# a page for signing in at config.py:13
# phi: identity: field “username” at templates/login.html:2
[[route]]
path   = "/login"
access = "public"
phi    = ["identity"]

# /visits

# login_required at config.py:19
# phi: appointment: expression `visit.date` at templates/visit.html:3
# phi: medication: field “drug” at templates/visit.html:4
[[route]]
path   = "/visits/:id"
access = "authenticated"
phi    = ["appointment", "medication"]
"""


@pytest.fixture
def portal(empty: Path) -> Path:
    (empty / "templates").mkdir()
    (empty / "config.py").write_text(PORTAL)
    (empty / "templates/about.html").write_text("<!doctype html>\n<title>Us</title>\n")
    (empty / "templates/login.html").write_text("<!doctype html>\n<input name=username>\n")
    (empty / "templates/visit.html").write_text(VISIT)
    return empty


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pixelgate.cli.init._on_terminal", lambda: True)


def test_the_manifest_and_its_evidence(portal: Path, program: Program) -> None:
    ran = program("init")
    text = (portal / "pixelgate.toml").read_text()
    assert (ran.code, ran.out) == (0, "")
    assert "3 routes: 1 authenticated, 1 public, 1 with a TODO that `pixelgate check` asks you to answer." in ran.err
    assert '  "https://www.clinic-portal.org",  # config.py:5\n' in text
    assert text.endswith(DRAFT)


def test_check_refuses_a_todo_with_its_line(portal: Path, program: Program) -> None:
    program("init")
    line = (portal / "pixelgate.toml").read_text().splitlines().index(
        'access = "TODO"   # public or authenticated?'
    ) + 1
    ran = program("check")
    assert ran.code == 2
    assert f"pixelgate.toml:{line}:10: error: route[0].access: this TODO is not answered" in ran.err
    assert "help: write one of `public`, `authenticated`" in ran.err


def test_check_refuses_a_todo_among_the_categories(empty: Path, program: Program) -> None:
    row = '[[route]]\npath = "/a"\naccess = "public"\nphi = ["TODO"]\n'
    (empty / "pixelgate.toml").write_text(f"version = 1\n{row}")
    ran = program("check")
    assert ran.code == 2
    assert "pixelgate.toml:5:8: error: route[0].phi[0]: this TODO is not answered" in ran.err


def test_many_todos_are_told_once_with_their_lines(empty: Path, program: Program) -> None:
    row = '[[route]]\npath = "/{}"\naccess = "TODO"\nphi = []\n'
    (empty / "pixelgate.toml").write_text("version = 1\n" + "".join(row.format(at) for at in range(4)))
    ran = program("check")
    assert ran.code == 2
    assert ran.err == (
        "pixelgate: nothing was verified: pixelgate.toml has 4 mistakes\n"
        "\npixelgate.toml:4:10: error: route[0].access: this TODO is not answered\n"
        '   |\n 4 | access = "TODO"\n   |          ^^^^^^\n'
        "  help: write one of `public`, `authenticated`\n"
        "  the same 3 more times, on lines 8, 12, 16\n"
    )


@pytest.mark.parametrize(("settings", "path"), [("mkdocs.yml", "/guide/"), ("other.yml", "/site/guide/")])
def test_mkdocs_builds_to_a_folder_of_its_own(empty: Path, program: Program, settings: str, path: str) -> None:
    (empty / "site/guide").mkdir(parents=True)
    (empty / settings).write_text("site_name: visits\n")
    for page in ("index.html", "guide/index.html"):
        (empty / "site" / page).write_text("<!doctype html><html><body><p>Visits</p></body></html>")
    program("init", "--yes")
    text = (empty / "pixelgate.toml").read_text()
    assert f'path   = "{path}"' in text
    assert ('build = ["site"]' in text) is (settings == "mkdocs.yml")


def test_yes_takes_the_safe_answer(portal: Path, program: Program) -> None:
    program("init", "--yes")
    text = (portal / "pixelgate.toml").read_text()
    assert "TODO" not in text
    assert '# taken as authenticated: nobody decided\n[[route]]\npath   = "/about"\naccess = "authenticated"' in text
    assert program("check", "-q").code == 0


def test_a_dash_prints_and_writes_nothing(portal: Path, program: Program) -> None:
    ran = program("init", "--output", "-")
    assert ran.out.endswith(DRAFT)
    assert not (portal / "pixelgate.toml").exists()


@pytest.mark.parametrize(("typed", "access"), [("p\n", "public"), ("who\nAuth\n", "authenticated"), ("\n", "TODO")])
@pytest.mark.usefixtures("portal", "terminal")
def test_an_answer_on_a_terminal(program: Program, monkeypatch: pytest.MonkeyPatch, typed: str, access: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    ran = program("init")
    asked = "1 route has no sign of a login under /about (/about): authenticated, public, or later? [later]: "
    assert asked in ran.out
    assert ("expected authenticated, public or later" in ran.out + ran.err) == typed.startswith("who")
    assert f'path   = "/about"\naccess = "{access}"' in Path("pixelgate.toml").read_text()


def test_a_manifest_is_not_overwritten(portal: Path, program: Program) -> None:
    (portal / ".pixelgate.toml").write_text("version = 1\n")
    ran = program("init")
    assert ran.code == 2
    assert "`pixelgate init --update` adds to it what is new" in ran.err
    assert not (portal / "pixelgate.toml").exists()


def test_nothing_found_writes_nothing(empty: Path, program: Program) -> None:
    assert program("init").code == 3
    assert not (empty / "pixelgate.toml").exists()


MINE = """\
version = 1   # mine

[[route]]
path = '/visits/:visit'  # mine too
access = "authenticated"
"""


def test_an_update_shows_the_difference_and_waits(portal: Path, program: Program) -> None:
    (portal / "pixelgate.toml").write_text(MINE)
    ran = program("init", "--update")
    assert (portal / "pixelgate.toml").read_text() == MINE
    assert "+++ b/pixelgate.toml" in ran.out
    assert '+path   = "/about"' in ran.out
    assert "/visits" not in "".join(line for line in ran.out.splitlines() if line.startswith(("+", "-")))
    assert "pixelgate.toml is unchanged; --yes writes it." in ran.err


def test_an_update_adds_and_touches_nothing(portal: Path, program: Program) -> None:
    (portal / "pixelgate.toml").write_text(MINE)
    assert program("init", "--update", "--yes").code == 0
    text = (portal / "pixelgate.toml").read_text()
    assert text.startswith(MINE)
    assert text.count("[[route]]") == 3
    assert program("init", "--update", "--yes").err.startswith("Nothing to add")


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be made there")
def test_a_hostile_name_stays_within_its_string(portal: Path, program: Program) -> None:
    (portal / "templates" / 'a"\n[policy]\x1b.html').write_text("<!doctype html>\n<title>x</title>\n")
    ran = program("init", "--output", "-")
    assert "\n[policy]" not in ran.out
    assert "\x1b" not in ran.out


def test_where_no_code_declares_routes_that_is_said(empty: Path, program: Program) -> None:
    (empty / "index.html").write_text("<!doctype html><title>Clinic</title>")
    ran = program("init", "--yes")
    assert ran.code == 0
    assert "No code that declares routes was found: these are pages by their files." in ran.err


@pytest.mark.usefixtures("portal")
def test_where_code_declares_routes_nothing_is_doubted(program: Program) -> None:
    assert "No code that declares routes" not in program("init", "--yes").err
